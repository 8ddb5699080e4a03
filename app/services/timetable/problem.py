"""Builds the problem of a timetable from the records: what stands, what may move, who can when (specification 6(7))."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from app.contract.facts import ContractFacts
from app.contract.hearing_clashes import is_active, persons_named
from app.domain.availability import DAY_BEGINS
from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import Availability, AvailabilityPeriod, Hearing, HearingStatus, LineState, ScheduleLine
from app.domain.japanese_date import parse_time_range
from app.domain.municipality import Municipalities, Municipality
from app.domain.staff import StaffMember
from app.domain.text import search_key
from app.planning.timetable import Person, Present, Problem, Slot, Span, Standing, Times, Wanted, When
from app.planning.travel import Point, Travel
from app.services.actions.hearings import later, length
from app.services.surroundings import RESOURCES
from app.services.timetable.views import TimetableRequest

DAY = timedelta(days=1)
MOST_PER_DAY, MOST_ATTENDEES, MOST_RESERVE, MOST_SLOTS, MOST_ROOMS = 20, 5, 60, 8, 20


@lru_cache(maxsize=1)
def usual() -> Mapping[str, Any]:
    """Return how a proposal reckons where nobody says otherwise."""
    return tomllib.loads((RESOURCES / "timetable.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class TimetableBasis:
    """The problem with the records it was built from."""

    problem: Problem
    hearings: Mapping[str, Hearing]  # by municipality: the one that stands, or would be written
    staff: Mapping[str, StaffMember]
    past: tuple[str, ...] = ()  # municipalities whose planned day has passed without a word
    further: tuple[Standing, ...] = ()  # hearings besides these: they stand, and are never written

    @property
    def whole(self) -> Problem:
        """Return the problem with the further hearings, as it is to be solved."""
        return replace(self.problem, standing=(*self.problem.standing, *self.further))


def timetable_basis(
    facts: ContractFacts, lines: Iterable[ScheduleLine], offices: Municipalities, request: TimetableRequest
) -> TimetableBasis:
    """Return the problem that a request asks of the records; AppError ``timetable.*`` when it cannot be asked."""
    first, last = _season(facts, request)
    days = tuple(
        day
        for number in range((last - first).days + 1)
        if facts.calendar.is_open(day := first + timedelta(days=number))
    )
    slots = _slots(facts, request)
    records = _records_of(facts)
    modes = _modes(facts, lines, records, request)
    periods = tuple(facts.of(AvailabilityPeriod).values())
    sorted_out = _Sorted(facts, days, records, modes)
    for office in offices:
        sorted_out.add(office)
    staff = {each.id: each for each in _staff(facts, request)}
    problem = Problem(
        days=days,
        slots=slots,
        wanted=tuple(sorted_out.wanted),
        people=tuple(Person(each.id, _times_of(each, periods)) for each in staff.values()),
        base=Point(float(usual()["base"]["latitude"]), float(usual()["base"]["longitude"])),
        travel=Travel(float(usual()["travel"]["road_factor"]), float(usual()["travel"]["kilometres_per_hour"])),
        standing=tuple(sorted_out.standing),
        rooms=_rooms(request),
        attendees=_number("attendees", request.attendees, 1, MOST_ATTENDEES),
        per_day=_number("per_day", request.per_day, 1, MOST_PER_DAY),
        reserve=_number("reserve_open_days", request.reserve_open_days, 0, MOST_RESERVE),
    )
    return TimetableBasis(problem, records, staff, tuple(sorted_out.past), tuple(sorted_out.further))


def _season(facts: ContractFacts, request: TimetableRequest) -> tuple[date, date]:
    """Return the first and last day on which a hearing may be placed: after today, within the period."""
    first = facts.terms.day("hearings.period_start", facts.today)
    last = facts.terms.day("hearings.period_end", facts.today)
    begin = max(first, facts.today + timedelta(days=1), request.from_on or first)
    end = min(last, request.until_on or last)
    if request.from_on and request.until_on and request.until_on < request.from_on:
        raise AppError("timetable.days_backwards", first=request.from_on.isoformat(), last=request.until_on.isoformat())
    return begin, max(end, begin - timedelta(days=1))


def _slots(facts: ContractFacts, request: TimetableRequest) -> tuple[Slot, ...]:
    given = request.slots or tuple(parse_time_range(text) for text in usual()["usual"]["slots"])
    slots = tuple(Slot(*each) for each in sorted(given))
    longest = facts.terms.integer("hearings.maximum_minutes", facts.today)
    for slot in slots:
        words = f"{slot.starts_at:%H:%M}～{slot.ends_at:%H:%M}"
        if slot.minutes <= 0:
            raise AppError("timetable.slot_backwards", slot=words)
        if slot.minutes > longest:
            raise AppError("timetable.slot_too_long", slot=words, minutes=slot.minutes, longest=longest)
    if len(slots) > MOST_SLOTS:
        raise AppError("timetable.too_many_slots", limit=MOST_SLOTS)
    for one, other in pairwise(slots):
        if other.starts_at < one.ends_at:
            raise AppError("timetable.slots_overlap", slot=f"{other.starts_at:%H:%M}～{other.ends_at:%H:%M}")
    return slots


def _rooms(request: TimetableRequest) -> tuple[str, ...]:
    given = usual()["usual"]["rooms"] if request.rooms is None else request.rooms
    rooms = tuple(dict.fromkeys(room.strip() for room in given if room.strip()))
    if len(rooms) > MOST_ROOMS:
        raise AppError("timetable.number", name="rooms", least=0, most=MOST_ROOMS)
    return rooms


def _number(name: str, given: int | None, least: int, most: int) -> int:
    number = int(usual()["usual"][name]) if given is None else given
    if not least <= number <= most:
        raise AppError("timetable.number", name=name, least=least, most=most)
    return number


def _records_of(facts: ContractFacts) -> dict[str, Hearing]:
    """Return the hearing of each municipality that counts: held, planned, arranged, called off, in this order."""
    rank = {
        HearingStatus.HELD: 0,
        HearingStatus.PLANNED: 1,
        HearingStatus.ARRANGING: 2,
        HearingStatus.CANCELLED: 3,
    }
    found: dict[str, Hearing] = {}
    hearings = sorted(facts.of(Hearing).values(), key=lambda each: (str(each.held_on or ""), each.id))
    for hearing in hearings:
        if hearing.status is not None:
            known = found.get(hearing.municipality_code)
            if known is None or known.status is None or rank[hearing.status] < rank[known.status]:
                found[hearing.municipality_code] = hearing
    return found


def _modes(
    facts: ContractFacts, lines: Iterable[ScheduleLine], records: Mapping[str, Hearing], request: TimetableRequest
) -> dict[str, Mode]:
    """Return how each municipality is heard: as its record says, else the prefecture's schedule; online by rule."""
    found = {line.municipality_code: line.mode for line in lines if line.mode and line.state is not LineState.GONE}
    found |= {code: hearing.mode for code, hearing in records.items() if hearing.mode}
    for code in request.on_site:
        if code not in facts.municipality_names:
            raise AppError("timetable.no_such_office", where=code, named=code)
        found[code] = Mode.IN_PERSON
    return found


def _staff(facts: ContractFacts, request: TimetableRequest) -> Iterator[StaffMember]:
    known = facts.of(StaffMember)
    for staff_id in request.staff_ids:
        if staff_id not in known:
            raise AppError("timetable.no_such_person", where=staff_id, id=staff_id)
    for person in sorted(known.values(), key=lambda each: (str(each.from_on or ""), each.name, each.id)):
        if not request.staff_ids or person.id in request.staff_ids:
            yield person


def times_of(periods: Iterable[AvailabilityPeriod]) -> Times:
    """Return when somebody can, as the rules on hearings read the same periods."""
    spans: dict[Availability, list[Span]] = defaultdict(list)
    for each in periods:
        if each.from_on is not None and each.kind is not None:
            hours = (each.starts_at or DAY_BEGINS, each.ends_at or time.max)
            spans[each.kind].append(Span(each.from_on, each.until_on or each.from_on, *hours))
    return Times(tuple(spans[Availability.FREE]), tuple(spans[Availability.BUSY]))


def _times_of(person: StaffMember, periods: Iterable[AvailabilityPeriod]) -> Times:
    """Return when one of our people can: also never before the first or after the last day on the contract."""
    times = times_of(each for each in periods if each.staff_id == person.id)
    away = []
    if person.from_on is not None and person.from_on > date.min:
        away.append(Span(date.min, person.from_on - timedelta(days=1)))
    if person.until_on is not None and person.until_on < date.max:
        away.append(Span(person.until_on + timedelta(days=1), date.max))
    return Times(times.free, (*times.busy, *away))


class _Sorted:
    """Sorts the municipalities: what stands, what is to be placed, and what the day has passed of."""

    def __init__(
        self,
        facts: ContractFacts,
        days: tuple[date, ...],
        records: Mapping[str, Hearing],
        modes: Mapping[str, Mode],
    ) -> None:
        self.standing: list[Standing] = []
        self.wanted: list[Wanted] = []
        self.further: list[Standing] = []
        self.past: list[str] = []
        self._facts = facts
        self._days = days
        self._records = records
        self._modes = modes
        self._periods: dict[str, list[AvailabilityPeriod]] = defaultdict(list)
        for each in facts.of(AvailabilityPeriod).values():
            self._periods[each.municipality_code].append(each)
        self._others: dict[str, list[Hearing]] = defaultdict(list)
        for hearing in facts.of(Hearing).values():
            known = records.get(hearing.municipality_code)
            if is_active(hearing) and hearing.held_on in days and (known is None or hearing.id != known.id):
                self._others[hearing.municipality_code].append(hearing)

    def add(self, office: Municipality) -> None:
        """Sort one municipality."""
        self.further += [_further(office, each) for each in self._others[office.code]]
        hearing = self._records.get(office.code)
        times = times_of(self._periods[office.code])
        if hearing is None or not is_active(hearing) or hearing.held_on is None:
            self._want(office, times, None, hearing)
        elif hearing.status is HearingStatus.HELD:
            return
        elif hearing.held_on <= self._facts.today:
            self.past.append(office.code)
        elif hearing.held_on not in self._days and self._may_be_held_on(hearing.held_on):
            return  # it lies outside what was asked for, and well
        elif not hearing.is_fixed:
            self._want(office, times, _present(hearing), hearing)
        elif hearing.starts_at is None:  # its day is fixed, its time is open
            other_days = (Span(date.min, hearing.held_on - DAY), Span(hearing.held_on + DAY, date.max))
            self._want(office, Times(times.free, (*times.busy, *other_days)), None, hearing)
        elif hearing.held_on in self._days:
            self._stand(office, hearing)

    def _may_be_held_on(self, day: date) -> bool:
        terms = self._facts.terms
        first, last = terms.day("hearings.period_start", day), terms.day("hearings.period_end", day)
        return first <= day <= last and self._facts.calendar.is_open(day)

    def _stand(self, office: Municipality, hearing: Hearing) -> None:
        present = _present(hearing)
        if present is not None:
            on_site = hearing.mode is Mode.IN_PERSON
            place = (present.when, on_site, present.people, present.room, _guests(hearing))
            self.standing.append(Standing(office.code, office.area, point_of(office), *place))

    def _want(self, office: Municipality, times: Times, present: Present | None, hearing: Hearing | None) -> None:
        on_site = self._modes.get(office.code) is Mode.IN_PERSON
        guests = _guests(hearing) if hearing is not None and hearing.status is not HearingStatus.CANCELLED else ()
        self.wanted.append(Wanted(office.code, office.area, point_of(office), on_site, times, present, guests))


def point_of(office: Municipality) -> Point:
    """Return where an office is."""
    return Point(float(office.latitude), float(office.longitude))


def _present(hearing: Hearing) -> Present | None:
    """Return where a hearing stands; without an end it takes the usual time."""
    if hearing.held_on is None or hearing.starts_at is None:
        return None
    ends_at = later(hearing.starts_at, length(hearing.starts_at, hearing.ends_at))
    people = tuple(member.key for member in hearing.attendee_ids)
    return Present(When(hearing.held_on, hearing.starts_at, ends_at), people, hearing.room)


def _further(office: Municipality, hearing: Hearing) -> Standing:
    """Return a hearing besides the one that counts; nobody is sought for it, so that its own id stands for nobody."""
    present = _present(hearing)
    # without a time it holds nobody, yet counts on its day
    when = present.when if present is not None else When(hearing.held_on or date.min, time.min, time.min)
    people = tuple(member.key for member in hearing.attendee_ids) or (hearing.id,)
    on_site = hearing.mode is Mode.IN_PERSON
    place = (office.area, point_of(office), when, on_site)
    return Standing(hearing.id, *place, people, hearing.room, _guests(hearing))


def _guests(hearing: Hearing) -> tuple[str, ...]:
    return tuple(search_key(name) for name in persons_named(hearing.prefecture_persons))
