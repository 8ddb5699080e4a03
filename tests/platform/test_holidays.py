"""The holidays agree with an independent list."""

from datetime import date, timedelta

import holidays
import pytest

from app.platform.holidays import NationalHolidays

FOUR_YEARS = [date(2026, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]


def test_the_days_agree_with_an_independent_list() -> None:
    oracle = holidays.country_holidays("JP", years=range(2026, 2030))
    ours = NationalHolidays()
    assert [day for day in FOUR_YEARS if day in ours] == [day for day in FOUR_YEARS if day in oracle]


def test_each_day_bears_the_name_of_the_independent_list() -> None:
    oracle = holidays.country_holidays("JP", years=range(2026, 2030), language="ja")
    ours = NationalHolidays()
    for day in FOUR_YEARS:
        if day in ours:
            assert ours[day].endswith(oracle[day]), day


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 21), "敬老の日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 9, 23), "秋分の日"),
        (date(2027, 3, 22), "春分の日 振替休日"),
    ],
)
def test_the_holidays_of_the_contract_have_their_names(day: date, name: str) -> None:
    assert NationalHolidays()[day] == name


def test_a_working_day_is_no_holiday() -> None:
    assert date(2026, 9, 24) not in NationalHolidays()
    with pytest.raises(KeyError):
        NationalHolidays()[date(2026, 9, 24)]


def test_the_holidays_come_in_order_and_are_counted() -> None:
    ours = NationalHolidays()
    days = list(ours)
    assert days == sorted(days)
    assert len(ours) == len(days)
