"""Bars divided into parts, each part with its figure: how municipalities are spread over the stages of a field."""

from collections.abc import Sequence

from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import CELL, INK, MUTED, PAPER, RULE, Align, Style, aligned
from app.documents.tile_map_drawing import SHADES

_ROW, _BAR = 17.0, 11.0
_LABEL_WIDTH = 168.0
_WHOLE_WIDTH = 42.0
_DARK_FROM = 3
_LEAST_WIDTH = 9.0  # of a part that takes its figure


def stacked_chart(flow: Flow, parts: Sequence[str], bars: Sequence[tuple[str, Sequence[int]]], unit: str) -> None:
    """Draw one bar for each label, all of one length for the largest sum; the sum stands behind each."""
    most = max((sum(figures) for _, figures in bars), default=0) or 1
    room = flow.width - _LABEL_WIDTH - _WHOLE_WIDTH
    flow.need(min(_ROW * len(bars) + 24, flow.geometry.foot - flow.geometry.top))
    _legend(flow, parts)
    for label, figures in bars:
        flow.need(_ROW)
        style = _fitting(label)
        flow.line(label, style, flow.left, flow.y + (_ROW - style.leading) / 2, _LABEL_WIDTH - 8)
        x = flow.left + _LABEL_WIDTH
        for number, figure in enumerate(figures):
            width = room * figure / most
            _part(flow, x, width, figure, number)
            x += width
        whole = Style(Font.FIGURES, 8.5, 13.0, INK)
        flow.line(f"{sum(figures)}{unit}", whole, x + 5, flow.y + 3, _WHOLE_WIDTH)
        flow.y += _ROW
    flow.y += 6


def _part(flow: Flow, x: float, width: float, figure: int, shade: int) -> None:
    if not figure:
        return
    y = flow.y + (_ROW - _BAR) / 2
    flow.page.rectangle(x, y, width, _BAR, SHADES[shade])
    flow.page.frame(x, y, width, _BAR, RULE, 0.5)
    if width >= _LEAST_WIDTH:
        colour = PAPER if shade >= _DARK_FROM else INK
        flow.line(str(figure), Style(Font.FIGURES, 8.0, 11.0, colour, Align.CENTRE), x, y + 0.5, width)


def _fitting(label: str) -> Style:
    """Return the largest style in which a label keeps to one line."""
    for size in (9.0, 8.2, 7.4, 6.8):
        style = aligned(Style(CELL.font, size, 13.0), Align.START)
        if len(set_lines(label, style, _LABEL_WIDTH - 8, label)) == 1:
            return style
    return Style(CELL.font, 6.2, 8.0)


def _legend(flow: Flow, parts: Sequence[str]) -> None:
    style = Style(size=8.0, leading=12.0, colour=MUTED)
    x = flow.left + _LABEL_WIDTH
    for number, words in enumerate(parts):
        flow.page.rectangle(x, flow.y + 2, 8, 8, SHADES[number])
        flow.page.frame(x, flow.y + 2, 8, 8, RULE, 0.5)
        flow.line(words, style, x + 11, flow.y, 60)
        x += 14 + len(words) * style.size + 8
    flow.y += 16
