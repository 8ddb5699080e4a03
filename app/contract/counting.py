"""What counts as the contract is read on a day: towards a cap (6(6)エ), towards the year (6(5)オ, 6(6)オ, 6(6)ケ)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.contract.facts import COUNTED, DONE, ContractFacts, held_order
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
Occasion = Session | AccompanimentSession


@dataclass(frozen=True, slots=True)
class Overrun:
    """An occasion beyond the cap: its day, the how-manieth it is, and the cap that it is measured by."""

    record: Occasion
    held_on: date
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


def weight_of(occasion: Occasion, facts: ContractFacts) -> int:
    """Return as how many dispatches an occasion that counts is counted (6(6)オ)."""
    return weight(occasion.expert_ids, facts.terms, _day(occasion))


def timed(sessions: Iterable[Session], held_on: date, facts: ContractFacts) -> Iterator[tuple[Session, int, int]]:
    """Yield the sessions of a day that have their times, with the minutes from start to end and those of support.

    Breaks are taken off unless they count (6(6)ウ).
    """
    breaks_count = not BREAKS.strict(facts.terms, held_on)
    for session in sessions:
        span = support_minutes(session.starts_at, session.ends_at, 0)
        if span is not None:
            yield session, span, span if breaks_count else span - (session.break_minutes or 0)


def uses_by_municipality(facts: ContractFacts) -> Mapping[str, Sequence[Occasion]]:
    """Return what counts towards the cap of each municipality, in the order in which it is held (6(6)エ)."""
    return facts.once(_uses_by_municipality)


def _uses_by_municipality(facts: ContractFacts) -> Mapping[str, Sequence[Occasion]]:
    found: dict[str, Sequence[Occasion]] = dict(facts.sessions_by_municipality)
    if not CAP_STATES.always_strict(facts.terms):
        found = {code: [each for each in sessions if _is_used(each, facts)] for code, sessions in found.items()}
    if not CAP_ACCOMPANIMENT.always_strict(facts.terms):
        for code, accompanied in facts.together(AccompanimentSession, "municipality_code").items():
            uses = [*found.get(code, ()), *(each for each in accompanied if _is_accompanying_use(each, facts))]
            found[code] = sorted(uses, key=held_order)
    return found


def _is_used(session: Occasion, facts: ContractFacts) -> bool:
    return session.status in DONE or CAP_STATES.strict(facts.terms, _day(session))


def _is_accompanying_use(session: AccompanimentSession, facts: ContractFacts) -> bool:
    on, terms = session.held_on, facts.terms
    if on is None or session.status == AccompanimentStatus.CANCELLED or CAP_ACCOMPANIMENT.strict(terms, on):
        return False
    return session.status == AccompanimentStatus.HELD or CAP_STATES.strict(terms, on)


def _day(occasion: Occasion) -> date:
    """Return the day of an occasion that counts: it has one."""
    return occasion.held_on or date.max


def used_by_municipality(facts: ContractFacts) -> Mapping[str, int]:
    """Return how many dispatches count towards the cap of each municipality (6(6)エ)."""
    return facts.once(_used_by_municipality)


def _used_by_municipality(facts: ContractFacts) -> Mapping[str, int]:
    if all(reading.always_strict(facts.terms) for reading in (CAP_STATES, CAP_ACCOMPANIMENT, DISPATCH_UNIT)):
        return Counter(
            each.municipality_code for each in facts.sessions.values() if each.status in COUNTED and each.held_on
        )
    return {code: sum(weight_of(each, facts) for each in found) for code, found in uses_by_municipality(facts).items()}


def used(facts: ContractFacts, code: str) -> int:
    """Return how many dispatches count towards the cap of a municipality."""
    return used_by_municipality(facts).get(code, 0)


def cap_on(facts: ContractFacts, code: str, held_on: date) -> int:
    """Return the cap by which a dispatch of a day is measured: that day's, or the newest one instructed (6(6)エ)."""
    day = held_on if CAP_DAY.strict(facts.terms, held_on) else max(held_on, facts.today)
    return facts.terms.integer(CAP, day, code)


def overruns(facts: ContractFacts) -> Sequence[Overrun]:
    """Return what is beyond the cap of its municipality."""
    return facts.once(_overruns)


def _overruns(facts: ContractFacts) -> Sequence[Overrun]:
    return tuple(_beyond_the_cap(facts))


def _beyond_the_cap(facts: ContractFacts) -> Iterator[Overrun]:
    least = facts.terms.least(CAP)
    for code in [code for code, count in used_by_municipality(facts).items() if count > least]:
        ordinal = 0
        for record in uses_by_municipality(facts)[code]:
            held_on = _day(record)
            ordinal += weight_of(record, facts)
            cap = cap_on(facts, code, held_on)
            if ordinal > cap:
                yield Overrun(record, held_on, ordinal, cap)


def dispatch_days(facts: ContractFacts) -> Days:
    """Return the days of the dispatches that count towards the minimum and the target (6(6)オ, 6(6)ケ).

    Whatever a record says, nothing has been held on a day that has not come.
    """
    held: list[date] = []
    planned: list[date] = []
    each_counts_once = DISPATCH_UNIT.always_strict(facts.terms)
    for session in facts.sessions.values():
        on = session.held_on
        if on is not None and session.status in COUNTED:
            count = 1 if each_counts_once else weight(session.expert_ids, facts.terms, on)
            (held if session.status in DONE and on <= facts.today else planned).extend([on] * count)
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
