"""開庁日: the days on which the prefectural office is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.domain.errors import AppError

YEAR_END = "年末年始（12月29日～1月3日）"
SEARCH_LIMIT_DAYS = 400  # closings without a gap longer than this are a mistake in the data


@dataclass(frozen=True)
class OpenDays:
    """The calendar of the office: national holidays (day -> name) and extra closings (day -> reason)."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    closings: Mapping[date, str] = field(default_factory=dict)
    counted: dict[tuple[Any, ...], Any] = field(default_factory=dict, compare=False, repr=False)  # on it so far

    def closed_reason(self, day: date) -> str | None:
        """Return in Japanese why the office is closed, or None when it is open."""
        if day.weekday() >= 5:
            return "土曜日" if day.weekday() == 5 else "日曜日"
        if day in self.holidays:
            return self.holidays[day]
        if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
            return YEAR_END
        if day in self.closings:
            return f"臨時の閉庁日：{self.closings[day]}"
        return None

    def is_open(self, day: date) -> bool:
        """Tell whether the office is open."""
        return self.closed_reason(day) is None

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return every open day of a span, both ends included; they are counted once."""
        known: tuple[date, ...] | None = self.counted.get((first, last))
        if known is None:
            days = (first + timedelta(days=number) for number in range((last - first).days + 1))
            known = self.counted[first, last] = tuple(day for day in days if self.is_open(day))
        return known

    def on_or_before(self, day: date) -> date:
        """Return the last open day up to a day."""
        return self._nearest(day, -1)

    def on_or_after(self, day: date) -> date:
        """Return the first open day from a day on."""
        return self._nearest(day, 1)

    def open_days_between(self, after: date, until: date) -> int:
        """Count the open days after one day up to and including another; negative when it lies before."""
        if until < after:
            return -self.open_days_between(until, after)
        days = (until - after).days
        return sum(self.is_open(after + timedelta(days=number)) for number in range(1, days + 1))

    def _nearest(self, day: date, direction: int) -> date:
        for distance in range(SEARCH_LIMIT_DAYS):
            try:
                candidate = day + timedelta(days=direction * distance)
            except OverflowError:
                break
            if self.is_open(candidate):
                return candidate
        raise AppError("calendar.no_open_day", day=day.isoformat(), days=SEARCH_LIMIT_DAYS)
