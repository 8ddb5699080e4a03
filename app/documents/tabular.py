"""Reading the tables that offices send: CSV, TSV and .xlsx bytes become headers and rows.

The kind of file is told from its bytes, not from its name. Rows count from 1 as a person sees them in Excel. Nothing is
evaluated and nothing is left out in silence: title rows, other sheets and formulas stand in the result.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.documents.tabular_csv import read_csv
from app.documents.tabular_grid import (
    MAX_FILE_BYTES,
    MAX_ROWS,
    MEBIBYTE,
    ErrorValue,
    Formula,
    Grid,
    SourceRow,
    column_letters,
    is_blank,
    too_many_rows,
)
from app.documents.tabular_xlsx import ZIP_MARK, read_xlsx, refuse_other_office_file
from app.domain.errors import AppError

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_ROWS",
    "MEBIBYTE",
    "ErrorValue",
    "Formula",
    "SourceRow",
    "Table",
    "is_blank",
    "read_table",
]

HEADER_WITHIN_ROWS = 30


@dataclass(frozen=True, slots=True)
class Table:
    """One table as found in a file.

    ``headers`` are unique: the second 備考 is 備考（2）, a column without a header is 列C. Each row has at least as
    many cells as there are headers; more when the file has more.
    """

    headers: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    encoding: str = ""  # utf-8, utf-8-sig, utf-16, cp932; empty for a workbook
    dialect: str = ""  # "," or "\t" or ";"; "xlsx" for a workbook
    sheet: str = ""
    title_rows: tuple[SourceRow, ...] = ()
    header_row: int = 1
    other_sheets: tuple[str, ...] = ()  # sheets that hold something and were not read
    filled_down: frozenset[int] = frozenset()  # rows given the value of a merged cell above


def read_table(data: bytes, file_name: str, known: Callable[[str], bool] | None = None) -> Table:
    """Read the table of a file; ``known`` tells whether a text is a header that somebody expects.

    Raise AppError ``imports.*`` naming the file and the limit or the place that is wrong.
    """
    if len(data) > MAX_FILE_BYTES:
        raise AppError("imports.file_too_large", where=file_name, file=file_name, limit=MAX_FILE_BYTES // MEBIBYTE)
    if not data.strip():
        raise AppError("imports.empty_file", where=file_name, file=file_name)
    refuse_other_office_file(data, file_name)
    if data.startswith(ZIP_MARK):
        return _table_of_workbook(data, file_name, known)
    if file_name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        raise AppError("imports.damaged_workbook", where=file_name, file=file_name)
    grid = read_csv(data, file_name)
    return replace(_table(grid, file_name, known), encoding=grid.encoding, dialect=grid.delimiter)


def _table_of_workbook(data: bytes, file_name: str, known: Callable[[str], bool] | None) -> Table:
    """Read the sheet whose header is known best, the first one when none is."""
    grids, hidden = read_xlsx(data, file_name)
    if not grids:
        raise AppError("imports.empty_file", where=file_name, file=file_name)
    chosen = max(grids, key=lambda grid: _best_known(grid, known))
    others = tuple(grid.sheet for grid in grids if grid is not chosen) + hidden
    table = _table(chosen, file_name, known)
    return replace(table, dialect="xlsx", sheet=chosen.sheet, other_sheets=others, filled_down=chosen.filled_down)


def _best_known(grid: Grid, known: Callable[[str], bool] | None) -> int:
    return max((_known_cells(row, known) for row in grid.rows[:HEADER_WITHIN_ROWS]), default=0)


def _known_cells(row: SourceRow, known: Callable[[str], bool] | None) -> int:
    if known is None:
        return 0
    return sum(1 for cell in row.cells if isinstance(cell, str) and not is_blank(cell) and known(cell))


def _table(grid: Grid, file_name: str, known: Callable[[str], bool] | None) -> Table:
    if not grid.rows:
        raise AppError("imports.empty_file", where=file_name, file=file_name)
    position = _header_position(grid, known)
    header = grid.rows[position]
    headers = _unique_headers(header)
    rows = grid.rows[position + 1 :]
    if len(rows) > MAX_ROWS:
        raise too_many_rows(file_name)
    return Table(
        headers,
        tuple(_padded(row, len(headers)) for row in rows),
        title_rows=grid.rows[:position],
        header_row=header.number,
    )


def _header_position(grid: Grid, known: Callable[[str], bool] | None) -> int:
    """Return the place of the row with the most known headers, else of the first row that is as wide as the table."""
    first_rows = grid.rows[:HEADER_WITHIN_ROWS]
    counts = [_known_cells(row, known) for row in first_rows]
    if max(counts) > 0:
        return counts.index(max(counts))
    widths = [sum(1 for cell in row.cells if isinstance(cell, str) and not is_blank(cell)) for row in first_rows]
    # Remarks above the table fill a cell or two; the header fills most of the columns.
    return next(place for place, width in enumerate(widths) if width * 2 > max(widths) or max(widths) == 0)


def _unique_headers(row: SourceRow) -> tuple[str, ...]:
    headers: list[str] = []
    for column, cell in enumerate(row.cells, start=1):
        plain = str(cell).strip() if not is_blank(cell) else f"列{column_letters(column)}"
        header, count = plain, 1
        while header in headers:
            count += 1
            header = f"{plain}（{count}）"
        headers.append(header)
    return tuple(headers)


def _padded(row: SourceRow, width: int) -> SourceRow:
    if len(row.cells) >= width:
        return row
    return SourceRow(row.number, row.cells + ("",) * (width - len(row.cells)))
