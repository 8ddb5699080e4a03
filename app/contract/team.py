"""実施体制: who works on the contract on which days, and what a change of staff does to it (7(1), 9(1))."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.contract.facts import ContractFacts
from app.contract.terms import Terms
from app.domain.staff import Qualification, StaffMember, StaffRole
from app.domain.text import search_key

ONE_DAY = timedelta(days=1)
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand of 7(1) on the team: the term with its minimum, and the code of its lack."""

    clause: str
    rule: str
    term: str
    code: str


LEADERS = Demand("7(1)ア", "7.1.a", "staff.leaders_minimum", "team.no_leader")
MEMBERS = Demand("7(1)ア", "7.1.a", "staff.members_minimum", "team.no_member")
TOTAL = Demand("7(1)ア", "7.1.a", "staff.total_minimum", "team.too_few")
QUALIFIED = Demand("7(1)ウ", "7.1.c", "staff.qualified_minimum", "team.no_qualified")
DEMANDS = (LEADERS, MEMBERS, TOTAL, QUALIFIED)


@dataclass(frozen=True, slots=True)
class Team:
    """The staff of one day, each person once: who leads, who belongs to it, who is qualified under 7(1)ウ."""

    leaders: tuple[StaffMember, ...] = ()
    members: tuple[StaffMember, ...] = ()
    everybody: tuple[StaffMember, ...] = ()
    qualified: tuple[StaffMember, ...] = ()

    def answering(self, demand: Demand) -> tuple[StaffMember, ...]:
        """Return the persons who count towards a demand."""
        return {LEADERS: self.leaders, MEMBERS: self.members, TOTAL: self.everybody, QUALIFIED: self.qualified}[demand]


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest unbroken run of days on which a demand is not met, both ends included."""

    demand: Demand
    first: date
    last: date
    minimum: int


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One demand of 7(1) with the persons who meet it before and after a change."""

    clause: str
    label: str
    minimum: int
    unit: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def is_met_before(self) -> bool:
        """Tell whether the demand was met before the change."""
        return len(self.before) >= self.minimum

    @property
    def is_met_after(self) -> bool:
        """Tell whether the demand is met after the change."""
        return len(self.after) >= self.minimum


@dataclass(frozen=True, slots=True)
class ChangeProof:
    """The table that 9(1) asks for: the team on the last day before a change and the first day after it."""

    before_on: date
    after_on: date
    rows: tuple[ProofRow, ...]

    @property
    def holds(self) -> bool:
        """Tell whether the team meets every demand after the change."""
        return all(row.is_met_after for row in self.rows)


@lru_cache(maxsize=4096)
def person_key(name: str) -> str:
    """Return what tells one person from another: the name, however it is typed."""
    return search_key(name)


def qualification_lacks(person: StaffMember, terms: Terms, on: date) -> tuple[str, ...]:
    """Return the fields that do not yet bear out the qualification recorded for a person (7(1)ウ)."""
    if person.qualification == Qualification.MUNICIPALITIES:
        offices = terms.integer("staff.qualification_municipalities", on)
        months = terms.integer("staff.qualification_years", on) * MONTHS_OF_A_YEAR
        wanted = (
            ("supported_municipalities", (person.supported_municipalities or 0) >= offices),
            ("supported_months", (person.supported_months or 0) >= months),
        )
        return tuple(name for name, is_met in wanted if not is_met)
    if person.qualification in (Qualification.PREFECTURE, Qualification.EQUIVALENT):
        return () if person.experience.strip() else ("experience",)
    return ("qualification",)


class Roster:
    """Who works on the contract from which day to which, both ends included.

    A predecessor without a last day is taken to leave the day before the successor comes.
    """

    def __init__(self, facts: ContractFacts) -> None:
        """Read the staff of these facts."""
        self.terms = facts.terms
        self._staff = tuple(
            sorted(facts.of(StaffMember).values(), key=lambda person: (person.from_on or date.max, person.id))
        )
        self._followed_on: dict[str, date] = {}
        for person in reversed(self._staff):
            if person.replaces_id not in ("", person.id) and person.from_on is not None:
                self._followed_on[person.replaces_id] = person.from_on
        self._teams: dict[date, Team] = {}

    def last_day(self, person: StaffMember) -> date | None:
        """Return the last day of a person; None while it is open."""
        if person.until_on is not None:
            return person.until_on
        followed_on = self._followed_on.get(person.id)
        return followed_on and followed_on - ONE_DAY

    def team_on(self, day: date) -> Team:
        """Return the team of a day; one person with two records of a role counts once."""
        if day not in self._teams:
            self._teams[day] = self._team_on(day)
        return self._teams[day]

    def _team_on(self, day: date) -> Team:
        present = [person for person in self._staff if self._works_on(person, day)]
        return Team(
            _each_once(person for person in present if person.role == StaffRole.LEADER),
            _each_once(person for person in present if person.role == StaffRole.MEMBER),
            _each_once(present),
            _each_once(person for person in present if not qualification_lacks(person, self.terms, day)),
        )

    def _works_on(self, person: StaffMember, day: date) -> bool:
        if person.from_on is None or person.from_on > day:
            return False
        last = self.last_day(person)
        return last is None or day <= last

    def turning_days(self) -> set[date]:
        """Return the days on which somebody begins, or no longer works."""
        lasts = (self.last_day(person) for person in self._staff)
        days = {last + ONE_DAY for last in lasts if last is not None}
        return days.union(person.from_on for person in self._staff if person.from_on is not None)

    def lacking(self, day: date) -> dict[Demand, int]:
        """Return the demands that the team of a day does not meet, with their minimum.

        A lack of people in all is told only where there are a leader and a member: then one person has both roles.
        """
        team = self.team_on(day)
        minimums = {demand: self.terms.integer(demand.term, day) for demand in DEMANDS}
        lacking = {each: minimum for each, minimum in minimums.items() if len(team.answering(each)) < minimum}
        if LEADERS in lacking or MEMBERS in lacking:
            lacking.pop(TOTAL, None)
        return lacking

    def days_around(self, change: StaffMember, staff: Mapping[str, StaffMember]) -> tuple[date, date] | None:
        """Return the last day before somebody comes and the first day without the predecessor (9(1))."""
        if change.from_on is None:
            return None
        predecessor = staff.get(change.replaces_id)
        last = self.last_day(predecessor) if predecessor is not None else None
        after_on = change.from_on if last is None else max(change.from_on, last + ONE_DAY)
        return change.from_on - ONE_DAY, after_on


def team_on(facts: ContractFacts, day: date) -> Team:
    """Return the team of a day."""
    return Roster(facts).team_on(day)


def gaps(facts: ContractFacts) -> tuple[Gap, ...]:
    """Return every run of days from signing to the end of the period on which a demand of 7(1) is not met."""
    return facts.once(_gaps)


def _gaps(facts: ContractFacts) -> tuple[Gap, ...]:
    return tuple(_runs_of_lack(facts))


def _runs_of_lack(facts: ContractFacts) -> Iterator[Gap]:
    roster = Roster(facts)
    begun: dict[Demand, tuple[date, int]] = {}
    end = facts.terms.day("period.end", facts.today)
    for day in _turning_days(roster, facts, end):
        lacking = roster.lacking(day) if day <= end else {}
        for demand in DEMANDS:
            known = begun.get(demand)
            if known is not None and lacking.get(demand) != known[1]:
                yield Gap(demand, known[0], day - ONE_DAY, known[1])
                del begun[demand]
            if demand in lacking and demand not in begun:
                begun[demand] = (day, lacking[demand])


def change_proof(facts: ContractFacts, change: StaffMember, *, is_leaving: bool = False) -> ChangeProof | None:
    """Return the team before and after somebody comes in, or leaves for good; None while the day is open.

    ``change`` is the record as it will be, saved or not. Where predecessor and successor work side by side, the day
    after the change is the first without the predecessor.
    """
    planned = facts.with_changes([change])
    roster = Roster(planned)
    if is_leaving:
        days = None if change.until_on is None else (change.until_on, change.until_on + ONE_DAY)
    else:
        days = roster.days_around(change, planned.of(StaffMember))
    if days is None:
        return None
    before, after = (roster.team_on(day) for day in days)
    return ChangeProof(*days, tuple(_proof_row(demand, facts.terms, before, after, days[1]) for demand in DEMANDS))


def _proof_row(demand: Demand, terms: Terms, before: Team, after: Team, on: date) -> ProofRow:
    term = terms.term(demand.term)
    return ProofRow(
        demand.clause,
        term.label,
        terms.integer(demand.term, on),
        term.unit,
        tuple(person.name for person in before.answering(demand)),
        tuple(person.name for person in after.answering(demand)),
    )


def _each_once(people: Iterable[StaffMember]) -> tuple[StaffMember, ...]:
    found: dict[str, StaffMember] = {}
    for person in people:
        found.setdefault(person_key(person.name), person)
    return tuple(found.values())


def _turning_days(roster: Roster, facts: ContractFacts, end: date) -> list[date]:
    """Return the days on which the team or a demand may change, from signing to the day after the period's end."""
    closing = end + ONE_DAY
    days = {facts.signed_on, closing, *roster.turning_days()}
    for key in (*(each.term for each in DEMANDS), "staff.qualification_municipalities", "staff.qualification_years"):
        days.update(value.holds_from for value in facts.terms.term(key).values if value.holds_from)
    return sorted(day for day in days if facts.signed_on <= day <= closing)
