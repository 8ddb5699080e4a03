"""The holidays agree with an independent list."""

from datetime import date

import holidays
import pytest

from app.platform.holidays import national_holidays


def test_the_days_agree_with_an_independent_list() -> None:
    oracle = holidays.country_holidays("JP", years=range(2026, 2029))
    assert set(national_holidays(2026, 2028)) == set(oracle)


def test_each_day_bears_the_name_of_the_independent_list() -> None:
    oracle = holidays.country_holidays("JP", years=range(2026, 2029), language="ja")
    for day, name in national_holidays(2026, 2028).items():
        assert name.endswith(oracle[day]), day


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
    assert national_holidays(2026, 2027)[day] == name


def test_only_the_years_asked_for_are_given_in_order() -> None:
    days = list(national_holidays(2026, 2027))
    assert (days[0], days[-1]) == (date(2026, 1, 1), date(2027, 11, 23))
    assert days == sorted(days)
