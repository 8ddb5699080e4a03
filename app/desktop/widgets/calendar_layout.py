"""Where the days of a calendar lie: weeks from Monday, weekends narrower; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
WEEKEND_SHARE = 0.55  # of the width of a working day
WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing on a day; ``tone`` is one of the theme's, ``tip`` tells it whole."""

    id: str
    on: date
    time: str
    text: str
    tone: str = ""
    tip: str = ""
    is_movable: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: why it is closed (empty when it is open), whether it belongs to what is looked at, what it is."""

    on: date
    closed: str = ""
    is_inside: bool = True
    mark: str = ""  # one or two words: 履行期限


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in pixels."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


def month_days(month: date) -> tuple[date, date]:
    """Return the Monday before a month's first day and the Sunday after its last one."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=WEEK - 1 - last.weekday())


def week_days(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=WEEK - 1)


def other_month(month: date, steps: int) -> date:
    """Return the first day of the month so many months later."""
    number = month.year * 12 + month.month - 1 + steps
    return date(number // 12, number % 12 + 1, 1)


def span(day: date, by_week: bool) -> tuple[date, date]:
    """Return the first and the last day that a calendar shows around a day."""
    return week_days(day) if by_week else month_days(day)


def turned(day: date, by_week: bool, steps: int) -> date:
    """Return a day so many weeks or months later."""
    return day + timedelta(weeks=steps) if by_week else other_month(day, steps)


def title_words(day: date, by_week: bool) -> str:
    """Return 2026年7月, or 2026年7月6日～12日."""
    first, last = span(day, by_week)
    if not by_week:
        return f"{day.year}年{day.month}月"
    end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日～{end}"


def day_places(days: Sequence[date], width: float, height: float, head: float) -> dict[date, Place]:
    """Return the place of each day below a head line; ``days`` are whole weeks from Monday."""
    weeks = max(1, len(days) // WEEK)
    shares = [1.0] * 5 + [WEEKEND_SHARE] * 2
    unit, high = width / sum(shares), max(0.0, height - head) / weeks
    lefts = [unit * sum(shares[:number]) for number in range(WEEK)]
    return {
        day: Place(lefts[number % WEEK], head + high * (number // WEEK), unit * shares[number % WEEK], high)
        for number, day in enumerate(days)
    }


def items_that_fit(count: int, room: float, line: float) -> int:
    """Return how many items are shown in a room; when not all fit, one line is kept to say how many are left."""
    lines = int(room // line) if line > 0 else 0
    return count if count <= lines else max(0, lines - 1)
