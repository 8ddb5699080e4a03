"""Deliverable 2, 実施体制図: the boxes of the team drawn as vectors on A4 across, with the proof of 7(1) (5(1))."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.documents.gantt_chart import fitted
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading, paragraph
from app.documents.pdf.flow import Flow, SetLine, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import (
    ACCENT,
    INK,
    LABEL,
    LANDSCAPE,
    MUTED,
    NOTE,
    PAPER,
    PORTRAIT,
    RULE,
    TINT,
    TITLE,
    Align,
    Style,
    aligned,
)
from app.documents.pdf.table import Column, table
from app.domain.japanese_date import era_with_weekday

NAME = "実施体制図"
NUMBER_OF_DELIVERABLE = "納品成果物 2"
LARGEST = 1.15  # how much larger than laid out a small chart is drawn
SMALLEST_PRINT = 4.6  # points; a name below that size is not read
_FULL = {"prefecture": "0.90 0.93 0.90", "municipality": "0.95 0.93 0.88", "partner": "0.93 0.91 0.95"}


@dataclass(frozen=True, slots=True)
class Box:
    """One box at its place in the drawing, in points."""

    title: str
    person: str
    affiliation: str
    duty: str
    side: str
    side_label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Proof:
    """One demand of 7(1) with who meets it."""

    clause: str
    label: str
    wanted: str
    met_by: str
    is_met: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamFacts:
    """Everything that one version of the chart prints."""

    letterhead: Letterhead
    version: int
    made_on: date | None
    submitted_on: date | None
    approval: str
    changes: str
    boxes: tuple[Box, ...]
    links: tuple[tuple[tuple[float, float], ...], ...]
    width: float
    height: float
    proof: tuple[Proof, ...]
    draft: bool = False


def team_chart(facts: TeamFacts) -> Made:
    """Return one version of the chart as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    on = facts.submitted_on or facts.made_on or head.on or date(2026, 4, 1)
    document = Document(Properties(f"{NAME}（第{facts.version}版）", head.contractor, head.contract, on))
    flow = Flow(document, LANDSCAPE)
    _head(flow, facts)
    _drawing(flow, facts)
    flow.next_page(PORTRAIT)
    _proof(flow, facts)
    _people(flow, facts.boxes)
    furnish(document, f"{NAME}　第{facts.version}版", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _head(flow: Flow, facts: TeamFacts) -> None:
    """Set the title with its version and days in one band, so that the drawing has the page."""
    small = replace(NOTE, size=8.5)
    top = flow.y - 24
    flow.line(f"{NUMBER_OF_DELIVERABLE}　　{facts.letterhead.contract}", small, flow.left, top, flow.width * 0.6)
    width = flow.width - (76 if facts.draft else 0)
    days = "　".join(
        f"{label} {era_with_weekday(day)}"
        for label, day in (("作成日", facts.made_on), ("提出日", facts.submitted_on))
        if day
    )
    flow.line(days, aligned(small, Align.END), flow.left, top, width)
    flow.line(f"受託者　{facts.letterhead.contractor}", aligned(small, Align.END), flow.left, top + 14, width)
    title = Style(TITLE.font, 15.0, 22.0)
    flow.y = flow.line(f"{NAME}　第{facts.version}版", title, flow.left, top + 12, flow.width * 0.6) + 2
    flow.page.rule(flow.left, flow.y, flow.width, ACCENT, 1.2)
    flow.y += 10


def _drawing(flow: Flow, facts: TeamFacts) -> None:
    """Draw links and boxes, scaled to the room that the page leaves."""
    if not facts.boxes:
        paragraph(flow, "枠がまだありません。", NOTE)
        return
    room = flow.room - 16
    scale = min(flow.width / facts.width, room / facts.height, LARGEST)
    left = flow.left + (flow.width - facts.width * scale) / 2
    top = flow.y + max((room - facts.height * scale) / 3, 0)
    for link in facts.links:
        flow.page.polyline([(left + x * scale, top + y * scale) for x, y in link], MUTED, 0.8)
    for box in facts.boxes:
        _box(flow, box, left, top, scale)
    flow.line(
        "枠の色は区分を示し、区分の名前を枠の左上に書く。担当する業務の全文は次のページの表による。",
        NOTE,
        flow.left,
        flow.geometry.foot - 12,
        flow.width,
    )


def _box(flow: Flow, box: Box, left: float, top: float, scale: float) -> None:
    x, y = left + box.x * scale, top + box.y * scale
    width, height = box.width * scale, box.height * scale
    page = flow.page
    page.rectangle(x, y, width, height, _FULL.get(box.side, PAPER if box.person else TINT))
    page.rectangle(x, y, 2.4 * scale, height, ACCENT)
    page.frame(x, y, width, height, ACCENT if box.person or box.side != "contractor" else RULE, 0.7)
    inner, pad = width - 11 * scale, 7 * scale
    label = Style(Font.TEXT, max(6.2 * scale, SMALLEST_PRINT), 8.6 * scale, MUTED)
    flow.line(fitted(_above(box), label, inner), label, x + pad, y + 3.2 * scale, width)
    name = Style(Font.TEXT_BOLD, 9.6 * scale, 13.0 * scale, INK)
    main = box.person or box.title
    lines = set_lines(main, name, inner, main)
    if len(lines) > 1:
        name = replace(name, size=7.4 * scale, leading=9.6 * scale)
        lines = set_lines(main, name, inner, main)[:2]
    line_y = flow.draw(lines, name, x + pad, y + 12.4 * scale, inner, main)
    duty = Style(Font.TEXT, 6.2 * scale, 8.2 * scale, MUTED)
    fits = int((y + height - line_y - 2 * scale) / duty.leading)
    flow.draw(_shortened(box.duty, duty, inner, fits), duty, x + pad, line_y + 1.5 * scale, inner, box.title)


def _above(box: Box) -> str:
    """Return the small words at the top of a box: whose it is, and the part of who stands in it."""
    return f"{box.side_label}　{box.title}" if box.person else box.side_label


def _shortened(text: str, style: Style, width: float, fits: int) -> list[SetLine]:
    """Return as many lines of a text as fit; an ellipsis tells that there was more."""
    lines = set_lines(" ".join(text.split()), style, width, text)
    if len(lines) <= fits or fits < 1:
        return lines[: max(fits, 0)]
    rest = "".join(line.text for line in lines[fits - 1 :])
    return [*lines[: fits - 1], lines[fits - 1]._replace(text=fitted(rest, style, width), spread=False)]


def _proof(flow: Flow, facts: TeamFacts) -> None:
    heading(flow, "実施体制の要件の充足", "仕様書 7(1)ア・ウ")
    columns = (
        Column("条項", 1.0),
        Column("要件", 2.2),
        Column("必要数", 1.1),
        Column("満たす者", 4.6),
        Column("判定", 1.0, align=Align.CENTRE),
    )
    rows = (
        (line.clause, line.label, line.wanted, line.met_by or "―", "充足" if line.is_met else "不足")
        for line in facts.proof
    )
    table(flow, columns, rows)
    if facts.version > 1 or facts.changes.strip():
        heading(flow, "前の版からの修正", "仕様書 5(6)")
        paragraph(flow, facts.changes or "―")
    if facts.approval:
        flow.y = flow.line(f"県の承認　{facts.approval}", LABEL, flow.left, flow.y + 4, flow.width) + 4


def _people(flow: Flow, boxes: Sequence[Box]) -> None:
    """List every box with its whole duty: what the drawing has to shorten is read here."""
    heading(flow, "担当者と担当する業務", "仕様書 5(1)・5(3)", 120.0)
    columns = (Column("区分", 1.1), Column("役割・組織", 2.0), Column("氏名・所属", 2.4), Column("担当する業務", 4.0))
    rows = (
        (box.side_label, box.title, "\n".join(filter(None, (box.person, box.affiliation))) or "―", box.duty or "―")
        for box in boxes
    )
    table(flow, columns, rows)
