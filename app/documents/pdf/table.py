"""Tables with thin rules: the header is repeated on each page, and a long row goes on where the page ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.documents.pdf.flow import Flow, SetLine, set_lines
from app.documents.pdf.style import (
    CELL,
    CELL_HEAD,
    LABEL,
    NOTE,
    RULE,
    TINT,
    Align,
    Style,
    aligned,
)

_PAD_X, _PAD_Y = 6.0, 3.6
_BELOW = 8.0
_LEAST_LINES = 2  # of a row that goes on over the page
_KEPT_WHOLE = 150.0  # points; a row up to this height is not split
_CONTINUED = "（続き）"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its share of the width, and how its cells are set."""

    title: str
    share: float
    style: Style = CELL
    align: Align = Align.START


class Cell(NamedTuple):
    """Text of one cell, set into lines at its place."""

    lines: list[SetLine]
    style: Style
    x: float
    width: float
    field: str

    def height(self) -> float:
        """Return the height of the lines."""
        return len(self.lines) * self.style.leading


Row = list[Cell]


class _Grid:
    """Draws rows below each other and takes care of page ends."""

    def __init__(self, flow: Flow, header: Row | None = None) -> None:
        self.flow = flow
        self.header = header
        self.label_width = 0.0

    def start(self) -> None:
        """Draw the upper edge and the header."""
        flow = self.flow
        flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.8)
        if self.header:
            height = _height(self.header)
            flow.page.rectangle(flow.left, flow.y, flow.width, height, TINT)
            self._draw(self.header, height)
            flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.8)

    def add(self, row: Row) -> None:
        """Draw one row, over several pages where it must."""
        flow = self.flow
        height = _height(row)
        if height > flow.room and height <= _KEPT_WHOLE:
            self._turn()
        while _height(row) > flow.room:
            head, rest = _split(row, flow.room - 2 * _PAD_Y, at_least=0 if self._at_top() else _LEAST_LINES)
            if head:
                self._fill(head)
            self._turn()
            row = rest
        self._fill(row)

    def _at_top(self) -> bool:
        header = _height(self.header) if self.header else 0.0
        return self.flow.y <= self.flow.geometry.top + header + 1

    def _turn(self) -> None:
        if not self._at_top():
            self.flow.next_page()
            self.start()

    def _fill(self, row: Row) -> None:
        flow = self.flow
        height = _height(row)
        if self.label_width:
            flow.page.rectangle(flow.left, flow.y, self.label_width, height, TINT)
        self._draw(row, height)
        flow.page.rule(flow.left, flow.y, flow.width, RULE, 0.4)

    def _draw(self, row: Row, height: float) -> None:
        flow = self.flow
        for lines, style, x, width, field in row:
            flow.draw(lines, style, x, flow.y + _PAD_Y, width, field)
        flow.y += height


def _height(row: Row) -> float:
    return max(cell.height() for cell in row) + 2 * _PAD_Y


def _split(row: Row, room: float, at_least: int) -> tuple[Row | None, Row]:
    """Divide a row into what fits into ``room`` and the rest, which repeats a one-line label."""
    tallest = max(row, key=Cell.height)
    fits = int(room / tallest.style.leading)
    if fits < at_least or fits < 1:
        return None, row
    head, rest = [], []
    for cell in row:
        count = min(int(room / cell.style.leading), len(cell.lines))
        if cell is tallest and 0 < len(cell.lines) - count < _LEAST_LINES < count:
            count -= 1
        head.append(cell._replace(lines=cell.lines[:count]))
        left = cell.lines[count:]
        if not left and cell.style == LABEL:
            left = [*cell.lines, SetLine(_CONTINUED, 0.0, False)] if cell.lines[-1].text != _CONTINUED else cell.lines
        rest.append(cell._replace(lines=left))
    return head, rest


def table(flow: Flow, columns: Sequence[Column], rows: Iterable[Sequence[str]], empty: str = "該当なし") -> None:
    """Draw a table; the field of a cell, for errors, is the title of its column."""
    whole = sum(column.share for column in columns)
    places, x = [], flow.left
    for column in columns:
        width = flow.width * column.share / whole
        places.append((column, x + _PAD_X, width - 2 * _PAD_X))
        x += width
    header = [
        _cell(column.title, aligned(CELL_HEAD, column.align), x, width, column.title) for column, x, width in places
    ]
    grid = _Grid(flow, header)
    flow.need(_height(header) + 60)
    grid.start()
    styles = [
        column.style if column.align is Align.START else aligned(column.style, column.align) for column in columns
    ]
    count = 0
    for row in rows:
        grid.add(
            [
                _cell(text, style, x, width, column.title)
                for text, style, (column, x, width) in zip(row, styles, places, strict=True)
            ]
        )
        count += 1
    if not count:
        grid.add([_cell(empty, NOTE, flow.left + _PAD_X, flow.width - 2 * _PAD_X, "")])
    flow.y += _BELOW


class Entries:
    """Pairs of label and text, the labels on a tint; a text that is missing shows a dash."""

    def __init__(
        self, flow: Flow, rows: Iterable[tuple[str, str]], label_width: float = 112.0, empty: str = "―"
    ) -> None:
        self._flow = flow
        self._label_width = label_width
        x, width = flow.left + label_width + _PAD_X + 2, flow.width - label_width - 2 * _PAD_X - 2
        self._rows: list[Row] = [
            [
                _cell(label, LABEL, flow.left + _PAD_X, label_width - 2 * _PAD_X, label),
                _cell(text or empty, CELL, x, width, label),
            ]
            for label, text in rows
        ]

    @property
    def height(self) -> float:
        """Return the height of all pairs on one page, with the space below."""
        return sum(map(_height, self._rows)) + _BELOW

    def draw(self) -> None:
        """Draw the pairs, over as many pages as they need."""
        grid = _Grid(self._flow)
        grid.label_width = self._label_width
        self._flow.need(40)
        grid.start()
        for row in self._rows:
            grid.add(row)
        self._flow.y += _BELOW


def entries(flow: Flow, rows: Iterable[tuple[str, str]]) -> None:
    """Draw pairs of label and text."""
    Entries(flow, rows).draw()


def _cell(text: str, style: Style, x: float, width: float, field: str) -> Cell:
    return Cell(set_lines(text, style, width, field), style, x, width, field)
