"""The rows of one day of a timetable: who can be where, how many hearings, which rooms, which trip."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from app.planning.linear_program import LinearProgram, Term
from app.planning.timetable import Person, Problem, Seat, Standing, Wanted, When, seat
from app.planning.timetable_trips import Group, too_far_apart, whole_crews


@dataclass(frozen=True, slots=True)
class Stay:
    """A hearing that may stay where it is, with the column that says so."""

    wanted: Wanted
    when: When
    column: int
    room: str = ""


class _Open(NamedTuple):
    """A hearing for which people are chosen by name: it takes place when its column is 1, or surely."""

    seat: Seat
    on_site: bool
    area: str
    column: int | None  # of a stay
    missed: int | None  # of one that stands: 1 when nobody can attend it


class DayRows:
    """Lays the rows of one day into a program."""

    def __init__(
        self,
        problem: Problem,
        program: LinearProgram,
        day: date,
        placed: Sequence[Sequence[tuple[Wanted, int]]],
        standing: Sequence[Standing],
        stays: Sequence[Stay],
    ) -> None:
        """Take the columns of each slot, what stands and what may stay."""
        self._problem = problem
        self._program = program
        self._standing = standing
        self._stays = stays
        self._slots = [slot.on(day) for slot in problem.slots] if placed else []
        self._placed = placed
        self._online: list[list[Term]] = [[(c, 1.0) for w, c in each if not w.on_site] for each in placed]
        self._on_site: list[list[tuple[Wanted, int]]] = [[(w, c) for w, c in each if w.on_site] for each in placed]
        self._named = [each for each in standing if each.people]
        self._told_apart = bool(stays) or any(not each.people for each in standing)
        self.trips: dict[str, int] = {}
        self.visits: list[Term] = []
        self.unattended: dict[str, int] = {}
        self.events: list[Term] = []
        self.engaged = 0

    def lay(self) -> None:
        """Add the rows."""
        self._limit()
        self._trips()
        open_ones = list(self._open())
        groups = list(self._groups())
        crews = self._crews(groups)
        attending = self._attending(open_ones)
        self._online_people(groups, crews, attending, open_ones)
        self._crew_rows(groups, crews, attending, open_ones)
        self._rooms()
        self._guests()
        self._count()

    # How many, and where to

    def _limit(self) -> None:
        terms = [term for slot in self._online for term in slot]
        terms += [(column, 1.0) for slot in self._on_site for _, column in slot]
        terms += [(stay.column, 1.0) for stay in self._stays]
        if self._slots:
            self._program.at_most(terms, float(max(0, self._problem.per_day - len(self._standing))))

    def _trips(self) -> None:
        """Let one crew visit one area, no other than what is there already, and never be at two offices at once."""
        stands = {each.area for each in self._standing if each.on_site}
        by_area: dict[str, list[list[tuple[Wanted, int]]]] = defaultdict(lambda: [[] for _ in self._slots])
        for place, slot in enumerate(self._on_site):
            for wanted, column in slot:
                by_area[wanted.area][place].append((wanted, column))
        for area, slots in sorted(by_area.items()):
            trip = self.trips[area] = self._program.column(1.0 if stands <= {area} else 0.0)
            for slot in slots:
                self._program.at_most([*((column, 1.0) for _, column in slot), (trip, -1.0)] if slot else (), 0.0)
            for terms in _by_municipality(slots):
                self._program.at_most([*terms, (trip, -1.0)], 0.0)
            visited = [(column, -1.0) for slot in slots for _, column in slot]
            self._program.at_most([(trip, 1.0), *visited], 0.0)
            for columns in too_far_apart(self._problem, self._slots, slots):
                self._program.at_most([*((column, 1.0) for column in columns), (trip, -1.0)], 0.0)
        self._program.at_most([(trip, 1.0) for trip in self.trips.values()], 1.0)
        for stay in self._stays:
            if stay.wanted.on_site:
                for area, trip in self.trips.items():
                    if area != stay.wanted.area:
                        self._program.at_most([(trip, 1.0), (stay.column, 1.0)], 1.0)
        self._visited(stands)

    def _visited(self, stands: set[str]) -> None:
        """Count the areas visited: by a trip, or by what stays there."""
        staying: dict[str, list[int]] = defaultdict(list)
        for stay in self._stays:
            if stay.wanted.on_site:
                staying[stay.wanted.area].append(stay.column)
        for area in sorted({*self.trips, *staying} - stands):
            columns = [*([self.trips[area]] if area in self.trips else ()), *staying[area]]
            visit = columns[0]
            if len(columns) > 1:
                visit = self._program.column()
                for column in columns:
                    self._program.at_most([(column, 1.0), (visit, -1.0)], 0.0)
                self._visited_once(area, visit)
            self.visits.append((visit, 1.0))

    def _visited_once(self, area: str, visit: int) -> None:
        """Tell the solver that what stays is not visited anew as well, so that no half of each makes half a visit."""
        for stay in self._stays:
            if stay.wanted.on_site and stay.wanted.area == area:
                anew = [(column, 1.0) for slot in self._on_site for wanted, column in slot if wanted is stay.wanted]
                self._program.at_most([*anew, (stay.column, 1.0), (visit, -1.0)], 0.0)

    def _count(self) -> None:
        """Collect the engagements of the day."""
        self.events = [term for slot in self._online for term in slot] + self.visits
        self.events += [(stay.column, 1.0) for stay in self._stays if not stay.wanted.on_site]
        self.engaged = sum(not each.on_site for each in self._standing)
        self.engaged += len({each.area for each in self._standing if each.on_site})

    # Who

    def _open(self) -> Iterator[_Open]:
        for stay in self._stays:
            yield _Open(seat(stay.wanted, stay.when), stay.wanted.on_site, stay.wanted.area, stay.column, None)
        for each in self._standing:
            if not each.people:
                missed = self.unattended[each.code] = self._program.column()
                yield _Open(seat(each, each.when), each.on_site, each.area, None, missed)

    def _groups(self) -> Iterator[Group]:
        """Yield the people of the day; alike ones as one, unless hearings ask for each by name."""
        alike: Counter[tuple[tuple[bool, ...], tuple[bool, ...] | None]] = Counter()
        for person in self._problem.people:
            seats = self._seats_of(person)
            suits = tuple(person.times.allow(slot) for slot in self._slots)
            online = tuple(
                free and not any(self._problem.conflict(each, Seat(slot, None)) for each in seats)
                for free, slot in zip(suits, self._slots, strict=True)
            )
            out = None if any(each.office is None for each in seats) else suits
            if self._told_apart or seats:
                yield Group(1, online, out, person)
            else:
                alike[online, out] += 1
        for (online, out), count in alike.items():
            yield Group(count, online, out, None)

    def _seats_of(self, person: Person) -> list[Seat]:
        """Return where a person has to be that day."""
        return [seat(each, each.when) for each in self._named if person.id in each.people]

    def _crews(self, groups: Sequence[Group]) -> list[int | None]:
        """Return for each group the column of how many of it are the crew of the day."""
        if not self.trips:
            return [None] * len(groups)
        crews = [self._program.column(float(group.size)) if group.out and any(group.out) else None for group in groups]
        out = [(trip, -float(self._problem.attendees)) for trip in self.trips.values()]
        self._program.row(0.0, [*((crew, 1.0) for crew in crews if crew is not None), *out], 0.0)
        return crews

    def _attending(self, open_ones: Sequence[_Open]) -> list[dict[str, int]]:
        """Return for each open hearing the column of each person who could attend it."""
        needed = float(self._problem.attendees)
        found: list[dict[str, int]] = []
        for each in open_ones:
            able = {
                person.id: self._program.column()
                for person in self._problem.people
                if person.times.allow(each.seat.when)
                and not any(self._problem.conflict(each.seat, other) for other in self._seats_of(person))
            }
            terms = [(column, 1.0) for column in able.values()]
            if each.column is not None:
                self._program.row(0.0, [*terms, (each.column, -needed)], 0.0)
            elif each.missed is not None:
                self._program.row(needed, [*terms, (each.missed, needed)], needed)
            found.append(able)
        for one, other in combinations(range(len(open_ones)), 2):
            if self._problem.conflict(open_ones[one].seat, open_ones[other].seat):
                for person in found[one].keys() & found[other].keys():
                    self._program.at_most([(found[one][person], 1.0), (found[other][person], 1.0)], 1.0)
        return found

    def _online_people(
        self,
        groups: Sequence[Group],
        crews: Sequence[int | None],
        attending: Sequence[dict[str, int]],
        open_ones: Sequence[_Open],
    ) -> None:
        needed = self._problem.attendees
        for place, slot in enumerate(self._slots):
            online = self._online[place]
            if not online:
                continue
            here = Seat(slot, None)
            free, taken = 0, []
            for group, crew in zip(groups, crews, strict=True):
                if not group.online[place]:
                    continue
                free += group.size
                away = [crew] if crew is not None else []
                if group.person is not None:
                    away += [
                        able[group.person.id]
                        for able, each in zip(attending, open_ones, strict=True)
                        if group.person.id in able and self._problem.conflict(each.seat, here)
                    ]
                taken += [(self._any_of(away), 1.0)] if away else []
            self._rounded(online, free, sum(g.size for g in groups if g.out and not g.online[place]))
            if taken:
                self._program.at_most([*((column, float(needed)) for column, _ in online), *taken], float(free))

    def _rounded(self, online: Sequence[Term], free: int, elsewhere: int) -> None:
        """Bound a slot by whole hearings, fewer on a day with a crew; ``elsewhere`` may be crew without being free."""
        needed = self._problem.attendees
        most = free // needed
        with_crew = max(0, free - max(0, needed - elsewhere)) // needed
        crew = [(trip, float(most - with_crew)) for trip in self.trips.values()] if most > with_crew else []
        self._program.at_most([*online, *crew], float(most))

    def _any_of(self, columns: Sequence[int]) -> int:
        """Return a column that is at least each of some."""
        if len(columns) == 1:
            return columns[0]
        some = self._program.column()
        for column in columns:
            self._program.at_most([(column, 1.0), (some, -1.0)], 0.0)
        return some

    def _crew_rows(
        self,
        groups: Sequence[Group],
        crews: Sequence[int | None],
        attending: Sequence[dict[str, int]],
        open_ones: Sequence[_Open],
    ) -> None:
        """Let the crew be free whenever it is out, and attend nothing else that it cannot."""
        needed = float(self._problem.attendees)
        known = [(group, crew) for group, crew in zip(groups, crews, strict=True) if crew is not None]
        for place, slot in enumerate(self._on_site):
            able = [(crew, -1.0) for group, crew in known if group.out and group.out[place]]
            if slot and len(able) < len(known):
                self._program.at_most([*((column, needed) for _, column in slot), *able], 0.0)
        if self._problem.attendees > 1:
            whole_crews(self._program, known, list(self.trips.values()), self._on_site, self._problem.attendees)
        for group, crew in known:
            if group.person is not None:
                for each in self._seats_of(group.person):
                    self._not_both([(crew, 1.0)], each)
                for able_one, each_open in zip(attending, open_ones, strict=True):
                    column = able_one.get(group.person.id)
                    if column is not None:
                        self._not_both([(crew, 1.0), (column, 1.0)], each_open.seat)

    def _not_both(self, who: list[Term], busy: Seat) -> None:
        """Keep somebody who is the crew and sits elsewhere from what cannot be reached from there."""
        if busy.office is None:
            self._program.at_most(who, float(len(who) - 1) if len(who) > 1 else 0.0)
            return
        for place, slot in enumerate(self._on_site):
            far = [
                (column, 1.0)
                for wanted, column in slot
                if self._problem.conflict(seat(wanted, self._slots[place]), busy)
            ]
            if far:
                self._program.at_most([*who, *far], float(len(who)))

    # Guests

    def _guests(self) -> None:
        """Keep each person of the prefecture at one place at a time."""
        slots: list[list[tuple[Wanted, int]]] = [[] for _ in self._slots]
        for place, both in enumerate(self._placed):
            slots[place] = [each for each in both if each[0].guests]
        stays = [stay for stay in self._stays if stay.wanted.guests]
        names = {guest for slot in slots for wanted, _ in slot for guest in wanted.guests}
        names |= {guest for stay in stays for guest in stay.wanted.guests}
        for name in sorted(names):
            mine = [[each for each in slot if name in each[0].guests] for slot in slots]
            self._one_guest(mine, [stay for stay in stays if name in stay.wanted.guests], name)

    def _one_guest(self, slots: Sequence[Sequence[tuple[Wanted, int]]], stays: Sequence[Stay], name: str) -> None:
        problem, program = self._problem, self._program
        held = [seat(each, each.when) for each in self._standing if name in each.guests]
        for stay in stays:
            if any(problem.conflict(seat(stay.wanted, stay.when), each) for each in held):
                program.at_most([(stay.column, 1.0)], 0.0)
        for one, other in combinations(stays, 2):
            if problem.conflict(seat(one.wanted, one.when), seat(other.wanted, other.when)):
                program.at_most([(one.column, 1.0), (other.column, 1.0)], 1.0)
        for place, slot in enumerate(slots):
            seats = [(seat(wanted, self._slots[place]), column) for wanted, column in slot]
            program.at_most([(column, 1.0) for _, column in seats], 1.0)
            away = [column for here, column in seats if any(problem.conflict(here, each) for each in held)]
            program.at_most([(column, 1.0) for column in away], 0.0)
            for stay in stays:
                there = seat(stay.wanted, stay.when)
                far = [(column, 1.0) for here, column in seats if problem.conflict(here, there)]
                program.at_most([*far, (stay.column, 1.0)] if far else (), 1.0)
            self._guest_on_the_way(slots, place)

    def _guest_on_the_way(self, slots: Sequence[Sequence[tuple[Wanted, int]]], place: int) -> None:
        for wanted, column in slots[place]:
            here = seat(wanted, self._slots[place])
            for other, slot in enumerate(slots):
                if wanted.on_site and other != place:
                    seats = [(seat(there, self._slots[other]), there_column) for there, there_column in slot]
                    far = [(each, 1.0) for there, each in seats if self._problem.conflict(here, there)]
                    self._program.at_most([*far, (column, 1.0)] if far else (), 1.0)

    # Rooms

    def _rooms(self) -> None:
        rooms = self._problem.rooms
        if not rooms:
            return
        stays = [stay for stay in self._stays if not stay.wanted.on_site]
        held = [each for each in self._standing if not each.on_site and each.room in rooms]
        choices = [self._room_of(stay, held) for stay in stays]
        for one, other in combinations(range(len(stays)), 2):
            if stays[one].when.overlaps(stays[other].when):
                for room in choices[one].keys() & choices[other].keys():
                    self._program.at_most([(choices[one][room], 1.0), (choices[other][room], 1.0)], 1.0)
        for place, slot in enumerate(self._slots):
            free = [room for room in rooms if not any(each.room == room and each.when.overlaps(slot) for each in held)]
            taken: list[Term] = []
            for room in free:
                used = [
                    choice[room]
                    for stay, choice in zip(stays, choices, strict=True)
                    if room in choice and stay.when.overlaps(slot)
                ]
                taken += [(self._any_of(used), 1.0)] if used else []
            self._program.at_most([*self._online[place], *taken] if self._online[place] else (), float(len(free)))

    def _room_of(self, stay: Stay, held: Iterable[Standing]) -> dict[str, int]:
        """Return for each room that a stay could use the column that says so."""
        taken = {each.room for each in held if each.when.overlaps(stay.when)}
        choice = {room: self._program.column() for room in self._problem.rooms if room not in taken}
        self._program.row(0.0, [*((column, 1.0) for column in choice.values()), (stay.column, -1.0)], 0.0)
        return choice


def _by_municipality(slots: Sequence[Sequence[tuple[Wanted, int]]]) -> Iterator[list[Term]]:
    """Yield the choices of each municipality that has several on one day."""
    found: dict[str, list[Term]] = defaultdict(list)
    for slot in slots:
        for wanted, column in slot:
            found[wanted.code].append((column, 1.0))
    yield from (terms for terms in found.values() if len(terms) > 1)
