"""What the services hand to the doors about the calendar: days, and what lies on them."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: whether the office is open, and if not, why."""

    on: date
    is_open: bool
    closed_reason: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing on the calendar; whole days have no times."""

    uid: str  # the same for the same thing, however often it is exported
    kind: str  # closing, deadline, hearing, session, answer, accompaniment, event, meeting, homework, commitment, task
    kind_label: str
    starts_on: date
    ends_on: date  # the last day, included
    starts_at: time | None
    ends_at: time | None
    title: str
    detail: str
    place: str
    register: str
    record_id: str
    state: str  # "", done, late, cancelled
    safe_on: date | None = None
    latest_on: date | None = None

    @property
    def times(self) -> str:
        """Return the times as a person reads them; empty for whole days."""
        return "～".join(f"{each:%H:%M}" for each in (self.starts_at, self.ends_at) if each)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A span of the calendar: its days and what lies on them, in order."""

    from_on: date
    until_on: date
    days: tuple[CalendarDay, ...]
    entries: tuple[CalendarEntry, ...]

    def on(self, day: date) -> tuple[CalendarEntry, ...]:
        """Return what lies on a day."""
        return tuple(entry for entry in self.entries if entry.starts_on <= day <= entry.ends_on)
