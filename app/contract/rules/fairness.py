"""The rule on an even spread of the dispatches (specification 6(6)シ)."""

from collections.abc import Iterator

from app.contract.facts import ContractFacts
from app.contract.fairness import works
from app.contract.findings import Finding, Named, Severity, Subject
from app.contract.needs import all_of
from app.contract.rule_book import RuleBook
from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.session import Session
from app.planning.fairness import reliefs

# 「偏りなく公平に」: the contract names no number; these are ours.
TOLERATED_GAP = 3  # 人回 between two experts of whom one could have done what the other did
STEP = 3  # a wider gap is told in steps of so many, so that an accepted one does not speak again at each dispatch

# What is read of each, so that other changes leave the rule alone.
SENT = ("case_id", "held_on", "status", "expert_ids")
ABLE = ("name", "fields", "is_listed", "explained_on", "consented_on")


def evenly_spread(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of the listed expert with the fewest dispatches, when somebody has over three more that they could share.

    The wider gap is told once, about the one to be sent next; those between others are narrower (6(6)シ).
    """
    listed = [expert.id for expert in facts.experts.values() if expert.is_listed]
    widest = next((each for each in reliefs(works(facts), listed) if facts.experts[each.giver].is_listed), None)
    if widest is not None and widest.gap > TOLERATED_GAP:
        yield Finding(
            "6.6.l",
            "6(6)シ",
            Severity.WARNING,
            Subject("experts", widest.taker),
            "fairness.uneven",
            {
                "expert": Named(facts.experts[widest.taker].name),
                "least": Named(str(widest.least)),
                "other": Named(facts.experts[widest.giver].name),
                "load": Named(str(widest.load)),
                "steps": -(-(widest.gap - TOLERATED_GAP) // STEP),
            },
        )


def enter(book: RuleBook) -> None:
    """Enter the rule on fairness."""
    book.rule("6.6.l", needs=all_of(Session, Case, Expert, only={Session: SENT, Case: ("fields",), Expert: ABLE}))(
        evenly_spread
    )
