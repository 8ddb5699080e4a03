"""期限: due dates that explain themselves, counted by the Civil Code (民法138条から143条)."""

import calendar as gregorian
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps

from app.domain.errors import AppError
from app.domain.japanese_date import FIRST_YEAR, LAST_YEAR, era_with_weekday
from app.domain.open_days import OpenDays

LONGEST_PERIOD_DAYS = 2_000
FIRST_DAY = "初日は数えない（民法140条）"
LAST_DAY = "期間の満了日"
OPEN_DAY = "開庁日"
CALENDAR_DAY = "暦の日"


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count: its number, or None with the reason why it does not count."""

    on: date
    counted: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date with the day it starts from, the rule in words and the count day by day.

    ``safe_on`` is the last open day on or before the stated date, ``latest_on`` the first on or after it.
    """

    basis_on: date
    stated_on: date
    safe_on: date
    latest_on: date
    rule: str
    steps: tuple[Step, ...]


Count = Callable[[date, int, OpenDays], DueDate]


def _remembered(count: Count) -> Count:
    """Let a calendar remember what was counted on it: hundreds of reports fall due after the same few days."""

    @wraps(count)
    def asked(basis: date, amount: int, calendar: OpenDays) -> DueDate:
        key = (count, basis, amount)
        known: DueDate | None = calendar.counted.get(key)
        if known is None:
            known = calendar.counted[key] = count(basis, amount, calendar)
        return known

    return asked


@_remembered
def due_after_open_days(basis: date, amount: int, calendar: OpenDays) -> DueDate:
    """Return the open day that ends a period of open days; the day of the event is not counted (art. 140)."""
    _check(basis, amount)
    steps = [Step(basis, None, FIRST_DAY)]
    counted = 0
    for day in _days_after(basis):
        closed = calendar.closed_reason(day)
        counted += closed is None
        steps.append(Step(day, None if closed else counted, closed or OPEN_DAY))
        if counted == amount:
            break
    rule = (
        f"{era_with_weekday(basis)}の翌日から数えて{amount}開庁日目。民法140条により初日は数えず、"
        "土曜日、日曜日、祝日、年末年始（12月29日～1月3日）と臨時の閉庁日を除いて数える。"
    )
    return _due(basis, steps[-1].on, calendar, rule, steps)


@_remembered
def due_after_days(basis: date, amount: int, calendar: OpenDays) -> DueDate:
    """Return the last day of a period of days; the day of the event is not counted (art. 140)."""
    _check(basis, amount)
    stated = basis + timedelta(days=amount)
    rule = (
        f"{era_with_weekday(basis)}の翌日から数えて{amount}日目。"
        "民法140条により初日は数えず、民法141条により末日の終了で満了する。"
    )
    return _due(basis, stated, calendar, rule, _calendar_steps(basis, stated))


@_remembered
def due_after_months(basis: date, amount: int, calendar: OpenDays) -> DueDate:
    """Return the last day of a period of calendar months (art. 140, 143).

    The period starts on the day after the event. It ends on the day before the day that corresponds to its start in
    the last month; where that month lacks the day, on its last day. From the first of a month it therefore ends with
    the last day of a month: 6/30 + 1 month = 7/31.
    """
    _check(basis, amount)
    start = basis + timedelta(days=1)
    stated, ending = _end_of_months(start, amount)
    _check(basis, (stated - basis).days)
    rule = (
        f"{era_with_weekday(basis)}から{amount}か月。民法140条により初日は数えず{era_with_weekday(start)}から起算し、"
        f"民法143条により暦に従って計算して、{ending}{era_with_weekday(stated)}に満了する。"
    )
    return _due(basis, stated, calendar, rule, _calendar_steps(basis, stated))


def due_fixed(day: date, calendar: OpenDays, reason: str) -> DueDate:
    """Return a date that the contract names itself; ``reason`` says in Japanese where."""
    known: DueDate | None = calendar.counted.get((day, reason))
    if known is None:
        _check(day, 1)
        known = calendar.counted[day, reason] = _named(day, day, calendar, reason)
    return known


def due_in_next_month(month: date, day_of_month: int, calendar: OpenDays) -> DueDate:
    """Return a day of the month after the month in which ``month`` lies, such as the 10th (Table 2, row 6).

    The basis is the last day of the month. Where the next month is too short, its last day is meant.
    """
    _check(month, day_of_month)
    basis = month.replace(day=gregorian.monthrange(month.year, month.month)[1])
    first = basis + timedelta(days=1)
    stated = first.replace(day=min(day_of_month, gregorian.monthrange(first.year, first.month)[1]))
    return _named(basis, stated, calendar, f"{month.year}年{month.month}月分は翌月{day_of_month}日まで")


def _named(basis: date, stated: date, calendar: OpenDays, reason: str) -> DueDate:
    """Return a named date with the days from the safe to the latest one as its steps."""
    safe, latest = calendar.on_or_before(stated), calendar.on_or_after(stated)
    days = (safe + timedelta(days=number) for number in range((latest - safe).days + 1))
    steps = [Step(each, None, _fixed_reason(each, stated, calendar)) for each in days]
    return _due(basis, stated, calendar, f"{reason}。期限の日は{era_with_weekday(stated)}。", steps)


def _due(basis: date, stated: date, calendar: OpenDays, rule: str, steps: list[Step]) -> DueDate:
    """Add the safe and the latest day and say what they mean when the office is closed on the stated day."""
    safe, latest = calendar.on_or_before(stated), calendar.on_or_after(stated)
    closed = calendar.closed_reason(stated)
    if closed:
        rule += (
            f"この日は閉庁日（{closed}）なので、直前の開庁日{era_with_weekday(safe)}までが安全。"
            f"民法142条の慣習があるときは{era_with_weekday(latest)}まで延びる。"
        )
    return DueDate(basis, stated, safe, latest, rule, tuple(steps))


def _calendar_steps(basis: date, stated: date) -> list[Step]:
    days = (stated - basis).days
    counted = [
        Step(basis + timedelta(days=number), number, LAST_DAY if number == days else CALENDAR_DAY)
        for number in range(1, days + 1)
    ]
    return [Step(basis, None, FIRST_DAY), *counted]


def _fixed_reason(each: date, stated: date, calendar: OpenDays) -> str:
    reason = calendar.closed_reason(each) or OPEN_DAY
    return f"期限の日（{reason}）" if each == stated else reason


def _end_of_months(start: date, amount: int) -> tuple[date, str]:
    """Return the last day of the months from a start day, and in Japanese why it is that day."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    month += 1
    if year > LAST_YEAR + 10:
        raise AppError("calendar.period_out_of_range", amount=amount, days=LONGEST_PERIOD_DAYS)
    length = gregorian.monthrange(year, month)[1]
    if start.day == 1:
        return date(year, month, 1) - timedelta(days=1), "月の初めから起算するので最後の月の末日の"
    if start.day > length:
        return date(year, month, length), "最後の月に応当する日がないのでその月の末日の"
    return date(year, month, start.day) - timedelta(days=1), "最後の月の応当日の前日の"


def _days_after(basis: date) -> Iterator[date]:
    for number in range(1, 3 * LONGEST_PERIOD_DAYS):
        yield basis + timedelta(days=number)
    raise AppError("calendar.no_open_day", day=basis.isoformat(), days=3 * LONGEST_PERIOD_DAYS)


def _check(basis: date, amount: int) -> None:
    if not FIRST_YEAR <= basis.year <= LAST_YEAR:
        raise AppError("calendar.date_out_of_range", day=basis.isoformat(), first=FIRST_YEAR, last=LAST_YEAR)
    if not 1 <= amount <= LONGEST_PERIOD_DAYS:
        raise AppError("calendar.period_out_of_range", amount=amount, days=LONGEST_PERIOD_DAYS)
