"""The timetable as a mixed integer program, formulated so that its relaxation is nearly always whole.

Online hearings in slots form a transport between municipalities and slots. People without a hearing of their own to
attend are alike when they can at the same times of a day, so they are counted by group. Only a hearing that stays at
an hour of its own, or on site, asks for each person by name.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.planning.linear_program import ROUNDING, Answer, LinearProgram, Term
from app.planning.timetable import (
    DAY_WEIGHT,
    SHARED_WEEK,
    WEEK_WEIGHT,
    Placement,
    Problem,
    Seat,
    Standing,
    Wanted,
    seat,
    week_of,
)
from app.planning.timetable_day import DayRows, Stay

NUDGE = 0.5  # of the smallest whole difference: all nudges together
SHADES = 11


@dataclass(frozen=True, slots=True)
class Levels:
    """The parts of the cost as sums of columns; each is the constant plus its terms."""

    unplaced: list[Term] = field(default_factory=list)
    moved: list[Term] = field(default_factory=list)
    late: list[Term] = field(default_factory=list)
    trips: list[Term] = field(default_factory=list)

    def lightest_first(self) -> tuple[list[Term], ...]:
        """Return the parts in the order of their weights."""
        return self.trips, self.late, self.moved, self.unplaced


class TimetableModel:
    """The program of one problem, and how its columns are read."""

    def __init__(self, problem: Problem) -> None:
        """Lay every row and column; the costs are set by the questions."""
        self.problem = problem
        self.program = LinearProgram()
        self.levels = Levels()
        self.unplaced = [self.program.column() for _ in problem.wanted]
        self.places: dict[tuple[int, date, int], int] = {}  # municipality, day and slot
        self.stays: dict[int, int] = {}
        self.trips: dict[tuple[str, date], int] = {}
        self.unattended: dict[str, int] = {}
        self.areas: list[int] = []  # how many days on site each has
        self.weeks: list[int] = []  # how many engagements each has; laid when evenness is asked for
        self._events: dict[date, list[Term]] = {}
        self._engaged: dict[date, int] = {}  # by what stands
        self._lay()

    def _lay(self) -> None:
        problem = self.problem
        columns: dict[int, list[Term]] = {number: [(column, 1.0)] for number, column in enumerate(self.unplaced)}
        staying: dict[date, list[Stay]] = defaultdict(list)
        for number, stay in self._staying():
            staying[stay.when.on].append(stay)
            self.stays[number] = stay.column
            columns[number].append((stay.column, 1.0))
        for day in problem.days:
            for number, wanted in enumerate(problem.wanted):
                for place, slot in enumerate(problem.slots):
                    if wanted.times.allow(slot.on(day)):
                        column = self.program.column()
                        self.places[number, day, place] = column
                        columns[number].append((column, 1.0))
        for terms in columns.values():
            self.program.row(1.0, terms, 1.0)
        self._days(staying)
        self._fewest_trips()
        self._count()

    def _staying(self) -> Iterator[tuple[int, Stay]]:
        """Yield what may stay at an hour of its own or on site; the others stay in their slot like any placement."""
        days = frozenset(self.problem.days)
        for number, wanted in enumerate(self.problem.wanted):
            present = wanted.present
            if present is None or present.when.on not in days or not wanted.times.allow(present.when):
                continue
            if wanted.on_site or self._slot_of(wanted) is None:
                yield number, Stay(wanted, present.when, self.program.column(), present.room)

    def _slot_of(self, wanted: Wanted) -> int | None:
        """Return the slot in which a hearing stands now."""
        when = wanted.present.when if wanted.present is not None else None
        return next((n for n, slot in enumerate(self.problem.slots) if when and slot.on(when.on) == when), None)

    def _days(self, staying: Mapping[date, list[Stay]]) -> None:
        problem = self.problem
        standing: dict[date, list[Standing]] = defaultdict(list)
        for each in problem.standing:
            standing[each.when.on].append(each)
        placed: dict[date, list[list[tuple[Wanted, int]]]] = {day: [[] for _ in problem.slots] for day in problem.days}
        for (number, day, place), column in self.places.items():
            placed[day][place].append((problem.wanted[number], column))
        for day in sorted({*problem.days, *standing}):
            rows = DayRows(problem, self.program, day, placed.get(day, []), standing[day], staying.get(day, []))
            rows.lay()
            self.unattended.update(rows.unattended)
            if day in placed:
                self.trips.update({(area, day): column for area, column in rows.trips.items()})
                self.levels.trips.extend(rows.visits)
                self._events[day] = rows.events
                self._engaged[day] = rows.engaged

    def _fewest_trips(self) -> None:
        """Tell the solver how many days on site an area needs at least: that is where its relaxation is weak."""
        asked: dict[str, list[int]] = defaultdict(list)
        for number, wanted in enumerate(self.problem.wanted):
            if wanted.on_site:
                asked[wanted.area].append(number)
        known = {each.area for each in self.problem.standing if each.on_site}
        known |= {self.problem.wanted[number].area for number in self.stays if self.problem.wanted[number].on_site}
        for area, numbers in asked.items():
            trips = [(column, 1.0) for (of, _), column in self.trips.items() if of == area]
            if area in known or not trips:
                continue
            longest = longest_trip(self.problem, [self.problem.wanted[number] for number in numbers])
            counted = self.program.column(float(len(trips)))
            self.areas.append(counted)
            self.program.row(0.0, [*trips, (counted, -1.0)], 0.0)
            without = [(self.unplaced[number], 1.0) for number in numbers]
            self.program.row(float(-(-len(numbers) // longest)), [(counted, 1.0), *without], float("inf"))

    def _count(self) -> None:
        """Collect the columns of each part of the cost."""
        levels, problem = self.levels, self.problem
        levels.unplaced.extend((column, 1.0) for column in (*self.unplaced, *self.unattended.values()))
        for number, wanted in enumerate(problem.wanted):
            if wanted.present is not None:
                slot = self._slot_of(wanted)
                kept = [self.stays.get(number)]
                if slot is not None:
                    kept.append(self.places.get((number, wanted.present.when.on, slot)))
                levels.moved.extend((column, -1.0) for column in kept if column is not None)
        late = problem.late_days
        levels.late.extend((column, 1.0) for (_, day, _), column in self.places.items() if day in late)
        staying = ((column, problem.wanted[number].present) for number, column in self.stays.items())
        levels.late.extend((column, 1.0) for column, present in staying if present and present.when.on in late)

    def ask_for_counts(self) -> None:
        """Set the costs so that four counts are compared one after the other: each weighs more than the next can."""
        base = self._base()
        costs: dict[int, float] = defaultdict(float)
        for power, level in enumerate(self.levels.lightest_first()):
            for column, factor in level:
                costs[column] += factor * float(base**power)
        for column, share in self._nudges():
            costs[column] += share
        self.program.costs = dict(costs)

    def _base(self) -> int:
        """Return a number that none of the counts reaches."""
        return len(self.problem.wanted) + len(self.unattended) + 1

    def counts(self, answer: Answer) -> tuple[int, ...]:
        """Return the four counts of an answer, the lightest first."""
        return tuple(answer.sum(level) for level in self.levels.lightest_first())

    def counts_at(self, bound: float) -> tuple[int, ...] | None:
        """Return the least counts whose cost can be above a bound; None when the bound is not near beneath a cost.

        The nudges of an answer are some part of ``NUDGE``: a bound further above a whole cost is one of no answer.
        """
        whole = math.floor(bound + ROUNDING * max(1.0, abs(bound)))
        if bound - whole > NUDGE:
            return None
        base = self._base()
        rest, trips = divmod(whole, base)
        rest, late = divmod(rest, base)
        unplaced = -(-rest // base)  # moves count downwards from none kept
        return trips, late, rest - unplaced * base, unplaced

    def keep_counts(self, counts: Sequence[int]) -> None:
        """Demand counts of which it is proven that none can be less."""
        for level, count in zip(self.levels.lightest_first(), counts, strict=True):
            if level:
                self.program.row(float(count), level, float(count))
            elif count:
                self.program.row(1.0, [(self.program.column(0.0), 1.0)], 1.0)

    def ask_for_evenness(self) -> None:
        """Set the costs to the unevenness, each further engagement of a week or a day dearer than the one before."""
        costs = dict(self._nudges())
        most, weeks = self.problem.per_day, defaultdict(list)
        engaged: dict[tuple[int, int], int] = defaultdict(int)
        for day, events in self._events.items():
            stand = self._engaged[day]
            self._steps(events, [DAY_WEIGHT * (stand + number) for number in range(min(most, len(events)))], costs)
            weeks[week_of(day)].append(events)
            engaged[week_of(day)] += stand
        for week, days in weeks.items():
            place, open_days = self.problem.weeks[week]
            unit, stand = WEEK_WEIGHT * (SHARED_WEEK // open_days), engaged[week]
            steps = [unit * (2 * (stand + number) + 1) + place for number in range(most * len(days))]
            events = [term for events in days for term in events]
            total = self.program.column(float(len(steps)))
            self.program.row(0.0, [*events, (total, -1.0)], 0.0)
            self.weeks.append(total)
            self._steps([(total, 1.0)], steps[: len(events)], costs)
        self.program.costs = costs

    def _steps(self, events: list[Term], steps: list[int], costs: dict[int, float]) -> None:
        """Let the first event cost the first step, the second the second, and so on; steps never fall."""
        columns = [self.program.column(whole=False) for _ in steps]
        costs.update(zip(columns, map(float, steps), strict=True))
        self.program.at_most([*events, *((column, -1.0) for column in columns)], 0.0)

    def _nudges(self) -> Iterator[tuple[int, float]]:
        """Yield a tiny cost for each choice on site, so that the relaxation need not waver between equals.

        All of them together stay below ``NUDGE``; a day on site is nudged towards earlier days.
        """
        asked = sum(wanted.on_site for wanted in self.problem.wanted)
        days = {day: number for number, day in enumerate(self.problem.days)}
        unit = NUDGE / max(1, asked * (len(days) + SHADES))
        for (_, day), column in self.trips.items():
            yield column, unit * days[day]
        for (number, day, slot), column in self.places.items():
            if self.problem.wanted[number].on_site:
                yield column, unit * ((7 * number + 5 * days[day] + 3 * slot) % SHADES)

    def placements(self, answer: Answer) -> tuple[Placement, ...]:
        """Return where an answer places the hearings; nobody is named yet."""
        wanted, slots = self.problem.wanted, self.problem.slots
        found = {}
        for (number, day, place), column in self.places.items():
            if answer.chosen(column):
                found[number] = Placement(wanted[number].code, slots[place].on(day), wanted[number].on_site)
        for number, column in self.stays.items():
            present = wanted[number].present
            if answer.chosen(column) and present is not None:
                found[number] = Placement(wanted[number].code, present.when, wanted[number].on_site)
        return tuple(found[number] for number in sorted(found))


def longest_trip(problem: Problem, asked: list[Wanted]) -> int:
    """Return how many of some municipalities one crew can visit on one day at most."""
    most = min(len(problem.slots), problem.per_day, len(asked))
    day = problem.days[0]

    def reach(slot: int, visited: tuple[int, ...], last: Seat | None) -> int:
        best = len(visited)
        if best + len(problem.slots) - slot <= best or best == most:
            return best
        for place in range(slot, len(problem.slots)):
            for number, wanted in enumerate(asked):
                here = seat(wanted, problem.slots[place].on(day))
                if number not in visited and (last is None or not problem.conflict(last, here)):
                    best = max(best, reach(place + 1, (*visited, number), here))
                    if best == most:
                        return best
        return best

    return max(1, reach(0, (), None))
