"""The judging sheets of the contest: blank for the hand, or filled with points and ranking (6(9)ア)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.documents.pdf.document import Document, Properties
from app.documents.pdf.elements import furnish, heading, paragraph, title
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.style import (
    CELL,
    INK,
    LABEL,
    LANDSCAPE,
    NOTE,
    PORTRAIT,
    RULE,
    TINT,
    TITLE,
    Align,
    Style,
    aligned,
)
from app.documents.pdf.table import Column, entries, table
from app.domain.japanese_date import era_with_weekday

BLANK, FILLED = "blank", "filled"
_ROW = 40.0
_POINT = Style(CELL.font, 11.0, 17.0, INK, Align.CENTRE)


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """One entry with the points it was given: by judge and criterion, in all, on average, and its rank."""

    office: str
    title: str
    points: tuple[tuple[str, str, int], ...]  # judge, criterion, points
    by_judge: tuple[tuple[str, int], ...]
    by_criterion: tuple[tuple[str, str], ...]
    total: str
    average: str
    rank: str
    award: str
    comments: tuple[tuple[str, str], ...]  # judge and comment


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgingFacts:
    """Everything that the sheets of one contest print; the entries stand in the order of their ranking when filled."""

    letterhead: Letterhead
    contest: str
    held_on: date | None
    criteria: tuple[str, ...]
    most: int  # points under one criterion
    judges: tuple[str, ...]
    entries: tuple[JudgedEntry, ...]
    ties: tuple[str, ...]
    edition: str = BLANK
    draft: bool = False


def judging_sheet(facts: JudgingFacts) -> Made:
    """Return the sheets as PDF; AppError ``documents.glyph_missing`` for what cannot be printed."""
    head = facts.letterhead
    on = facts.held_on or head.on or date(2026, 4, 1)
    name = "審査票" if facts.edition == BLANK else "審査結果"
    document = Document(Properties(f"{facts.contest}　{name}", head.contractor, head.contract, on))
    if facts.edition == BLANK:
        flow = Flow(document, LANDSCAPE)
        _sheet(flow, facts, "", ())
    else:
        flow = Flow(document, PORTRAIT)
        _result(flow, facts)
        for judge in facts.judges:
            flow.next_page(LANDSCAPE)
            given = tuple(
                {criterion: points for by, criterion, points in entry.points if by == judge} for entry in facts.entries
            )
            _sheet(flow, facts, judge, given)
    furnish(document, f"{facts.contest}　{name}", head.contract, facts.draft)
    return Made(document.data(), len(document.pages))


def _sheet(flow: Flow, facts: JudgingFacts, judge: str, given: Sequence[dict[str, int]]) -> None:
    """Draw the grid of one judge: entries by criteria, with the points where they are given."""
    title(flow, f"{facts.contest}　審査票", replace(TITLE, size=15.0, leading=22.0))
    day = era_with_weekday(facts.held_on) if facts.held_on else ""
    flow.line(f"開催日　{day}", CELL, flow.left, flow.y, flow.width)
    name = judge or "　" * 12
    flow.y = flow.line(f"審査員　{name}", aligned(CELL, Align.END), flow.left, flow.y, flow.width) + 2
    if not judge:
        flow.page.rule(flow.left + flow.width - 118, flow.y, 118, INK, 0.6)
    most = facts.most
    paragraph(flow, f"観点ごとに0点から{most}点までの点を記入する（合計{most * len(facts.criteria)}点満点）。", NOTE)
    widths = _widths(flow.width, len(facts.criteria))
    _grid_head(flow, facts, widths)
    for number, entry in enumerate(facts.entries):
        if flow.room < _ROW:
            flow.next_page()
            _grid_head(flow, facts, widths)
        _grid_row(flow, entry, facts.criteria, widths, given[number] if given else None, judge)
    if not facts.entries:
        paragraph(flow, "応募はまだありません。", NOTE)


def _widths(whole: float, criteria: int) -> tuple[float, ...]:
    """Return the widths of the columns: entry, each criterion, total, comment."""
    entry, total, comment = 178.0, 46.0, 150.0
    each = (whole - entry - total - comment) / max(criteria, 1)
    return (entry, *[each] * criteria, total, comment)


def _grid_head(flow: Flow, facts: JudgingFacts, widths: Sequence[float]) -> None:
    height = 30.0
    flow.page.rectangle(flow.left, flow.y, flow.width, height, TINT)
    x = flow.left
    style = replace(LABEL, size=8.0, leading=10.5)
    for text, width in zip(("団体名・取組の名称", *facts.criteria, "合計", "講評"), widths, strict=True):
        lines = set_lines(text, style, width - 8, text)[:2]
        centre = aligned(style, Align.START if text in ("団体名・取組の名称", "講評") else Align.CENTRE)
        flow.draw(lines, centre, x + 4, flow.y + (height - len(lines) * style.leading) / 2, width - 8, text)
        x += width
    flow.y += height
    flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.9)


def _grid_row(
    flow: Flow,
    entry: JudgedEntry,
    criteria: Sequence[str],
    widths: Sequence[float],
    given: dict[str, int] | None,
    judge: str,
) -> None:
    small = Style(CELL.font, 8.5, 12.0)
    x, y = flow.left, flow.y
    flow.line(entry.office, replace(LABEL, size=8.0, leading=12.0), x + 4, y + 3, widths[0] - 8)
    lines = set_lines(entry.title, small, widths[0] - 8, entry.title)[:2]
    flow.draw(lines, small, x + 4, y + 14.5, widths[0] - 8, entry.title)
    x += widths[0]
    for criterion, width in zip(criteria, widths[1:], strict=False):
        flow.page.upright(x, y, _ROW, RULE, 0.5)
        if given is not None:
            text = str(given[criterion]) if criterion in given else "―"
            flow.line(text, _POINT, x, y + (_ROW - _POINT.leading) / 2, width)
        x += width
    flow.page.upright(x, y, _ROW, RULE, 0.9)
    if given:
        flow.line(str(sum(given.values())), _POINT, x, y + (_ROW - _POINT.leading) / 2, widths[-2])
    x += widths[-2]
    flow.page.upright(x, y, _ROW, RULE, 0.5)
    words = next((comment for by, comment in entry.comments if by == judge), "") if given is not None else ""
    tiny = Style(CELL.font, 7.4, 10.0)
    flow.draw(set_lines(words, tiny, widths[-1] - 8, "講評")[:3], tiny, x + 4, y + 4, widths[-1] - 8, "講評")
    flow.y += _ROW
    flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.5)


def _result(flow: Flow, facts: JudgingFacts) -> None:
    """Show the ranking with its ties, the averages by criterion and the awards."""
    title(flow, f"{facts.contest}　審査結果")
    day = era_with_weekday(facts.held_on) if facts.held_on else "―"
    judges = "、".join(facts.judges) or "―"
    whole = facts.most * len(facts.criteria)
    entries(flow, (("開催日", day), ("審査員", judges), ("配点", f"{len(facts.criteria)}観点、{whole}点満点")))
    heading(flow, "1　順位", "仕様書 6(9)ア", 150.0)
    columns = (
        Column("順位", 1.2),
        Column("団体名", 1.4),
        Column("取組の名称", 3.4),
        Column("平均点", 0.9, align=Align.END),
        Column("合計点", 0.9, align=Align.END),
        Column("表彰", 1.4),
    )
    rows = ((each.rank, each.office, each.title, each.average, each.total, each.award) for each in facts.entries)
    table(flow, columns, rows, "応募はまだありません。")
    for tie in facts.ties:
        paragraph(flow, f"※　{tie}", NOTE)
    paragraph(flow, "平均点は審査員ごとの合計点の平均。同じ平均点の応募は同じ順位とし、次の順位を空ける。", NOTE)
    heading(flow, "2　観点ごとの平均点", "", 120.0)
    shown = (Column("取組の名称", 3.0), *(Column(each, 1.3, align=Align.END) for each in facts.criteria))
    by_criterion = (
        (each.title, *(dict(each.by_criterion).get(criterion, "―") for criterion in facts.criteria))
        for each in facts.entries
    )
    table(flow, shown, by_criterion, "審査はまだありません。")
