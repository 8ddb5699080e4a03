"""What counts as the contract is read on a day: towards a cap (6(6)エ), towards the year (6(5)オ, 6(6)オ, 6(6)ケ)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from app.contract.facts import DONE, ContractFacts
from app.contract.readings import (
    BREAKS,
    CAP_ACCOMPANIMENT,
    CAP_DAY,
    CAP_STATES,
    CONSULTATION_UNIT,
    DISPATCH_UNIT,
    MINIMUM_ACCOMPANIMENT,
)
from app.contract.terms import Terms
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case
from app.domain.record import Members
from app.domain.session import Session, support_minutes

CAP = "dispatch.cap_per_municipality"


@dataclass(frozen=True, slots=True)
class Use:
    """One occasion that counts towards the cap of its municipality, and as how many."""

    record: Session | AccompanimentSession
    held_on: date
    weight: int


@dataclass(frozen=True, slots=True)
class Overrun:
    """An occasion beyond the cap: the how-manieth it is, and the cap that it is measured by."""

    use: Use
    ordinal: int
    cap: int


@dataclass(frozen=True, slots=True)
class Days:
    """The days of what was held and of what is planned; a day stands as often as it counts."""

    held: tuple[date, ...]
    planned: tuple[date, ...]


def weight(expert_ids: Members, terms: Terms, on: date) -> int:
    """Return as how many dispatches one occasion counts: as one, or as one for each expert (6(6)オ)."""
    return 1 if DISPATCH_UNIT.strict(terms, on) else max(1, len(expert_ids))


def minutes_of(session: Session, terms: Terms) -> int | None:
    """Return the support time of a session in minutes, with its breaks where they count (6(6)ウ)."""
    counts = session.held_on is not None and not BREAKS.strict(terms, session.held_on)
    return support_minutes(session.starts_at, session.ends_at, 0 if counts else session.break_minutes)


def uses_by_municipality(facts: ContractFacts) -> Mapping[str, tuple[Use, ...]]:
    """Return what counts towards the cap of each municipality, in the order in which it is held (6(6)エ)."""
    return facts.once(_uses_by_municipality)


def _uses_by_municipality(facts: ContractFacts) -> Mapping[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = defaultdict(list)
    each_counts_once = all(reading.always_strict(facts.terms) for reading in (CAP_STATES, DISPATCH_UNIT))
    for code, sessions in facts.sessions_by_municipality.items():
        if each_counts_once:
            found[code] = [Use(session, session.held_on, 1) for session in sessions if session.held_on is not None]
        else:
            found[code] = [use for session in sessions for use in _use(session, facts)]
    if not CAP_ACCOMPANIMENT.always_strict(facts.terms):
        for accompanied in facts.of(AccompanimentSession).values():
            found[accompanied.municipality_code] += _accompanied(accompanied, facts)
    return {code: tuple(sorted(uses, key=_order)) for code, uses in found.items()}


def _order(use: Use) -> tuple[date, time, str]:
    return use.held_on, use.record.starts_at or time.min, use.record.id


def _use(session: Session, facts: ContractFacts) -> Iterator[Use]:
    on = session.held_on
    if on is not None and (session.status in DONE or CAP_STATES.strict(facts.terms, on)):
        yield Use(session, on, weight(session.expert_ids, facts.terms, on))


def _accompanied(session: AccompanimentSession, facts: ContractFacts) -> Iterator[Use]:
    on, terms = session.held_on, facts.terms
    if on is None or session.status == AccompanimentStatus.CANCELLED or CAP_ACCOMPANIMENT.strict(terms, on):
        return
    if session.status == AccompanimentStatus.HELD or CAP_STATES.strict(terms, on):
        yield Use(session, on, weight(session.expert_ids, terms, on))


def used(facts: ContractFacts, code: str) -> int:
    """Return how many dispatches count towards the cap of a municipality."""
    return sum(use.weight for use in uses_by_municipality(facts).get(code, ()))


def cap_on(facts: ContractFacts, code: str, held_on: date) -> int:
    """Return the cap by which a dispatch of a day is measured: that day's, or the newest one instructed (6(6)エ)."""
    day = held_on if CAP_DAY.strict(facts.terms, held_on) else max(held_on, facts.today)
    return facts.terms.integer(CAP, day, code)


def overruns(facts: ContractFacts) -> Iterator[Overrun]:
    """Yield what is beyond the cap of its municipality."""
    for code, uses in uses_by_municipality(facts).items():
        ordinal = 0
        for use in uses:
            ordinal += use.weight
            cap = cap_on(facts, code, use.held_on)
            if ordinal > cap:
                yield Overrun(use, ordinal, cap)


def dispatch_days(facts: ContractFacts) -> Days:
    """Return the days of the dispatches that count towards the minimum and the target (6(6)オ, 6(6)ケ).

    Whatever a record says, nothing has been held on a day that has not come.
    """
    held: list[date] = []
    planned: list[date] = []
    each_counts_once = DISPATCH_UNIT.always_strict(facts.terms)
    for sessions in facts.sessions_by_municipality.values():
        for session in sessions:
            on = session.held_on
            if on is not None:
                days = [on] if each_counts_once else [on] * weight(session.expert_ids, facts.terms, on)
                (held if session.status in DONE and on <= facts.today else planned).extend(days)
    if not MINIMUM_ACCOMPANIMENT.always_strict(facts.terms):
        for accompanied in facts.of(AccompanimentSession).values():
            days = _days_in_minimum(accompanied, facts.terms)
            if accompanied.status != AccompanimentStatus.CANCELLED:
                has_been = accompanied.status == AccompanimentStatus.HELD and all(day <= facts.today for day in days)
                (held if has_been else planned).extend(days)
    return Days(tuple(held), tuple(planned))


def _days_in_minimum(session: AccompanimentSession, terms: Terms) -> list[date]:
    on = session.held_on
    if on is None or MINIMUM_ACCOMPANIMENT.strict(terms, on):
        return []
    return [on] * weight(session.expert_ids, terms, on)


def consultation_days(case: Case, facts: ContractFacts) -> tuple[date, ...]:
    """Return the days on which an answered consultation counts: its first answer, or each of them (6(5)オ)."""
    given = (each.answered_on for each in facts.answers_by_case.get(case.id, ()))
    days = tuple(day for day in given if day is not None and day <= facts.today)
    return days[:1] if CONSULTATION_UNIT.strict(facts.terms, facts.today) else days
