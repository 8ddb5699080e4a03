"""今週: the one page for the Monday meeting; what does not fit is cut with the whole number told, never silently."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.documents.gantt_chart import fitted
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish
from app.documents.pdf.flow import Flow, SetLine, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import (
    ACCENT,
    INK,
    MILLIMETRE,
    MUTED,
    NOTE,
    PALE,
    RULE,
    TINT,
    Align,
    Geometry,
    Style,
    aligned,
)
from app.documents.pdf.tiles import Tile, tiles
from app.domain.japanese_date import format_era, weekday_name
from app.planning.fair_shares import fair_shares

NAME = "今週の予定"
PAGE = Geometry(left=14 * MILLIMETRE, right=14 * MILLIMETRE, top=20 * MILLIMETRE, bottom=17 * MILLIMETRE)
_TITLE = Style(Font.TEXT_BOLD, 16.0, 24.0)
_LINE = Style(size=8.4, leading=12.6)
_LATE = Style(Font.TEXT_BOLD, 8.4, 12.6)
_MORE = Style(size=7.6, leading=12.6, colour=MUTED)
_HEAD = Style(Font.TEXT_BOLD, 9.2, 14.0, ACCENT)
_DAY = Style(Font.TEXT_BOLD, 9.0, 12.6)
_LEFT_SHARE, _GUTTER, _DATE = 0.53, 14.0, 42.0
_NAMED = 96.0  # points that the name of the paper takes
_BLOCK_ABOVE = 25.0  # points of a block above its lines: its heading and the space around it
_PAD = 5.0  # above and below the lines of a day
_MARK = 9.5  # the room of the mark before a line


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One line for one or several things; one that is late is bold and begins with a mark."""

    text: str
    is_late: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day with what lies on it."""

    on: date
    closed: str  # why the office is closed; empty when it is open
    lines: tuple[WeekLine, ...]


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """One list beside the days; ``empty`` is said when there is nothing."""

    title: str
    lines: tuple[WeekLine, ...]
    empty: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekFacts:
    """Everything that the page of a week prints."""

    letterhead: Letterhead
    judged_on: date
    days: tuple[WeekDay, ...]
    counts: tuple[Tile, ...]
    below: WeekBlock  # stands below the days
    blocks: tuple[WeekBlock, ...]  # beside the days
    draft: bool = False


def week_sheet(facts: WeekFacts) -> Made:
    """Return the page as PDF, always a single one; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    first, last = facts.days[0].on, facts.days[-1].on
    document = Document(Properties(f"{NAME}（{first.isoformat()}）", head.contractor, head.contract, facts.judged_on))
    flow = Flow(document, PAGE)
    _title(flow, facts, first, last)
    tiles(flow, facts.counts)
    flow.y += 10
    top = flow.y
    _days(flow, facts, top)
    _blocks(flow, facts.blocks, top)
    furnish(document, NAME, head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _title(flow: Flow, facts: WeekFacts, first: date, last: date) -> None:
    span = f"{format_era(first)}（{weekday_name(first)}）～{last.month}月{last.day}日（{weekday_name(last)}）"
    made = f"{facts.letterhead.contractor}　{format_era(facts.judged_on)}現在"
    flow.y -= 12
    spanned = replace(_TITLE, size=11.0, font=Font.TEXT)
    flow.line(f"{NAME}", _TITLE, flow.left, flow.y, flow.width)
    flow.line(span, spanned, flow.left + _NAMED, flow.y + 1.5, flow.width)
    taken = _NAMED + set_lines(span, spanned, flow.width)[0].width + _GUTTER
    room = flow.width - taken  # the stamp of a draft stands above this line
    flow.line(fitted(made, NOTE, room), aligned(NOTE, Align.END), flow.left + taken, flow.y + 8, room)
    flow.y += _TITLE.leading + 4
    flow.page.rule(flow.left, flow.y, flow.width, ACCENT, 1.4)
    flow.y += 8


Broken = tuple[WeekLine, list[SetLine]]  # a line, set to its width


def _days(flow: Flow, facts: WeekFacts, top: float) -> None:
    """Draw the days and the list below them; a day that is too full is cut, and says how much it holds."""
    width = flow.width * _LEFT_SHARE - _GUTTER / 2
    inner = width - _DATE - 8
    room = flow.geometry.foot - top - 2 * _PAD * len(facts.days) - _BLOCK_ABOVE - 8
    parts = _fitting([day.lines for day in facts.days], inner, facts.below.lines, width - 4, room)
    y = top
    for day, (lines, share) in zip(facts.days, parts[:-1], strict=True):
        y = _day(flow, day, lines, share, y, width, facts.judged_on)
    flow.page.rule(flow.left, y, width, RULE, 0.8)
    _block(flow, facts.below, *parts[-1], flow.left, y + 8, width)


def _fitting(
    lists: Sequence[Sequence[WeekLine]], width: float, last: Sequence[WeekLine], last_width: float, room: float
) -> list[tuple[list[Broken], int]]:
    """Return each list set into lines with its share of the room: broken in two, the longest lists on one line each."""
    lines = int(room / _LINE.leading)
    every = [*((each, width) for each in lists), (last, last_width)]
    most = [2] * len(every)
    while True:
        found = [[_broken(line, wide, kept) for line in each] for (each, wide), kept in zip(every, most, strict=True)]
        wanted = [max(sum(len(broken) for _, broken in each), 1) for each in found]
        open_ones = [number for number, kept in enumerate(most) if kept > 1]
        if sum(wanted) <= lines or not open_ones:
            return list(zip(found, fair_shares(wanted, lines), strict=True))
        most[max(open_ones, key=lambda number: wanted[number])] = 1


def _broken(line: WeekLine, width: float, most: int) -> Broken:
    """Return a line broken into at most so many; an ellipsis tells that there was more."""
    style, width = _LATE if line.is_late else _LINE, width - _MARK
    found = set_lines(" ".join(line.text.split("\n")), style, width, line.text)
    if len(found) > most:
        rest = "".join(each.text for each in found[most - 1 :])
        found = [*found[: most - 1], found[most - 1]._replace(text=fitted(rest, style, width))]
    return line, found


def _day(flow: Flow, day: WeekDay, lines: Sequence[Broken], share: int, y: float, width: float, today: date) -> float:
    height = 2 * _PAD + max(share, 1) * _LINE.leading
    page = flow.page
    if day.closed or day.on == today:
        page.rectangle(flow.left, y, _DATE, height, PALE if day.closed else TINT)
    page.rule(flow.left, y, width, RULE, 0.8 if day.on == today else 0.5)
    name = f"{day.on.day}日（{weekday_name(day.on)}）"
    flow.line(name, replace(_DAY, size=8.6), flow.left + 3, y + _PAD, _DATE + 8)
    x, inner = flow.left + _DATE + 6, width - _DATE - 8
    if lines and share:
        _lines(flow, lines, share, x, y + _PAD, inner)
    elif not lines:
        flow.line(day.closed or "予定はありません", _MORE, x, y + _PAD, inner)
    return y + height


def _lines(flow: Flow, lines: Sequence[Broken], share: int, x: float, y: float, width: float) -> None:
    """Write as many lines as there is room for; the last one tells how many there are in all when some are cut."""
    needed = sum(len(broken) for _, broken in lines)
    room = share if needed <= share else share - 1
    shown = 0
    for line, broken in lines:
        if len(broken) > room:
            break
        style = _LATE if line.is_late else _LINE
        flow.line("▲" if line.is_late else "・", style, x, y, width)
        y = flow.draw(broken, style, x + _MARK, y, width - _MARK, line.text)
        room -= len(broken)
        shown += line.count
    whole = sum(line.count for line, _ in lines)
    if shown < whole:
        flow.line(f"ほか{whole - shown}件（全{whole}件）", _MORE, x, y, width)


def _blocks(flow: Flow, blocks: Sequence[WeekBlock], top: float) -> None:
    """Draw the lists beside the days, sharing the height among them."""
    left = flow.left + flow.width * _LEFT_SHARE + _GUTTER / 2
    width = flow.left + flow.width - left
    room = flow.geometry.foot - top - _BLOCK_ABOVE * len(blocks)
    lists = [block.lines for block in blocks]
    y = top
    for block, (lines, share) in zip(blocks, _fitting(lists[:-1], width - 4, lists[-1], width - 4, room), strict=True):
        y = _block(flow, block, lines, share, left, y, width)


def _block(
    flow: Flow, block: WeekBlock, lines: Sequence[Broken], share: int, left: float, y: float, width: float
) -> float:
    flow.page.rectangle(left, y + 1, 2.6, 12, ACCENT)
    flow.line(block.title, _HEAD, left + 7, y, width)
    count = f"全{sum(line.count for line in block.lines)}件"
    flow.line(count, aligned(replace(_MORE, colour=INK), Align.END), left, y, width)
    y += 16
    flow.page.rule(left, y, width, RULE, 0.5)
    y += 2
    if lines and share:
        _lines(flow, lines, share, left + 2, y, width - 2)
    elif not lines:
        flow.line(block.empty, _MORE, left + 2, y, width)
    return y + max(share, 1) * _LINE.leading + _BLOCK_ABOVE - 18
