"""The XML of one sheet (ECMA-376, part 1): cells row by row, the header frozen and repeated in print."""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.documents.formula_guard import looks_like_formula
from app.domain.errors import AppError

LONGEST_CELL = 32_767  # characters; Excel cuts what is longer
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_DAY_ZERO = date(1899, 12, 30)
_LINES_AT_ONCE = 500
_LINE_HEIGHT, _LARGEST_HEIGHT = 15.0, 409.0  # points; Excel knows no higher row
_WIDTH_OF_PAGE = 210.0  # half-width characters across A4 on its side, printed at seven tenths

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column; ``width`` counts half-width characters."""

    title: str
    width: float = 16.0
    wraps: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title line, the header and the rows."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Value]]
    heading: str = ""
    frozen_columns: int = 1
    notes: tuple[str, ...] = ()  # lines below the rows

    @property
    def header_row(self) -> int:
        """Return the number of the row that holds the titles of the columns."""
        return 2 if self.heading else 1

    @property
    def pages_across(self) -> int:
        """Return how many pages of A4 lie side by side so that print stays large enough to read."""
        return max(1, math.ceil(sum(column.width for column in self.columns) / _WIDTH_OF_PAGE))

    @property
    def print_titles(self) -> str:
        """Return what each printed page repeats: the header, and the frozen columns when pages lie side by side."""
        name = "'" + self.name.replace("'", "''") + "'"
        rows = f"{name}!${self.header_row}:${self.header_row}"
        if self.pages_across == 1 or not self.frozen_columns:
            return rows
        return f"{name}!$A:${column_letters(self.frozen_columns)},{rows}"


class CellStyle(NamedTuple):
    """How a cell looks: its role, and whether it is a date, wraps, is centred or must stay text."""

    role: str = "body"  # body, header, heading or note
    is_date: bool = False
    wraps: bool = False
    centred: bool = False
    is_quoted: bool = False


class Styles:
    """The styles of one workbook, numbered as they are first used."""

    def __init__(self) -> None:
        self.used: dict[CellStyle, int] = {CellStyle(): 0}

    def number(self, style: CellStyle) -> int:
        """Return the number under which cells name a style."""
        return self.used.setdefault(style, len(self.used))


def sheet_xml(sheet: Sheet, styles: Styles) -> Iterator[str]:
    """Yield the XML of a sheet in pieces; AppError ``documents.cell_too_long`` where Excel would cut a text."""
    top = sheet.header_row
    yield f'{HEAD}<worksheet xmlns="{NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield _frozen(sheet.frozen_columns, top)
    yield "<cols>"
    for number, column in enumerate(sheet.columns, start=1):
        yield f'<col min="{number}" max="{number}" width="{column.width:g}" customWidth="1"/>'
    yield "</cols><sheetData>"
    if sheet.heading:
        cell = _text("A1", sheet.heading, styles.number(CellStyle("heading")))
        yield f'<row r="1" ht="26" customHeight="1">{cell}</row>'
    yield _row(top, [column.title for column in sheet.columns], [_Setting(styles, "header", c) for c in sheet.columns])
    last = top
    settings = [_Setting(styles, "body", column) for column in sheet.columns]
    lines: list[str] = []
    for last, row in enumerate(sheet.rows, start=top + 1):
        lines.append(_row(last, row, settings))
        if len(lines) == _LINES_AT_ONCE:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)
    for number, note in enumerate(sheet.notes, start=last + 2):
        yield f'<row r="{number}">{_text(f"A{number}", note, styles.number(CellStyle("note")))}</row>'
    yield "</sheetData>"
    if last > top:
        yield f'<autoFilter ref="{filter_range(sheet, last)}"/>'
    yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" '
    yield f'fitToWidth="{sheet.pages_across}" fitToHeight="0"/>'
    yield "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>"


def filter_range(sheet: Sheet, last: int) -> str:
    """Return the cells from the header to the last row."""
    return f"A{sheet.header_row}:{column_letters(len(sheet.columns))}{last}"


def column_letters(number: int) -> str:
    """Return the letters of a column; 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def escaped(text: str) -> str:
    """Return text for XML: line feeds only, and _x0007_ for signs that XML cannot carry."""
    return _SPECIAL.sub(_replacement, text.replace("\r\n", "\n").replace("\r", "\n"))


def _replacement(found: re.Match[str]) -> str:
    sign = found[0]
    known = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign)
    return known or f"_x{ord(sign[0]):04X}_{sign[1:]}"


class _Setting:
    """The numbers of the styles that the cells of one column use."""

    def __init__(self, styles: Styles, role: str, column: SheetColumn) -> None:
        plain = CellStyle(role, wraps=column.wraps or role == "header", centred=column.centred)
        self._styles, self._style = styles, plain
        self.wraps, self.width = plain.wraps, column.width
        self.plain = styles.number(plain)

    @property
    def date(self) -> int:
        return self._styles.number(self._style._replace(is_date=True))

    @property
    def quoted(self) -> int:
        return self._styles.number(self._style._replace(is_quoted=True))


def _row(number: int, row: Sequence[Value], settings: Sequence[_Setting]) -> str:
    cells = []
    for place, (value, setting) in enumerate(zip(row, settings, strict=True), start=1):
        where = f"{_letters(place)}{number}"
        if isinstance(value, str):
            cells.append(_text(where, value, setting.quoted if looks_like_formula(value) else setting.plain))
        elif isinstance(value, date):
            cells.append(f'<c r="{where}" s="{setting.date}"><v>{(value - _DAY_ZERO).days}</v></c>')
        elif value is not None:
            cells.append(f'<c r="{where}" s="{setting.plain}"><v>{value:d}</v></c>')
    height = _LINE_HEIGHT * max(map(_lines, row, settings), default=1)
    set_height = "" if height == _LINE_HEIGHT else f' ht="{min(height, _LARGEST_HEIGHT):g}" customHeight="1"'
    return f'<row r="{number}"{set_height}>{"".join(cells)}</row>'


def _lines(value: Value, setting: _Setting) -> int:
    """Return how many lines a cell takes; programs that open the file do not all count them themselves."""
    if not isinstance(value, str) or not setting.wraps or (2 * len(value) <= setting.width and "\n" not in value):
        return 1
    return sum(max(1, math.ceil(_cells_wide(line) / setting.width)) for line in value.splitlines() or [""])


def _cells_wide(line: str) -> int:
    """Return the width of a line in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


_LETTERS = [column_letters(number) for number in range(257)]


def _letters(number: int) -> str:
    return _LETTERS[number] if number < len(_LETTERS) else column_letters(number)


def _text(where: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{where}" s="{style}"/>'
    if len(text) > LONGEST_CELL:
        raise AppError("documents.cell_too_long", where=where, cell=where, length=len(text), most=LONGEST_CELL)
    shown = escaped(text) if _SPECIAL.search(text) else text
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _frozen(columns: int, rows: int) -> str:
    first = f"{column_letters(columns + 1)}{rows + 1}"
    across = f'xSplit="{columns}" ' if columns else ""
    pane = "bottomRight" if columns else "bottomLeft"
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane {across}ySplit="{rows}" topLeftCell="{first}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
    )
