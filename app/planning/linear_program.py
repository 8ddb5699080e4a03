"""A mixed integer program in plain lists, and its solution by HiGHS with what is proven about it.

Every column lies between 0 and its upper bound; costs are minimised. HiGHS and numpy are loaded by the first solution.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import highspy

INFINITY = float("inf")
SEED = 1
ROUNDING = 1e-9  # of a cost, by the solver's own arithmetic
Term = tuple[int, float]  # column and coefficient


class Status(Enum):
    """What is known of an answer."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"  # the time ran out before the proof
    CANCELLED = "cancelled"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Watch:
    """How a solution is watched: whether to stop, what to tell (share done), and how many seconds it may take.

    The seconds are those of the clock from ``began`` on, so that all parts of one work share them.
    """

    cancelled: Callable[[], bool] = lambda: False
    progress: Callable[[float], None] = lambda share: None
    seconds: float = INFINITY
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Return how many seconds are left."""
        return max(0.0, self.began + self.seconds - time.monotonic())

    def part(self, first: float, last: float) -> "Watch":
        """Return the watch over a part of the whole work, which ends with its share of the time."""

        def tell(share: float) -> None:
            self.progress(first + (last - first) * share)

        if self.seconds == INFINITY:
            return Watch(self.cancelled, tell)
        return Watch(self.cancelled, tell, self.seconds * (last - first), self.began + self.seconds * first)


@dataclass(frozen=True, slots=True)
class Answer:
    """The best values found, and the gap to the best that could still exist (0 when proven)."""

    status: Status
    values: tuple[float, ...] | None = None
    objective: float = 0.0
    gap: float = 0.0

    @property
    def is_found(self) -> bool:
        """Tell whether there are values."""
        return self.values is not None

    def value(self, column: int) -> float:
        """Return the value of a column; 0 where nothing was found."""
        return self.values[column] if self.values is not None else 0.0

    def chosen(self, column: int) -> bool:
        """Tell whether a binary column is 1."""
        return self.value(column) > 0.5

    def sum(self, terms: Iterable[Term]) -> int:
        """Return a whole-numbered sum of columns."""
        return round(sum(self.value(column) * factor for column, factor in terms))


class LinearProgram:
    """Columns and rows in the making."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.costs: dict[int, float] = {}
        self._low: list[float] = []
        self._high: list[float] = []
        self._starts: list[int] = [0]
        self._index: list[int] = []
        self._factor: list[float] = []

    @property
    def size(self) -> tuple[int, int]:
        """Return the number of rows and columns."""
        return len(self._low), len(self.upper)

    def column(self, upper: float = 1.0, *, whole: bool = True) -> int:
        """Add a column and return its number."""
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def row(self, low: float, terms: Sequence[Term], high: float) -> None:
        """Add low <= sum of terms <= high."""
        for column, factor in terms:
            self._index.append(column)
            self._factor.append(factor)
        self._low.append(low)
        self._high.append(high)
        self._starts.append(len(self._index))

    def at_most(self, terms: Sequence[Term], high: float) -> None:
        """Add sum of terms <= high; without terms there is nothing to add."""
        if terms:
            self.row(-INFINITY, terms, high)

    def solve(self, slack: float, watch: Watch, settled: Iterable[tuple[int, float]] = ()) -> Answer:
        """Return the cheapest values with what is settled, proven to within ``slack`` of the least possible."""
        if not self.upper:
            return Answer(Status.OPTIMAL, ())
        highs = quiet_solver(slack, watch.left)
        stopped = _watched(highs, watch)
        self.pass_to(highs)
        for column, value in settled:
            highs.changeColBounds(column, value, value)
        run(highs)
        return self._answer(highs, stopped, slack)

    def bound(self, watch: Watch) -> float | None:
        """Return what the values cost at least: their cost when none need be whole; None when it is not known."""
        cost = cost_of_relaxed(self.relaxed(watch))
        return cost if cost is not None and cost < INFINITY else None

    def relaxed(self, watch: Watch) -> "highspy.Highs":
        """Return a solver that holds the program with no column whole."""
        highs = quiet_solver(0.0, watch.left)
        _watched(highs, watch)
        self.pass_to(highs)
        relaxed = highs.getLp()
        relaxed.integrality_ = []
        highs.passModel(relaxed)
        return highs

    def _answer(self, highs: "highspy.Highs", stopped: list[bool], slack: float) -> Answer:
        """Return what the solver found; whole columns are made whole, and the proof is held against their own cost."""
        import highspy

        status, info = highs.getModelStatus(), highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(Status.INFEASIBLE)
        known = Status.CANCELLED if stopped else Status.FEASIBLE
        if info.primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
            return Answer(known)
        found = highs.getSolution().col_value
        values = tuple(float(round(value)) if whole else value for value, whole in zip(found, self.whole, strict=True))
        cost = sum(self.costs[column] * values[column] for column in self.costs)
        bound = info.mip_dual_bound if any(self.whole) else info.objective_function_value
        if status == highspy.HighsModelStatus.kOptimal and cost - bound <= slack + ROUNDING * max(1.0, abs(cost)):
            return Answer(Status.OPTIMAL, values, cost)
        return Answer(known, values, cost, max(0.0, cost - bound))

    def pass_to(self, highs: "highspy.Highs") -> None:
        """Hand the program to a solver."""
        import highspy
        import numpy

        rows, columns = self.size
        costs = numpy.zeros(columns)
        costs[list(self.costs)] = list(self.costs.values())
        highs.passModel(
            columns,
            rows,
            len(self._index),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            costs,
            numpy.zeros(columns),
            numpy.array(self.upper, dtype=float),
            numpy.array(self._low, dtype=float),
            numpy.array(self._high, dtype=float),
            numpy.array(self._starts, dtype=numpy.int32),
            numpy.array(self._index, dtype=numpy.int32),
            numpy.array(self._factor, dtype=float),
            numpy.array(self.whole, dtype=numpy.int32),
        )


def run(highs: "highspy.Highs") -> None:
    """Let a solver work; RuntimeError when it refuses its program or options, which is never an answer."""
    import highspy

    if highs.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused to solve")


def cost_of_relaxed(relaxed: "highspy.Highs") -> float | None:
    """Return the least cost of a relaxation, infinite where nothing can be; None when it is not known."""
    import highspy

    relaxed.run()
    status = relaxed.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return INFINITY
    known = status == highspy.HighsModelStatus.kOptimal
    return float(relaxed.getInfo().objective_function_value) if known else None


@cache
def _without_banner() -> "type[highspy.Highs]":
    """Return the solver without its banner: standard output belongs to our own answers."""
    import highspy

    class QuietHighs(highspy.Highs):
        """HiGHS, which would greet on standard output as soon as callbacks are enabled."""

        def enableCallbacks(self) -> None:  # noqa: N802 (an override)
            """Enable callbacks in silence."""
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return QuietHighs


def quiet_solver(slack: float, seconds: float = INFINITY) -> "highspy.Highs":
    """Return a quiet solver that gives the same answer every time.

    Its presolve stays off: in 1.16 it calls feasible programs infeasible, and ours are tight enough without it.
    """
    highs = _without_banner()()
    options: Mapping[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "presolve": "off",
        "random_seed": SEED,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": slack,
        "mip_feasibility_tolerance": 1e-7,
        "time_limit": seconds,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs


def _watched(highs: "highspy.Highs", watch: Watch) -> list[bool]:
    """Let a watch stop the solver; the list it returns holds something once it has."""
    stopped: list[bool] = []

    def look(event: Any) -> None:
        if stopped or watch.cancelled():
            stopped.append(True)
            event.interrupt()
            return
        gap = event.data_out.mip_gap
        watch.progress(1.0 / (1.0 + gap) if 0.0 <= gap < INFINITY else 0.0)

    highs.cbMipInterrupt.subscribe(look)
    highs.cbSimplexInterrupt.subscribe(look)
    return stopped
