"""When things are due under the contract, each with its explanation (specification 5, 6, 8 and Table 2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.contract.facts import COUNTED, DONE, ContractFacts
from app.contract.findings import Subject
from app.contract.hearing_progress import completed_on
from app.contract.kickoff import kickoff_due, kickoffs
from app.contract.readings import ANSWER_CLOCK, CLOSED_TENTH, REPORT_CLOCK
from app.contract.report_months import month_named
from app.domain.accompaniment import Accompaniment
from app.domain.case import Case, CaseStatus
from app.domain.choice import Choice
from app.domain.consultation import ConsultationAnswer
from app.domain.due_date import (
    DueDate,
    due_after_days,
    due_after_months,
    due_after_open_days,
    due_fixed,
)
from app.domain.meeting import MeetingKind
from app.domain.plan import PlanKind, PlanVersion
from app.domain.session import Session
from app.domain.submission import Submission


class DeadlineState(Choice):
    """Where a deadline stands on the day it is judged."""

    DONE = "done", "提出済"
    DONE_LATE = "done_late", "遅れて提出"
    OVERDUE = "overdue", "期限超過"
    DUE = "due", "期限内"
    PROVISIONAL = "provisional", "見込み"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing due: its clause, deliverable of Table 2 (0: none), subject, date and standing."""

    clause: str
    deliverable: int
    title: str
    subject: Subject
    due: DueDate
    state: DeadlineState
    submitted_on: date | None = None


SIGNING_DELIVERABLES = (1, 2, 3)
MONTHLY_REPORT = 6
PLAN_DELIVERABLES = {PlanKind.PLAN: 1, PlanKind.CHART: 2}
ENDED = frozenset({CaseStatus.COMPLETED, CaseStatus.CLOSED})


def session_report_due(completed_on: date, facts: ContractFacts) -> DueDate:
    """Return when the report of a session is due: the fifth open day after its completion (6(6)ク)."""
    amount = facts.terms.integer("dispatch.report_open_days", completed_on)
    return due_after_open_days(completed_on, amount, facts.calendar)


def report_basis(session: Session, facts: ContractFacts) -> date | None:
    """Return the day from which the report of a session counts: its own, or the last one of its ended case (6(6)ク)."""
    if session.held_on is None or REPORT_CLOCK.strict(facts.terms, session.held_on):
        return session.held_on
    if not _has_ended(facts.cases.get(session.case_id)):
        return None
    held = (each.held_on for each in facts.sessions_by_case[session.case_id] if each.status in DONE)
    return max((day for day in held if day is not None), default=None)


def planned_report_basis(session: Session, facts: ContractFacts) -> date:
    """Return the day from which the report of a session will count if everything goes as planned (6(6)ク)."""
    own = session.held_on or facts.today
    if REPORT_CLOCK.strict(facts.terms, own):
        return own
    others = facts.sessions_by_case.get(session.case_id, ())
    return max(day for day in (own, *(each.held_on for each in others if each.status in COUNTED)) if day is not None)


def _has_ended(case: Case | None) -> bool:
    return case is not None and case.status in ENDED


def signing_deadline(facts: ContractFacts, deliverable: int) -> DueDate:
    """Return when deliverable 1, 2 or 3 is due, counted from the signing of the contract (5(1), 6(3))."""
    amount = facts.terms.integer(facts.terms.deliverable(deliverable).term, facts.today)
    return due_after_days(facts.signed_on, amount, facts.calendar)


def deadlines(facts: ContractFacts) -> tuple[Deadline, ...]:
    """Return everything that is due under the facts, earliest first."""
    found = [
        *contract_deadlines(facts),
        *answer_deadlines(facts),
        *session_deadlines(facts),
        *accompaniment_deadlines(facts),
    ]
    return tuple(sorted(found, key=lambda item: (item.due.stated_on, item.deliverable, item.title)))


def contract_deadlines(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield what is due once or every month under the contract, whatever cases there are."""
    yield from _after_signing(facts)
    yield _kickoff(facts)
    yield from (deadline for _, deadline in monthly_reports(facts))
    yield from _survey_report(facts)
    yield from _at_the_end(facts)


def _past(day: date | None, today: date) -> date | None:
    """Return the day on which something was handed in; None for one that has not come."""
    return day if day is not None and day <= today else None


def is_late(due: DueDate, submitted_on: date | None, today: date) -> bool:
    """Tell whether something is overdue today, or was handed in late."""
    return (_past(submitted_on, today) or today) > due.stated_on


def _state(due: DueDate, submitted_on: date | None, today: date) -> DeadlineState:
    if submitted_on is not None:
        return DeadlineState.DONE_LATE if submitted_on > due.stated_on else DeadlineState.DONE
    return DeadlineState.OVERDUE if today > due.stated_on else DeadlineState.DUE


def _submitted_on(facts: ContractFacts, deliverable: int, month: date | None = None) -> date | None:
    """Return when a deliverable was first handed in; of the monthly reports, that of a month."""
    submissions = facts.together(Submission, "deliverable").get(deliverable, ())
    of_month = submissions if month is None else facts.once(_reports_by_month).get(month, ())
    days = (submission.submitted_on for submission in of_month if submission.submitted_on is not None)
    found = (*days, *_versions_submitted_on(facts, deliverable))
    return min((day for day in found if day <= facts.today), default=None)


def _reports_by_month(facts: ContractFacts) -> Mapping[date, Sequence[Submission]]:
    """Return the monthly reports by the month that their titles name, however they write it."""
    found: dict[date, list[Submission]] = {}
    for submission in facts.together(Submission, "deliverable").get(MONTHLY_REPORT, ()):
        month = report_month(submission.title, facts)
        if month is not None:
            found.setdefault(month, []).append(submission)
    return found


def report_month(title: str, facts: ContractFacts) -> date | None:
    """Return the month of the contract that the title of a monthly report names (Table 2, row 6)."""
    return month_named(title, facts.signed_on, facts.terms.day("period.end", facts.today))


def _versions_submitted_on(facts: ContractFacts, deliverable: int) -> Iterator[date]:
    """Yield when versions of the plan or the chart were submitted: the first is the deliverable itself (5(1))."""
    for kind, number in PLAN_DELIVERABLES.items():
        for version in facts.together(PlanVersion, "kind").get(kind, ()) if number == deliverable else ():
            if version.submitted_on is not None:
                yield version.submitted_on


def _of_contract(
    facts: ContractFacts, deliverable: int, due: DueDate, title: str = "", month: date | None = None
) -> Deadline:
    term = facts.terms.deliverable(deliverable)
    submitted_on = _submitted_on(facts, deliverable, month)
    return Deadline(
        term.clause,
        deliverable,
        title or term.name,
        Subject("contract"),
        due,
        _state(due, submitted_on, facts.today),
        submitted_on,
    )


def _after_signing(facts: ContractFacts) -> Iterator[Deadline]:
    for deliverable in SIGNING_DELIVERABLES:
        yield _of_contract(facts, deliverable, signing_deadline(facts, deliverable))


def _kickoff(facts: ContractFacts) -> Deadline:
    """Return until when the kickoff meeting has to be held (5(2)); it is done when one has been held."""
    due = kickoff_due(facts)
    held = [meeting for meeting in kickoffs(facts) if meeting.held_on is not None and meeting.held_on <= facts.today]
    held_on = held[0].held_on if held else None
    subject = Subject("meetings", held[0].id) if held else Subject("contract")
    return Deadline("5(2)", 0, MeetingKind.KICKOFF.label, subject, due, _state(due, held_on, facts.today), held_on)


def session_deadline(session: Session, facts: ContractFacts) -> Deadline | None:
    """Return the report clock of a session that was held; None for another, and while its clock does not run."""
    basis = report_basis(session, facts) if session.status in DONE else None
    if basis is None or basis > facts.today:
        return None
    return session_clock(session, session_report_due(basis, facts), facts)


def session_clock(session: Session, due: DueDate, facts: ContractFacts) -> Deadline:
    """Return the report clock of a session whose report is due on a day (6(6)ク)."""
    reported_on = _past(session.reported_on, facts.today)
    return Deadline(
        "6(6)ク",
        5,
        f"{facts.terms.deliverable(5).name}（{session.number}）",
        Subject("sessions", session.id),
        due,
        _state(due, reported_on, facts.today),
        reported_on,
    )


def session_dues(facts: ContractFacts) -> Iterator[tuple[Session, DueDate]]:
    """Yield every session that was held and whose clock runs, with when its report is due (6(6)ク)."""
    for held_on, sessions in facts.sessions_by_day.items():
        done = [session for session in sessions if session.status in DONE]
        if not done or held_on > facts.today:
            continue
        if REPORT_CLOCK.strict(facts.terms, held_on):
            due = session_report_due(held_on, facts)
            yield from ((session, due) for session in done)
        else:
            bases = ((session, report_basis(session, facts)) for session in done)
            for session, basis in bases:
                if basis is not None and basis <= facts.today:
                    yield session, session_report_due(basis, facts)


def session_deadlines(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield the report clock of every session that was held (6(6)ク)."""
    for session in facts.sessions.values():
        deadline = session_deadline(session, facts)
        if deadline is not None:
            yield deadline


def answer_report_due(completed_on: date, facts: ContractFacts) -> DueDate:
    """Return when the report of an answer is due: the fifth open day after its completion (6(5)カ)."""
    amount = facts.terms.integer("consultation.report_open_days", completed_on)
    return due_after_open_days(completed_on, amount, facts.calendar)


def answer_deadline(answer: ConsultationAnswer, facts: ContractFacts) -> Deadline | None:
    """Return the report clock of an answer, five open days from its completion (6(5)カ); None while it does not run."""
    basis = answer_basis(answer, facts)
    if basis is None or basis > facts.today:
        return None
    return answer_clock(answer, answer_report_due(basis, facts), facts)


def answer_clock(answer: ConsultationAnswer, due: DueDate, facts: ContractFacts) -> Deadline:
    """Return the report clock of an answer whose report is due on a day (6(5)カ)."""
    reported_on = _past(answer.reported_on, facts.today)
    return Deadline(
        "6(5)カ",
        4,
        f"{facts.terms.deliverable(4).name}（{answer.number}）",
        Subject("answers", answer.id),
        due,
        _state(due, reported_on, facts.today),
        reported_on,
    )


def answer_dues(facts: ContractFacts) -> Iterator[tuple[ConsultationAnswer, DueDate]]:
    """Yield every answer whose clock runs, with when its report is due (6(5)カ)."""
    for answered_on, answers in facts.together(ConsultationAnswer, "answered_on").items():
        if answered_on is None or answered_on > facts.today:
            continue
        if ANSWER_CLOCK.strict(facts.terms, answered_on):
            due = answer_report_due(answered_on, facts)
            yield from ((answer, due) for answer in answers)
        else:
            bases = ((answer, answer_basis(answer, facts)) for answer in answers)
            for answer, basis in bases:
                if basis is not None and basis <= facts.today:
                    yield answer, answer_report_due(basis, facts)


def answer_basis(answer: ConsultationAnswer, facts: ContractFacts) -> date | None:
    """Return the day from which the report of an answer counts: its own, or the last of its ended case (6(5)カ)."""
    if answer.answered_on is None or ANSWER_CLOCK.strict(facts.terms, answer.answered_on):
        return answer.answered_on
    if not _has_ended(facts.cases.get(answer.case_id)):
        return None
    days = (each.answered_on for each in facts.answers_by_case[answer.case_id])
    return max((day for day in days if day is not None), default=None)


def answer_deadlines(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield the report clock of every answer (6(5)カ)."""
    for answer in facts.of(ConsultationAnswer).values():
        deadline = answer_deadline(answer, facts)
        if deadline is not None:
            yield deadline


def monthly_reports(facts: ContractFacts) -> Iterator[tuple[date, Deadline]]:
    """Yield every month of the contract by its first day with its report, idle months too (Table 2, row 6).

    The last one is due with the contract.
    """
    name = facts.terms.deliverable(MONTHLY_REPORT).name
    due_day = facts.terms.integer("monthly_report.day", facts.today)
    end = facts.terms.day("period.end", facts.today)
    month = facts.signed_on.replace(day=1)
    while month <= end:
        following = (month + timedelta(days=32)).replace(day=1)
        if following > end:
            day, reason = facts.terms.day("monthly_report.last_deadline", facts.today), "最後の月の分は契約の末日"
        else:
            day, reason = _tenth(following.replace(day=due_day), f"{month.month}月分は翌月{due_day}日", facts)
        title = f"{name}（{month.year}年{month.month}月分）"
        yield month, _of_contract(facts, MONTHLY_REPORT, due_fixed(day, facts.calendar, reason), title, month)
        month = following


def _tenth(stated: date, reason: str, facts: ContractFacts) -> tuple[date, str]:
    """Return when a monthly report is due and why, moved off a closed day where the contract is read so (Table 2)."""
    closed = facts.calendar.closed_reason(stated)
    reading = CLOSED_TENTH.on(facts.terms, stated)
    if closed is None or reading == "stated":
        return stated, reason
    if reading == "open_day_before":
        return facts.calendar.on_or_before(stated), f"{reason}（閉庁日「{closed}」なので直前の開庁日）"
    return facts.calendar.on_or_after(stated), f"{reason}（閉庁日「{closed}」なので直後の開庁日）"


def _survey_report(facts: ContractFacts) -> Iterator[Deadline]:
    """Count deliverable 7 from the hearings' completion; before it, a provisional date from their period (6(7)オ)."""
    completed = completed_on(facts)
    basis = completed or facts.terms.day("hearings.period_end", facts.today)
    months = facts.terms.integer(facts.terms.deliverable(7).term, facts.today)
    due = due_after_months(basis, months, facts.calendar)
    deadline = _of_contract(facts, 7, due)
    if completed is not None or deadline.submitted_on is not None:
        yield deadline
    else:
        yield Deadline(deadline.clause, 7, deadline.title, deadline.subject, due, DeadlineState.PROVISIONAL, None)


def accompaniment_deadlines(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield when the result of each accompaniment is to be reported, besides deliverable 8 itself (6(4)カ)."""
    day = facts.terms.day("accompaniment.report_deadline", facts.today)
    due = due_fixed(day, facts.calendar, "仕様書の6(4)カに記載の日")
    for item in facts.of(Accompaniment).values():
        name = facts.municipality_names.get(item.municipality_code, item.municipality_code)
        reported_on = _past(item.reported_on, facts.today)
        yield Deadline(
            "6(4)カ",
            8,
            f"{facts.terms.deliverable(8).name}（{name}）",
            Subject("accompaniments", item.id),
            due,
            _state(due, reported_on, facts.today),
            reported_on,
        )


def _at_the_end(facts: ContractFacts) -> Iterator[Deadline]:
    for deliverable in (8, 9, 10):
        term = facts.terms.deliverable(deliverable)
        day = facts.terms.day(term.term, facts.today)
        yield _of_contract(facts, deliverable, due_fixed(day, facts.calendar, "仕様書の表2に記載の日"))
