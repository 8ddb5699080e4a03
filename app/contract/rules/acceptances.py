"""Rules on findings put to rest: only what was agreed with the prefecture does so (specification 11(1))."""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject
from app.contract.needs import each
from app.contract.rule_book import RuleBook
from app.domain.acceptance import Acceptance


def acceptances_rest_on_decisions(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each accepted finding without an agreed decision by today (11(1))."""
    for acceptance in facts.of(Acceptance).values():
        if not facts.agreed(acceptance.decision_id, facts.today):
            yield Finding(
                "11.1",
                "11(1)",
                Severity.VIOLATION,
                Subject("acceptances", acceptance.id),
                "board.acceptance_without_decision",
                {"finding": Named(acceptance.finding)},
                field_name="decision_id",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on accepted findings."""
    book.rule("11.1", needs=each(Acceptance, "decision_id"), guards=True)(acceptances_rest_on_decisions)
