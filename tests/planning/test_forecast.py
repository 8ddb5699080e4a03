"""The forecast by its own definition: rate, pace, new ones, band, pace needed, last safe week."""

from datetime import date, timedelta

import pytest

from app.domain.open_days import OpenDays
from app.planning.forecast import Goal, Outlook, Season, Tally, outlook, poisson_quantile

FIRST, LAST = date(2026, 5, 11), date(2027, 3, 19)
MINIMUM, TARGET = Goal("minimum", 50), Goal("target", 85)


def season(today: date) -> Season:
    """Return the season of the contract without national holidays, to count by hand."""
    return Season(FIRST, LAST, today, OpenDays())


def days(first: date, count: int) -> tuple[date, ...]:
    """Return so many days in a row."""
    return tuple(first + timedelta(days=number) for number in range(count))


def seen(tally: Tally, today: date, *, cancel: int = 0) -> Outlook:
    return outlook(tally, season(today), (MINIMUM, TARGET), cancel)


def test_on_the_last_day_the_forecast_is_what_was_held() -> None:
    found = seen(Tally(days(date(2026, 9, 1), 49), ()), LAST)
    assert (found.held, found.forecast, found.low, found.high) == (49, 49, 49, 49)


def test_what_was_held_in_the_last_sixty_open_days_sets_the_pace() -> None:
    # 60 open days are twelve weeks: Friday 2026-10-30 looks back to Monday 2026-08-10.
    today = date(2026, 10, 30)
    inside = seen(Tally((date(2026, 8, 10),) * 12, ()), today)
    outside = seen(Tally((date(2026, 8, 9),) * 12, ()), today)
    assert (inside.per_week, outside.per_week) == (1.0, 0.0)
    assert inside.forecast > outside.forecast == 12


def test_the_pace_goes_on_over_the_open_days_that_are_left() -> None:
    # 2026-12-25 to 2027-03-19: twelve weeks less 12/29–1/3 (four open days), 56 open days at 12 in 60.
    found = seen(Tally((date(2026, 12, 1),) * 12, ()), date(2026, 12, 25))
    assert found.forecast == 12 + round(56 * 12 / 60)


def test_a_contract_without_any_session_is_at_first_expected_to_keep_the_pace_of_its_target() -> None:
    first_day = seen(Tally((), ()), FIRST)
    assert first_day.forecast >= MINIMUM.count
    after_a_quarter = seen(Tally((), ()), date(2026, 8, 31))
    assert after_a_quarter.forecast == 0


def test_planned_ones_are_part_of_what_the_pace_brings() -> None:
    today = date(2026, 12, 25)
    held = (date(2026, 12, 1),) * 12
    few = seen(Tally(held, days(date(2027, 1, 12), 5)), today)
    many = seen(Tally(held, days(date(2027, 1, 12), 20)), today)
    assert few.forecast == seen(Tally(held, ()), today).forecast
    assert many.forecast == 32


def test_the_share_of_cancelled_ones_lessens_what_is_planned() -> None:
    today, planned = LAST - timedelta(days=1), (LAST,) * 20
    whole = seen(Tally((date(2026, 6, 1),) * 9, planned), today)
    half = seen(Tally((date(2026, 6, 1),) * 9, planned, cancelled=10), today)
    assert whole.forecast == 29
    assert half.forecast == 19
    assert half.low < 19 < half.high


def test_a_cancelled_session_is_lost_and_not_replaced() -> None:
    today = date(2026, 12, 25)
    tally = Tally((date(2026, 12, 1),) * 12, days(date(2027, 1, 12), 5))
    kept, lost = seen(tally, today), seen(tally, today, cancel=3)
    assert (lost.cancelled, lost.planned) == (3, 2)
    assert kept.forecast - lost.forecast == 3


def test_no_more_are_cancelled_than_are_planned() -> None:
    tally = Tally((), days(date(2027, 1, 12), 2))
    found = seen(tally, date(2026, 12, 25), cancel=9)
    assert (found.cancelled, found.planned) == (2, 0)


def test_new_ones_end_where_the_room_ends() -> None:
    today, held = date(2026, 10, 30), (date(2026, 10, 1),) * 60
    assert seen(Tally(held, (), room=4), today).high == 64
    assert seen(Tally(held, (), room=0), today).forecast == 60


@pytest.mark.parametrize("today", [FIRST, date(2026, 8, 1), date(2026, 12, 31), LAST, date(2027, 3, 31)])
@pytest.mark.parametrize("cancelled", [0, 3])
def test_the_band_holds_the_forecast_and_the_forecast_what_was_held(today: date, cancelled: int) -> None:
    held = tuple(day for day in days(date(2026, 7, 1), 40) if day <= today)
    planned = tuple(day for day in days(date(2026, 7, 1), 60) if day > today)
    found = seen(Tally(held, planned, cancelled), today)
    assert found.held <= found.low <= found.forecast <= found.high
    assert [month.forecast for month in found.months] == sorted(month.forecast for month in found.months)


def test_the_months_end_at_the_forecast_of_the_whole() -> None:
    tally = Tally(days(date(2026, 9, 1), 30), days(date(2027, 1, 12), 10), 2)
    found = seen(tally, date(2026, 12, 25))
    assert [f"{month.month:%Y-%m}" for month in found.months][:: len(found.months) - 1] == ["2026-05", "2027-03"]
    last = found.months[-1]
    assert (last.forecast, last.low, last.high) == (found.forecast, found.low, found.high)
    assert sum(month.held for month in found.months) == 30
    assert sum(month.planned for month in found.months) == 10


def test_the_pace_needed_is_what_lacks_over_what_is_left() -> None:
    # From Friday 2027-02-19 four open weeks are left: 20 open days, 28 days of 365/12.
    minimum, target = seen(Tally((date(2026, 12, 1),) * 42, ()), date(2027, 2, 19)).goals
    assert (minimum.lacking, minimum.needed_per_week, minimum.needed_per_month) == (8, 2.0, 8.7)
    assert (target.lacking, target.needed_per_week) == (43, 10.8)


def test_a_goal_that_is_reached_needs_nothing_more_and_is_safe_to_the_end() -> None:
    minimum, _ = seen(Tally((date(2026, 12, 1),) * 50, ()), date(2027, 2, 19)).goals
    assert (minimum.lacking, minimum.needed_per_week, minimum.last_safe_week) == (0, 0.0, "2027-W11")


def test_a_goal_that_is_missed_after_the_last_day_has_no_pace() -> None:
    minimum, _ = seen(Tally((date(2026, 12, 1),) * 49, ()), date(2027, 3, 20)).goals
    assert (minimum.lacking, minimum.needed_per_month, minimum.needed_per_week) == (1, None, None)
    assert minimum.last_safe_week is None


def test_the_last_safe_week_leaves_just_enough_open_days_at_the_recent_pace() -> None:
    # One a week (12 in 60 open days), 4 lacking: four open weeks must be left after the Sunday of the week.
    held = (date(2026, 10, 1),) * 34 + (date(2027, 1, 12),) * 12
    minimum, _ = seen(Tally(held, ()), date(2027, 2, 1)).goals
    assert minimum.last_safe_week == "2027-W07"
    fewer, _ = seen(Tally(held[1:], ()), date(2027, 2, 1)).goals
    assert fewer.last_safe_week == "2027-W06"


def test_planned_sessions_after_a_week_keep_it_safe() -> None:
    held, planned = (date(2026, 6, 1),) * 48, (date(2027, 3, 18), date(2027, 3, 19))
    minimum, _ = seen(Tally(held, planned), date(2027, 2, 1)).goals
    assert minimum.last_safe_week == "2027-W10"


@pytest.mark.parametrize(("mean", "low", "high"), [(0.0, 0, 0), (1.0, 0, 2), (10.0, 6, 14), (100.0, 87, 113)])
def test_the_poisson_span_is_that_of_the_tables(mean: float, low: int, high: int) -> None:
    assert (poisson_quantile(mean, 0.1), poisson_quantile(mean, 0.9)) == (low, high)


def test_the_poisson_span_goes_on_smoothly_where_the_exact_sum_ends() -> None:
    assert abs(poisson_quantile(500.0, 0.9) - poisson_quantile(500.1, 0.9)) <= 1
    assert abs(poisson_quantile(500.0, 0.1) - poisson_quantile(500.1, 0.1)) <= 1
