"""What is due, whose turn it is, what blocks, and how the counts stand."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.contract.accepting import AcceptedFinding, accepted_findings
from app.contract.counting import consultation_days, dispatch_days
from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.facts import COUNTED, DONE, ContractFacts
from app.contract.hearing_progress import first_hearings
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.hearing import Hearing, HearingStatus
from app.domain.session import Session, SessionStatus
from app.services import views
from app.services.contract.board_views import AcceptedText
from app.services.judging.kept_contract import KeptContract
from app.services.judging.wording import finding_text, subject_text, title_of
from app.services.plans.support_steps import support_turns
from app.services.surroundings import Surroundings
from app.services.views import Count, DueStep, FindingText, Turn

HOME_LINES = 12
SOON_OPEN_DAYS = 5
PENDING = (DeadlineState.OVERDUE, DeadlineState.DUE, DeadlineState.PROVISIONAL)
CONTRACTOR = "受託者"
PREFECTURE = "県"

TURN_OF_STATUS: dict[CaseStatus, tuple[str, str]] = {
    CaseStatus.RECEIVED: (CONTRACTOR, "マッチングを始める"),
    CaseStatus.MATCHING: (CONTRACTOR, "人材と支援内容を決める"),
    CaseStatus.CONSULTING: (PREFECTURE, "協議に答える"),
    CaseStatus.DECIDED: (CONTRACTOR, "派遣の日程を決める"),
    CaseStatus.SUPPORTING: (CONTRACTOR, "次の派遣を予定するか支援を完了する"),
    CaseStatus.COMPLETED: (CONTRACTOR, "アンケートを依頼する"),
}
TURN_OF_CONSULTATION: dict[CaseStatus, tuple[str, str]] = {
    **TURN_OF_STATUS,
    CaseStatus.MATCHING: (CONTRACTOR, "人材と回答方法を決める"),
    CaseStatus.DECIDED: (CONTRACTOR, "相談に回答する"),
    CaseStatus.SUPPORTING: (CONTRACTOR, "次の回答を記録するか支援を完了する"),
    CaseStatus.COMPLETED: (CONTRACTOR, "案件を終了する"),
}
ENDED = (CaseStatus.COMPLETED, CaseStatus.CLOSED)
WITH_SESSIONS = (CaseStatus.DECIDED, CaseStatus.SUPPORTING, CaseStatus.COMPLETED)


class OverviewService:
    """Judges the whole contract on the day of the surroundings."""

    def __init__(self, kept: KeptContract, surroundings: Surroundings) -> None:
        """Look at this contract."""
        self._kept = kept
        self._surroundings = surroundings

    def facts(self) -> ContractFacts:
        """Return every fact of the contract."""
        return self._kept.facts()

    def findings(self) -> tuple[FindingText, ...]:
        """Return everything that the rules find, gravest first."""
        board = self._kept.board()
        return self._kept.words.of(board.findings, board.facts)

    def open_findings(self) -> tuple[FindingText, ...]:
        """Return what the rules find and no decision has put to rest, gravest first."""
        board = self._kept.board()
        return self._kept.words.of(board.open_findings, board.facts)

    def accepted_findings(self) -> tuple[AcceptedText, ...]:
        """Return what was put to rest and is still as it was, with the decisions that did it."""
        board = self._kept.board()
        found = accepted_findings(board.findings, board.acceptances)
        return tuple(self._accepted(item, board.facts) for item in found)

    def _accepted(self, item: AcceptedFinding, facts: ContractFacts) -> AcceptedText:
        acceptance = item.acceptance
        return AcceptedText(
            finding=finding_text(item.finding, facts, self._surroundings.language),
            acceptance_id=acceptance.id,
            decision_id=acceptance.decision_id,
            decision=title_of(facts.decisions[acceptance.decision_id]),
            reason=acceptance.reason,
        )

    def deadlines(self) -> tuple[views.Deadline, ...]:
        """Return every due date with its explanation."""
        facts = self.facts()
        return tuple(deadline_view(item, facts) for item in deadlines(facts))

    def status(self) -> dict[str, object]:
        """Return counts, targets and the next due dates as plain values."""
        facts = self.facts()
        terms, today = facts.terms, facts.today
        done, _ = _held_and_planned(facts)
        pending = [item for item in deadlines(facts) if item.state in PENDING]
        return {
            "on": today.isoformat(),
            "counts": {
                "dispatch_sessions": len(dispatch_days(facts).held),
                "dispatch_persons": _persons(done),
                "dispatch_cases": sum(_has_applied(case, today) for case in facts.cases.values()),
                "consultations": _answered(facts),
                "accompaniment_sessions": _accompanied(facts)[0],
                "hearings_held": len(first_hearings(facts)),
                "experts_listed": sum(expert.is_listed for expert in facts.experts.values()),
            },
            "targets": {
                "dispatch_sessions": terms.integer("dispatch.target", today),
                "dispatch_sessions_minimum": terms.integer("dispatch.minimum", today),
                "consultations": terms.integer("consultation.target", today),
                "accompaniment_sessions": terms.integer("accompaniment.target", today),
                "hearings_held": terms.integer("hearings.target", today),
                "experts_listed": terms.integer("experts.minimum", today),
            },
            "due": [_due_line(deadline_view(item, facts)) for item in pending[:HOME_LINES]],
        }


def _has_applied(case: Case, on: date) -> bool:
    """Tell whether a case is an application for a dispatch made by a day."""
    return case.kind == CaseKind.DISPATCH and (case.applied_on is None or case.applied_on <= on)


def _due_line(item: views.Deadline) -> dict[str, object]:
    return {
        "title": item.label,
        "clause": item.clause,
        "stated_on": item.stated_on.isoformat() if item.stated_on else None,
        "safe_on": item.safe_on.isoformat() if item.safe_on else None,
        "open_days_left": item.open_days_left,
        "state": item.state,
    }


def deadline_view(item: Deadline, facts: ContractFacts) -> views.Deadline:
    """Return a deadline in the terms of the doors."""
    done = item.state in (DeadlineState.DONE, DeadlineState.DONE_LATE)
    left = None if done else open_days_left(facts, item.due.stated_on)
    state = item.state.value
    if item.state == DeadlineState.DUE and left is not None and left <= SOON_OPEN_DAYS:
        state = "soon"
    return views.Deadline(
        clause=item.clause,
        deliverable=item.deliverable or None,
        label=item.title,
        subject_register=item.subject.register,
        subject_id=item.subject.id,
        subject=subject_text(item.subject, facts),
        basis_on=item.due.basis_on,
        stated_on=item.due.stated_on,
        safe_on=item.due.safe_on,
        latest_on=item.due.latest_on,
        state=state,
        open_days_left=left,
        rule=item.due.rule,
        steps=tuple(DueStep(step.on, step.counted, step.reason) for step in item.due.steps),
        submitted_on=item.submitted_on,
    )


def open_days_left(facts: ContractFacts, day: date) -> int:
    """Return how many open days remain after today up to a day; negative when it has passed."""
    return facts.calendar.open_days_between(facts.today, day)


class CaseTally(NamedTuple):
    """How many dispatch cases have ended and are open, and how many consultations stand that were not withdrawn."""

    ended: int
    open: int
    consultations: int


def tally_of(facts: ContractFacts) -> CaseTally:
    """Return the counts of the cases in the facts."""
    standing = _standing(list(facts.cases.values()))
    dispatches = [case for case in standing if case.kind == CaseKind.DISPATCH]
    ended = sum(case.status in ENDED for case in dispatches)
    consultations = sum(case.kind == CaseKind.CONSULTATION for case in standing)
    return CaseTally(ended, len(dispatches) - ended, consultations)


def counts(facts: ContractFacts, tally: CaseTally | None = None) -> Iterator[Count]:
    """Yield the counts against their targets; 回, 件 and 人回 stand apart (6(2)イ, 6(5)オ, 6(6)オ, 6(6)ケ)."""
    done, planned = _held_and_planned(facts)
    terms, today, days = facts.terms, facts.today, dispatch_days(facts)
    yield Count(
        "派遣",
        "回",
        len(days.held),
        len(days.planned),
        terms.integer("dispatch.target", today),
        terms.integer("dispatch.minimum", today),
        "6(6)オ・ケ",
    )
    yield Count("派遣（延べ人数）", "人回", _persons(done), _persons(planned), 0, 0, "6(6)")
    cases = tally or tally_of(facts)
    yield Count("派遣の案件", "件", cases.ended, cases.open, 0, 0, "6(6)")
    yield from _further_counts(facts, cases)
    listed = sum(expert.is_listed for expert in facts.experts.values())
    minimum = terms.integer("experts.minimum", today)
    yield Count("掲載した専門人材", "名", listed, 0, minimum, minimum, "6(2)イ")


def _held_and_planned(facts: ContractFacts) -> tuple[list[Session], list[Session]]:
    """Return the sessions that were held, and those that are planned: nothing was held on a day still to come."""
    held: list[Session] = []
    planned: list[Session] = []
    for session in facts.sessions.values():
        if session.status in COUNTED:
            has_been = session.status in DONE and not (session.held_on and session.held_on > facts.today)
            (held if has_been else planned).append(session)
    return held, planned


def _further_counts(facts: ContractFacts, cases: CaseTally) -> Iterator[Count]:
    """Yield consultations in 件, accompaniment in 回, hearings in 団体 (6(5)オ, 6(4)エ, 6(7)ア)."""
    terms, today = facts.terms, facts.today
    standing = _standing([case for case in facts.cases.values() if case.kind == CaseKind.CONSULTATION])
    answered = _answered(facts)
    waiting = cases.consultations - sum(bool(consultation_days(case, facts)) for case in standing)
    target = terms.integer("consultation.target", today)
    yield Count("よろず相談", "件", answered, waiting, target, 0, "6(5)オ")
    held, planned = _accompanied(facts)
    yield Count("長期伴走支援", "回", held, planned, terms.integer("accompaniment.target", today), 0, "6(4)エ")
    heard = first_hearings(facts)
    arranged = {
        hearing.municipality_code
        for hearing in facts.of(Hearing).values()
        if hearing.status in (HearingStatus.PLANNED, HearingStatus.HELD) and hearing.municipality_code not in heard
    }
    everyone = terms.integer("hearings.target", today)
    yield Count("市町村ヒアリング", "団体", len(heard), len(arranged), everyone, everyone, "6(7)ア")


def _answered(facts: ContractFacts) -> int:
    """Count the consultations that were answered and not withdrawn, as they are read (6(5)オ)."""
    standing = _standing([case for case in facts.cases.values() if case.kind == CaseKind.CONSULTATION])
    return sum(len(consultation_days(case, facts)) for case in standing)


def _accompanied(facts: ContractFacts) -> tuple[int, int]:
    """Count the sessions of accompaniment that were held and that are planned; they are no dispatches."""
    sessions = facts.of(AccompanimentSession).values()
    standing = [session for session in sessions if session.status != AccompanimentStatus.CANCELLED]
    held = sum(
        session.status == AccompanimentStatus.HELD and not (session.held_on and session.held_on > facts.today)
        for session in standing
    )
    return held, len(standing) - held


def _persons(sessions: list[Session]) -> int:
    return sum(len(session.expert_ids) for session in sessions)


def _standing(cases: list[Case]) -> list[Case]:
    """Return the cases that were not withdrawn."""
    return [case for case in cases if case.status != CaseStatus.WITHDRAWN]


def turns(facts: ContractFacts) -> Iterator[Turn]:
    """Yield who has to do the next thing on each open case and accompaniment, longest waiting first."""
    found = [turn for case in facts.cases.values() if (turn := turn_of(case, facts)) is not None]
    yield from in_waiting_order((*found, *support_turns(facts)), facts.today)


def in_waiting_order(found: Iterable[Turn], today: date) -> tuple[Turn, ...]:
    """Return turns in the order in which they wait, the longest first."""
    return tuple(sorted(found, key=lambda turn: (turn.since_on or today, turn.subject)))


def turn_of(case: Case, facts: ContractFacts) -> Turn | None:
    """Return who has to do the next thing on a case; None when it is nobody's turn."""
    if case.status is None:
        return None
    is_consultation = case.kind == CaseKind.CONSULTATION
    who_and_what = (TURN_OF_CONSULTATION if is_consultation else TURN_OF_STATUS).get(case.status)
    since = case.status_since or case.applied_on
    if case.status == CaseStatus.COMPLETED and case.survey_asked_on is not None:
        who_and_what = (CONTRACTOR, "案件を終了する")
    if is_consultation:
        who_and_what, since = _unreported_answer(case, facts) or (who_and_what, since)
    elif case.status in WITH_SESSIONS:
        who_and_what, since = _turn_in_support(case, facts) or (who_and_what, since)
    if who_and_what is None:
        return None
    return Turn(who_and_what[0], who_and_what[1], "cases", case.id, case.number, since)


def _unreported_answer(case: Case, facts: ContractFacts) -> tuple[tuple[str, str], date | None] | None:
    """Return that an answer is to be reported; None when every answer is."""
    for answer in facts.answers_by_case.get(case.id, ()):
        if answer.reported_on is None:
            return (CONTRACTOR, f"よろず相談の回答（{answer.number}）を報告する"), answer.answered_on
    return None


def _turn_in_support(case: Case, facts: ContractFacts) -> tuple[tuple[str, str], date | None] | None:
    """Return who has to report or hold a session of a case; None when every session is done with."""
    sessions = facts.sessions_by_case.get(case.id, ())
    for session in sessions:
        if session.status == SessionStatus.HELD:
            return (CONTRACTOR, f"派遣（{session.number}）の結果を報告する"), session.held_on
    for session in sessions:
        if session.status == SessionStatus.PLANNED and session.held_on and session.held_on < facts.today:
            return (CONTRACTOR, f"派遣（{session.number}）の実施を記録する"), session.held_on
        if session.status == SessionStatus.PLANNED:
            return ("専門人材・市町村", f"派遣（{session.number}）を実施する"), session.held_on
    return None
