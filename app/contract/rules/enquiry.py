"""Rules on the answers to enquiries (specification 9(5))."""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import each
from app.contract.response_times import day_in_japan
from app.contract.rule_book import RuleBook
from app.domain.contact import Enquiry

# 「迅速」: the contract names no number; this one is ours.
PROMPT_OPEN_DAYS = 2


def waiting_enquiries(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each enquiry that has waited for more than two open days, the day of arrival not counted (9(5))."""
    for enquiry in facts.of(Enquiry).values():
        if enquiry.received_at is None or enquiry.answered_at is not None:
            continue
        waited = facts.calendar.open_days_between(day_in_japan(enquiry.received_at), facts.today)
        if waited > PROMPT_OPEN_DAYS:
            yield finding_on(
                enquiry,
                "9.5",
                "9(5)",
                Severity.WARNING,
                "enquiries.waiting",
                "answered_at",
                subject=Named(enquiry.subject),
                received_on=day_in_japan(enquiry.received_at).isoformat(),
                waited=Named(f"{waited}"),
            )


def answered_in_order(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each enquiry answered before it arrived, or on a day still to come (9(5))."""
    for enquiry in facts.of(Enquiry).values():
        if enquiry.answered_at is None:
            continue
        code = ""
        if enquiry.received_at is not None and enquiry.answered_at < enquiry.received_at:
            code = "enquiries.answered_before_received"
        elif day_in_japan(enquiry.answered_at) > facts.today:
            code = "enquiries.answered_in_future"
        if code:
            yield finding_on(
                enquiry, "9.5", "9(5)", Severity.VIOLATION, code, "answered_at", subject=Named(enquiry.subject)
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on enquiries."""
    book.rule("9.5", needs=each(Enquiry))(waiting_enquiries)
    book.rule("9.5", needs=each(Enquiry), guards=True)(answered_in_order)
