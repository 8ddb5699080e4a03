"""Rules on what must be handed in, when (specification 5(1), 6(3), 6(6)ク, 8)."""

from collections.abc import Iterable, Iterator

from app.contract.deadlines import (
    MONTHLY_REPORT,
    Deadline,
    DeadlineState,
    accompaniment_deadlines,
    answer_clock,
    answer_dues,
    contract_deadlines,
    is_late,
    report_month,
    session_clock,
    session_dues,
)
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import Accompaniment
from app.domain.consultation import ConsultationAnswer
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.hearing import Hearing
from app.domain.plan import PlanVersion
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission

LATE = {
    DeadlineState.OVERDUE: (Severity.OVERDUE, "contract.deliverable_overdue"),
    DeadlineState.DONE_LATE: (Severity.WARNING, "contract.deliverable_was_late"),
}
REPORT_SECTIONS = ("content", "effect", "materials", "tools")

RULE_OF_DELIVERABLE = {1: "5.1", 2: "5.1", 3: "6.3.1", 4: "6.5.f", 5: "6.6.h", 7: "6.7.e", 8: "6.4.f2"}


def nothing_late(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each deliverable of the contract that is overdue, or was handed in late (8, Table 2)."""
    yield from _late(deadline for deadline in contract_deadlines(facts) if deadline.deliverable)


def session_reports_in_time(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each session whose report is overdue, or was handed in late (6(6)ク)."""
    for session, due in session_dues(facts):
        if is_late(due, session.reported_on, facts.today):
            yield from _late([session_clock(session, due, facts)])


def answer_reports_in_time(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each answer whose report is overdue, or was handed in late (6(5)カ)."""
    for answer, due in answer_dues(facts):
        if is_late(due, answer.reported_on, facts.today):
            yield from _late([answer_clock(answer, due, facts)])


def accompaniment_results_in_time(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each accompaniment whose result is overdue, or was handed in late (6(4)カ)."""
    yield from _late(accompaniment_deadlines(facts))


def _late(found: Iterable[Deadline]) -> Iterator[Finding]:
    for deadline in found:
        late = LATE.get(deadline.state)
        if late is None:
            continue
        severity, code = late
        yield Finding(
            RULE_OF_DELIVERABLE.get(deadline.deliverable, "8.1"),
            deadline.clause,
            severity,
            deadline.subject if deadline.subject.id else Subject("contract", deadline.title),
            code,
            {
                "title": Named(deadline.title),
                "due_on": deadline.due.stated_on.isoformat(),
                "submitted_on": deadline.submitted_on.isoformat() if deadline.submitted_on else "",
            },
        )


def monthly_reports_name_their_month(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each monthly report handed in whose title names no month of the contract: it settles none (Table 2)."""
    for submission in facts.submissions.values():
        if submission.deliverable == MONTHLY_REPORT and report_month(submission.title, facts) is None:
            warning, code, title = Severity.WARNING, "contract.report_of_no_month", Named(submission.title)
            yield finding_on(submission, "8.1", "表2", warning, code, "title", title=title)


def missing_sections(session: Session) -> tuple[str, ...]:
    """Return the fields that 6(6)ク asks for and the session does not have yet."""
    return tuple(name for name in REPORT_SECTIONS if not getattr(session, name).strip())


def reports_complete(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each section that a handed-in session report lacks (6(6)ク)."""
    for session in facts.sessions.values():
        if session.status == SessionStatus.REPORTED:
            yield from incomplete_report(session)


def incomplete_report(session: Session) -> Iterator[Finding]:
    """Yield one violation for each missing section of a session's report (6(6)ク)."""
    for name in missing_sections(session):
        section = Named(Session.REGISTER.field(name).label, name)
        yield Finding(
            "6.6.h",
            "6(6)ク",
            Severity.VIOLATION,
            Subject("sessions", session.id),
            f"contract.report_lacks_{name}",
            {"session": Named(session.number), "section": section},
            field_name=name,
        )


def reported_in_order(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each report dated before its session was held, or on a day still to come."""
    for session in facts.sessions.values():
        if session.status not in DONE or session.reported_on is None or session.held_on is None:
            continue
        code = ""
        if session.reported_on < session.held_on:
            code = "contract.report_before_session"
        elif session.reported_on > facts.today:
            code = "contract.report_in_future"
        if code:
            yield Finding(
                "6.6.h",
                "6(6)ク",
                Severity.VIOLATION,
                Subject("sessions", session.id),
                code,
                {"session": Named(session.number)},
                field_name="reported_on",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on deliverables."""
    needs = all_of(Submission, PlanVersion, Hearing, Contract, Decision)
    book.rule("5.1", "6.3.1", "6.4.f2", "6.7.e", "8.1", needs=needs)(nothing_late)
    book.rule("8.1", needs=each(Submission), guards=True)(monthly_reports_name_their_month)
    book.rule("6.6.h", needs=each(Session, "case_id", together="case_id"))(session_reports_in_time)
    book.rule("6.5.f", needs=each(ConsultationAnswer, "case_id", together="case_id"))(answer_reports_in_time)
    book.rule("6.4.f2", needs=each(Accompaniment))(accompaniment_results_in_time)
    book.rule("6.6.h", needs=each(Session), guards=True)(reports_complete)
    book.rule("6.6.h", needs=each(Session), guards=True)(reported_in_order)
