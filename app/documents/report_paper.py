"""The reports of the contract on paper: figures at a glance, tables, charts and words under numbered headings.

What stands in a report is given; this module alone decides how it is set, so that all of them look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.gantt_chart import Bar, DayLine, gantt_chart
from app.documents.letterhead import Letterhead, letterhead
from app.documents.made import Made
from app.documents.pdf.chart import bar_chart
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import bullets, furnish, heading, paragraph, subheading
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.style import NOTE, Align, Style
from app.documents.pdf.table import Column, Entries, table
from app.documents.pdf.tiles import tiles
from app.documents.stacked_chart import stacked_chart

_CELL = Style(size=8.6, leading=13.0, justified=True)
_FIGURE = Style(size=8.6, leading=13.0, align=Align.END)
_LINES_KEPT = 40.0  # points of a text that stay with its heading
_TABLE_KEPT = 96.0  # of a longer table: its head and its first row
_SHORT_TABLE = 250.0  # a table up to this height is not divided
_TABLE_HEAD, _ROW_EDGE, _CELL_EDGE = (
    30.0,
    7.2,
    12.0,
)  # its head; what a row and a cell add to text
_CHART_HEAD, _CHART_ROW = 72.0, 15.0  # of a schedule with its legend, and of one of its rows
_TALLEST_KEPT = 150.0  # an entry that is taller may be divided right below its heading


@dataclass(frozen=True, slots=True)
class Band:
    """Figures at a glance: label, text, and share of the width."""

    tiles: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Label and text in rows."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: titles with their share of the width, rows, and the words for none.

    ``figures`` are the columns, counted from 0, whose cells are numbers.
    """

    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "該当なし"
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text of one or more paragraphs."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A small text: how something was counted, as of which day."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar for each label; the figure stands at its end."""

    bars: tuple[tuple[str, int], ...]
    unit: str
    label_width: float = 150.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars divided into named parts."""

    parts: tuple[str, ...]
    bars: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule as a chart, with the days drawn as lines."""

    bars: tuple[Bar, ...]
    lines: tuple[DayLine, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Below:
    """A subheading."""

    title: str


Part = Band | Pairs | Grid | Words | Remark | Points | Bars | Stack | Schedule | Below


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section: its title, the clause it answers, what stands in it; ``on_new_page`` starts it at the top."""

    title: str
    clause: str
    parts: tuple[Part, ...]
    on_new_page: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportPaper:
    """A report ready to be set; ``opening`` stands before the first heading."""

    letterhead: Letterhead
    title: str
    subtitle: str
    reference: str
    lead: str
    on: date  # the day that the file says it was made for
    opening: tuple[Part, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    draft: bool = False


def report_paper(paper: ReportPaper) -> Made:
    """Return a report as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = paper.letterhead
    whole_title = f"{paper.title}　{paper.subtitle}".strip()
    document = Document(Properties(whole_title, head.contractor, head.contract, paper.on))
    flow = Flow(document)
    letterhead(flow, head, whole_title, paper.reference)
    if paper.lead:
        paragraph(flow, paper.lead)
        flow.skip(4)
    _set_all(flow, paper.opening)
    for number, chapter in enumerate(paper.chapters, start=1):
        if chapter.on_new_page and flow.y > flow.geometry.top:
            flow.next_page()
        kept = height_kept(flow, chapter.parts)
        heading(flow, f"{number}　{chapter.title}", f"仕様書 {chapter.clause}" if chapter.clause else "", kept)
        _set_all(flow, chapter.parts)
    furnish(document, whole_title, head.contract, paper.draft)
    return Made(document.data(), len(document.pages))


def height_kept(flow: Flow, parts: Sequence[Part]) -> float:
    """Return how much of what follows a heading stays with it, in points: up to the first part that says something."""
    kept = 0.0
    for part in parts:
        if isinstance(part, Below):
            kept += 34.0
        elif isinstance(part, Remark):
            kept += 30.0
        else:
            return kept + _needed(flow, part)
    return kept


def _needed(flow: Flow, part: Part) -> float:
    match part:
        case Band():
            return 54.0
        case Bars(bars):
            return min(17.0 * len(bars) + 8, _TALLEST_KEPT * 2)
        case Stack(_, bars):
            return min(17.0 * len(bars) + 32, _TALLEST_KEPT * 2)
        case Schedule(bars):
            return min(_CHART_HEAD + _CHART_ROW * len(bars), _TALLEST_KEPT * 2)
        case Grid():
            return max(_height_of(flow, part), _TABLE_KEPT) if part.rows else _LINES_KEPT
        case Pairs(rows):
            return min(Entries(flow, rows[:2]).height, _TALLEST_KEPT)
        case _:
            return _LINES_KEPT


def _set_all(flow: Flow, parts: Sequence[Part]) -> None:
    for number, part in enumerate(parts):
        if isinstance(part, Below):
            subheading(flow, part.title, height_kept(flow, parts[number + 1 :]))
        else:
            _set(flow, part)


def _set(flow: Flow, part: Part) -> None:
    match part:
        case Band(band):
            tiles(flow, band)
            flow.skip(6)
        case Pairs(rows):
            Entries(flow, rows).draw()
        case Grid():
            _grid(flow, part)
        case Words(text):
            paragraph(flow, text.strip() or "―")
        case Remark(text):
            paragraph(flow, text, NOTE)
            flow.skip(2)
        case Points(items):
            bullets(flow, items)
            flow.skip(2)
        case Bars(bars, unit, width):
            bar_chart(flow, bars, unit, width)
        case Stack(names, bars, unit):
            stacked_chart(flow, names, bars, unit)
        case Schedule(bars, lines, first, last):
            flow.need(min(_CHART_HEAD + _CHART_ROW * len(bars), flow.geometry.foot - flow.geometry.top))
            gantt_chart(flow, bars, lines, first, last, narrow=True)


def _grid(flow: Flow, part: Grid) -> None:
    if not part.rows:
        paragraph(flow, part.empty)
        return
    flow.skip(2)
    flow.need(_height_of(flow, part))
    table(flow, _columns(part), part.rows, part.empty)


def _columns(part: Grid) -> list[Column]:
    return [
        Column(title, share, _FIGURE if number in part.figures else _CELL, _align(number in part.figures))
        for number, (title, share) in enumerate(part.columns)
    ]


def _align(is_figure: bool) -> Align:
    return Align.END if is_figure else Align.START


def _height_of(flow: Flow, part: Grid) -> float:
    """Return the height of a short table, which is not divided; 0 for a longer one."""
    if len(part.rows) * (_CELL.leading + _ROW_EDGE) > _SHORT_TABLE:
        return 0.0
    whole = sum(share for _, share in part.columns)
    widths = [flow.width * share / whole - _CELL_EDGE for _, share in part.columns]
    height = _TABLE_HEAD
    for row in part.rows:
        lines = (len(set_lines(text, _CELL, width, text)) for text, width in zip(row, widths, strict=True))
        height += max(lines) * _CELL.leading + _ROW_EDGE
    return height if height <= _SHORT_TABLE else 0.0
