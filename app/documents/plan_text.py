"""The text of a section as people write it, read into parts: paragraphs, items, subheadings and tables.

"・" begins an item, "■" a subheading; lines with "｜" between their cells are a table whose first line is the head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.documents.pdf.elements import bullets, paragraph, subheading
from app.documents.pdf.flow import Flow
from app.documents.pdf.ink import MissingGlyph, widths
from app.documents.pdf.style import Style
from app.documents.pdf.table import Column, table

CELLS, ITEM, SUBHEADING = "｜", "・", "■"
_BESIDE = 13.0  # points that a cell needs beside its text
_TEXT_KEEP, _TABLE_KEEP = 40.0, 110.0  # points of what follows that stay with a subheading
_CELL = Style(size=9.0, leading=14.0, justified=True)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of lines of one kind: words, items, subheading or table."""

    kind: str
    lines: tuple[str, ...]


def parts_of(text: str) -> Iterator[Part]:
    """Yield the parts of a text in their order; blank lines part paragraphs."""
    for kind, lines in groupby(text.split("\n"), key=_kind):
        found = tuple(lines)
        if kind == "subheading":
            yield from (Part(kind, (line,)) for line in found)
        elif kind != "blank":
            yield Part(kind, found)


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if CELLS in line:
        return "table"
    if line.startswith(ITEM):
        return "items"
    return "subheading" if line.startswith(SUBHEADING) else "words"


def rows_of(part: Part) -> tuple[tuple[str, ...], ...]:
    """Return the cells of a table, every line as long as the longest."""
    rows = [tuple(cell.strip() for cell in line.split(CELLS)) for line in part.lines]
    width = max(map(len, rows))
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def set_text(flow: Flow, text: str, field: str) -> None:
    """Set a text; ``field`` names it where a character cannot be printed."""
    parts = list(parts_of(text))
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if part.kind == "table":
            _set_table(flow, rows_of(part))
        elif part.kind == "items":
            bullets(flow, (line.removeprefix(ITEM).strip() for line in part.lines), field=field)
        elif part.kind == "subheading":
            keep = _TABLE_KEEP if following is not None and following.kind == "table" else _TEXT_KEEP
            subheading(flow, part.lines[0].removeprefix(SUBHEADING).strip(), keep)
        else:
            paragraph(flow, "\n".join(part.lines), field=field)


def _set_table(flow: Flow, rows: Sequence[tuple[str, ...]]) -> None:
    head, *body = rows
    flow.skip(2)
    columns = tuple(Column(title, share, _CELL) for title, share in zip(head, shares(rows, flow.width), strict=True))
    table(flow, columns, body)


def shares(rows: Sequence[tuple[str, ...]], whole: float) -> tuple[float, ...]:
    """Return the width of each column: what its longest cell needs, as long as that leaves the others their part.

    Columns that need more than their part share what is left by the square root of their need.
    """
    needed = [max(_extent(cell) for cell in column) + _BESIDE for column in zip(*rows, strict=True)]
    given: dict[int, float] = {}
    while len(given) < len(needed):
        waiting = [number for number in range(len(needed)) if number not in given]
        part = (whole - sum(given.values())) / len(waiting)
        modest = [number for number in waiting if needed[number] <= part]
        if not modest:
            roots = {number: needed[number] ** 0.5 for number in waiting}
            left = whole - sum(given.values())
            given.update({number: left * root / sum(roots.values()) for number, root in roots.items()})
        else:
            given.update({number: needed[number] for number in modest})
    spare = (whole - sum(given.values())) / len(needed)
    return tuple(given[number] + spare for number in range(len(needed)))


def _extent(text: str) -> float:
    """Return the width of a cell on one line, in points; a sign that has no shape is told when the cell is set."""
    measure = widths(_CELL.font)
    try:
        return sum(measure[character] for character in text) * _CELL.size / 1000
    except MissingGlyph:
        return 0.0
