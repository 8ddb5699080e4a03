"""Open days of the prefectural office."""

from datetime import date

import pytest

from app.domain.errors import AppError
from app.domain.open_days import YEAR_END, OpenDays


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 9, 18), None),
        (date(2026, 9, 19), "土曜日"),
        (date(2026, 9, 20), "日曜日"),
        (date(2026, 9, 21), "敬老の日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 9, 24), None),
        (date(2026, 12, 28), None),
        (date(2026, 12, 29), YEAR_END),
        (date(2026, 12, 31), YEAR_END),
        (date(2027, 1, 1), "元日"),
        (date(2025, 1, 3), YEAR_END),
        (date(2027, 1, 4), None),
    ],
)
def test_each_kind_of_closed_day_names_its_reason(calendar: OpenDays, day: date, reason: str | None) -> None:
    assert calendar.closed_reason(day) == reason
    assert calendar.is_open(day) == (reason is None)


def test_an_extra_closing_names_why() -> None:
    calendar = OpenDays(closings={date(2026, 11, 16): "庁舎の停電"})
    assert calendar.closed_reason(date(2026, 11, 16)) == "臨時の閉庁日：庁舎の停電"
    assert calendar.on_or_after(date(2026, 11, 14)) == date(2026, 11, 17)


def test_the_nearest_open_days_of_an_open_day_are_itself(calendar: OpenDays) -> None:
    day = date(2026, 10, 9)
    assert calendar.on_or_before(day) == calendar.on_or_after(day) == day


def test_the_nearest_open_days_of_a_long_weekend_lie_on_both_sides(calendar: OpenDays) -> None:
    day = date(2026, 10, 10)
    assert (calendar.on_or_before(day), calendar.on_or_after(day)) == (date(2026, 10, 9), date(2026, 10, 13))


def test_open_days_between_two_days_exclude_the_first_and_include_the_last(calendar: OpenDays) -> None:
    assert calendar.open_days_between(date(2026, 9, 18), date(2026, 9, 30)) == 5
    assert calendar.open_days_between(date(2026, 9, 30), date(2026, 9, 18)) == -5
    assert calendar.open_days_between(date(2026, 9, 18), date(2026, 9, 18)) == 0


def test_an_office_that_never_opens_is_refused_and_not_searched_for_ever() -> None:
    closings = {date.fromordinal(number): "改修" for number in range(date(2026, 1, 1).toordinal(), 741_000)}
    with pytest.raises(AppError) as refused:
        OpenDays(closings=closings).on_or_after(date(2026, 1, 1))
    assert refused.value.code == "calendar.no_open_day"


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_refused_in_words(day: date) -> None:
    calendar = OpenDays(closings={date.min: "始まり", date.max: "終わり"})
    with pytest.raises(AppError) as refused:
        calendar.on_or_before(day) if day == date.min else calendar.on_or_after(day)
    assert refused.value.code == "calendar.no_open_day"
