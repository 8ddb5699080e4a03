"""A proven answer by descent: the relaxation sets one column after the other, and the rest is solved whole.

No answer costs less than the relaxation, so that one within the slack of it is proven, however it was found. Where the
relaxation has totals that are not whole, it is parted until its cheapest part has none: that part tells more. Where no
descent leads to an answer, nothing is known: the whole program has to be asked.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random

from app.planning.linear_program import (
    INFINITY,
    ROUNDING,
    SEED,
    Answer,
    LinearProgram,
    Status,
    Watch,
    cost_of_relaxed,
)

DESCENTS = 12
RESTS = 2  # that come to nothing: their program is one that is soon answered whole
TURNS = 1  # of one descent: how often a step is set to 0 because 1 leads nowhere
EFFORT = 4  # iterations of all descents, for each of the relaxation itself
GIVEN_UP = 0.5  # of the steps that were set to 1, before the next descent
PARTS = 20  # of the relaxation, at most
WHOLE = 1e-6  # a value this near to a whole number is one
Bounds = Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is decided first, as columns that are whole in every answer."""

    totals: Sequence[int]  # sums, few and large, whose bounds part the relaxation
    steps: Sequence[int]  # of 0 or 1; once these are set, little is left to decide


def solve_by_descent(program: LinearProgram, order: Order, slack: float, watch: Watch) -> Answer | None:
    """Return an answer within ``slack`` of the least possible; None when none is found and proven.

    A descent that leads nowhere is followed by another from where some of its steps are given up.
    """
    quiet = Watch(watch.cancelled, seconds=watch.seconds, began=watch.began)
    path = _Path(program, order, quiet)
    bound = path.bound()
    if bound is None:
        return None
    limit = bound + slack
    rests = 0
    for number in range(DESCENTS):
        watch.progress(number / DESCENTS)
        if path.descend(limit):
            answer = program.solve(slack, quiet, path.settled())
            if answer.is_found and answer.objective <= limit + ROUNDING * max(1.0, abs(limit)):
                return Answer(Status.OPTIMAL, answer.values, answer.objective)
            rests += 1
        if rests == RESTS or watch.cancelled() or not path.turn_back(limit):
            break
    return None


def bound_in_parts(program: LinearProgram, totals: Sequence[int], watch: Watch) -> float | None:
    """Return what every answer costs at least, by the relaxation in parts; None when it is not known."""
    return _Path(program, Order(totals, ()), watch).bound()


@dataclass(order=True, frozen=True, slots=True)
class _Part:
    """The part of all answers whose totals lie within bounds."""

    cost: float  # at least
    number: int
    bounds: Bounds = field(compare=False)
    open: Mapping[int, float] = field(default_factory=dict, compare=False)  # the totals that are not whole


class _Path:
    """The relaxation, and the steps that are set in it."""

    def __init__(self, program: LinearProgram, order: Order, watch: Watch) -> None:
        """Take the relaxation with no step set."""
        self._relaxed = program.relaxed(watch)
        self._totals: Bounds = {total: (0.0, program.upper[total]) for total in order.totals}
        self._steps = [(step, program.upper[step]) for step in sorted(order.steps)]
        self._values: Sequence[float] = ()
        self._taken: list[int] = []  # set to 1
        self._random = Random(SEED)  # noqa: S311 (the same choices every time, no secret)
        self._laid = 0
        self._effort = 0  # in iterations that are left

    def bound(self) -> float | None:
        """Return what every answer costs at least, and begin in the part that says so; None when it is not known."""
        parts = [self._part({})]
        while parts[0].open and len(parts) < PARTS:
            part = heappop(parts)
            for half in max((self._halves(part, total) for total in part.open), key=min):
                heappush(parts, half)
        if len(parts) > 1:
            self._part(parts[0].bounds)
        return parts[0].cost if math.isfinite(parts[0].cost) else None

    def _part(self, bounds: Bounds) -> _Part:
        """Solve the relaxation within bounds; the later of two parts as cheap comes first."""
        for total, (low, high) in {**self._totals, **bounds}.items():
            self._relaxed.changeColBounds(total, low, high)
        cost = cost_of_relaxed(self._relaxed)
        self._laid += 1
        if cost is None:
            return _Part(-INFINITY, -self._laid, bounds)
        self._effort += EFFORT * self._iterations()
        self._values = self._read()
        is_open = {total: self._values[total] for total in self._totals if self._is_open(total)}
        return _Part(cost, -self._laid, bounds, is_open if cost < INFINITY else {})

    def _halves(self, part: _Part, total: int) -> tuple[_Part, _Part]:
        """Return the parts of a part in which an open total is below its value, and above it."""
        low, high = part.bounds.get(total, self._totals[total])
        below = {**part.bounds, total: (low, float(math.floor(part.open[total])))}
        above = {**part.bounds, total: (float(math.ceil(part.open[total])), high)}
        return self._part(below), self._part(above)

    def descend(self, limit: float) -> bool:
        """Set steps until none is open; False where that leads above the limit, or turns too often."""
        turns = 0
        while (step := self._next()) is not None:
            if self._set(step, 1.0, limit):
                self._taken.append(step)
                continue
            turns += 1
            if turns > TURNS or not self._set(step, 0.0, limit):
                return False
        return True

    def turn_back(self, limit: float) -> bool:
        """Give up some steps until the limit can be kept again; False when none was taken, or the effort is spent."""
        while self._taken and self._effort > 0:
            count = max(2, round(GIVEN_UP * len(self._taken)))
            given_up = set(self._random.sample(self._taken, min(count, len(self._taken))))
            self._taken = [step for step in self._taken if step not in given_up]
            for step, upper in self._steps:
                self._relaxed.changeColBounds(step, 1.0 if step in self._taken else 0.0, upper)
            if self._holds(limit):
                return True
        return False

    def settled(self) -> Iterator[tuple[int, float]]:
        """Yield each step with its value."""
        for step, _ in self._steps:
            yield step, float(round(self._values[step]))

    def _next(self) -> int | None:
        """Return the open step that is nearest to 1, the first of several; None when all are whole."""
        nearest = [(-self._values[step], step) for step, _ in self._steps if self._is_open(step)]
        return min(nearest)[1] if nearest else None

    def _is_open(self, column: int) -> bool:
        value = self._values[column]
        return abs(value - round(value)) > WHOLE

    def _set(self, step: int, value: float, limit: float) -> bool:
        """Set a step; False when nothing within the limit is left."""
        self._relaxed.changeColBounds(step, value, value)
        return self._holds(limit)

    def _holds(self, limit: float) -> bool:
        cost = cost_of_relaxed(self._relaxed)
        self._effort -= self._iterations()
        if cost is None or cost > limit:
            return False
        self._values = self._read()
        return True

    def _iterations(self) -> int:
        return int(self._relaxed.getInfo().simplex_iteration_count)

    def _read(self) -> Sequence[float]:
        values: Sequence[float] = self._relaxed.getSolution().col_value
        return values
