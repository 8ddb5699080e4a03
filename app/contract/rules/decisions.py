"""Rules on what the prefecture decided (specification 8, 11(1))."""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject
from app.contract.needs import each
from app.contract.rule_book import RuleBook
from app.domain.contract import TermAmendment
from app.domain.decision import DecisionKind, DecisionResult


def amendments_rest_on_decisions(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each changed term without an agreed instruction or approval by its day (8, 11(1))."""
    for amendment in facts.amendments.values():
        decision = facts.decisions.get(amendment.decision_id)
        code = ""
        if decision is None or decision.kind == DecisionKind.CONSULTATION:
            code = "contract.amendment_without_instruction"
        elif decision.result != DecisionResult.AGREED:
            code = "contract.amendment_not_agreed"
        elif decision.decided_on and amendment.holds_from and amendment.holds_from < decision.decided_on:
            code = "contract.amendment_before_instruction"
        if code:
            yield Finding(
                "11.1",
                "8・11(1)",
                Severity.VIOLATION,
                Subject("amendments", amendment.id),
                code,
                {"term": Named(facts.terms.labels.get(amendment.term, amendment.term), amendment.term)},
                field_name="decision_id",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on decisions."""
    book.rule("11.1", needs=each(TermAmendment, "decision_id"), guards=True)(amendments_rest_on_decisions)
