"""Reminders come 3 and 1 open days before, on the day, and each open day after it, on open days only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.findings import Subject
from app.contract.reminders import ReminderKind, reminders
from app.domain.due_date import due_fixed
from app.domain.open_days import OpenDays
from app.platform.holidays import NationalHolidays
from tests.factories import make_facts, make_session, orderly

CALENDAR = OpenDays(holidays=NationalHolidays())


def due(day: date, on: date, state: DeadlineState | None = None) -> Deadline:
    standing = DeadlineState.OVERDUE if on > day else DeadlineState.DUE
    return Deadline(
        "6(6)ク", 5, "派遣報告書", Subject("sessions", "s-1"), due_fixed(day, CALENDAR, "例"), state or standing
    )


def kinds(day: date, first: date, last: date) -> dict[date, ReminderKind]:
    """Return what comes on each day of a span, judged on that day."""
    found = {}
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        for reminder in reminders([due(day, on)], on, CALENDAR):
            found[on] = reminder.kind
    return found


def test_reminders_of_an_ordinary_week() -> None:
    # 2026-10-02 is a Friday; Monday to Friday of the week before and after are open.
    assert kinds(date(2026, 10, 2), date(2026, 9, 24), date(2026, 10, 7)) == {
        date(2026, 9, 29): ReminderKind.THREE_OPEN_DAYS,
        date(2026, 10, 1): ReminderKind.ONE_OPEN_DAY,
        date(2026, 10, 2): ReminderKind.ON_THE_DAY,
        date(2026, 10, 5): ReminderKind.OVERDUE,
        date(2026, 10, 6): ReminderKind.OVERDUE,
        date(2026, 10, 7): ReminderKind.OVERDUE,
    }


def test_holidays_are_neither_counted_nor_disturbed() -> None:
    # 2026-09-21, 22 and 23 are holidays; 24 is a Thursday.
    assert kinds(date(2026, 9, 24), date(2026, 9, 14), date(2026, 9, 25)) == {
        date(2026, 9, 16): ReminderKind.THREE_OPEN_DAYS,
        date(2026, 9, 18): ReminderKind.ONE_OPEN_DAY,
        date(2026, 9, 24): ReminderKind.ON_THE_DAY,
        date(2026, 9, 25): ReminderKind.OVERDUE,
    }


def test_a_due_date_on_a_closed_day_is_called_to_mind_on_the_open_day_before() -> None:
    # 2026-10-10 is a Saturday, 12 a holiday.
    assert kinds(date(2026, 10, 10), date(2026, 10, 5), date(2026, 10, 13)) == {
        date(2026, 10, 6): ReminderKind.THREE_OPEN_DAYS,
        date(2026, 10, 8): ReminderKind.ONE_OPEN_DAY,
        date(2026, 10, 9): ReminderKind.ON_THE_DAY,
        date(2026, 10, 13): ReminderKind.OVERDUE,
    }


def test_the_turn_of_the_year_is_closed() -> None:
    # 12-29 to 01-03 are closed; 2027-01-04 is a Monday.
    assert kinds(date(2027, 1, 4), date(2026, 12, 22), date(2027, 1, 5)) == {
        date(2026, 12, 24): ReminderKind.THREE_OPEN_DAYS,
        date(2026, 12, 28): ReminderKind.ONE_OPEN_DAY,
        date(2027, 1, 4): ReminderKind.ON_THE_DAY,
        date(2027, 1, 5): ReminderKind.OVERDUE,
    }


def test_an_extra_closing_moves_the_reminders() -> None:
    closed = OpenDays(CALENDAR.holidays, {date(2026, 10, 1): "庁舎の停電"})
    day, on = date(2026, 10, 2), date(2026, 9, 28)
    assert [each.kind for each in reminders([due(day, on)], on, closed)] == [ReminderKind.THREE_OPEN_DAYS]
    assert not list(reminders([due(day, date(2026, 10, 1))], date(2026, 10, 1), closed))


@pytest.mark.parametrize("state", [DeadlineState.DONE, DeadlineState.DONE_LATE, DeadlineState.PROVISIONAL])
def test_what_is_done_or_only_expected_is_left_alone(state: DeadlineState) -> None:
    day = date(2026, 10, 2)
    for on in (date(2026, 9, 29), day, date(2026, 10, 5)):
        assert not list(reminders([due(day, on, state)], on, CALENDAR))


def test_a_reminder_is_the_same_whenever_it_is_worked_out_and_another_each_day() -> None:
    day = date(2026, 10, 2)
    first, again = (next(reminders([due(day, on)], on, CALENDAR)) for on in (date(2026, 10, 5), date(2026, 10, 5)))
    next_day = next(reminders([due(day, date(2026, 10, 6))], date(2026, 10, 6), CALENDAR))
    other = replace(due(day, date(2026, 10, 5)), title="別の報告書")
    assert first.id == again.id
    assert len({first.id, next_day.id, next(reminders([other], date(2026, 10, 5), CALENDAR)).id}) == 3
    assert (first.open_days_late, next_day.open_days_late) == (1, 2)


def test_the_report_of_a_session_is_called_to_mind_until_it_is_reported() -> None:
    # Held on Friday 2026-09-18; five open days end on 2026-09-30.
    for on, expected in (
        (date(2026, 9, 24), []),
        (date(2026, 9, 25), [ReminderKind.THREE_OPEN_DAYS]),
        (date(2026, 9, 29), [ReminderKind.ONE_OPEN_DAY]),
        (date(2026, 9, 30), [ReminderKind.ON_THE_DAY]),
        (date(2026, 10, 1), [ReminderKind.OVERDUE]),
    ):
        facts = make_facts(*orderly(make_session()), today=on)
        found = [
            each.kind for each in reminders(deadlines(facts), on, facts.calendar) if each.deadline.deliverable == 5
        ]
        assert found == expected, on
