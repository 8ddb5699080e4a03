"""令和 dates and Japanese times: reading what people type, writing what documents print."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from app.domain.japan import JAPAN as JAPAN
from app.domain.text import compact

FIRST_YEAR = 1989
LAST_YEAR = 2100
WEEKDAYS = "月火水木金土日"
LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Era:
    """One era with its first and last day."""

    name: str
    letter: str
    first_on: date
    last_on: date


ERAS = (
    Era("令和", "r", date(2019, 5, 1), date.max),
    Era("平成", "h", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "s", date(1926, 12, 25), date(1989, 1, 7)),
)


class DateUnreadable(ValueError):
    """A text that is no date; ``reason`` is unreadable, no_such_day, weekday, era or range."""

    def __init__(self, reason: str, **values: object) -> None:
        """Keep the reason and the values of its sentence."""
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


class TimeUnreadable(ValueError):
    """A text that is no time of day; ``reason`` is unreadable, midnight, no_such_time, seconds or order."""

    def __init__(self, reason: str, **values: object) -> None:
        """Keep the reason and the values of its sentence."""
        super().__init__(reason, values)
        self.reason = reason
        self.values = values


_ERA = r"(?P<era>令和|平成|昭和|令|平|昭|[rhs])(?P<era_year>\d{1,2}|元)"
_WEEKDAY = r"(?:\(?(?P<weekday>[月火水木金土日])(?:曜日?)?(?:[・,、/]?[祝休]日?)?\)?)?"
_PATTERNS = tuple(  # compiled when a date is first read: writing one needs none of them
    pattern + _WEEKDAY
    for pattern in (
        _ERA + r"年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        _ERA + r"(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<year>\d{4})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})",
    )
)
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
_TIME = (
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.0+)?)?"
    r"|時(?:(?P<minutes>\d{1,2})分|(?P<thirty>半))?)"
)
_RANGE = re.compile(r"[~〜-]|から")


def parse_date(text: str, today: date) -> date:
    """Return the day that a text names: 令和8年7月10日, R8.7.10, 2026/7/10, 7月10日（金）, full-width digits.

    A date without a year is the one nearest to ``today``; a weekday, where given, must agree and chooses the year.
    Raises DateUnreadable.
    """
    if len(text) > LONGEST_TEXT:
        raise DateUnreadable("unreadable")
    plain = compact(text).translate(_HYPHENS).lower()
    for pattern in _PATTERNS:
        match = re.fullmatch(pattern, plain)
        if match:
            return _day_of(match.groupdict(), today)
    raise DateUnreadable("unreadable")


def format_era(day: date) -> str:
    """Return 令和8年7月10日; the first year of an era is 元年."""
    for era in ERAS:
        if era.first_on <= day <= era.last_on:
            year = day.year - era.first_on.year + 1
            return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_name(day: date) -> str:
    """Return 月 to 日."""
    return WEEKDAYS[day.weekday()]


def era_with_weekday(day: date) -> str:
    """Return 令和8年7月10日（金）."""
    return f"{format_era(day)}（{weekday_name(day)}）"


def iso_with_weekday(day: date) -> str:
    """Return 2026-07-10（金）."""
    return f"{day.isoformat()}（{weekday_name(day)}）"


def parse_moment(text: str, today: date) -> datetime:
    """Return the aware moment (Asia/Tokyo) of a date followed by a time: 2026/10/19 16:46:00, 令和8年7月10日 13時30分.

    ISO 8601 with an offset is read too. Raises DateUnreadable or TimeUnreadable.
    """
    if len(text) > LONGEST_TEXT:
        raise DateUnreadable("unreadable")
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        _check_year(moment.date())
        return moment.astimezone(JAPAN)
    parts = re.fullmatch(r"(.{3,40}?)(?:\s+|(?<=\d)T)([午前後\d:時分半.\s]{2,20})", plain)
    if not parts:
        raise DateUnreadable("unreadable")
    day = parse_date(parts[1], today)
    return datetime.combine(day, _time_of(compact(parts[2]), with_seconds=True), JAPAN)


def parse_time(text: str) -> time:
    """Return the time of day, to the minute: 13:30, １３：３０, 13時30分, 13時半, 13時, 午後1時30分.

    24:00 belongs to the next day and is refused. Raises TimeUnreadable.
    """
    if len(text) > LONGEST_TEXT:
        raise TimeUnreadable("unreadable")
    return _time_of(compact(text))


def parse_time_range(text: str) -> tuple[time, time]:
    """Return start and end of a span within one day: １３：３０～１４：３０, 13時00分〜14時30分, 10:30-12:30.

    Raises TimeUnreadable, also when the end does not lie after the start.
    """
    if len(text) > LONGEST_TEXT:
        raise TimeUnreadable("unreadable")
    parts = _RANGE.split(compact(text).translate(_HYPHENS).removesuffix("まで"))
    if len(parts) != 2:
        raise TimeUnreadable("unreadable")
    starts_at, ends_at = _time_of(parts[0]), _time_of(parts[1])
    if ends_at <= starts_at:
        raise TimeUnreadable("order", starts_at=f"{starts_at:%H:%M}", ends_at=f"{ends_at:%H:%M}")
    return starts_at, ends_at


def _time_of(plain: str, *, with_seconds: bool = False) -> time:
    if plain == "正午":
        return time(12)
    match = re.fullmatch(_TIME, plain)
    if not match:
        raise TimeUnreadable("unreadable")
    hour = int(match["hour"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["minutes"] or 0)
    second = int(match["second"] or 0)
    if match["half"]:
        if hour >= 12:  # 午前12時 and 午後12時 are read both ways
            raise TimeUnreadable("no_such_time", hour=hour, minute=minute)
        hour += 12 if match["half"] == "午後" else 0
    if hour == 24:
        raise TimeUnreadable("midnight")
    if second and not with_seconds:
        raise TimeUnreadable("seconds")
    try:
        return time(hour, minute, second)
    except ValueError:
        raise TimeUnreadable("no_such_time", hour=hour, minute=minute) from None


def _day_of(parts: dict[str, str | None], today: date) -> date:
    month, number, weekday = int(parts["month"] or 0), int(parts["day"] or 0), parts["weekday"] or ""
    if parts.get("era"):
        return _checked(_era_day(parts["era"] or "", parts["era_year"] or "", month, number), weekday)
    if parts.get("year"):
        return _checked(_day(int(parts["year"] or 0), month, number), weekday)
    return _nearest(month, number, weekday, today)


def _day(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise DateUnreadable("no_such_day", year=year, month=month, day=number) from None


def _era_day(name: str, year_text: str, month: int, number: int) -> date:
    era = next(era for era in ERAS if name in (era.name, era.name[0], era.letter))
    era_year = 1 if year_text == "元" else int(year_text)
    if era_year == 0:
        raise DateUnreadable("era", era=era.name, year=era_year)
    day = _day(era.first_on.year + era_year - 1, month, number)
    if not era.first_on <= day <= era.last_on:
        raise DateUnreadable("era", era=era.name, year=era_year)
    return day


def _nearest(month: int, number: int, weekday: str, today: date) -> date:
    """Return the day nearest to ``today`` within a year that falls on the weekday, where one is given."""
    years = range(max(today.year - 1, 1), min(today.year + 1, 9999) + 1)
    if number < 1 or not 1 <= month <= 12:
        raise DateUnreadable("no_such_day", year=today.year, month=month, day=number)
    days = []
    for year in years:
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue  # 29 February
    days = sorted((day for day in days if abs(day - today).days <= 366), key=lambda day: abs(day - today))
    if not days:
        raise DateUnreadable("no_such_day", year=today.year, month=month, day=number)
    agreeing = [day for day in days if not weekday or weekday_name(day) == weekday]
    return _checked((agreeing or days)[0], weekday)


def _checked(day: date, weekday: str) -> date:
    _check_year(day)
    if weekday and weekday_name(day) != weekday:
        raise DateUnreadable("weekday", day=day.isoformat(), given=weekday, actual=weekday_name(day))
    return day


def _check_year(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DateUnreadable("range", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
