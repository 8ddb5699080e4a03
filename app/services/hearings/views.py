"""What the hearings' side of the desk hands to the doors: frozen values with their texts already in words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from app.domain.choice import Choice
from app.domain.hearing import CaseCandidate, Hearing, HearingTheme
from app.services.views import Deadline

# The prefecture's schedule


class LineKind(Choice):
    """What one line of the prefecture's schedule would do to our records."""

    NEW = "new", "新規"
    MOVED = "moved", "日時の変更"
    CANCELLED = "cancelled", "中止"
    MODE_CHANGED = "mode_changed", "方法の変更"
    PLACE_CHANGED = "place_changed", "会場の変更"
    DETAILS_CHANGED = "details_changed", "出席者・備考の変更"
    ARRANGING = "arranging", "調整中"
    KEPT_OWN = "kept_own", "手元の記録を残す"
    MISSING = "missing", "記載なし"
    UNREADABLE = "unreadable", "読み取れません"
    DUPLICATE = "duplicate", "同じ行"
    UNCHANGED = "unchanged", "変更なし"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One thing that a line says otherwise than before; ``own`` is what our record holds where ours is kept."""

    field: str  # period, mode, room, municipality_persons, prefecture_persons, note, status
    label: str
    before: str  # what the last schedule said; empty for nothing
    after: str  # what this file says
    own: str = ""
    taken: bool = True  # false: our record stays as it is


@dataclass(frozen=True, slots=True)
class ScheduleLineView:
    """One line of the schedule: its row in the file (0: the municipality is not in the file) and what it does."""

    row: int
    kind: LineKind
    municipality_code: str
    municipality: str
    area: str
    says: str  # the line in words: day, times, mode, place
    changes: tuple[LineChange, ...] = ()
    reasons: tuple[str, ...] = ()  # why it is unreadable, kept or missing: what happened and what to do
    remarks: tuple[str, ...] = ()  # worth knowing: closed day, merged cell, other spelling
    hearing_id: str = ""

    @property
    def kinds(self) -> tuple[LineKind, ...]:
        """Return every kind of change on this line, the gravest first; a moved hearing may change its mode, too."""
        found = {self.kind: None, **{_KIND_OF_FIELD[each.field]: None for each in self.changes if each.taken}}
        if any(not each.taken for each in self.changes):
            found[LineKind.KEPT_OWN] = None
        return tuple(found) if self.kind in _CHANGING else (self.kind,)


_KIND_OF_FIELD = {
    "period": LineKind.MOVED,
    "mode": LineKind.MODE_CHANGED,
    "room": LineKind.PLACE_CHANGED,
    "municipality_persons": LineKind.DETAILS_CHANGED,
    "prefecture_persons": LineKind.DETAILS_CHANGED,
    "note": LineKind.DETAILS_CHANGED,
    "status": LineKind.MOVED,
}
_CHANGING = frozenset(
    {LineKind.MOVED, LineKind.MODE_CHANGED, LineKind.PLACE_CHANGED, LineKind.DETAILS_CHANGED, LineKind.KEPT_OWN}
)


@dataclass(frozen=True)
class SchedulePreview:
    """A schedule read against the records, ready to be taken over; nothing is written yet."""

    file_name: str
    sha256: str
    title: str  # what stands above the table
    lines: tuple[ScheduleLineView, ...]
    remarks: tuple[str, ...] = ()  # on the file as a whole
    plan: object = field(default=None, repr=False)  # what taking it over needs; of no use to a door

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines there are of each kind, and under ``lines`` how many stand in the file."""
        found = Counter(line.kind for line in self.lines)
        return {
            "lines": sum(line.row > 0 for line in self.lines),
            **{kind.value: found[kind] for kind in LineKind},
        }

    @property
    def changes_something(self) -> bool:
        """Tell whether taking it over would write anything."""
        return bool(getattr(self.plan, "writes", False))


# The board


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing in the way of a hearing; ``others`` are the hearings that it clashes with."""

    code: str  # as in the catalogue: hearings.<code>
    label: str  # one or two words for a badge
    severity: str  # violation, warning, notice
    message: str
    remedy: str
    clause: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One hearing on the board."""

    hearing_id: str
    municipality_code: str
    municipality: str
    area: str
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    mode: str  # online, in_person, or empty
    mode_label: str
    room: str
    attendee_ids: tuple[str, ...]
    attendees: tuple[str, ...]
    municipality_persons: str
    prefecture_persons: str
    status: str  # planned, arranging, held, cancelled
    status_label: str
    is_fixed: bool
    clashes: tuple[Clash, ...] = ()
    theme_count: int = 0
    candidate_count: int = 0

    @property
    def times(self) -> str:
        """Return 13:30～15:00."""
        return "～".join(f"{each:%H:%M}" for each in (self.starts_at, self.ends_at) if each)

    @property
    def tone(self) -> str:
        """Return the tone of the entry: bad and warn for clashes, good once held, muted when cancelled."""
        severities = {clash.severity for clash in self.clashes}
        if "violation" in severities:
            return "bad"
        if severities & {"warning", "overdue"}:
            return "warn"
        return {"held": "good", "cancelled": "muted", "arranging": "warn"}.get(self.status, "")


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One day of the calendar with its hearings in the order of their start."""

    on: date
    closed_reason: str  # empty on an open day
    is_in_period: bool
    entries: tuple[BoardEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Unscheduled:
    """A municipality without a day: arranging with the prefecture, missing in its schedule, or never named."""

    municipality_code: str
    municipality: str
    area: str
    is_arranging: bool
    state: str  # 県が調整中, 県の日程表に記載なし, 中止, 予定なし
    hearing_id: str = ""  # of the hearing that is being arranged
    note: str = ""  # the prefecture's remark


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """How far the hearings of one area (or, with an empty name, of all) are; each municipality counts once."""

    area: str
    held: int
    planned: int
    arranging: int
    missing: int

    @property
    def total(self) -> int:
        """Return how many municipalities there are."""
        return self.held + self.planned + self.arranging + self.missing


@dataclass(frozen=True, slots=True)
class HearingBoard:
    """The hearings between two days, what has no day yet, and how far everything is."""

    from_on: date
    until_on: date
    period_start: date
    period_end: date
    today: date
    days: tuple[BoardDay, ...]
    unscheduled: tuple[Unscheduled, ...]  # by area, then by code
    progress: AreaProgress
    areas: tuple[AreaProgress, ...]

    @property
    def entries(self) -> tuple[BoardEntry, ...]:
        """Return every hearing of the days in order."""
        return tuple(entry for day in self.days for entry in day.entries)


# The sheet


@dataclass(frozen=True, slots=True)
class SheetCandidate:
    """A need that became a candidate, and the case it became."""

    candidate: CaseCandidate
    state_label: str
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class SheetTheme:
    """One field of Table 1 on the sheet; ``theme`` is None until something is written about it."""

    code: str  # of the field
    name: str
    block: str
    theme: HearingTheme | None = None
    stage_label: str = ""
    wish_label: str = ""
    issue_labels: tuple[str, ...] = ()
    candidates: tuple[SheetCandidate, ...] = ()


@dataclass(frozen=True)
class HearingSheet:
    """Everything about one hearing, ready to be typed into."""

    hearing: Hearing
    entry: BoardEntry
    themes: tuple[SheetTheme, ...]  # the fifteen fields of Table 1, in its order
    candidates: tuple[SheetCandidate, ...]
    heads: Mapping[str, str]  # marks of what is shown, to give back with a saving


# Clocks and reports


@dataclass(frozen=True, slots=True)
class HearingClocks:
    """The period, the completion, and when the survey report is due (6(7)ア, 6(7)オ)."""

    period_start: date
    period_end: date
    open_days_left: int  # of the period, today included
    held: int
    target: int
    completed_on: date | None
    declared_on: date | None
    report: Deadline | None  # deliverable 7; provisional before the completion


@dataclass(frozen=True, slots=True)
class MonthHearing:
    """One hearing of a month as the monthly report names it."""

    hearing_id: str
    held_on: date
    municipality: str
    mode_label: str
    themes: tuple[str, ...]
    needs: str


@dataclass(frozen=True)
class HearingMonth:
    """The section of the monthly report on the hearings of a month (6(7)エ)."""

    month: date  # its first day
    hearings: tuple[MonthHearing, ...]
    held_before: int
    held_until_end: int
    target: int
    wishes: tuple[tuple[str, int], ...]  # wished support in words, how many themes
    main_fields: tuple[tuple[str, int], ...]  # names of the most wished fields, how many municipalities
    text: str  # the paragraph that says everything, the municipalities by name
    points: tuple[str, ...] = ()  # its sentences without the municipalities, which a table names
