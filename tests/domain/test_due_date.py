"""Due dates by the Civil Code, as an official would count them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.due_date import (
    DueDate,
    due_after_days,
    due_after_months,
    due_after_open_days,
    due_fixed,
    due_in_next_month,
)
from app.domain.errors import AppError
from app.domain.open_days import OpenDays

DAYS = st.dates(date(2026, 1, 1), date(2027, 3, 31))
OPEN_DAYS = st.integers(1, 60)
PERIODS = st.integers(1, 400)


def three(due: DueDate) -> tuple[date, date, date]:
    return due.stated_on, due.safe_on, due.latest_on


@pytest.mark.parametrize(
    ("completed_on", "due_on"),
    [
        (date(2026, 9, 18), date(2026, 9, 30)),  # 敬老の日, 国民の休日, 秋分の日
        (date(2026, 12, 25), date(2027, 1, 7)),  # 年末年始
        (date(2026, 9, 24), date(2026, 10, 1)),
        (date(2026, 9, 19), date(2026, 9, 30)),  # completed on a Saturday
        (date(2027, 3, 12), date(2027, 3, 19)),  # reaches the performance deadline
        (date(2027, 3, 15), date(2027, 3, 23)),  # passes it: 春分の日 and its substitute
        (date(2027, 3, 24), date(2027, 3, 31)),
    ],
)
def test_a_report_is_due_on_the_fifth_open_day_after_the_session(
    calendar: OpenDays, completed_on: date, due_on: date
) -> None:
    assert three(due_after_open_days(completed_on, 5, calendar)) == (due_on, due_on, due_on)


def test_the_count_of_open_days_lists_every_day_with_its_number_or_reason(calendar: OpenDays) -> None:
    due = due_after_open_days(date(2026, 9, 18), 5, calendar)
    assert [(step.on.day, step.counted, step.reason) for step in due.steps] == [
        (18, None, "初日は数えない（民法140条）"),
        (19, None, "土曜日"),
        (20, None, "日曜日"),
        (21, None, "敬老の日"),
        (22, None, "国民の休日"),
        (23, None, "秋分の日"),
        (24, 1, "開庁日"),
        (25, 2, "開庁日"),
        (26, None, "土曜日"),
        (27, None, "日曜日"),
        (28, 3, "開庁日"),
        (29, 4, "開庁日"),
        (30, 5, "開庁日"),
    ]
    assert due.basis_on == date(2026, 9, 18)
    assert "令和8年9月18日（金）の翌日から数えて5開庁日目" in due.rule
    assert "民法140条" in due.rule


def test_an_extra_closing_moves_the_due_date(calendar: OpenDays) -> None:
    closed = OpenDays(calendar.holidays, {date(2026, 9, 25): "臨時休庁"})
    assert due_after_open_days(date(2026, 9, 18), 5, closed).stated_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("basis", "months", "due_on"),
    [
        (date(2026, 6, 30), 1, date(2026, 7, 31)),  # from 7/1: the end of July
        (date(2026, 8, 25), 1, date(2026, 9, 25)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),  # from 1/31: February lacks the day
        (date(2026, 1, 29), 1, date(2026, 2, 28)),  # from 1/30: February lacks the day
        (date(2026, 1, 28), 1, date(2026, 2, 28)),  # from 1/29: February 2026 lacks the day
        (date(2028, 1, 28), 1, date(2028, 2, 28)),  # from 1/29: 2028 has it, so the day before
        (date(2026, 1, 27), 1, date(2026, 2, 27)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)),  # from 3/1
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 30), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(calendar: OpenDays, basis: date, months: int, due_on: date) -> None:
    due = due_after_months(basis, months, calendar)
    assert due.stated_on == due_on
    assert due.steps[0].on == basis
    assert due.steps[-1].on == due_on
    assert "民法140条" in due.rule
    assert "民法143条" in due.rule


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (date(2026, 6, 30), "月の初めから起算するので最後の月の末日"),
        (date(2026, 1, 30), "応当する日がないのでその月の末日"),
        (date(2026, 8, 25), "応当日の前日"),
    ],
)
def test_the_rule_of_months_says_why_it_ends_on_that_day(calendar: OpenDays, basis: date, words: str) -> None:
    assert words in due_after_months(basis, 1, calendar).rule


def test_a_week_after_signing_ends_on_the_same_weekday(calendar: OpenDays) -> None:
    assert three(due_after_days(date(2026, 5, 1), 7, calendar)) == (
        date(2026, 5, 8),
        date(2026, 5, 8),
        date(2026, 5, 8),
    )
    assert due_after_days(date(2026, 5, 1), 56, calendar).stated_on == date(2026, 6, 26)


def test_a_period_that_ends_on_a_closed_day_shows_the_safe_and_the_latest_day(calendar: OpenDays) -> None:
    due = due_after_days(date(2026, 4, 22), 14, calendar)  # 5/6 is a substitute holiday
    assert three(due) == (date(2026, 5, 6), date(2026, 5, 1), date(2026, 5, 7))
    assert "民法142条" in due.rule
    assert due.steps[-1].on == due.stated_on


def test_a_period_that_ends_on_an_open_day_does_not_speak_of_extension(calendar: OpenDays) -> None:
    assert "民法142条" not in due_after_days(date(2026, 5, 1), 7, calendar).rule


def test_a_fixed_date_on_a_closed_day_has_a_safe_and_a_latest_day(calendar: OpenDays) -> None:
    due = due_fixed(date(2026, 10, 10), calendar, "県の指示")
    assert three(due) == (date(2026, 10, 10), date(2026, 10, 9), date(2026, 10, 13))
    assert [step.reason for step in due.steps] == ["開庁日", "期限の日（土曜日）", "日曜日", "スポーツの日", "開庁日"]
    assert due.rule.startswith("県の指示。期限の日は令和8年10月10日（土）。")
    assert due.rule.count("民法142条") == 1


def test_a_fixed_date_on_an_open_day_is_one_step(calendar: OpenDays) -> None:
    due = due_fixed(date(2027, 3, 31), calendar, "仕様書8 表2")
    assert three(due) == (date(2027, 3, 31),) * 3
    assert len(due.steps) == 1


@pytest.mark.parametrize(
    ("month", "dates"),
    [
        (date(2026, 6, 15), (date(2026, 7, 10), date(2026, 7, 10), date(2026, 7, 10))),
        (date(2026, 9, 1), (date(2026, 10, 10), date(2026, 10, 9), date(2026, 10, 13))),
        (date(2026, 12, 31), (date(2027, 1, 10), date(2027, 1, 8), date(2027, 1, 12))),
    ],
)
def test_the_monthly_report_is_due_on_the_tenth_of_the_next_month(
    calendar: OpenDays, month: date, dates: tuple[date, date, date]
) -> None:
    due = due_in_next_month(month, 10, calendar)
    assert three(due) == dates
    assert due.basis_on.month == month.month
    assert (due.basis_on + timedelta(days=1)).day == 1
    assert due.rule.count("民法142条") == (0 if dates[0] == dates[1] else 1)


def test_a_day_that_the_next_month_lacks_is_its_last_day(calendar: OpenDays) -> None:
    assert due_in_next_month(date(2027, 1, 5), 31, calendar).stated_on == date(2027, 2, 28)


@pytest.mark.parametrize("amount", [0, -1, 2_001])
def test_a_period_that_cannot_be_counted_is_refused(calendar: OpenDays, amount: int) -> None:
    for count in (due_after_open_days, due_after_days, due_after_months):
        with pytest.raises(AppError) as refused:
            count(date(2026, 9, 18), amount, calendar)
        assert refused.value.code == "calendar.period_out_of_range"


def test_the_longest_period_is_two_thousand_days(calendar: OpenDays) -> None:
    assert len(due_after_days(date(2026, 9, 18), 2_000, calendar).steps) == 2_001
    assert due_after_months(date(2026, 9, 18), 65, calendar).stated_on == date(2032, 2, 18)
    with pytest.raises(AppError):
        due_after_months(date(2026, 9, 18), 66, calendar)


@pytest.mark.parametrize("basis", [date(1988, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_a_day_out_of_range_is_refused(calendar: OpenDays, basis: date) -> None:
    for count in (due_after_open_days, due_after_days, due_after_months, due_in_next_month):
        with pytest.raises(AppError) as refused:
            count(basis, 1, calendar)
        assert refused.value.code == "calendar.date_out_of_range"
    with pytest.raises(AppError):
        due_fixed(basis, calendar, "県の指示")


def test_an_office_closed_for_years_is_refused_in_words() -> None:
    closings = {date(2026, 9, 18) + timedelta(days=number): "改修" for number in range(7_000)}
    with pytest.raises(AppError) as refused:
        due_after_open_days(date(2026, 9, 18), 1, OpenDays(closings=closings))
    assert refused.value.code == "calendar.no_open_day"


@given(basis=DAYS, amount=OPEN_DAYS)
def test_open_days_agree_with_counting_on_a_list(calendar: OpenDays, basis: date, amount: int) -> None:
    opened = [day for number in range(1, 400) if calendar.is_open(day := basis + timedelta(days=number))]
    due = due_after_open_days(basis, amount, calendar)
    assert due.stated_on == opened[amount - 1]
    assert [step.on for step in due.steps if step.counted] == opened[:amount]
    assert [step.counted for step in due.steps if step.counted] == list(range(1, amount + 1))


@given(basis=DAYS, amount=PERIODS)
def test_days_agree_with_ordinals(calendar: OpenDays, basis: date, amount: int) -> None:
    assert due_after_days(basis, amount, calendar).stated_on.toordinal() == basis.toordinal() + amount


@given(basis=DAYS, amount=st.integers(1, 24))
def test_months_agree_with_looking_for_the_corresponding_day(calendar: OpenDays, basis: date, amount: int) -> None:
    start = basis + timedelta(days=1)
    days = [start + timedelta(days=number) for number in range(800)]
    last_month = [day for day in days if 12 * (day.year - start.year) + day.month - start.month == amount]
    corresponding = [day for day in last_month if day.day == start.day]
    ends_on = corresponding[0] - timedelta(days=1) if corresponding else last_month[-1]
    assert due_after_months(basis, amount, calendar).stated_on == ends_on


@given(basis=DAYS, later=st.integers(0, 60), amount=OPEN_DAYS)
def test_a_later_start_is_never_due_earlier(calendar: OpenDays, basis: date, later: int, amount: int) -> None:
    for count in (due_after_open_days, due_after_days):
        assert (
            count(basis, amount, calendar).stated_on <= count(basis + timedelta(days=later), amount, calendar).stated_on
        )
    months = min(amount, 24)
    assert (
        due_after_months(basis, months, calendar).stated_on
        <= due_after_months(basis + timedelta(days=later), months, calendar).stated_on
    )


@given(basis=DAYS, amount=st.integers(1, 60))
def test_a_longer_period_is_due_later(calendar: OpenDays, basis: date, amount: int) -> None:
    for count in (due_after_open_days, due_after_days, due_after_months):
        assert count(basis, amount, calendar).stated_on < count(basis, amount + 1, calendar).stated_on


@given(basis=DAYS, amount=st.integers(1, 60))
def test_the_stated_day_lies_between_the_safe_and_the_latest_open_day(
    calendar: OpenDays, basis: date, amount: int
) -> None:
    for count in (due_after_open_days, due_after_days, due_after_months):
        due = count(basis, amount, calendar)
        assert due.safe_on <= due.stated_on <= due.latest_on
        assert calendar.is_open(due.safe_on)
        assert calendar.is_open(due.latest_on)
        assert calendar.open_days_between(due.safe_on, due.latest_on) == (0 if calendar.is_open(due.stated_on) else 1)
        assert [step.on for step in due.steps] == [
            basis + timedelta(days=number) for number in range((due.stated_on - basis).days + 1)
        ]
