"""Who attends and in which room: the people and rooms of each day by name, those of before where they still can."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from app.planning.timetable import Person, Placement, Problem, Seat, Standing, seat

Held = Mapping[str, Sequence[Seat]]  # where each person has to be


@dataclass(frozen=True, slots=True)
class _Task:
    """Something for which people are sought: one hearing, or all that the crew of a day visits."""

    codes: tuple[str, ...]
    seats: tuple[Seat, ...]
    before: tuple[str, ...]  # who attended until now
    is_trip: bool = False

    @property
    def is_online(self) -> bool:
        """Tell whether it is attended from our own office."""
        return self.seats[0].office is None


def with_people(
    problem: Problem, placements: Sequence[Placement], unattended: frozenset[str] = frozenset()
) -> tuple[tuple[Placement, ...], dict[str, tuple[str, ...]]]:
    """Return the placements with people and rooms, and who attends what stands without anybody yet.

    Where nobody can be found a hearing keeps no people; a timetable of the program never leads there.
    """
    by_day: dict[date, list[Placement]] = defaultdict(list)
    for each in placements:
        by_day[each.when.on].append(each)
    standing: dict[date, list[Standing]] = defaultdict(list)
    for stand in problem.standing:
        standing[stand.when.on].append(stand)
    load: Counter[str] = Counter(person for each in problem.standing for person in each.people)
    found: dict[str, Placement] = {}
    attending: dict[str, tuple[str, ...]] = {}
    for day in sorted({*by_day, *standing}):
        named = _named(problem, by_day[day], standing[day], unattended, load)
        rooms = _rooms(problem, by_day[day], standing[day])
        for each in by_day[day]:
            found[each.code] = replace(each, people=named.get(each.code, ()), room=rooms.get(each.code, ""))
        attending.update({stand.code: named[stand.code] for stand in standing[day] if stand.code in named})
    return tuple(found[each.code] for each in placements), attending


def _named(
    problem: Problem,
    placed: Sequence[Placement],
    standing: Sequence[Standing],
    unattended: frozenset[str],
    load: Counter[str],
) -> dict[str, tuple[str, ...]]:
    """Return the people of each hearing of one day."""
    tasks = list(_tasks(problem, placed, standing, unattended))
    held: dict[str, list[Seat]] = defaultdict(list)
    for stand in standing:
        for person in stand.people:
            held[person].append(seat(stand, stand.when))
    chosen = _choose(problem, tasks, held, frozenset(), load) or [()] * len(tasks)
    named = {code: people for task, people in zip(tasks, chosen, strict=True) for code in task.codes if people}
    load.update(person for people in named.values() for person in people)
    return named


def _tasks(
    problem: Problem, placed: Sequence[Placement], standing: Sequence[Standing], unattended: frozenset[str]
) -> Iterator[_Task]:
    """Yield the trip of the day first, then what stands or stays, then the rest: the harder the earlier."""
    trip = [each for each in placed if each.on_site and not _stays(problem, each)]
    if trip:
        wanted = [problem.by_code[each.code] for each in trip]
        seats = tuple(seat(one, each.when) for one, each in zip(wanted, trip, strict=True))
        before = tuple(person for one in wanted if one.present for person in one.present.people)
        yield _Task(tuple(each.code for each in trip), seats, before, is_trip=True)
    for stand in standing:
        if not stand.people and stand.code not in unattended:
            yield _Task((stand.code,), (seat(stand, stand.when),), ())
    for each in sorted((each for each in placed if each not in trip), key=lambda one: (not one.on_site, one.when)):
        present = problem.by_code[each.code].present
        before = present.people if present else ()
        yield _Task((each.code,), (seat(problem.by_code[each.code], each.when),), before)


def _stays(problem: Problem, placement: Placement) -> bool:
    present = problem.by_code[placement.code].present
    return present is not None and present.when == placement.when


def _choose(
    problem: Problem, tasks: Sequence[_Task], held: Held, crew: frozenset[str], load: Counter[str]
) -> list[tuple[str, ...]] | None:
    """Return people for each task such that nobody is at two places at once; None when there are none."""
    if not tasks:
        return []
    task, *others = tasks
    able = [person for person in problem.people if _can(problem, person, task, held.get(person.id, ()), crew)]
    able.sort(key=lambda person: (person.id not in task.before, load[person.id]))
    for people in combinations([person.id for person in able], problem.attendees):
        after = {**held, **{person: (*held.get(person, ()), *task.seats) for person in people}}
        rest = _choose(problem, others, after, crew | frozenset(people if task.is_trip else ()), load)
        if rest is not None:
            return [people, *rest]
    return None


def _can(problem: Problem, person: Person, task: _Task, held: Sequence[Seat], crew: frozenset[str]) -> bool:
    if person.id in crew and task.is_online:
        return False
    if task.is_trip and any(each.office is None for each in held):
        return False
    return all(
        person.times.allow(each.when) and not any(problem.conflict(each, other) for other in held)
        for each in task.seats
    )


def _rooms(problem: Problem, placed: Sequence[Placement], standing: Sequence[Standing]) -> dict[str, str]:
    """Return the room of each online hearing of one day; those at an hour of their own choose first."""
    if not problem.rooms:
        return {}
    slots = {slot.on(each.when.on) for each in placed for slot in problem.slots}
    online = sorted((each for each in placed if not each.on_site), key=lambda one: (one.when in slots, one.when))
    taken = [(each.room, each.when) for each in standing if not each.on_site]
    chosen: dict[str, str] = {}

    def fill(number: int) -> bool:
        if number == len(online):
            return True
        each = online[number]
        present = problem.by_code[each.code].present
        before = present.room if present else ""
        for room in sorted(problem.rooms, key=lambda one: one != before):
            if not any(held == room and when.overlaps(each.when) for held, when in taken):
                taken.append((room, each.when))
                chosen[each.code] = room
                if fill(number + 1):
                    return True
                taken.pop()
        return False

    fill(0)
    return chosen
