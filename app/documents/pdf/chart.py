"""A simple bar chart, drawn by ourselves. The figure stands at the end of each bar, so no axis is needed."""

from collections.abc import Sequence

from app.documents.pdf.flow import Flow
from app.documents.pdf.style import ACCENT, CELL, FIGURE, PALE, Align, aligned

_ROW = 17.0
_BAR = 8.0
_FIGURE_WIDTH = 44.0


def bar_chart(
    flow: Flow, bars: Sequence[tuple[str, int]], unit: str = "", label_width: float = 214.0, most: int = 0
) -> None:
    """Draw one horizontal bar for each label and figure; ``most`` fills the width, so that charts can share a scale."""
    most = max(most, *(figure for _, figure in bars), 1)
    room = flow.width - label_width - _FIGURE_WIDTH
    flow.need(min(len(bars) * _ROW, flow.geometry.foot - flow.geometry.top))
    for label, figure in bars:
        flow.need(_ROW)
        flow.line(label, aligned(CELL, Align.START), flow.left, flow.y, label_width - 8)
        middle = flow.y + (_ROW - _BAR) / 2
        x = flow.left + label_width
        flow.page.rectangle(x, middle, room, _BAR, PALE)
        flow.page.rectangle(x, middle, room * figure / most, _BAR, ACCENT)
        flow.line(f"{figure}{unit}", aligned(FIGURE, Align.END), x + room, flow.y, _FIGURE_WIDTH)
        flow.y += _ROW
    flow.y += 6
