"""The rules of the contract, one module per part of specification 6."""

from app.contract.rule_book import RuleBook
from app.contract.rules import (
    acceptances,
    accompaniment,
    assets,
    capacity,
    commitments,
    consultation,
    days_ahead,
    decisions,
    deliverables,
    dispatch,
    double_booking,
    enquiry,
    event,
    experts,
    fairness,
    hearing,
    outlook,
    plans,
    renames,
    subcontracts,
    team,
)


def rule_book() -> RuleBook:
    """Return the book of every rule."""
    book = RuleBook()
    experts.enter(book)
    capacity.enter(book)
    dispatch.enter(book)
    fairness.enter(book)
    double_booking.enter(book)
    consultation.enter(book)
    accompaniment.enter(book)
    hearing.enter(book)
    event.enter(book)
    enquiry.enter(book)
    deliverables.enter(book)
    decisions.enter(book)
    days_ahead.enter(book)
    outlook.enter(book)
    acceptances.enter(book)
    plans.enter(book)
    team.enter(book)
    subcontracts.enter(book)
    renames.enter(book)
    assets.enter(book)
    commitments.enter(book)
    return book
