"""Which month a monthly report is of, as people write it in its title (Table 2, row 6)."""

import re
from datetime import date

from app.domain.text import halfwidth_digits

REIWA_BEGINS_AFTER = 2018  # 令和1年 is 2019
LAST_MONTH_OF_FISCAL_YEAR = 3
_MONTH = re.compile(r"(?:(令和|R)?\s*(\d{1,4}|元)\s*年(度)?)?\s*(\d{1,2})\s*月")


def month_named(title: str, first: date, last: date) -> date | None:
    """Return the first day of the month that a title names; None for none, or for one outside these days.

    Reads 2026年5月分, 令和8年5月分, 令和8年度1月分 (the January after), and 5月分, which is the one of the contract.
    """
    found = _MONTH.search(halfwidth_digits(title))
    if found is None or not 1 <= int(found[4]) <= 12:
        return None
    month = int(found[4])
    years = [_year(found[2], is_fiscal=bool(found[3]), month=month)] if found[2] else [first.year, last.year]
    days = (date(year, month, 1) for year in years if date.min.year <= year <= date.max.year)
    return next((day for day in days if first.replace(day=1) <= day <= last), None)


def _year(typed: str, *, is_fiscal: bool, month: int) -> int:
    number = 1 if typed == "元" else int(typed)
    year = number + REIWA_BEGINS_AFTER if number < 100 else number
    return year + 1 if is_fiscal and month <= LAST_MONTH_OF_FISCAL_YEAR else year
