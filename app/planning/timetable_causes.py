"""Why municipalities could not be placed: the least that would have to give way, by week and kind.

What was placed stays; for the rest every bound may be stretched at a price, and the cheapest stretching is the cause.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.planning.linear_program import Answer, LinearProgram, Term, Watch
from app.planning.timetable import Cause, CauseKind, Placement, Problem, Seat, Standing, Wanted, When, seat

DEAREST_DAY = 0.5  # of one unit that is lacking; earlier days are stretched first


@dataclass(frozen=True, slots=True)
class _Usage:
    """What the day already holds."""

    held: Mapping[str, Sequence[Seat]]  # by person
    guests: Mapping[str, Sequence[Seat]]  # by name
    hearings: Mapping[date, int]
    rooms: Sequence[tuple[str, When]]
    areas: Mapping[date, frozenset[str]]
    crews: Mapping[date, tuple[str, ...]]  # of the days on which something was newly placed on site


@dataclass(slots=True)
class _Stretch:
    """The bounds of the program that may be stretched, with the column that tells by how much."""

    program: LinearProgram = field(default_factory=LinearProgram)
    lacking: dict[tuple[CauseKind, date, int], int] = field(default_factory=dict)
    places: list[tuple[Wanted, date, int, int]] = field(default_factory=list)
    alone: dict[int, list[tuple[CauseKind, int]]] = field(default_factory=dict)  # what one placement lacks by itself

    def bound(self, kind: CauseKind, day: date, place: int, terms: Sequence[Term], room: int) -> None:
        """Bound a sum by the room there is; what goes beyond costs 1 each."""
        if terms:
            more = self.lacking[kind, day, place] = self.program.column(float(sum(factor for _, factor in terms)))
            self.program.costs[more] = 1.0
            self.program.at_most([*terms, (more, -1.0)], float(room))


def causes_of(
    problem: Problem,
    placements: Iterable[Placement],
    unplaced: Sequence[str],
    attending: Mapping[str, tuple[str, ...]],
    unattended: Sequence[str],
) -> tuple[Cause, ...]:
    """Return why some could not be placed, and what stands without anybody to attend it."""
    stand = {each.code: each for each in problem.standing}
    found = [Cause(CauseKind.UNATTENDED, (code,), stand[code].when.on, stand[code].when.on) for code in unattended]
    left = [problem.by_code[code] for code in unplaced]
    if left:
        found += _causes(problem, left, _usage(problem, tuple(placements), attending))
    return tuple(found)


def _usage(problem: Problem, placed: Sequence[Placement], attending: Mapping[str, tuple[str, ...]]) -> _Usage:
    held: dict[str, list[Seat]] = defaultdict(list)
    guests: dict[str, list[Seat]] = defaultdict(list)
    hearings: dict[date, int] = defaultdict(int)
    areas: dict[date, set[str]] = defaultdict(set)
    rooms: list[tuple[str, When]] = []
    seats = [(seat(problem.by_code[each.code], each.when), problem.by_code[each.code].area, each) for each in placed]
    stands = [(seat(each, each.when), each.area, each) for each in problem.standing]
    both: tuple[tuple[Seat, str, Placement | Standing], ...] = (*seats, *stands)
    for here, area, each in both:
        for guest in problem.by_code[each.code].guests if isinstance(each, Placement) else each.guests:
            guests[guest].append(here)
        for person in each.people or attending.get(each.code, ()):
            held[person].append(here)
        hearings[each.when.on] += 1
        if each.on_site:
            areas[each.when.on].add(area)
        elif each.room:
            rooms.append((each.room, each.when))
    crews = {each.when.on: each.people for each in placed if each.on_site and not _stays(problem, each)}
    return _Usage(held, guests, hearings, rooms, {day: frozenset(visited) for day, visited in areas.items()}, crews)


def _stays(problem: Problem, placement: Placement) -> bool:
    present = problem.by_code[placement.code].present
    return present is not None and present.when == placement.when


def _causes(problem: Problem, left: Sequence[Wanted], usage: _Usage) -> list[Cause]:
    stretch = _Stretch()
    placed: dict[str, list[Term]] = defaultdict(list)
    for number, day in enumerate(problem.days):
        early = DEAREST_DAY * (number + 1) / (len(problem.days) * len(left) + 1)
        for place, slot in enumerate(problem.slots):
            for wanted in left:
                if wanted.times.allow(slot.on(day)):
                    column = stretch.program.column()
                    stretch.program.costs[column] = early
                    stretch.places.append((wanted, day, place, column))
                    placed[wanted.code].append((column, 1.0))
    without = tuple(wanted.code for wanted in left if wanted.code not in placed)
    for terms in placed.values():
        stretch.program.row(1.0, terms, 1.0)
    _bounds(problem, stretch, usage)
    answer = stretch.program.solve(0.0, Watch()) if placed else None
    return [*_never(problem, without), *(_read(stretch, answer) if answer is not None else ())]


def _never(problem: Problem, codes: Sequence[str]) -> Iterator[Cause]:
    """Yield one cause for each municipality that no day suits."""
    first, last = (problem.days[0], problem.days[-1]) if problem.days else (None, None)
    for code in codes:
        free = problem.by_code[code].times.free
        asked = (min(each.first for each in free), max(each.last for each in free)) if free else (first, last)
        yield Cause(CauseKind.NO_DAY, (code,), *asked)


def _bounds(problem: Problem, stretch: _Stretch, usage: _Usage) -> None:
    by_day: dict[date, list[Term]] = defaultdict(list)
    online: dict[tuple[date, int], list[Term]] = defaultdict(list)
    for wanted, day, place, column in stretch.places:
        by_day[day].append((column, 1.0))
        if not wanted.on_site:
            online[day, place].append((column, 1.0))
        stretch.alone[column] = list(_lacks(problem, wanted, problem.slots[place].on(day), usage))
        stretch.program.costs[column] += sum(count for _, count in stretch.alone[column])
    for day, terms in by_day.items():
        stretch.bound(CauseKind.LIMIT, day, 0, terms, max(0, problem.per_day - usage.hearings.get(day, 0)))
    for (day, place), terms in online.items():
        when = problem.slots[place].on(day)
        people = [(column, float(problem.attendees)) for column, _ in terms]
        stretch.bound(CauseKind.PEOPLE, day, place, people, len(_free(problem, Seat(when, None), usage)))
        if problem.rooms:
            taken = {room for room, held in usage.rooms if held.overlaps(when)} & set(problem.rooms)
            stretch.bound(CauseKind.ROOMS, day, place, terms, len(problem.rooms) - len(taken))


def _free(problem: Problem, here: Seat, usage: _Usage) -> list[str]:
    """Return who can sit somewhere besides what they attend."""
    return [
        person.id
        for person in problem.people
        if person.times.allow(here.when)
        and not any(problem.conflict(here, other) for other in usage.held.get(person.id, ()))
    ]


def _lacks(problem: Problem, wanted: Wanted, when: When, usage: _Usage) -> Iterator[tuple[CauseKind, int]]:
    """Yield what one hearing lacks at a time whatever else is placed: the prefecture's people, a crew on site."""
    here = seat(wanted, when)
    held = [other for guest in wanted.guests for other in usage.guests.get(guest, ())]
    if any(problem.conflict(here, other) for other in held):
        yield CauseKind.GUESTS, 1
    if wanted.on_site:
        yield from _trip_lacks(problem, wanted, when, usage)


def _trip_lacks(problem: Problem, wanted: Wanted, when: When, usage: _Usage) -> Iterator[tuple[CauseKind, int]]:
    """Yield what a hearing on site lacks: people at all, or a crew that could be there."""
    able = [person for person in problem.people if person.times.allow(when)]
    if len(able) < problem.attendees:
        yield CauseKind.PEOPLE, problem.attendees - len(able)
        return
    free = {person for person in _free(problem, seat(wanted, when), usage) if _travels(usage, person, when.on)}
    same_area = usage.areas.get(when.on, frozenset()) <= {wanted.area}
    crew = usage.crews.get(when.on)
    can = free >= set(crew) if crew else len(free) >= problem.attendees
    if not (same_area and can):
        yield CauseKind.ON_SITE, 1


def _travels(usage: _Usage, person: str, day: date) -> bool:
    return not any(each.when.on == day and each.office is None for each in usage.held.get(person, ()))


def _read(stretch: _Stretch, answer: Answer) -> Iterator[Cause]:
    """Yield one cause for each week and kind of what had to be stretched."""
    if not answer.is_found:
        return
    lacking: dict[tuple[date, CauseKind], int] = defaultdict(int)
    for (kind, day, _), column in stretch.lacking.items():
        lacking[_monday(day), kind] += round(answer.value(column))
    codes: dict[tuple[date, CauseKind], list[str]] = defaultdict(list)
    for wanted, day, place, column in stretch.places:
        if not answer.chosen(column):
            continue
        for kind, count in stretch.alone[column]:
            lacking[_monday(day), kind] += count
            codes[_monday(day), kind].append(wanted.code)
        for kind, at in ((CauseKind.LIMIT, 0), (CauseKind.PEOPLE, place), (CauseKind.ROOMS, place)):
            more = stretch.lacking.get((kind, day, at))
            if more is not None and answer.chosen(more) and not (wanted.on_site and kind is not CauseKind.LIMIT):
                codes[_monday(day), kind].append(wanted.code)
    for (monday, kind), count in sorted(lacking.items(), key=lambda item: (item[0][0], item[0][1].value)):
        if count:
            named = tuple(sorted(set(codes[monday, kind])))
            yield Cause(kind, named, monday, monday + timedelta(days=4), count)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
