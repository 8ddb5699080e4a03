"""How a schedule stands: deviation in open days on both sides of the baseline, states, and progress by weight."""

from datetime import date

import pytest

from app.domain.open_days import OpenDays
from app.planning.schedule import Span, TaskState, deviation, deviation_words, overall_progress, progress, state

CALENDAR = OpenDays({date(2026, 9, 21): "敬老の日", date(2026, 9, 22): "国民の休日", date(2026, 9, 23): "秋分の日"})
START, END = date(2026, 9, 1), date(2026, 9, 18)  # a Tuesday and a Friday


def span(**changes: object) -> Span:
    entries: dict[str, object] = {"starts_on": START, "ends_on": END, "baseline_ends_on": END, **changes}
    return Span(**entries)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finished_on", "days"),
    [
        (date(2026, 9, 17), -1),
        (date(2026, 9, 18), 0),
        (date(2026, 9, 20), 0),  # the weekend counts for nothing
        (date(2026, 9, 23), 0),  # nor do three holidays
        (date(2026, 9, 24), 1),
    ],
)
def test_a_finished_task_deviates_by_the_open_days_after_its_baseline(finished_on: date, days: int) -> None:
    assert deviation(span(finished_on=finished_on), date(2026, 12, 1), CALENDAR) == days


@pytest.mark.parametrize(("today", "days"), [(date(2026, 9, 18), 0), (date(2026, 9, 24), 1), (date(2026, 9, 25), 2)])
def test_an_open_task_deviates_more_with_every_open_day_that_passes_its_end(today: date, days: int) -> None:
    assert deviation(span(), today, CALENDAR) == days


def test_a_task_planned_later_than_agreed_deviates_before_it_is_late() -> None:
    assert deviation(span(ends_on=date(2026, 9, 28)), date(2026, 9, 2), CALENDAR) == 3


def test_a_task_without_baseline_does_not_deviate() -> None:
    assert deviation(span(baseline_ends_on=None), date(2026, 12, 1), CALENDAR) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (0, "当初のとおり"), (1, "当初より1開庁日遅れ"), (-2, "当初より2開庁日早い")],
)
def test_a_deviation_is_told_in_words(days: int | None, words: str) -> None:
    assert deviation_words(days) == words


@pytest.mark.parametrize(
    ("changes", "today", "expected"),
    [
        ({}, date(2026, 8, 31), TaskState.WAITING),
        ({}, START, TaskState.WAITING),
        ({}, date(2026, 9, 2), TaskState.LATE),  # it should have begun
        ({"began_on": START}, date(2026, 9, 2), TaskState.RUNNING),
        ({"progress": 10}, date(2026, 9, 2), TaskState.RUNNING),
        ({"began_on": START}, END, TaskState.RUNNING),
        ({"began_on": START}, date(2026, 9, 19), TaskState.LATE),
        ({"finished_on": date(2026, 9, 19)}, date(2026, 9, 19), TaskState.DONE),
        ({"starts_on": END}, END, TaskState.WAITING),  # a milestone on its day
        ({"starts_on": END}, date(2026, 9, 19), TaskState.LATE),
    ],
)
def test_a_task_is_late_as_soon_as_a_planned_day_has_passed_without_what_it_stands_for(
    changes: dict[str, object], today: date, expected: TaskState
) -> None:
    assert state(span(**changes), today) == expected


def test_a_finished_task_is_whole_whatever_was_entered() -> None:
    assert progress(span(finished_on=END, progress=80), END) == 100
    assert progress(span(progress=80), END) == 80
    assert progress(span(), END) == 0


def test_progress_together_weighs_each_task_by_its_open_days() -> None:
    long = span(starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 14), progress=50)  # ten open days
    short = span(starts_on=END, ends_on=END, finished_on=END)  # a milestone weighs one
    assert overall_progress([long, short], END, CALENDAR) == round((10 * 50 + 100) / 11)
    assert overall_progress([], END, CALENDAR) == 0
