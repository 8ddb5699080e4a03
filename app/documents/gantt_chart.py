"""A schedule drawn as vectors: bars over months, the plan as first agreed, what is done, and days as lines.

Nothing is told by colour alone: a milestone is a diamond, the first plan an outline, the part that is done is dark, the
performance deadline a thick line with its name, report dates are dashed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import ACCENT, CELL_HEAD, INK, MUTED, NOTE, PALE, PAPER, RULE, TINT, Align, Style

_ROW, _HEAD = 15.0, 46.0
_TEXT = Style(size=7.6, leading=10.0)
_SMALL = Style(size=6.6, leading=9.0, colour=MUTED)
_MONTH = Style(Font.TEXT_BOLD, 7.4, 10.0, ACCENT)
_GROUP = Style(Font.TEXT_BOLD, 7.4, 10.0, ACCENT)
_LINE_NAME = Style(Font.TEXT_BOLD, 7.4, 10.0, ACCENT, Align.END)
_PLANNED = "0.66 0.77 0.83"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart."""

    group: str
    clause: str
    title: str
    owner: str
    starts_on: date
    ends_on: date
    is_milestone: bool = False
    baseline_starts_on: date | None = None
    baseline_ends_on: date | None = None
    progress: int = 0  # per cent
    note: str = ""  # stands behind the title: the deviation


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day drawn through the chart; only the deadline and today carry their names."""

    on: date
    label: str
    kind: str  # deadline, due, today


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the days lie."""

    left: float
    width: float
    first: date
    last: date

    def x(self, day: date) -> float:
        """Return the x at which a day begins, held within the chart."""
        whole = (self.last - self.first).days + 1
        return self.left + self.width * min(max((day - self.first).days, 0), whole) / whole


def gantt_chart(
    flow: Flow, bars: Sequence[Bar], lines: Sequence[DayLine], first: date, last: date, *, narrow: bool = False
) -> None:
    """Draw a schedule, over as many pages as it needs, each with the months and the lines; the legend at the end.

    A narrow one fits an upright page: it leaves out group, clause and owner, and tells the deviation instead.
    """
    columns = (0.0, 0.0, 118.0, 0.0, 60.0) if narrow else (54.0, 50.0, 158.0, 62.0, 0.0)
    frame = _Frame(flow.left + sum(columns), flow.width - sum(columns), first.replace(day=1), last)
    rest = list(bars)
    while rest:
        flow.need(_HEAD + _ROW * 3)
        count = max(int((flow.room - _HEAD - 20) / _ROW), 1)
        _part(flow, rest[:count], lines, frame, columns)
        rest = rest[count:]
        if rest:
            flow.next_page()
    _legend(flow, bars, lines)


def _part(flow: Flow, bars: Sequence[Bar], lines: Sequence[DayLine], frame: _Frame, columns: Sequence[float]) -> None:
    """Draw the rows that fit on this page."""
    top = flow.y
    bottom = top + _HEAD + len(bars) * _ROW
    flow.page.rectangle(flow.left, top, flow.width, _HEAD, TINT)
    titles = ("区分", "条項", "工程", "担当", "差")
    _heads(flow, titles, columns, top)
    _grid(flow, frame, top, bottom)
    y = top + _HEAD
    for group, members in groupby(bars, key=lambda bar: bar.group):
        own = list(members)
        if columns[0]:
            flow.page.rule(flow.left, y, flow.width, RULE, 0.7)
            flow.line(group, _GROUP, flow.left + 4, y + 2.6, columns[0] - 6)
        for bar in own:
            _words(flow, bar, columns, y)
            _bar(flow, bar, frame, y)
            y += _ROW
            flow.page.rule(flow.left + columns[0], y, flow.width - columns[0], PALE, 0.4)
    flow.page.rule(flow.left, bottom, flow.width, RULE, 0.8)
    for line in lines:
        _day_line(flow, line, frame, top, bottom)
    flow.y = bottom + 6


def _heads(flow: Flow, titles: Sequence[str], columns: Sequence[float], top: float) -> None:
    x = flow.left
    for title, width in zip(titles, columns, strict=True):
        if width:
            flow.line(title, CELL_HEAD, x + 4, top + _HEAD - 16, width - 4)
        x += width


def _grid(flow: Flow, frame: _Frame, top: float, bottom: float) -> None:
    """Draw the months with their names, and the years above them."""
    for month in months(frame.first, frame.last):
        x, following = frame.x(month), frame.x(_next_month(month))
        flow.page.upright(x, top + 30, bottom - top - 30, RULE, 0.4)
        flow.line(f"{month.month}月", _MONTH, x + 3, top + 33, max(following - x, 20))
        if month == frame.first or month.month in (1, 4):
            flow.line(f"{month.year}年", replace(_GROUP, colour=MUTED), x + 2, top + 4, 60)


def months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month of a span."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next_month(month)


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _words(flow: Flow, bar: Bar, columns: Sequence[float], y: float) -> None:
    """Write the texts of a row, each shortened to its column."""
    x = flow.left + columns[0]
    for text, width, style in (
        (bar.clause, columns[1], _SMALL),
        (bar.title, columns[2], _TEXT),
        (bar.owner, columns[3], _SMALL),
        (bar.note, columns[4], _SMALL),
    ):
        if width:
            flow.line(fitted(text, style, width - 6), style, x + 4, y + (_ROW - style.leading) / 2, width)
            x += width


def fitted(text: str, style: Style, width: float, field: str = "") -> str:
    """Return as much of a text as stands on one line; an ellipsis tells that there was more."""
    plain = " ".join(text.split())
    lines = set_lines(plain, style, width, field or plain)
    if len(lines) == 1:
        return plain
    return f"{set_lines(plain, style, width - style.size, field or plain)[0].text}…"


def _bar(flow: Flow, bar: Bar, frame: _Frame, y: float) -> None:
    page, middle = flow.page, y + _ROW / 2
    if bar.is_milestone:
        if bar.baseline_ends_on and bar.baseline_ends_on != bar.ends_on:
            _diamond(page.polyline, frame.x(bar.baseline_ends_on), middle, MUTED, 3.6)
        x = frame.x(bar.ends_on)
        page.polygon(_corners(x, middle, 4.4), ACCENT)
        if bar.progress < 100:
            page.polygon(_corners(x, middle, 2.6), PAPER)
        return
    if bar.baseline_starts_on and bar.baseline_ends_on:
        x, end = frame.x(bar.baseline_starts_on), frame.x(bar.baseline_ends_on + ONE_DAY)
        page.frame(x, y + 3.2, max(end - x, 1.5), _ROW - 6.4, MUTED, 0.6)
    x, end = frame.x(bar.starts_on), frame.x(bar.ends_on + ONE_DAY)
    width = max(end - x, 1.5)
    page.rectangle(x, middle - 2.9, width, 5.8, _PLANNED)
    if bar.progress:
        page.rectangle(x, middle - 2.9, width * bar.progress / 100, 5.8, ACCENT)


def _corners(x: float, y: float, size: float) -> tuple[tuple[float, float], ...]:
    return ((x, y - size), (x + size, y), (x, y + size), (x - size, y))


def _diamond(draw: Callable[..., None], x: float, y: float, colour: str, size: float) -> None:
    corners = _corners(x, y, size)
    draw((*corners, corners[0]), colour, 0.6)


def _day_line(flow: Flow, line: DayLine, frame: _Frame, top: float, bottom: float) -> None:
    if not frame.first <= line.on <= frame.last:
        return
    x = frame.x(line.on + ONE_DAY) if line.kind == "deadline" else frame.x(line.on)
    if line.kind == "due":
        flow.page.polyline(((x, top + _HEAD - 3), (x, bottom)), MUTED, 0.45, 1.6)
        return
    is_deadline = line.kind == "deadline"
    flow.page.polyline(((x, top + 17), (x, bottom)), ACCENT if is_deadline else INK, 1.5 if is_deadline else 0.9)
    name = f"{line.label} {line.on.month}/{line.on.day}"
    width = 70.0
    if x - width > frame.left + 60:
        flow.line(name, replace(_LINE_NAME, colour=ACCENT if is_deadline else INK), x - width - 3, top + 18, width)
    else:
        flow.line(name, replace(_LINE_NAME, align=Align.START), x + 3, top + 18, width)


def _legend(flow: Flow, bars: Sequence[Bar], lines: Sequence[DayLine]) -> None:
    """Tell below the chart what the shapes mean; only those that are there."""
    flow.need(18)
    x, y = flow.left, flow.y
    page = flow.page
    parts: list[tuple[str, Callable[[float], None]]] = [
        ("予定", lambda at: page.rectangle(at, y + 3.4, 18, 5.8, _PLANNED)),
        ("節目（塗りつぶしは完了）", lambda at: page.polygon(_corners(at + 12, y + 6.4, 4.4), ACCENT)),
    ]
    if any(bar.progress and not bar.is_milestone for bar in bars):
        parts.insert(1, ("進み", lambda at: page.rectangle(at, y + 3.4, 18, 5.8, ACCENT)))
    if any(bar.baseline_ends_on for bar in bars):
        parts.insert(1, ("当初の計画", lambda at: page.frame(at, y + 2, 18, 9, MUTED, 0.6)))
    if any(line.kind == "due" for line in lines):
        dashed = ((12.0, y + 1), (12.0, y + 12))
        parts.append(("報告期限", lambda at: page.polyline([(at + dx, dy) for dx, dy in dashed], MUTED, 0.45, 1.6)))
    for name, draw in parts:
        draw(x)
        flow.line(name, NOTE, x + 23, y, 120)
        x += 23 + set_lines(name, NOTE, 200, name)[0].width + 16
    flow.y += 18
