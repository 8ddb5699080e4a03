"""Excel files of plain cells: real dates and numbers, never a formula, the same bytes for the same content."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.documents.formula_guard import looks_like_formula
from app.domain.errors import AppError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767  # characters; Excel cuts what is longer
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_SAVED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FIXED_MOMENT = (1980, 1, 1, 0, 0, 0)
_ACCENT, _TINT = "FF12547A", "FFEAF2F6"

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
    rows: Sequence[Sequence[Value]]
    heading: str = ""
    frozen_columns: int = 1
    notes: tuple[str, ...] = ()  # lines below the rows


def workbook(sheets: Iterable[Sheet], title: str, author: str, on: date) -> bytes:
    """Return an .xlsx file; AppError ``documents.cell_too_long`` where Excel would cut a text."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.worksheets[0])
    properties = made.properties
    properties.title, properties.creator = title, author
    properties.created = properties.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - Excel knows no zone
    for sheet in sheets:
        _fill(made.create_sheet(sheet.name), sheet)
    raw = io.BytesIO()
    made.save(raw)
    return _same_each_time(raw.getvalue(), properties.created)


def _fill(target: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Border(bottom=Side("thin", color="FFC2CCD3"))
    top = 1
    if sheet.heading:
        _put(target, 1, 1, sheet.heading).font = Font("BIZ UDPGothic", sz=14, b=True)
        target.row_dimensions[1].height = 26
        top = 2
    for number, column in enumerate(sheet.columns, start=1):
        cell = _put(target, top, number, column.title)
        cell.font = Font("BIZ UDPGothic", sz=10, b=True, color=_ACCENT)
        cell.fill = PatternFill("solid", fgColor=_TINT)
        cell.alignment = Alignment(horizontal="center" if column.centred else None, vertical="center", wrap_text=True)
        cell.border = thin
        target.column_dimensions[get_column_letter(number)].width = column.width
    body = Font("BIZ UDPGothic", sz=10)
    set_out = [
        Alignment(horizontal="center" if column.centred else None, vertical="top", wrap_text=column.wraps)
        for column in sheet.columns
    ]
    for line, row in enumerate(sheet.rows, start=top + 1):
        for number, value in enumerate(row, start=1):
            cell = _put(target, line, number, value)
            cell.font, cell.alignment, cell.border = body, set_out[number - 1], thin
    last = top + len(sheet.rows)
    for line, note in enumerate(sheet.notes, start=last + 2):
        _put(target, line, 1, note).font = Font("BIZ UDPGothic", sz=9, color="FF5B646C")
    target.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{top + 1}"
    if sheet.rows:
        target.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.columns))}{last}"
    _set_up_print(target, top)


def _set_up_print(target: "Worksheet", header: int) -> None:
    target.print_title_rows = f"{header}:{header}"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = 9  # A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    target.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]


def _put(target: "Worksheet", row: int, column: int, value: Value) -> Any:
    """Write one cell; text stays text whatever it begins with."""
    cell = target.cell(row, column)
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            place = cell.coordinate
            raise AppError("documents.cell_too_long", where=place, cell=place, length=len(value), most=LONGEST_CELL)
        cell.value = escaped(value)
        cell.data_type = "s"
        if looks_like_formula(value):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    return cell


def escaped(text: str) -> str:
    """Return text as a cell holds it: line feeds only, and _x0007_ for signs that XML cannot carry (ECMA-376)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0][0]):04X}_{found[0][1:]}", plain)


def _same_each_time(raw: bytes, moment: datetime) -> bytes:
    """Return the archive with fixed times and without the moment of saving."""
    made = io.BytesIO()
    stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _SAVED_AT.sub(rb"\g<1>" + stamp, data)
            fixed = zipfile.ZipInfo(entry.filename, _FIXED_MOMENT)
            fixed.compress_type, fixed.create_system, fixed.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            target.writestr(fixed, data)
    return made.getvalue()
