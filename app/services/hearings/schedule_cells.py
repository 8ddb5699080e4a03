"""The cells of a hearing schedule: days, times, modes and words for 調整中, as offices write them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from app.documents.tabular_grid import ErrorValue, Formula
from app.domain.case import Mode
from app.domain.hearing import LineState
from app.domain.japanese_date import DateUnreadable, TimeUnreadable, parse_date, parse_time, parse_time_range
from app.domain.text import compact, search_key

HALF_A_YEAR = 183  # days
_DONE = "(?:済み?|ずみ|完了|終了|しました)"
_ARRANGING = re.compile(f"調整(?!{_DONE})|未定|未確定|検討中|追って|別途|延期|tbd")
_CANCELLED = re.compile(r"(?:実施)?(?:中止|取消し?|取り消し|取りやめ|取止め|とりやめ)(?:しました|となりました)?")
_SETTLED = re.compile(rf"\s*[（(]?(?:日程|時間|時刻)?(?:調整{_DONE}|確定(?:済み?)?|決定(?:済み?)?)[）)]?\s*$")
_CALLS_OFF = re.compile("中止|取消|取り消|取りやめ|取止め|とりやめ|延期|順延")
_ONLINE = re.compile("オンライン|web|ウェブ|ウエブ|zoom|teams|webex|リモート|遠隔|ビデオ会議")
_ON_SITE = re.compile("現地|対面|実地|訪問|来庁|参集|集合")
_INSIDE = re.compile(r"[（(]([^（）()]*)[）)]\s*$")
_TIME_BEGINS = re.compile(r"(?:午前|午後)?\s*\d{1,2}\s*(?::\s*\d{2}|時)")
_HAS_YEAR = re.compile(r"\s*(?:令|平|昭|[rhs]\s*\d|\d{4})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"0?0:00(?::00)?")
_OPEN_END = re.compile(r"(?:[~〜～\-‐–―ー]|から)$")


class CellProblem(Exception):
    """A cell that cannot be read: a code of the catalogue, its text and the values of the sentence."""

    def __init__(self, code: str, text: str = "", **values: object) -> None:
        """Keep what is said of it."""
        super().__init__(code)
        self.code = code
        self.text = text
        self.values = tuple(values.items())


@dataclass(frozen=True, slots=True)
class Said:
    """What a schedule says of one municipality."""

    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    mode: Mode | None = None  # None: nothing is said
    place: str = ""
    state: LineState = LineState.SET
    municipality_persons: str = ""
    prefecture_persons: str = ""
    note: str = ""


def cell_text(cell: object) -> str:
    """Return a cell as text without the white space around its lines; days and times in ISO 8601."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    text = "" if cell is None else str(cell)
    lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def read_state(day: object, state: object, note: str) -> LineState:
    """Return whether a line names a day, is being arranged, or is called off."""
    words = [search_text(cell_text(cell)) for cell in (day, state)]
    if any(_CANCELLED.fullmatch(word) for word in (*words, _bare(note))):
        return LineState.CANCELLED
    if any(_ARRANGING.search(word) for word in words if word):
        return LineState.ARRANGING
    return LineState.SET


def speaks_of_calling_off(*cells: object) -> bool:
    """Tell whether cells speak of a hearing called off or put off, in whatever words."""
    return any(_CALLS_OFF.search(search_text(cell_text(cell))) for cell in cells)


def search_text(text: str) -> str:
    """Return a text in compatibility form, without white space, in small letters."""
    return compact(text).casefold()


def _bare(note: str) -> str:
    return search_text(note).strip("※【】[]()（）。・")


def read_day(cell: object, weekday: str, near: date) -> tuple[date, str]:
    """Return the day of a cell, and what stands behind it where the cell holds a time, too."""
    _refuse_computed(cell)
    if isinstance(cell, datetime):
        return cell.date(), "" if cell.time() == time() else f"{cell:%H:%M}"
    text = cell_text(cell)
    if not text:
        raise CellProblem("schedule.no_day")
    plain = unicodedata.normalize("NFKC", text)
    begins = _TIME_BEGINS.search(plain)
    words, rest = (plain[: begins.start()], plain[begins.start() :]) if begins and begins.start() else (plain, "")
    words = _SETTLED.sub("", words)
    if weekday and not re.search("[月火水木金土日]曜?日?[)）]?$", words.strip().removesuffix("日")):
        words = f"{words}({compact(weekday).strip('()')[:1]})"
    try:
        day = parse_date(words, near)
    except DateUnreadable as problem:
        code = "schedule.weekday" if problem.reason == "weekday" else "schedule.day_unreadable"
        raise CellProblem(code, text) from None
    if not _HAS_YEAR.match(words) and abs((day - near).days) > HALF_A_YEAR:
        raise CellProblem("schedule.weekday", text)  # only in another year does that day fall on the weekday given
    return day, "" if _MIDNIGHT.fullmatch(rest.strip()) else rest


def read_times(cell: object, start: object, end: object) -> tuple[time | None, time | None]:
    """Return start and end; None where a schedule leaves them open or still arranges them."""
    for each in (cell, start, end):
        _refuse_computed(each)
    if cell_text(start):
        return _ordered(_time(start), _time(end) if cell_text(end) else None, cell_text(start))
    if isinstance(cell, time):
        return cell, None
    if isinstance(cell, datetime):
        return cell.time(), None
    text = cell_text(cell)
    if not text:
        return None, None
    try:
        return _span(_SETTLED.sub("", text))
    except CellProblem:
        if _ARRANGING.search(search_text(text)):
            return None, None
        raise


def _span(text: str) -> tuple[time, time | None]:
    """Return start and end, or a start alone; CellProblem when it is neither."""
    try:
        if _OPEN_END.search(compact(text)):
            return parse_time(_OPEN_END.sub("", compact(text))), None
        return parse_time_range(text)
    except TimeUnreadable as problem:
        return _alone(text, problem)


def _alone(text: str, problem: TimeUnreadable) -> tuple[time, None]:
    """Return a start that stands alone; CellProblem when it is no time."""
    if problem.reason == "order":
        raise CellProblem("schedule.times_order", text) from None
    try:
        return parse_time(text), None
    except TimeUnreadable:
        raise CellProblem("schedule.times_unreadable", text) from None


def _time(cell: object) -> time:
    if isinstance(cell, time):
        return cell
    try:
        return parse_time(cell_text(cell))
    except TimeUnreadable:
        raise CellProblem("schedule.times_unreadable", cell_text(cell)) from None


def _ordered(start: time, end: time | None, text: str) -> tuple[time, time | None]:
    if end is not None and end <= start:
        raise CellProblem("schedule.times_order", f"{text}～{end:%H:%M}")
    return start, end


def read_mode(cell: object) -> tuple[Mode | None, str]:
    """Return how a hearing is held and, from 対面（市役所）, where; nothing for an empty cell or one still open."""
    _refuse_computed(cell)
    text = cell_text(cell)
    words = search_text(text)
    if not words or (_ARRANGING.search(words) and not (_ONLINE.search(words) or _ON_SITE.search(words))):
        return None, ""
    online, on_site = bool(_ONLINE.search(words)), bool(_ON_SITE.search(words))
    if online == on_site:
        raise CellProblem("schedule.mode_unreadable", text)
    inside = _INSIDE.search(text)
    place = inside[1].strip() if inside and on_site else ""
    return (Mode.ONLINE if online else Mode.IN_PERSON), place


def _refuse_computed(cell: object) -> None:
    """Refuse what only a spreadsheet could compute, or failed to."""
    if isinstance(cell, Formula):
        raise CellProblem("schedule.formula", str(cell))
    if isinstance(cell, ErrorValue):
        raise CellProblem("schedule.error_value", str(cell))


def same_said(one: Said, other: Said) -> bool:
    """Tell whether two lines say the same, however they are written."""
    return _key(one) == _key(other)


def _key(said: Said) -> tuple[object, ...]:
    texts = (said.place, said.municipality_persons, said.prefecture_persons, said.note)
    return (said.held_on, said.starts_at, said.ends_at, said.mode, said.state, *map(search_key, texts))
