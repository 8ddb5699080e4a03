"""How a schedule stands: planned, as agreed (the baseline) and as it went; distances are open days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.open_days import OpenDays


class TaskState(Choice):
    """Where a task stands on a day."""

    DONE = "done", "完了"
    LATE = "late", "遅れ"
    RUNNING = "running", "実施中"
    WAITING = "waiting", "未着手"


@dataclass(frozen=True, slots=True)
class Span:
    """One task: planned from which day to which, agreed until when, begun and finished when, how far in per cent."""

    starts_on: date
    ends_on: date
    baseline_ends_on: date | None = None
    began_on: date | None = None
    finished_on: date | None = None
    progress: int | None = None


def expected_end(span: Span, today: date) -> date:
    """Return the day on which a task ended, or will at the earliest: never before today while it is open."""
    return span.finished_on or max(span.ends_on, today)


def deviation(span: Span, today: date, calendar: OpenDays) -> int | None:
    """Return by how many open days a task ends after its baseline, negative before it; None without baseline."""
    if span.baseline_ends_on is None:
        return None
    return calendar.open_days_between(span.baseline_ends_on, expected_end(span, today))


def deviation_words(days: int | None) -> str:
    """Return a deviation as a person reads it; empty without baseline."""
    if days is None:
        return ""
    if days == 0:
        return "当初のとおり"
    return f"当初より{days}開庁日遅れ" if days > 0 else f"当初より{-days}開庁日早い"


def state(span: Span, today: date) -> TaskState:
    """Return where a task stands: late as soon as a planned day has passed without what it stands for."""
    if span.finished_on is not None and span.finished_on <= today:
        return TaskState.DONE
    if today > span.ends_on:
        return TaskState.LATE
    has_begun = span.began_on is not None and span.began_on <= today
    if has_begun or span.progress:
        return TaskState.RUNNING
    return TaskState.LATE if today > span.starts_on and span.starts_on != span.ends_on else TaskState.WAITING


def progress(span: Span, today: date) -> int:
    """Return how far a task is in per cent: what was entered, whole once finished."""
    if state(span, today) == TaskState.DONE:
        return 100
    return min(span.progress or 0, 100)


def overall_progress(spans: Iterable[Span], today: date, calendar: OpenDays) -> int:
    """Return how far several tasks are together, each weighing its planned open days, at least one."""
    weighed = [
        (max(calendar.open_days_between(span.starts_on, span.ends_on) + 1, 1), progress(span, today)) for span in spans
    ]
    whole = sum(weight for weight, _ in weighed)
    return round(sum(weight * done for weight, done in weighed) / whole) if whole else 0
