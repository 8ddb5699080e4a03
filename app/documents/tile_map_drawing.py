"""The tile map on paper: equal tiles with the name and a figure of each municipality, the shade told by a legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.documents.pdf.flow import Flow, set_lines
from app.documents.pdf.ink import Font
from app.documents.pdf.style import INK, MUTED, PAPER, RULE, Align, Style
from app.domain.tile_map import TileMap

# From nothing to most; the last two are dark enough to take white letters.
SHADES = ("1 1 1", "0.87 0.92 0.95", "0.68 0.80 0.87", "0.33 0.55 0.67", "0.07 0.33 0.47")
_UNKNOWN_MARK = "―"
_DARK_FROM = 3
_GAP = 2.0
_LEGEND = 24.0
_NAME_SIZES = (7.2, 6.4, 5.6, 5.0)


@dataclass(frozen=True, slots=True)
class MapTile:
    """What a tile says: its municipality's name, a figure or sign, and its shade; None where nothing is known."""

    name: str
    figure: str
    level: int | None


def tile_map(flow: Flow, layout: TileMap, tiles: Mapping[str, MapTile], legend: Sequence[str]) -> None:
    """Draw the map with the words of its shades, the lightest first, below it."""
    side = min(flow.width / layout.columns, 36.0)
    flow.need(side * layout.rows + _LEGEND)
    left = flow.left + (flow.width - side * layout.columns) / 2
    for tile in layout:
        shown = tiles.get(tile.code)
        if shown is not None:
            _tile(flow, shown, left + tile.column * side, flow.y + tile.row * side, side - _GAP)
    flow.y += side * layout.rows + 4
    _legend(flow, legend)


def _tile(flow: Flow, tile: MapTile, x: float, y: float, side: float) -> None:
    colour = INK
    if tile.level is None:
        flow.page.frame(x, y, side, side, RULE, 0.5)
        colour = MUTED
    else:
        flow.page.rectangle(x, y, side, side, SHADES[tile.level])
        flow.page.frame(x, y, side, side, RULE, 0.5)
        colour = PAPER if tile.level >= _DARK_FROM else INK
    size = next(
        (size for size in _NAME_SIZES if len(set_lines(tile.name, Style(size=size), side - 2, tile.name)) == 1),
        _NAME_SIZES[-1],
    )
    name = Style(Font.TEXT, size, 9.0, colour, Align.CENTRE)
    figure = Style(Font.TEXT_BOLD, 10.5, 13.0, colour, Align.CENTRE)
    flow.line(tile.name, name, x + 1, y + 3, side - 2)
    text = _UNKNOWN_MARK if tile.level is None else tile.figure
    flow.line(text, figure, x, y + side - 18, side)


def _legend(flow: Flow, legend: Sequence[str]) -> None:
    style = Style(size=7.6, leading=11.0, colour=MUTED)
    items: list[tuple[int | None, str]] = [*enumerate(legend), (None, f"{_UNKNOWN_MARK} 記入なし")]
    width = flow.width / len(items)
    for number, (level, words) in enumerate(items):
        x = flow.left + number * width
        if level is not None:
            flow.page.rectangle(x, flow.y + 2, 8, 8, SHADES[level])
        flow.page.frame(x, flow.y + 2, 8, 8, RULE, 0.5)
        flow.line(words, style, x + 12, flow.y, width - 12)
    flow.y += _LEGEND - 6
