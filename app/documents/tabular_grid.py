"""What a spreadsheet or CSV file is made of once it is read, and how large it may be.

Sizes in bytes, characters, rows and columns; rows and columns count from 1, as a person sees them in Excel.
"""

from dataclasses import dataclass, field

from app.domain.errors import AppError

MEBIBYTE = 1024 * 1024
MAX_FILE_BYTES = 50 * MEBIBYTE
MAX_UNPACKED_BYTES = 256 * MEBIBYTE
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 100_000


class Formula(str):
    """The text of a cell that the file holds as a formula; it is never evaluated."""

    __slots__ = ()


class ErrorValue(str):
    """The text of a cell whose formula failed in the spreadsheet, such as ``#N/A``."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file: its number as seen in Excel, and its cells from the first column.

    A cell is a str, int, float, bool, naive datetime, time, or "" where the file has nothing.
    """

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet that hold anything, before a header is looked for."""

    rows: tuple[SourceRow, ...]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    filled_down: frozenset[int] = field(default_factory=frozenset)  # rows given the value of a merged cell


def is_blank(cell: object) -> bool:
    """Tell whether a cell shows nothing to a person."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def column_letters(column: int) -> str:
    """Return the name of a column counted from 1.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class GridRows:
    """Collects the rows of one sheet and refuses what goes beyond the limits."""

    def __init__(self, file_name: str) -> None:
        """Start without rows; the file name stands in the refusals."""
        self._file_name = file_name
        self.rows: list[SourceRow] = []

    def check_cell(self, number: int, column: int, text: str) -> None:
        """Refuse a cell too far to the right or too long."""
        if column > MAX_COLUMNS:
            raise AppError(
                "imports.too_many_columns", where=self._file_name, file=self._file_name, row=number, limit=MAX_COLUMNS
            )
        if len(text) > MAX_CELL_CHARACTERS:
            raise AppError(
                "imports.cell_too_long",
                where=self._file_name,
                file=self._file_name,
                row=number,
                column=column_letters(column),
                limit=f"{MAX_CELL_CHARACTERS:,}",
            )

    def add(self, number: int, cells: list[object]) -> None:
        """Keep a row unless it is blank; trailing blank cells are left out."""
        while cells and is_blank(cells[-1]):
            cells.pop()
        if not cells:
            return
        self.rows.append(SourceRow(number, tuple(cells)))
        # A title, a header and a few remarks may stand beside the rows of data.
        if len(self.rows) > MAX_ROWS + 100:
            raise too_many_rows(self._file_name)


def too_many_rows(file_name: str) -> AppError:
    """Return the refusal of a file with more rows than the desk takes in at once."""
    return AppError("imports.too_many_rows", where=file_name, file=file_name, limit=f"{MAX_ROWS:,}")
