"""The national holidays of Japan by name (国民の祝日に関する法律), read year by year as they are asked for."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

FIRST_YEAR, LAST_YEAR = 1989, 2100


@cache
def _of_year(year: int) -> Mapping[date, str]:
    import jpholiday

    return {day: str(name) for day, name in jpholiday.year_holidays(year)}


class NationalHolidays(Mapping[date, str]):
    """The holidays from 1989 to 2100: a day gives its name; a year is worked out when it is first asked for."""

    def __getitem__(self, day: date) -> str:
        """Return the name of a holiday; KeyError for another day."""
        return _of_year(day.year)[day]

    def __contains__(self, day: object) -> bool:
        """Tell whether a day is a holiday."""
        return isinstance(day, date) and day in _of_year(day.year)

    def __iter__(self) -> Iterator[date]:
        """Yield every holiday in order."""
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            yield from _of_year(year)

    def __len__(self) -> int:
        """Return how many holidays there are in all."""
        return sum(1 for _ in self)
