"""The matrix of experts and the fields of Table 1: a mark tells the level, never a colour."""

from dataclasses import replace

from app.documents.expert_profile import LEVEL_MARKS, ExpertDatabaseFacts, Profile, experts_per_field
from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import ACCENT, CELL, FIGURE, INK, PAPER, RULE, TINT, Align, Style
from app.domain.expert import Level

MARKS = "　".join(f"{LEVEL_MARKS[level]} {level.label}" for level in Level)
_NAME_WIDTH = 116.0
_ROW = 21.0
_HEAD = Style(Font.TEXT, 6.8, 9.2, INK, Align.CENTRE)
_BLOCK = Style(Font.TEXT_BOLD, 7.5, 12.0, PAPER, Align.CENTRE)
_MARK = Style(Font.TEXT, 12.0, 18.0, INK, Align.CENTRE)
_TOTAL = Style(FIGURE.font, 9.5, 15.0, INK, Align.CENTRE)


def coverage_matrix(flow: Flow, shown: tuple[Profile, ...], facts: ExpertDatabaseFacts) -> None:
    """Draw one row per expert and one column per field, the header again on each page, the counts at the end."""
    column = (flow.width - _NAME_WIDTH) / max(len(facts.support_fields), 1)
    _header(flow, facts, column)
    for profile in shown:
        lines = set_lines(profile.name, CELL, _NAME_WIDTH - 8, "氏名")
        height = max(_ROW, len(lines) * CELL.leading + 5)
        if height + _ROW > flow.room:
            flow.next_page()
            _header(flow, facts, column)
        flow.draw(lines, CELL, flow.left + 4, flow.y + (height - len(lines) * CELL.leading) / 2, _NAME_WIDTH - 8)
        for number, field in enumerate(facts.support_fields):
            mark = profile.mark(field.code)
            if mark:
                x = flow.left + _NAME_WIDTH + number * column
                flow.line(mark, _MARK, x, flow.y + (height - _MARK.leading) / 2, column)
        _end_row(flow, height)
    counts = experts_per_field(shown, facts)
    flow.page.rectangle(flow.left, flow.y, flow.width, _ROW, TINT)
    flow.line("人数", CELL, flow.left + 4, flow.y + 3, _NAME_WIDTH)
    for number, field in enumerate(facts.support_fields):
        flow.line(f"{counts[field.code]}", _TOTAL, flow.left + _NAME_WIDTH + number * column, flow.y + 3, column)
    _end_row(flow, _ROW)


def _header(flow: Flow, facts: ExpertDatabaseFacts, column: float) -> None:
    x, block_height = flow.left + _NAME_WIDTH, 18.0
    at = 0
    fields = facts.support_fields
    while at < len(fields):
        count = sum(field.block == fields[at].block for field in fields[at:])
        flow.page.rectangle(x + at * column + 0.6, flow.y, count * column - 1.2, block_height, ACCENT)
        _block_title(flow, fields[at].block, x + at * column + 3, count * column - 6, block_height)
        at += count
    flow.y += block_height
    titles = [set_lines(field.name, _HEAD, column - 4, field.name) for field in fields]
    height = max((len(lines) for lines in titles), default=1) * _HEAD.leading + 8
    flow.page.rectangle(flow.left, flow.y, flow.width, height, TINT)
    flow.line("専門人材", CELL, flow.left + 4, flow.y + height - 19, _NAME_WIDTH)
    for number, lines in enumerate(titles):
        flow.draw(lines, _HEAD, x + number * column + 2, flow.y + 4, column - 4)
    _end_row(flow, height)


def _block_title(flow: Flow, text: str, x: float, width: float, height: float) -> None:
    """Write the name of a block into its bar, smaller where one line is not enough."""
    style = _BLOCK
    lines = set_lines(text, style, width, text)
    if len(lines) > 1:
        style = replace(_BLOCK, size=6.2, leading=7.8)
        lines = set_lines(text, style, width, text)
    flow.draw(lines, style, x, flow.y + (height - len(lines) * style.leading) / 2, width)


def _end_row(flow: Flow, height: float) -> None:
    flow.y += height
    flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.4)
