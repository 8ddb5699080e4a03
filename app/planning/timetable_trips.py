"""The rows of one trip of a day: how far apart what it visits may lie, and who its crew is."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, permutations
from typing import NamedTuple

from app.planning.linear_program import LinearProgram
from app.planning.timetable import Person, Problem, Wanted, When, seat

Choice = tuple[Wanted, int]  # what a slot can visit, with the column that says so
MOST_CREWS = 200  # on one day


class Group(NamedTuple):
    """People who can at the same times of the day."""

    size: int
    online: tuple[bool, ...]  # by slot: free for an online hearing
    out: tuple[bool, ...] | None  # by slot: free for one on site; None for who cannot travel that day
    person: Person | None  # the one it is, where people are told apart


def too_far_apart(
    problem: Problem, slots: Sequence[When], visited: Sequence[Sequence[Choice]]
) -> Iterator[tuple[int, ...]]:
    """Yield columns of which one trip has one at most: each two are one office, one slot, or too far apart.

    Each choice stands in one of them with all that it excludes in another slot, so that no trip of the relaxation
    visits halves of two offices between which there is no way.
    """
    told: set[tuple[int, ...]] = set()
    for first, second in permutations(range(len(slots)), 2):

        def excludes(one: Choice, other: Choice, first: int = first, second: int = second) -> bool:
            if one[0] is other[0]:
                return True
            return problem.conflict(seat(one[0], slots[first]), seat(other[0], slots[second]))

        for one in visited[first]:
            there = [other for other in visited[second] if excludes(one, other)]
            if any(other[0] is not one[0] for other in there):
                here = [each for each in visited[first] if all(excludes(each, other) for other in there)]
                told.add(tuple(sorted(column for _, column in (*here, *there))))
    yield from sorted(told)


def whole_crews(
    program: LinearProgram,
    groups: Sequence[tuple[Group, int]],
    trips: Sequence[int],
    visited: Sequence[Sequence[Choice]],
    attendees: int,
) -> None:
    """Let the crew be one of the sets of people there are; without them the relaxation mixes parts of several."""
    if math.comb(len(groups) + attendees - 1, attendees) > MOST_CREWS:
        return
    crews = [(program.column(), counted, able) for counted, able in _sets(groups, len(visited), attendees)]
    program.row(0.0, [*((column, 1.0) for column, _, _ in crews), *((trip, -1.0) for trip in trips)], 0.0)
    for number, (_, crew) in enumerate(groups):
        mine = [(column, float(counted[number])) for column, counted, _ in crews if number in counted]
        program.row(0.0, [(crew, -1.0), *mine], 0.0)
    for place, slot in enumerate(visited):
        if slot and not all(able[place] for _, _, able in crews):
            out = [(column, -1.0) for column, _, able in crews if able[place]]
            program.at_most([*((column, 1.0) for _, column in slot), *out], 0.0)


def _sets(
    groups: Sequence[tuple[Group, int]], slots: int, attendees: int
) -> Iterator[tuple[Counter[int], tuple[bool, ...]]]:
    """Yield how many of each group are in a crew, and in which slots all of it are free."""
    for chosen in combinations_with_replacement(range(len(groups)), attendees):
        counted = Counter(chosen)
        members = [groups[number][0] for number in counted]
        able = tuple(all(each.out is not None and each.out[place] for each in members) for place in range(slots))
        if any(able) and all(groups[number][0].size >= count for number, count in counted.items()):
            yield counted, able
