"""Rules on what must be handed in, when (specification 5(1), 6(3), 6(6)ク, 8)."""

from collections.abc import Iterator

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.facts import DONE, ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.rule_book import RuleBook
from app.domain.session import Session, SessionStatus

REPORT_SECTIONS = ("content", "effect", "materials", "tools")

RULE_OF_DELIVERABLE = {1: "5.1", 2: "5.1", 3: "6.3.1", 4: "6.5.f", 5: "6.6.h", 7: "6.7.e", 8: "6.4.f2"}


def nothing_late(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each deliverable that is overdue, or was handed in late (8, Table 2)."""
    for deadline in deadlines(facts):
        late = {
            DeadlineState.OVERDUE: (Severity.OVERDUE, "contract.deliverable_overdue"),
            DeadlineState.DONE_LATE: (Severity.WARNING, "contract.deliverable_was_late"),
        }.get(deadline.state)
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
                "title": deadline.title,
                "due_on": deadline.due.stated_on.isoformat(),
                "submitted_on": deadline.submitted_on.isoformat() if deadline.submitted_on else "",
            },
        )


def missing_sections(session: Session) -> tuple[str, ...]:
    """Return the fields that 6(6)ク asks for and the session does not have yet."""
    return tuple(name for name in REPORT_SECTIONS if not str(getattr(session, name)).strip())


def reports_complete(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each section that a handed-in session report lacks (6(6)ク)."""
    for session in facts.sessions.values():
        if session.status == SessionStatus.REPORTED:
            yield from incomplete_report(session)


def incomplete_report(session: Session) -> Iterator[Finding]:
    """Yield one violation for each missing section of a session's report (6(6)ク)."""
    labels = {field.name: field.label for field in Session.REGISTER.fields}
    for name in missing_sections(session):
        yield Finding(
            "6.6.h",
            "6(6)ク",
            Severity.VIOLATION,
            Subject("sessions", session.id),
            f"contract.report_lacks_{name}",
            {"session": session.number, "section": labels[name]},
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
                {"session": session.number},
                field_name="reported_on",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on deliverables."""
    book.rule("5.1", "6.3.1", "6.4.f2", "6.5.f", "6.6.h", "6.7.e", "8.1")(nothing_late)
    book.rule("6.6.h", guards=True)(reports_complete)
    book.rule("6.6.h", guards=True)(reported_in_order)
