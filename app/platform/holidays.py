"""The national holidays of Japan by name (国民の祝日に関する法律)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType


@cache
def national_holidays(first_year: int, last_year: int) -> Mapping[date, str]:
    """Return the holidays from January of the first year to December of the last, in order of date."""
    import jpholiday

    return MappingProxyType(
        {day: str(name) for year in range(first_year, last_year + 1) for day, name in jpholiday.year_holidays(year)}
    )
