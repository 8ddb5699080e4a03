"""Where the bars of a schedule lie: days from left to right, rows downwards, lengths in pixels; no widgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
NEXT_MONTH = timedelta(days=32)

Days = tuple[date, date]  # the first and the last one, both included


@dataclass(frozen=True, slots=True)
class GanttItem:
    """One row: the days as planned now, as first agreed, and as it went; ``tip`` tells it whole."""

    id: str
    title: str
    planned: Days
    group: str = ""
    is_milestone: bool = False
    baseline: Days | None = None
    actual: Days | None = None
    progress: int = 0  # per cent
    tone: str = "accent"
    words: str = ""  # stand beside the bar: 遅れ　当初より3開庁日遅れ
    tip: str = ""
    is_movable: bool = False


@dataclass(frozen=True, slots=True)
class GanttMark:
    """One day drawn as a line through every row; a strong one is drawn thick, with its whole name."""

    on: date
    label: str
    tone: str = "muted"
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One line of the chart: a heading, or an item."""

    heading: str = ""
    item: GanttItem | None = None


@dataclass(frozen=True, slots=True)
class DayScale:
    """The days of a chart on a width in pixels."""

    from_on: date
    until_on: date
    left: float
    width: float

    @property
    def day(self) -> float:
        """Return the width of a day."""
        return self.width / ((self.until_on - self.from_on).days + 1)

    def start(self, on: date) -> float:
        """Return where a day begins."""
        return self.left + (on - self.from_on).days * self.day

    def middle(self, on: date) -> float:
        """Return the middle of a day."""
        return self.start(on) + self.day / 2

    def span(self, days: Days) -> tuple[float, float]:
        """Return where a span begins and how wide it is."""
        first = self.start(days[0])
        return first, self.start(days[1]) + self.day - first

    def days_in(self, pixels: float) -> int:
        """Return how many whole days a distance is, the nearest number."""
        return round(pixels / self.day)


def rows_of(items: Iterable[GanttItem]) -> tuple[GanttRow, ...]:
    """Return the items in their order, with a heading wherever a new group begins."""
    rows: list[GanttRow] = []
    before = ""
    for item in items:
        if item.group and item.group != before:
            rows.append(GanttRow(heading=item.group))
        before = item.group
        rows.append(GanttRow(item=item))
    return tuple(rows)


def months_of(from_on: date, until_on: date) -> list[tuple[str, Days]]:
    """Return the months of a span with their words; the year stands with the first one and with January."""
    found = []
    first = from_on
    while first <= until_on:
        following = (first.replace(day=1) + NEXT_MONTH).replace(day=1)
        with_year = first == from_on or first.month == 1
        word = f"{first.year}年{first.month}月" if with_year else f"{first.month}月"
        found.append((word, (first, min(until_on, following - ONE_DAY))))
        first = following
    return found


def grip_at(x: float, item: GanttItem, scale: DayScale, reach: float) -> str:
    """Return which part of a bar lies under a point: ``start``, ``end``, ``whole``, or nothing."""
    first, wide = scale.span(item.planned)
    if item.is_milestone:
        return "whole" if abs(x - scale.middle(item.planned[1])) <= max(reach, scale.day) else ""
    if not first - reach <= x <= first + wide + reach:
        return ""
    near = min(reach, wide / 3)
    if x >= first + wide - near:
        return "end"
    return "start" if x <= first + near else "whole"


def moved(item: GanttItem, grip: str, days: int) -> Days:
    """Return the days of an item after one of its parts was moved; it never ends before it starts."""
    (first, last), by = item.planned, timedelta(days=days)
    if grip == "whole" or item.is_milestone:
        return first + by, last + by
    if grip == "start":
        return min(first + by, last), last
    return first, max(last + by, first)


def label_rooms(places: Sequence[float], end: float) -> list[float]:
    """Return how much room each label has until the next one, the last one until the end."""
    following = [*places[1:], end][: len(places)]
    return [max(0.0, after - place) for place, after in zip(places, following, strict=True)]
