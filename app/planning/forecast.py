"""Where a count of the year will end: held, planned, and expected to the last day with a band.

Method, the same for every count and every machine:

1. *Completion rate* p = (held + 1) / (held + cancelled + 1): what share of the planned ones takes place; 1 while
   nothing was cancelled.
2. *Recent pace* = what was held in the last 60 open days up to today, per open day. In the first 60 open days of the
   season the days that are still missing count as if held at the pace of the highest goal, so that a young contract is
   not told every morning that it fails.
3. *New ones* = recent pace x open days left, less planned x p: the pace says what the rest of the season brings in
   all, those already planned are part of it. Never below 0, never above the room that is left.
4. *Forecast* = held + planned x p + new ones, rounded half up.
5. *Band* = held + the 10 % to 90 % span of the planned ones (binomial, by the normal curve) + that of the new ones
   (Poisson, exact up to a mean of 500).
6. A cancelled one is lost: it is not replaced by a new one, and the soonest are cancelled first.

Days are open days of the prefecture. A month's share of the new ones is its share of the open days left.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.open_days import OpenDays

WINDOW_OPEN_DAYS = 60
OPEN_DAYS_OF_A_WEEK = 5
MONTHS_OF_A_YEAR, DAYS_OF_A_YEAR = 12, 365
EDGE = 0.1  # the band leaves out this share at either end
EDGE_DEVIATIONS = 1.2816  # of the normal curve for EDGE
LARGEST_EXACT_MEAN = 500.0


@dataclass(frozen=True)
class Season:
    """The days in which a count can grow, seen from one day."""

    first: date
    last: date
    today: date
    calendar: OpenDays

    @property
    def open_days(self) -> tuple[date, ...]:
        """Return every open day of the season."""
        return self.calendar.open_days(self.first, self.last)

    @property
    def elapsed(self) -> int:
        """Return how many open days have come, today included."""
        return bisect_right(self.open_days, self.today)

    def left_after(self, day: date) -> int:
        """Return how many open days the season has after a day."""
        return len(self.open_days) - bisect_right(self.open_days, day)

    @property
    def left(self) -> int:
        """Return how many open days are left after today."""
        return self.left_after(self.today)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a count consists of: the days of what was held and of what is planned, and how many were cancelled.

    ``room`` is how many more than these are allowed; None where nothing bounds them.
    """

    held_on: tuple[date, ...]
    planned_on: tuple[date, ...]
    cancelled: int = 0
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A number to reach: ``minimum`` or ``target``."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GoalOutlook:
    """What reaching a goal takes.

    The paces are rounded up to a tenth; None: no open day is left. ``last_safe_week`` is the latest ISO week such that,
    were nothing held up to its Sunday, the goal could still be reached afterwards: held + the larger of recent pace x
    the open days after that Sunday and the planned ones after it, within the room. None: not even this week; the
    season's last week when the goal has been reached.
    """

    goal: Goal
    lacking: int
    needed_per_month: float | None
    needed_per_week: float | None
    last_safe_week: str | None


@dataclass(frozen=True, slots=True)
class MonthOutlook:
    """One month: held and planned in it, and the sum to its end as expected, with its band."""

    month: date
    held: int
    planned: int
    forecast: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a count will end."""

    held: int
    planned: int
    cancelled: int  # of the planned ones, by the question "what if"
    forecast: int
    low: int
    high: int
    per_week: float  # recent pace, per five open days
    months: tuple[MonthOutlook, ...]
    goals: tuple[GoalOutlook, ...]


@dataclass(frozen=True, slots=True)
class _Model:
    """The figures that every answer is drawn from."""

    held_on: tuple[date, ...]
    planned_on: tuple[date, ...]
    rate: float
    pace: float
    new: float
    room: int | None

    def expected(self, held: int, planned: int, new: float) -> int:
        """Return the forecast of a sum."""
        return math.floor(held + planned * self.rate + new + 0.5)

    def span(self, held: int, planned: int, new: float) -> tuple[int, int, int]:
        """Return forecast, low and high of a sum."""
        expected = self.expected(held, planned, new)
        wide = EDGE_DEVIATIONS * math.sqrt(planned * self.rate * (1 - self.rate))
        low = held + max(0, math.floor(planned * self.rate - wide + 1e-9)) + poisson_quantile(new, EDGE)
        most_new = poisson_quantile(new, 1 - EDGE)
        if self.room is not None:
            most_new = min(most_new, self.room)
        high = held + min(planned, math.ceil(planned * self.rate + wide - 1e-9)) + most_new
        return expected, min(low, expected), max(high, expected)


def outlook(tally: Tally, season: Season, goals: Iterable[Goal], cancel: int = 0) -> Outlook:
    """Return where a count will end, and where if ``cancel`` of its planned ones are called off."""
    wanted = tuple(goals)
    model = _model(tally, season, wanted, cancel)
    held, planned = len(model.held_on), len(model.planned_on)
    forecast, low, high = model.span(held, planned, model.new)
    return Outlook(
        held=held,
        planned=planned,
        cancelled=len(tally.planned_on) - planned,
        forecast=forecast,
        low=low,
        high=high,
        per_week=round(model.pace * OPEN_DAYS_OF_A_WEEK, 1),
        months=tuple(_months(model, season)),
        goals=tuple(_goal(goal, model, season) for goal in wanted),
    )


def forecast(tally: Tally, season: Season, goals: Iterable[Goal]) -> int:
    """Return the forecast of the outlook alone."""
    model = _model(tally, season, tuple(goals), 0)
    return model.expected(len(model.held_on), len(model.planned_on), model.new)


def _model(tally: Tally, season: Season, goals: tuple[Goal, ...], cancel: int) -> _Model:
    held_on, planned_on = tuple(sorted(tally.held_on)), tuple(sorted(tally.planned_on))
    rate = (len(held_on) + 1) / (len(held_on) + tally.cancelled + 1)
    pace = _recent_pace(held_on, season, max((goal.count for goal in goals), default=0))
    new = max(0.0, pace * season.left - len(planned_on) * rate)
    if tally.room is not None:
        new = min(new, float(max(0, tally.room)))
    return _Model(held_on, planned_on[max(0, cancel) :], rate, pace, new, tally.room)


def _recent_pace(held_on: tuple[date, ...], season: Season, goal: int) -> float:
    """Return how many were held per open day of the window."""
    days, elapsed = season.open_days, season.elapsed
    if not days:
        return 0.0
    start = days[max(0, elapsed - WINDOW_OPEN_DAYS)] if elapsed else season.first
    held = bisect_right(held_on, season.today) - bisect_left(held_on, start)
    missing = max(0, WINDOW_OPEN_DAYS - elapsed)
    return (held + missing * goal / len(days)) / WINDOW_OPEN_DAYS


def _months(model: _Model, season: Season) -> Iterator[MonthOutlook]:
    month = season.first.replace(day=1)
    while month <= season.last:
        following = (month + timedelta(days=32)).replace(day=1)
        end = following - timedelta(days=1)
        held, planned = _within(model.held_on, month, end), _within(model.planned_on, month, end)
        gone = season.left - season.left_after(max(end, season.today))
        new = model.new * gone / season.left if season.left else 0.0
        sums = model.span(bisect_right(model.held_on, end), bisect_right(model.planned_on, end), new)
        yield MonthOutlook(month, held, planned, *sums)
        month = following


def _within(days: tuple[date, ...], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)


def _goal(goal: Goal, model: _Model, season: Season) -> GoalOutlook:
    lacking = max(0, goal.count - len(model.held_on))
    months_left = (season.last - season.today).days * MONTHS_OF_A_YEAR / DAYS_OF_A_YEAR
    return GoalOutlook(
        goal,
        lacking,
        _pace_to(lacking, months_left if season.left else 0),
        _pace_to(lacking, season.left / OPEN_DAYS_OF_A_WEEK),
        _last_safe_week(goal, model, season),
    )


def _pace_to(lacking: int, left: float) -> float | None:
    if not lacking:
        return 0.0
    return math.ceil(lacking / left * 10 - 1e-9) / 10 if left > 0 else None


def _last_safe_week(goal: Goal, model: _Model, season: Season) -> str | None:
    sunday = season.last + timedelta(days=7 - season.last.isoweekday())
    while sunday >= season.today:
        if len(model.held_on) + _reachable_after(sunday, model, season) >= goal.count:
            year, week, _ = sunday.isocalendar()
            return f"{year}-W{week:02d}"
        sunday -= timedelta(days=7)
    return None


def _reachable_after(day: date, model: _Model, season: Season) -> int:
    planned = len(model.planned_on) - bisect_right(model.planned_on, day)
    reachable = math.floor(max(model.pace * season.left_after(day), planned * model.rate) + 1e-9)
    return reachable if model.room is None else min(reachable, len(model.planned_on) + max(0, model.room))


def poisson_quantile(mean: float, share: float) -> int:
    """Return the smallest number that a Poisson count of this mean does not exceed with this probability."""
    if mean <= 0:
        return 0
    if mean > LARGEST_EXACT_MEAN:
        deviations = EDGE_DEVIATIONS if share > 0.5 else -EDGE_DEVIATIONS
        return max(0, math.floor(mean + deviations * math.sqrt(mean) + 0.5))
    number, term = 0, math.exp(-mean)
    total = term
    while total < share and term > 0:
        number += 1
        term *= mean / number
        total += term
    return number
