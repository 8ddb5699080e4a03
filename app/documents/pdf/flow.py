"""Filling pages from top to bottom: where the next thing goes, and text set into lines."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.documents.pdf.document import Document, Page
from app.documents.pdf.ink import MissingGlyph, widths
from app.documents.pdf.kinsoku import break_lines
from app.documents.pdf.style import PORTRAIT, Geometry, Style
from app.domain.errors import AppError

_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ASCENT = 0.88  # of the em, the same in every font we bundle
_MOST_SPREAD = 0.075  # em that justifying may add after each character; a line that needs more stays ragged


class SetLine(NamedTuple):
    """One line ready to be drawn; its width in points."""

    text: str
    width: float
    spread: bool  # whether a justified style may spread it to the full width


def set_lines(text: str, style: Style, width: float, field: str = "") -> list[SetLine]:
    """Break text into lines; AppError ``documents.glyph_missing`` names the field when a character has no shape."""
    measure, scale = widths(style.font), style.size / 1000
    made: list[SetLine] = []
    try:
        for paragraph in _LINE_ENDS.split(text.replace("\t", " ")):
            lines = break_lines(paragraph, measure, width / scale)
            last = len(lines) - 1
            made += [SetLine(line.text, line.width * scale, number < last) for number, line in enumerate(lines)]
    except MissingGlyph as missing:
        raise glyph_missing(missing.character, field) from missing
    return made


def packed(items: Iterable[str], style: Style, width: float, between: str = "、") -> str:
    """Return items with line feeds set so that no item is divided by the end of a line."""
    measure, scale = widths(style.font), style.size / 1000
    lines: list[str] = []
    used = width
    for item in items:
        try:
            needed = sum(map(measure.__getitem__, item + between)) * scale
        except MissingGlyph as missing:
            raise glyph_missing(missing.character, item) from missing
        if used + needed <= width and lines:
            lines[-1] += between + item
            used += needed
        else:
            lines.append(item)
            used = needed
    return f"{between.rstrip()}\n".join(lines)


def glyph_missing(character: str, field: str) -> AppError:
    """Return the error for a character that no font can show."""
    shown = character if character.isprintable() else "�"
    number = f"U+{ord(character):04X}"
    return AppError("documents.glyph_missing", where=field, character=shown, number=number, field=field)


class Flow:
    """The place where the next element goes."""

    def __init__(self, document: Document, geometry: Geometry = PORTRAIT, page: Page | None = None) -> None:
        self.document = document
        self.geometry = geometry
        self.page = page or document.add_page(geometry)
        self.y = geometry.top

    @property
    def left(self) -> float:
        """Return the x of the left margin."""
        return self.geometry.left

    @property
    def width(self) -> float:
        """Return the width between the margins."""
        return self.geometry.text_width

    @property
    def room(self) -> float:
        """Return the height left on this page."""
        return self.geometry.foot - self.y

    def next_page(self, geometry: Geometry | None = None) -> None:
        """Go on at the top of a new page."""
        self.geometry = geometry or self.geometry
        self.page = self.document.add_page(self.geometry)
        self.y = self.geometry.top

    def need(self, height: float) -> None:
        """Go to a new page unless this much height is left."""
        if height > self.room and self.y > self.geometry.top:
            self.next_page()

    def skip(self, height: float) -> None:
        """Leave height empty, though never at the top of a page."""
        if self.y > self.geometry.top:
            self.y += height

    def draw(self, lines: list[SetLine], style: Style, x: float, y: float, width: float, field: str = "") -> float:
        """Draw lines from (x, y) downwards on this page and return the y below them."""
        rise = (style.leading - style.size) / 2 + _ASCENT * style.size
        page, share, most = self.page, style.align.value, _MOST_SPREAD * style.size
        for text, extent, spread in lines:
            if text:
                slack = width - extent if spread and style.justified else 0.0
                try:
                    page.text(
                        x + (width - extent) * share if share else x,
                        y + rise,
                        text,
                        style,
                        slack if 0.0 < slack < most * len(text) else 0.0,
                    )
                except MissingGlyph as missing:
                    raise glyph_missing(missing.character, field) from missing
            y += style.leading
        return y

    def line(self, text: str, style: Style, x: float, y: float, width: float) -> float:
        """Draw text at a place of its own on this page, broken where it must be; return the y below it."""
        return self.draw(set_lines(text, style, width, text), style, x, y, width, text)
