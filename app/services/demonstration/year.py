"""The whole demonstration year: experts, consultations, dispatch cases and their sessions."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from app.contract.expert_listing import DATABASE, content_text, listed_cells
from app.contract.terms import Terms
from app.domain.case import Case, CaseKind, CaseStatus, ContactSkill, WishedMode
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.japanese_date import JAPAN
from app.domain.municipality import Municipalities
from app.domain.open_days import OpenDays
from app.domain.record import Member, Record
from app.domain.session import Session
from app.domain.submission import Submission
from app.services.demonstration import hearing_sheets, support, wishes
from app.services.demonstration.experts import experts
from app.services.demonstration.office import office
from app.services.demonstration.people import DEPARTMENTS, official
from app.services.demonstration.sessions import FLAWS, held_session, planned_day
from app.store.ids import stable_id

SIGNED_ON = date(2026, 5, 11)
JUDGED_ON = date(2027, 1, 15)
CONSULTATIONS = 61
SESSIONS = 74
CAPPED_OFFICE = 8  # position in the list of municipalities of the office that used all its sessions
WAITING = (
    (CaseStatus.RECEIVED, 5),
    (CaseStatus.MATCHING, 3),
    (CaseStatus.CONSULTING, 3),
    (CaseStatus.WITHDRAWN, 1),
)


@dataclass(frozen=True)
class DemonstrationYear:
    """Every record of the year, ready to be written."""

    experts: tuple[Expert, ...]
    cases: tuple[Case, ...]
    sessions: tuple[Session, ...]
    decisions: tuple[Decision, ...]
    submissions: tuple[Submission, ...]
    others: tuple[Record, ...] = ()  # of the registers beside dispatch

    @property
    def records(self) -> tuple[Record, ...]:
        """Return everything in the order in which it refers to each other."""
        return (*self.experts, *self.decisions, *self.cases, *self.sessions, *self.submissions, *self.others)


class _Author:
    """Invents the year step by step from one seed."""

    def __init__(self, seed: int, terms: Terms, calendar: OpenDays, offices: Municipalities) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - a believable year, not a secret
        self.calendar = calendar
        self.codes = tuple(office.code for office in offices)
        self.field_codes = tuple(field.code for field in terms.support_fields)
        self.cap = terms.integer("dispatch.cap_per_municipality", SIGNED_ON)
        self.experts = experts(seed, self.random, self.field_codes, SIGNED_ON)
        self.cases: list[Case] = []
        self.decisions: list[Decision] = []
        self.sessions: list[Session] = []

    def id(self, *key: str) -> str:
        return stable_id("demonstration", str(self.seed), *key)

    def application(self, kind: CaseKind, code: str, applied_on: date) -> Case:
        """Return an application as it comes in."""
        random = self.random
        number = len(self.cases) + 1
        prefix = "派" if kind == CaseKind.DISPATCH else "相"
        at = datetime.combine(applied_on, time(random.randint(9, 16), random.randint(0, 59)), JAPAN)
        return Case(
            id=self.id("case", str(number)),
            number=f"{prefix}-M01-{number:04d}",
            kind=kind,
            municipality_code=code,
            received_number=f"LG-{30000 + number}",
            applied_on=applied_on,
            applied_at=at.astimezone(UTC),
            department=random.choice(DEPARTMENTS),
            contact_name=official(random),
            contact_mail=f"u{number}@example.lg.jp",
            contact_phone="048-000-0000",
            contact_skill=random.choice(list(ContactSkill)),
            fields=tuple(Member(code) for code in sorted(random.sample(self.field_codes, random.randint(1, 2)))),
            content=random.choice(wishes.CONTENTS),
            wished_when=random.choice(("９月上旬", "できるだけ早く", "令和8年10月")),
            wished_mode=random.choice(list(WishedMode)),
            status_since=applied_on,
        )

    def day_between(self, first: date, last: date) -> date:
        """Return an open day of the span."""
        return self.calendar.on_or_after(first + timedelta(days=self.random.randint(0, (last - first).days)))

    def matched(self, case: Case) -> Case:
        """Return a case with experts who support one of its fields, and the support they will give."""
        wanted = {member.key for member in case.fields}
        listed = [expert for expert in self.experts if expert.is_listed]
        suited = [expert for expert in listed if wanted & {member.key for member in expert.fields}] or listed
        chosen = self.random.sample(suited, min(len(suited), self.random.choice((1, 1, 2))))
        return replace(
            case,
            expert_ids=tuple(Member(expert.id) for expert in sorted(chosen, key=lambda item: item.id)),
            support_content=self.random.choice(wishes.SUPPORT),
        )

    def decided(self, case: Case) -> Case:
        """Return a case decided after its consultation with the prefecture."""
        number = len(self.decisions) + 1
        applied_on = case.applied_on or SIGNED_ON
        consulted_on = self.calendar.on_or_after(applied_on + timedelta(days=self.random.randint(4, 9)))
        decision = Decision(
            id=self.id("decision", str(number)),
            number=f"協-M01-{number:04d}",
            decided_on=consulted_on,
            subject=f"派遣人材と支援内容の協議（{case.number}）",
            prefecture_persons="情報システム戦略課　A主査",
            contractor_persons="プロジェクトリーダー　B",
            content="マッチングの結果と支援内容を説明し、了承を得た。",
            evidence_note="定例会議事録",
        )
        self.decisions.append(decision)
        decided_on = self.calendar.on_or_after(consulted_on + timedelta(days=1))
        return replace(
            case,
            consultation_id=decision.id,
            decided_on=decided_on,
            status=CaseStatus.DECIDED,
            status_since=decided_on,
        )

    def dispatch(self, code: str, applied_on: date, session_count: int) -> None:
        """Add one dispatch with its sessions."""
        case = self.decided(self.matched(self.application(CaseKind.DISPATCH, code, applied_on)))
        held_on = case.decided_on or applied_on
        for _ in range(session_count):
            held_on = planned_day(held_on, self.calendar, self.random)
            self.sessions.append(self._session(case, held_on))
        own = self.sessions[-session_count:]
        self.cases.append(_ended(case, own))

    def _session(self, case: Case, held_on: date) -> Session:
        number = len(self.sessions) + 1
        session = Session(
            id=self.id("session", str(number)),
            number=f"回-M01-{number:04d}",
            case_id=case.id,
            municipality_code=case.municipality_code,
            expert_ids=case.expert_ids,
        )
        return held_session(session, held_on, number, JUDGED_ON, self.calendar, self.random)


def _ended(case: Case, sessions: list[Session]) -> Case:
    """Return the case in the state that its sessions bring about."""
    days = [session.held_on for session in sessions if session.held_on and session.held_on <= JUDGED_ON]
    if not days:
        return case
    if len(days) < len(sessions):
        return replace(case, status=CaseStatus.SUPPORTING, status_since=days[0])
    last_day = max(days)
    asked_on = min(last_day + timedelta(days=1), JUDGED_ON)
    answered_on = asked_on + timedelta(days=6)
    answered = int(case.number[-2:]) % 3 != 0 and answered_on <= JUDGED_ON
    return replace(
        case,
        status=CaseStatus.COMPLETED,
        status_since=last_day,
        survey_asked_on=asked_on,
        survey_answered_on=answered_on if answered else None,
        survey_score=3 + int(case.number[-1]) % 3 if answered else None,
        survey_comment="具体的な助言が得られた。" if answered else "",
    )


def _closed(case: Case, sessions: tuple[Session, ...]) -> Case:
    """Close a completed case whose sessions are all reported and whose survey has come back."""
    reported = all(session.reported_on for session in sessions if session.case_id == case.id)
    if case.status == CaseStatus.COMPLETED and reported and case.survey_answered_on:
        return replace(case, status=CaseStatus.CLOSED, status_since=case.survey_answered_on)
    return case


def demonstration_year(seed: int, terms: Terms, calendar: OpenDays, offices: Municipalities) -> DemonstrationYear:
    """Return the year of a seed: 12 experts, 61 consultations, 74 sessions, one office at its cap, some flaws."""
    author = _Author(seed, terms, calendar, offices)
    capped = author.codes[CAPPED_OFFICE]
    for day, count in ((date(2026, 6, 8), 2), (date(2026, 8, 3), 2), (date(2026, 10, 5), 1)):
        author.dispatch(capped, day, count)
    others = [code for code in author.codes if code != capped]
    author.random.shuffle(others)
    position = 0
    while len(author.sessions) < SESSIONS:
        first = date(2026, 6, 1) + timedelta(days=(position * 210) // 48)
        count = min(1 + position % 2, SESSIONS - len(author.sessions))
        author.dispatch(others[position % len(others)], author.day_between(first, first + timedelta(days=4)), count)
        position += 1
    _add_waiting(author, others)
    for number in range(CONSULTATIONS):
        first = date(2026, 6, 1) + timedelta(days=number * 3)
        day = author.day_between(first, first + timedelta(days=3))
        author.cases.append(author.application(CaseKind.CONSULTATION, author.random.choice(author.codes), day))
    sessions = tuple(author.sessions)
    cases, beside = _beside_dispatch(author)
    return DemonstrationYear(
        author.experts,
        tuple(_flawed(_closed(case, sessions)) for case in cases),
        sessions,
        tuple(author.decisions),
        _submissions(author, terms),
        _planned(author, terms, offices, beside),
    )


def _beside_dispatch(author: _Author) -> tuple[list[Case], tuple[Record, ...]]:
    """Return the cases with the consultations answered, and the records of everything else."""
    listed = [expert for expert in author.experts if expert.is_listed]
    asked = [case for case in author.cases if case.kind == CaseKind.CONSULTATION]
    rest = [case for case in author.cases if case.kind != CaseKind.CONSULTATION]
    consultations, answers = support.answered(author.id, asked, listed, JUDGED_ON, author.calendar)
    side = office(author.id, SIGNED_ON, author.experts)
    held = support.hearings(author.id, author.codes, side.staff, author.calendar)
    told = hearing_sheets.themes(held, author.field_codes, author.seed)
    held = hearing_sheets.with_fields(held, told)
    candidates, cases = hearing_sheets.candidates(held, told, [*rest, *consultations])
    others = (
        *side.records,
        *answers,
        *held,
        *told,
        *candidates,
        *support.accompaniments(author.id, author.codes, listed, JUDGED_ON, author.calendar, author.random),
        *support.events(author.id),
    )
    return cases, others


def _planned(author: _Author, terms: Terms, offices: Municipalities, beside: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the other records with the plans, and with what happened at the events."""
    from app.services.demonstration import monthly_notes, occasions, planning  # another workspace needs none of it

    records = (*author.experts, *beside, *monthly_notes.monthly_notes(author.id))
    inside = occasions.occasions(author.id, author.codes, records)
    planned = planning.with_plans(author.id, SIGNED_ON, terms, author.calendar, offices, (*records, *inside))
    return planned[len(author.experts) :]


def _add_waiting(author: _Author, codes: list[str]) -> None:
    for status, count in WAITING:
        for number in range(count):
            day = author.day_between(date(2026, 12, 14), date(2027, 1, 10))
            case = author.application(CaseKind.DISPATCH, codes[-1 - number], day)
            if status != CaseStatus.RECEIVED:
                case = author.matched(case)
            reason = "庁内の調整がつかず取下げの連絡があった" if status == CaseStatus.WITHDRAWN else ""
            since = min(day + timedelta(days=3), JUDGED_ON)
            author.cases.append(replace(case, status=status, status_reason=reason, status_since=since))


def _flawed(case: Case) -> Case:
    """Take the consultation away from one decided case: what the desk must find."""
    return replace(case, consultation_id="") if case.number.endswith(FLAWS.unconsulted_case) else case


def _submissions(author: _Author, terms: Terms) -> tuple[Submission, ...]:
    """Return what was handed in: the first three deliverables, one of them late, and all monthly reports but one."""
    handed_in = [(number, "", SIGNED_ON + timedelta(days=days)) for number, days in ((1, 5), (2, 5), (3, 15))]
    for month in range(5, 12):
        handed_in.append((6, f"（2026年{month}月分）", author.calendar.on_or_before(date(2026, month + 1, 9))))
    handed_in.append((7, "", date(2026, 9, 28)))
    listed = content_text(listed_cells(author.experts, terms.support_fields))
    return tuple(
        Submission(
            id=author.id("submission", str(position)),
            deliverable=number,
            title=f"{terms.deliverable(number).name}{suffix}",
            submitted_on=day,
            content=listed if number == DATABASE else "",
        )
        for position, (number, suffix, day) in enumerate(handed_in, start=1)
    )
