"""What is asked of a timetable of hearings, and what the doors are handed: frozen values with texts in words."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from app.domain.choice import Choice


class Change(Choice):
    """What a proposal does to a hearing."""

    NEW = "new", "新規"
    KEPT = "kept", "変更なし"
    PEOPLE = "people", "同席者・部屋の変更"
    MODE = "mode", "方法の変更"
    MOVED = "moved", "日時の変更"


@dataclass(frozen=True, slots=True)
class TimetableRequest:
    """What a timetable shall keep; what is left out is as usual (resources/timetable.toml)."""

    from_on: date | None = None  # the day after today, or the first of the period
    until_on: date | None = None  # the last of the period
    per_day: int | None = None
    attendees: int | None = None
    reserve_open_days: int | None = None
    slots: tuple[tuple[time, time], ...] = ()
    rooms: tuple[str, ...] | None = None
    on_site: tuple[str, ...] = ()  # codes of municipalities to visit, besides those already known to be
    staff_ids: tuple[str, ...] = ()  # who attends; none: everybody of the staff
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class ProposedHearing:
    """One hearing of a proposal, with why it is there."""

    municipality_code: str
    municipality: str
    area: str
    on: date
    starts_at: time
    ends_at: time
    mode: str  # online, in_person
    mode_label: str
    room: str
    attendee_ids: tuple[str, ...]
    attendees: tuple[str, ...]
    change: Change
    before: str  # where it stood, in words; empty for nothing
    reason: str
    hearing_id: str = ""  # of the record that would be written; empty for a new one
    consultation_id: str = ""  # with the prefecture, of one on site (6(7)イ)

    @property
    def times(self) -> str:
        """Return 13:30～15:00."""
        return f"{self.starts_at:%H:%M}～{self.ends_at:%H:%M}"


@dataclass(frozen=True, slots=True)
class CauseText:
    """Why something could not be placed: what happened, and what to do."""

    kind: str
    message: str
    remedy: str
    municipality_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsolvedHearing:
    """A municipality that could not be placed, with every cause."""

    municipality_code: str
    municipality: str
    area: str
    causes: tuple[CauseText, ...]


@dataclass(frozen=True)
class TimetableProposal:
    """A timetable ready to be taken over; nothing is written yet."""

    status: str  # optimal, feasible (the time ran out), cancelled, infeasible (something could not be placed)
    status_label: str
    lines: tuple[ProposedHearing, ...]  # by day and start, those that stay included
    unsolved: tuple[UnsolvedHearing, ...]
    causes: tuple[CauseText, ...]  # by week, each once
    problems: tuple[str, ...]  # of what stands already, or of the request
    gap: float  # to the best that could still exist; 0 when proven
    seconds: float
    moves: int
    trips: int
    summary: str
    basis: Any = field(default=None, repr=False, compare=False)  # what taking it over needs; of no use to a door

    @property
    def changes(self) -> tuple[ProposedHearing, ...]:
        """Return the lines that taking it over would write."""
        return tuple(line for line in self.lines if line.change is not Change.KEPT)
