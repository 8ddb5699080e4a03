"""Decides what the page カレンダー shows: entries on their days, by kind, and the list of one day; no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.desktop.widgets.calendar_layout import WEEKDAYS, CalendarDay, CalendarItem
from app.services.plans.views import CalendarDay as Day
from app.services.plans.views import CalendarEntry, CalendarPage

CLOSING = "closing"
STATE_WORDS = {"done": "済", "late": "期限超過", "cancelled": "中止"}
STATE_TONES = {"done": "good", "late": "bad", "cancelled": "muted"}
KIND_TONES = {"deadline": "warn", "closing": "muted", "homework": "warn", "commitment": "warn"}
CLAUSES = "clauses"


def grid_days(days: Iterable[Day], month: date | None) -> list[CalendarDay]:
    """Return the days of the grid; those outside the month looked at are dimmed."""
    return [
        CalendarDay(
            day.on,
            day.closed_reason,
            month is None or (day.on.year, day.on.month) == (month.year, month.month),
            "今日" if day.is_today else "",
        )
        for day in days
    ]


def grid_items(page: CalendarPage) -> list[CalendarItem]:
    """Return the entries as things on their days, on each day of a longer one; closed days are told by their cell."""
    return [
        CalendarItem(
            item_id(entry, day),
            day,
            f"{entry.starts_at:%H:%M}" if entry.starts_at and day == entry.starts_on else "",
            entry_title(entry),
            entry_tone(entry),
            entry_tip(entry),
        )
        for entry in page.entries
        if entry.kind != CLOSING
        for day in days_of(entry, page.from_on, page.until_on)
    ]


def item_id(entry: CalendarEntry, day: date) -> str:
    """Return what names an entry on one of its days."""
    return f"{entry.uid}@{day.isoformat()}"


def days_of(entry: CalendarEntry, from_on: date, until_on: date) -> list[date]:
    """Return the days of an entry within a span."""
    first, last = max(entry.starts_on, from_on), min(entry.ends_on, until_on)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def entry_title(entry: CalendarEntry) -> str:
    """Return an entry in a few words; its kind stands before a title that does not say it."""
    return entry.title if entry.title.startswith(entry.kind_label) else f"{entry.kind_label}：{entry.title}"


def entry_tone(entry: CalendarEntry) -> str:
    """Return the tone of an entry: that of its state, else that of its kind."""
    return STATE_TONES.get(entry.state) or KIND_TONES.get(entry.kind, "accent")


def entry_tip(entry: CalendarEntry) -> str:
    """Return an entry whole, in a few lines."""
    longer = f"{entry.starts_on.isoformat()}～{entry.ends_on.isoformat()}" if entry.ends_on > entry.starts_on else ""
    lines = (
        "　".join(part for part in (entry_title(entry), STATE_WORDS.get(entry.state, "")) if part),
        "　".join(part for part in (longer, entry.times, entry.place) if part),
        entry.detail,
        due_words(entry),
    )
    return "\n".join(line for line in lines if line)


def due_words(entry: CalendarEntry) -> str:
    """Return the safe and the latest day of a due date where they are others than the stated one."""
    parts = (
        f"安全な期限 {entry.safe_on.isoformat()}" if entry.safe_on and entry.safe_on != entry.starts_on else "",
        f"最も遅い期限 {entry.latest_on.isoformat()}" if entry.latest_on and entry.latest_on != entry.starts_on else "",
    )
    return "　".join(part for part in parts if part)


def day_heading(day: date, closed: str) -> str:
    """Return a day as the head of its list."""
    told = f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
    return f"{told}　{closed}" if closed else told


def entries_on(page: CalendarPage, day: date) -> list[CalendarEntry]:
    """Return what lies on a day: with times first in their order, then what lasts the whole day."""
    found = page.on(day)
    return [*(entry for entry in found if entry.starts_at), *(entry for entry in found if not entry.starts_at)]


def line_words(entry: CalendarEntry) -> str:
    """Return an entry as it stands in the list of a day."""
    state = STATE_WORDS.get(entry.state, "")
    first = "　".join(part for part in (entry.times, entry_title(entry), f"［{state}］" if state else "") if part)
    second = "　".join(part for part in (entry.place, entry.detail) if part)
    return f"{first}\n{second}" if second else first


def count_words(entries: Sequence[CalendarEntry]) -> str:
    """Return how many entries are shown."""
    shown = [entry for entry in entries if entry.kind != CLOSING]
    late = sum(entry.state == "late" for entry in shown)
    return f"{len(shown)}件" + (f"　期限超過 {late}件" if late else "")


def target_of(entry: CalendarEntry) -> tuple[str, str]:
    """Return the register and id to which an entry leads; both empty where it leads nowhere."""
    if entry.kind == "deadline":
        return (entry.register, entry.record_id) if entry.record_id else ("deliverables", "")
    return (entry.register, entry.record_id) if entry.record_id else ("", "")
