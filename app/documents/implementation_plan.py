"""Deliverable 1, 実施計画書: cover, contents, the sections of a version and its schedule as a chart (5(1))."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.documents.gantt_chart import Bar, DayLine, gantt_chart
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Page, Properties
from app.documents.pdf.elements import furnish, heading
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import (
    ACCENT,
    INK,
    LANDSCAPE,
    MUTED,
    PORTRAIT,
    RULE,
    SUBHEADING,
    Align,
    Style,
    aligned,
)
from app.documents.pdf.table import entries
from app.documents.plan_text import set_text
from app.domain.japanese_date import era_with_weekday, format_era

TITLE = "実施計画書"
NUMBER_OF_DELIVERABLE = "納品成果物 1"
_COVER_TITLE = Style(Font.TEXT_BOLD, 30.0, 42.0, align=Align.CENTRE)
_COVER_LINE = Style(Font.TEXT, 13.0, 22.0, align=Align.CENTRE)
_COVER_SMALL = Style(Font.TEXT, 10.0, 17.0, MUTED, Align.CENTRE)
_CONTENT = Style(Font.TEXT_BOLD, 10.5, 21.0)
_CONTENT_BELOW = Style(Font.TEXT, 9.5, 18.0)
_PART = Style(Font.TEXT_BOLD, 10.8, 17.0, INK)


@dataclass(frozen=True, slots=True)
class PaperSection:
    """One section: its number, the chapter it stands in (empty for its own), its text."""

    number: str
    chapter: str
    heading: str
    clause: str
    body: str
    has_chart: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanFacts:
    """Everything that one version of the plan prints."""

    letterhead: Letterhead
    version: int
    made_on: date | None
    submitted_on: date | None
    approval: str
    changes: str
    sections: tuple[PaperSection, ...]
    bars: tuple[Bar, ...]
    lines: tuple[DayLine, ...]
    first: date
    last: date
    draft: bool = False


def implementation_plan(facts: PlanFacts) -> Made:
    """Return one version of the plan as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    on = facts.submitted_on or facts.made_on or head.on or facts.first
    document = Document(Properties(f"{TITLE}（第{facts.version}版）", head.contractor, head.contract, on))
    flow = Flow(document)
    _cover(flow, facts)
    contents = document.add_page(PORTRAIT)
    flow.next_page()
    places = _sections(flow, facts)
    _contents(Flow(document, page=contents), places)
    furnish(document, f"{TITLE}　第{facts.version}版", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _cover(flow: Flow, facts: PlanFacts) -> None:
    head = facts.letterhead
    flow.line(NUMBER_OF_DELIVERABLE, aligned(_COVER_SMALL, Align.START), flow.left, flow.y, flow.width)
    flow.page.rectangle(flow.left, 196, flow.width, 2.2, ACCENT)
    y = flow.line(head.contract, _COVER_LINE, flow.left, 214, flow.width)
    y = flow.line(TITLE, _COVER_TITLE, flow.left, y + 14, flow.width)
    y = flow.line(f"第{facts.version}版", _COVER_LINE, flow.left, y + 8, flow.width)
    flow.page.rectangle(flow.left, y + 18, flow.width, 2.2, ACCENT)
    flow.y = y + 62
    _cover_facts(flow, facts)
    flow.line(f"{head.addressee}　様", _COVER_LINE, flow.left, 660, flow.width)
    flow.line(f"受託者　{head.contractor}", _COVER_LINE, flow.left, 692, flow.width)


def _cover_facts(flow: Flow, facts: PlanFacts) -> None:
    """Show when the version was made, handed in and approved, and what it changes."""
    rows = [
        ("作成日", _day(facts.made_on)),
        ("提出日", _day(facts.submitted_on)),
        ("県の承認", facts.approval),
    ]
    if facts.version > 1 or facts.changes.strip():
        rows.append(("前の版からの修正", facts.changes))
    flow.y += 6
    entries(flow, rows)


def _day(on: date | None) -> str:
    return era_with_weekday(on) if on else ""


def _sections(flow: Flow, facts: PlanFacts) -> list[tuple[str, str, int]]:
    """Set every section and return number, heading and page of each, chapters included."""
    places: list[tuple[str, str, int]] = []
    chapter = ""
    for section in facts.sections:
        number = section.number.partition("-")[0]
        if section.chapter and section.chapter != chapter:
            heading(flow, f"{number}　{section.chapter}", "", 100.0)
            places.append((number, section.chapter, len(flow.document.pages)))
        chapter = section.chapter
        clause = f"仕様書 {section.clause}" if section.clause else ""
        if section.chapter:
            _part_heading(flow, f"{section.number}　{section.heading}", clause)
        else:
            heading(flow, f"{section.number}　{section.heading}", clause, 80.0)
        places.append((section.number, section.heading, len(flow.document.pages)))
        set_text(flow, section.body, section.heading)
        if section.has_chart and facts.bars:
            _chart(flow, facts)
    return places


def _part_heading(flow: Flow, text: str, note: str) -> None:
    """Start a section inside a chapter: smaller than a chapter, with a thin rule below."""
    flow.need(_PART.leading + 80)
    flow.skip(14)
    flow.line(text, _PART, flow.left, flow.y, flow.width * 0.78)
    small = aligned(replace(SUBHEADING, size=8.0, colour=MUTED, font=Font.TEXT), Align.END)
    flow.line(note, small, flow.left, flow.y, flow.width)
    flow.y += _PART.leading + 2
    flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.7)
    flow.y += 6


def _chart(flow: Flow, facts: PlanFacts) -> None:
    """Draw the schedule on a wide page of its own; what follows goes on upright."""
    flow.next_page(LANDSCAPE)
    flow.y = flow.line("工程表の図", aligned(_PART, Align.START), flow.left, flow.y - 6, flow.width) + 4
    gantt_chart(flow, facts.bars, facts.lines, facts.first, facts.last)
    flow.next_page(PORTRAIT)


def _contents(flow: Flow, places: Sequence[tuple[str, str, int]]) -> None:
    """Write the contents on their page, each line led to its page number by dots."""
    flow.y = flow.line("目次", replace(_COVER_TITLE, size=18.0, leading=30.0), flow.left, flow.y, flow.width) + 10
    for number, title, page in places:
        is_below = "-" in number
        style = _CONTENT_BELOW if is_below else _CONTENT
        indent = 24.0 if is_below else 0.0
        text = f"{number}　{title}"
        flow.line(text, style, flow.left + indent, flow.y, flow.width - indent - 40)
        flow.line(str(page), aligned(style, Align.END), flow.left, flow.y, flow.width)
        start = flow.left + indent + set_lines(text, style, flow.width, text)[0].width + 8
        _dots(flow.page, start, flow.left + flow.width - 24, flow.y + style.leading * 0.62)
        flow.y += style.leading


def _dots(page: Page, start: float, end: float, y: float) -> None:
    if end > start:
        page.polyline(((start, y), (end, y)), RULE, 0.8, 1.6)


def approval_words(number: str, decided_on: date | None) -> str:
    """Return what the cover says of the approval."""
    return f"{number}　{format_era(decided_on)}" if decided_on else number
