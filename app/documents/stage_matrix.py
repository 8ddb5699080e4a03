"""The matrix of municipalities and the fields of Table 1: a mark tells the stage, never a colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import ACCENT, CELL, INK, NOTE, PAPER, RULE, TINT, Align, Style, aligned
from app.domain.hearing import Stage
from app.domain.support_field import SupportField

MARKS = {
    Stage.NOT_STARTED: "・",
    Stage.STUDYING: "△",
    Stage.PLANNED: "□",
    Stage.RUNNING: "○",
    Stage.DONE: "◎",
}
LEGEND = "　".join(f"{mark} {stage.label}" for stage, mark in MARKS.items()) + "　空欄 回答なし"
_AREA_WIDTH, _NAME_WIDTH = 58.0, 74.0
_ROW = 12.9
_HEAD = Style(Font.TEXT, 6.6, 8.8, INK, Align.CENTRE)
_BLOCK = Style(Font.TEXT_BOLD, 7.5, 12.0, PAPER, Align.CENTRE)
_MARK = Style(Font.TEXT, 9.0, 12.0, INK, Align.CENTRE)
_NAME = aligned(Style(CELL.font, 8.2, 12.0), Align.START)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One municipality with its stage in each field."""

    area: str
    name: str
    stages: tuple[Stage | None, ...]


def stage_matrix(flow: Flow, fields: Sequence[SupportField], rows: Sequence[MatrixRow]) -> None:
    """Draw one row for each municipality, the header again on each page, an area named where it begins."""
    flow.line(LEGEND, NOTE, flow.left, flow.y, flow.width)
    flow.y += NOTE.leading + 3
    _header(flow, fields)
    before = ""
    for row in rows:
        if flow.room < _ROW:
            flow.next_page()
            _header(flow, fields)
            before = ""
        if row.area != before:
            flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.9)
            flow.line(row.area, _NAME, flow.left + 3, flow.y + 0.5, _AREA_WIDTH - 4)
            before = row.area
        flow.line(row.name, _NAME, flow.left + _AREA_WIDTH, flow.y + 0.5, _NAME_WIDTH)
        column = _column(flow, fields)
        for number, stage in enumerate(row.stages):
            if stage is not None:
                flow.line(MARKS[stage], _MARK, _left(flow) + number * column, flow.y + 0.5, column)
        flow.y += _ROW
        flow.page.rule(flow.left + _AREA_WIDTH, flow.y, flow.width - _AREA_WIDTH, RULE, 0.3)
    flow.y += 8


def _left(flow: Flow) -> float:
    return flow.left + _AREA_WIDTH + _NAME_WIDTH


def _column(flow: Flow, fields: Sequence[SupportField]) -> float:
    return (flow.width - _AREA_WIDTH - _NAME_WIDTH) / max(len(fields), 1)


def _header(flow: Flow, fields: Sequence[SupportField]) -> None:
    column, x = _column(flow, fields), _left(flow)
    at = 0
    while at < len(fields):
        count = sum(field.block == fields[at].block for field in fields)
        flow.page.rectangle(x + at * column + 0.6, flow.y, count * column - 1.2, 15.0, ACCENT)
        lines = set_lines(fields[at].block, _BLOCK, count * column - 4, fields[at].block)
        style = _BLOCK if len(lines) == 1 else Style(Font.TEXT_BOLD, 5.6, 7.0, PAPER, Align.CENTRE)
        lines = set_lines(fields[at].block, style, count * column - 4, fields[at].block)
        top = flow.y + (15.0 - len(lines) * style.leading) / 2
        flow.draw(lines, style, x + at * column + 2, top, count * column - 4)
        at += count
    flow.y += 15.0
    titles = [set_lines(field.name, _HEAD, column - 4, field.name) for field in fields]
    height = max((len(lines) for lines in titles), default=1) * _HEAD.leading + 6
    flow.page.rectangle(flow.left, flow.y, flow.width, height, TINT)
    for number, lines in enumerate(titles):
        flow.draw(lines, _HEAD, x + number * column + 2, flow.y + 3, column - 4)
    flow.y += height
