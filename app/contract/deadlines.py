"""When things are due under the contract, each with its explanation (specification 5, 6, 8 and Table 2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Subject
from app.contract.hearing_progress import completed_on
from app.domain.accompaniment import Accompaniment
from app.domain.choice import Choice
from app.domain.consultation import ConsultationAnswer
from app.domain.due_date import (
    DueDate,
    due_after_days,
    due_after_months,
    due_after_open_days,
    due_fixed,
)
from app.domain.plan import PlanKind, PlanVersion
from app.domain.session import Session


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


def session_report_due(session_held_on: date, facts: ContractFacts) -> DueDate:
    """Return when the report of a session is due: the fifth open day after it (6(6)ク)."""
    amount = facts.terms.integer("dispatch.report_open_days", session_held_on)
    return due_after_open_days(session_held_on, amount, facts.calendar)


def signing_deadline(facts: ContractFacts, deliverable: int) -> DueDate:
    """Return when deliverable 1, 2 or 3 is due, counted from the signing of the contract (5(1), 6(3))."""
    amount = facts.terms.integer(facts.terms.deliverable(deliverable).term, facts.today)
    return due_after_days(facts.signed_on, amount, facts.calendar)


def deadlines(facts: ContractFacts) -> tuple[Deadline, ...]:
    """Return everything that is due under the facts, earliest first."""
    found = [
        *_after_signing(facts),
        *_answer_reports(facts),
        *_session_reports(facts),
        *_monthly_reports(facts),
        *_survey_report(facts),
        *_accompaniment_results(facts),
        *_at_the_end(facts),
    ]
    return tuple(sorted(found, key=lambda item: (item.due.stated_on, item.deliverable, item.title)))


def _state(due: DueDate, submitted_on: date | None, today: date) -> DeadlineState:
    if submitted_on is not None:
        return DeadlineState.DONE_LATE if submitted_on > due.stated_on else DeadlineState.DONE
    return DeadlineState.OVERDUE if today > due.stated_on else DeadlineState.DUE


def _submitted_on(facts: ContractFacts, deliverable: int, title: str = "") -> date | None:
    days = [
        submission.submitted_on
        for submission in facts.submissions.values()
        if submission.deliverable == deliverable
        and submission.submitted_on is not None
        and title in ("", submission.title)
    ]
    return min([*days, *_versions_submitted_on(facts, deliverable)], default=None)


def _versions_submitted_on(facts: ContractFacts, deliverable: int) -> Iterator[date]:
    """Yield when versions of the plan or the chart were submitted: the first is the deliverable itself (5(1))."""
    for version in facts.of(PlanVersion).values():
        if version.kind and PLAN_DELIVERABLES[version.kind] == deliverable and version.submitted_on is not None:
            yield version.submitted_on


def _of_contract(facts: ContractFacts, deliverable: int, due: DueDate, title: str = "") -> Deadline:
    term = facts.terms.deliverable(deliverable)
    submitted_on = _submitted_on(facts, deliverable, title)
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


def session_deadline(session: Session, facts: ContractFacts) -> Deadline | None:
    """Return the report clock of a session that was held; None for another."""
    if session.status not in DONE or session.held_on is None:
        return None
    due = session_report_due(session.held_on, facts)
    return Deadline(
        "6(6)ク",
        5,
        f"{facts.terms.deliverable(5).name}（{session.number}）",
        Subject("sessions", session.id),
        due,
        _state(due, session.reported_on, facts.today),
        session.reported_on,
    )


def _session_reports(facts: ContractFacts) -> Iterator[Deadline]:
    for session in facts.sessions.values():
        deadline = session_deadline(session, facts)
        if deadline is not None:
            yield deadline


def answer_deadline(answer: ConsultationAnswer, facts: ContractFacts) -> Deadline | None:
    """Return the report clock of an answer, five open days from its day (6(5)カ); None while it has no day."""
    if answer.answered_on is None:
        return None
    amount = facts.terms.integer("consultation.report_open_days", answer.answered_on)
    due = due_after_open_days(answer.answered_on, amount, facts.calendar)
    return Deadline(
        "6(5)カ",
        4,
        f"{facts.terms.deliverable(4).name}（{answer.number}）",
        Subject("answers", answer.id),
        due,
        _state(due, answer.reported_on, facts.today),
        answer.reported_on,
    )


def _answer_reports(facts: ContractFacts) -> Iterator[Deadline]:
    for answer in facts.of(ConsultationAnswer).values():
        deadline = answer_deadline(answer, facts)
        if deadline is not None:
            yield deadline


def _monthly_reports(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield a report for every month, idle ones too; the last is due with the contract (Table 2, row 6)."""
    name = facts.terms.deliverable(MONTHLY_REPORT).name
    due_day = facts.terms.integer("monthly_report.day", facts.today)
    end = facts.terms.day("period.end", facts.today)
    month = facts.signed_on.replace(day=1)
    while month <= end:
        following = (month + timedelta(days=32)).replace(day=1)
        last_month = following > end
        day = (
            facts.terms.day("monthly_report.last_deadline", facts.today)
            if last_month
            else following.replace(day=due_day)
        )
        reason = "令和9年3月分は契約の末日" if last_month else f"{month.month}月分は翌月{due_day}日"
        title = f"{name}（{month.year}年{month.month}月分）"
        yield _of_contract(facts, MONTHLY_REPORT, due_fixed(day, facts.calendar, reason), title)
        month = following


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


def _accompaniment_results(facts: ContractFacts) -> Iterator[Deadline]:
    """Yield when the result of each accompaniment is to be reported, besides deliverable 8 itself (6(4)カ)."""
    for item in facts.of(Accompaniment).values():
        day = facts.terms.day("accompaniment.report_deadline", facts.today)
        due = due_fixed(day, facts.calendar, "仕様書の6(4)カに記載の日")
        name = facts.municipality_names.get(item.municipality_code, item.municipality_code)
        yield Deadline(
            "6(4)カ",
            8,
            f"{facts.terms.deliverable(8).name}（{name}）",
            Subject("accompaniments", item.id),
            due,
            _state(due, item.reported_on, facts.today),
            item.reported_on,
        )


def _at_the_end(facts: ContractFacts) -> Iterator[Deadline]:
    for deliverable in (8, 9, 10):
        term = facts.terms.deliverable(deliverable)
        day = facts.terms.day(term.term, facts.today)
        yield _of_contract(facts, deliverable, due_fixed(day, facts.calendar, "仕様書の表2に記載の日"))
