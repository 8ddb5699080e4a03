"""A band of figures that tell a page at a glance."""

from collections.abc import Sequence
from dataclasses import replace

from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.style import BIG, LABEL, RULE, TINT, Style

Tile = tuple[str, str, float]  # label, text, share of the width

_HEIGHT = 50.0
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)


def tiles(flow: Flow, band: Sequence[Tile]) -> None:
    """Draw tiles beside each other, each text as large as its tile allows."""
    whole = sum(share for _, _, share in band)
    flow.need(_HEIGHT)
    flow.page.rectangle(flow.left, flow.y, flow.width, _HEIGHT, TINT)
    x = flow.left
    for number, (label, text, share) in enumerate(band):
        width = flow.width * share / whole
        if number:
            flow.page.upright(x, flow.y + 9, _HEIGHT - 18, RULE)
        flow.line(label, LABEL, x + 10, flow.y + 6, width - 14)
        style = _fitting(text, width - 16, label)
        lines = set_lines(text, style, width - 16, label)
        flow.draw(lines, style, x + 10, flow.y + (22 if len(lines) == 1 else 20), width - 16, label)
        x += width
    flow.y += _HEIGHT + 2


def _fitting(text: str, width: float, field: str) -> Style:
    """Return the largest style in which the text keeps to one line, or else to two."""
    for size in _SIZES:
        style = replace(BIG, size=size)
        if len(set_lines(text, style, width, field)) == 1:
            return style
    return replace(BIG, size=_SIZES[-1], leading=9.5)
