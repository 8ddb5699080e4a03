"""The rules of the contract, one module per part of specification 6."""

from app.contract.rule_book import RuleBook
from app.contract.rules import decisions, deliverables, dispatch, experts


def rule_book() -> RuleBook:
    """Return the book of every rule."""
    book = RuleBook()
    experts.enter(book)
    dispatch.enter(book)
    deliverables.enter(book)
    decisions.enter(book)
    return book
