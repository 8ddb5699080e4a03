"""How far the hearings of all municipalities are, and from when the survey report counts (specification 6(7))."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.readings import HEARINGS_COMPLETE, SECOND_HEARING
from app.domain.contract import Contract
from app.domain.hearing import Hearing, HearingStatus


def first_hearings(facts: ContractFacts) -> Mapping[str, date]:
    """Return the day of the first hearing held with each municipality by today."""
    first: dict[str, date] = {}
    for code, day in _held(facts):
        first[code] = min(day, first.get(code, day))
    return first


def completing_hearings(facts: ContractFacts) -> Mapping[str, date]:
    """Return the day on which each municipality was done: its first hearing, or its last where that is read so."""
    if SECOND_HEARING.strict(facts.terms, facts.today):
        return first_hearings(facts)
    last: dict[str, date] = {}
    for code, day in _held(facts):
        last[code] = max(day, last.get(code, day))
    return last


def _held(facts: ContractFacts) -> Iterator[tuple[str, date]]:
    """Yield municipality and day of each hearing that has been held; none has been on a day still to come."""
    for hearing in facts.of(Hearing).values():
        day = hearing.held_on
        if hearing.status == HearingStatus.HELD and day is not None and day <= facts.today:
            yield hearing.municipality_code, day


def declared_complete_on(facts: ContractFacts) -> date | None:
    """Return the day on which the prefecture declared the hearings complete, by an agreed decision."""
    for contract in facts.of(Contract).values():
        if facts.agreed(contract.hearings_declared_id, facts.today):
            return facts.decisions[contract.hearings_declared_id].decided_on
    return None


def completed_on(facts: ContractFacts) -> date | None:
    """Return when the hearings were complete: the last of all municipalities, or declared so earlier; None before.

    Where it is read so, only the prefecture's declaration counts (6(7)オ).
    """
    done = completing_hearings(facts)
    days = []
    everybody = len(done) >= facts.terms.integer("hearings.target", facts.today)
    if everybody and HEARINGS_COMPLETE.strict(facts.terms, facts.today):
        days.append(max(done.values()))
    declared_on = declared_complete_on(facts)
    if declared_on is not None:
        days.append(declared_on)
    return min(days, default=None)
