"""When a due date is called to mind: 3 and 1 open days before, on its day, and each open day after it until done.

Reminders come on open days only. They count to the safe day, the last open day on or before the stated one: when the
stated day is closed, "on the day" is the last day on which the office can still be reached in time.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.contract.deadlines import Deadline, DeadlineState
from app.domain.choice import Choice
from app.domain.open_days import OpenDays

_NAMESPACE = uuid.UUID("0b0e2d63-7f4c-5a6e-9a55-3d1c8f2b6e91")
_SEPARATOR = "\x1f"


class ReminderKind(Choice):
    """Where a day stands before or after what is due."""

    THREE_OPEN_DAYS = "three_open_days", "期限の3開庁日前"
    ONE_OPEN_DAY = "one_open_day", "期限の1開庁日前"
    ON_THE_DAY = "on_the_day", "期限の日"
    OVERDUE = "overdue", "期限超過"


BEFORE = {3: ReminderKind.THREE_OPEN_DAYS, 1: ReminderKind.ONE_OPEN_DAY, 0: ReminderKind.ON_THE_DAY}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One call to mind; its id is the same whenever and wherever it is worked out."""

    id: str
    kind: ReminderKind
    on: date
    deadline: Deadline
    open_days_late: int = 0


def reminders(deadlines: Iterable[Deadline], on: date, calendar: OpenDays) -> Iterator[Reminder]:
    """Yield what is to be called to mind on a day; nothing on a day on which the office is closed.

    ``deadlines`` are judged on that day. Those that are done, or only expected, are left alone.
    """
    if not calendar.is_open(on):
        return
    for deadline in deadlines:
        kind = _kind(deadline, on, calendar)
        if kind is not None:
            late = calendar.open_days_between(deadline.due.stated_on, on) if kind is ReminderKind.OVERDUE else 0
            yield Reminder(reminder_id(deadline, on, kind), kind, on, deadline, late)


def reminder_id(deadline: Deadline, on: date, kind: ReminderKind) -> str:
    """Return the UUIDv5 of a deadline, a day and a kind."""
    subject, due = deadline.subject, deadline.due.stated_on
    parts = (deadline.clause, deadline.deliverable, deadline.title, subject.register, subject.id, due, on, kind.value)
    return str(uuid.uuid5(_NAMESPACE, _SEPARATOR.join(str(part) for part in parts)))


def digest_id(on: date) -> str:
    """Return the UUIDv5 of the one message that tells on a day what is overdue."""
    return str(uuid.uuid5(_NAMESPACE, _SEPARATOR.join((ReminderKind.OVERDUE.value, on.isoformat()))))


def _kind(deadline: Deadline, on: date, calendar: OpenDays) -> ReminderKind | None:
    if deadline.state not in (DeadlineState.DUE, DeadlineState.OVERDUE):
        return None
    if on > deadline.due.stated_on:
        return ReminderKind.OVERDUE
    if on > deadline.due.safe_on:
        return None
    return BEFORE.get(calendar.open_days_between(on, deadline.due.safe_on))
