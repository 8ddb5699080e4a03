"""How far the hearings of all municipalities are, and from when the survey report counts (specification 6(7))."""

from collections.abc import Mapping
from datetime import date

from app.contract.facts import ContractFacts
from app.domain.contract import Contract
from app.domain.hearing import Hearing, HearingStatus


def first_hearings(facts: ContractFacts) -> Mapping[str, date]:
    """Return the day of the first hearing held with each municipality."""
    first: dict[str, date] = {}
    for hearing in facts.of(Hearing).values():
        if hearing.status == HearingStatus.HELD and hearing.held_on is not None:
            code = hearing.municipality_code
            first[code] = min(hearing.held_on, first.get(code, hearing.held_on))
    return first


def declared_complete_on(facts: ContractFacts) -> date | None:
    """Return the day on which the prefecture declared the hearings complete, by an agreed decision."""
    for contract in facts.of(Contract).values():
        if facts.agreed(contract.hearings_declared_id):
            return facts.decisions[contract.hearings_declared_id].decided_on
    return None


def completed_on(facts: ContractFacts) -> date | None:
    """Return when the hearings were complete: the last of all municipalities, or declared so earlier; None before.

    A second hearing with a municipality puts nothing off (6(7)オ, the stricter reading).
    """
    first = first_hearings(facts)
    days = []
    if len(first) >= facts.terms.integer("hearings.target", facts.today):
        days.append(max(first.values()))
    declared_on = declared_complete_on(facts)
    if declared_on is not None:
        days.append(declared_on)
    return min(days, default=None)
