"""What the elements of a spreadsheet part say: shared strings, date formats and the cells of a sheet.

Each class receives the start, the end and the text of elements and keeps what it found. Serial days count from the
epoch of the workbook; a date cell becomes a naive datetime to the second, a time cell a time.
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta

from app.documents.tabular_grid import MAX_CELL_CHARACTERS, ErrorValue, Formula, GridRows, is_blank

MAX_STRINGS = 5_000_000
MAX_EXCEL_ROW = 1_048_576
MAX_MERGED = 20_000
MAX_MERGED_ROWS = 2_000_000
SECONDS_OF_DAY = 86_400
MAX_SERIAL_DAY = 2_958_465  # 9999-12-31

# Built-in formats by number; 27-36 and 50-58 are those of Japanese Excel, with eras and 年月日.
DATE_NUMBERS = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, *range(50, 59)})
TIME_NUMBERS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 47})

_NOT_A_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|e[+-]|am/pm|a/p', re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Attributes = dict[str, str]


def is_date_pattern(pattern: str) -> bool:
    """Tell whether a number format shows a day or a time of day.

    >>> is_date_pattern('[$-411]ggge"年"m"月"d"日"'), is_date_pattern('#,##0"日"'), is_date_pattern("0.00E+00")
    (True, False, False)
    """
    letters = _NOT_A_PATTERN.sub("", pattern).lower()
    return "[" not in letters and (any(letter in letters for letter in "ydhsme") or "aaa" in letters)


def unescape(text: str) -> str:
    """Return the text that Excel meant by ``_x000D_`` and the like, with one kind of line end.

    Half of a character stays as it was written.
    """
    if "_x" not in text:
        return text
    meant = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        whole = meant.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return text
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def serial_moment(days: float, epoch: datetime) -> datetime | time | None:
    """Return the day or the time of day of a serial number, or None beyond what Excel shows."""
    if not 0 <= days <= MAX_SERIAL_DAY:
        return None
    if days < 1:
        return (epoch + timedelta(seconds=min(round(days * SECONDS_OF_DAY), SECONDS_OF_DAY - 1))).time()
    if epoch.year == 1899 and days < 61:
        days += 1  # before the 29 February 1900 that Excel counts and the calendar does not
    return epoch + timedelta(seconds=round(days * SECONDS_OF_DAY))


class SharedStrings:
    """Collects the shared strings without their furigana."""

    def __init__(self) -> None:
        """Start without strings."""
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._inside_text = False
        self._inside_reading = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Follow an element that opens."""
        if tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._inside_reading = True
        elif tag == "t":
            self._inside_text = not self._inside_reading

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._inside_text:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """Keep the string when its element closes."""
        if tag == "t":
            self._inside_text = False
        elif tag == "rPh":
            self._inside_reading = False
        elif tag == "si":
            if len(self.found) >= MAX_STRINGS:
                raise ValueError("too many shared strings")
            self.found.append(unescape("".join(self._pieces)))


class DateFormats:
    """Collects which cell styles show a day or a time."""

    def __init__(self) -> None:
        """Start with no style."""
        self._patterns: dict[int, str] = {}
        self._styles: list[int] = []
        self._inside_styles = False
        self._known: dict[int, bool] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        """Follow an element that opens."""
        if tag == "numFmt":
            self._patterns[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside_styles = True
        elif tag == "xf" and self._inside_styles:
            self._styles.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        """Follow an element that closes."""
        if tag == "cellXfs":
            self._inside_styles = False

    def is_date(self, style: int) -> bool:
        """Tell whether a cell of this style shows a day or a time."""
        if not 0 <= style < len(self._styles):
            return False
        number = self._styles[style]
        if number not in self._known:
            pattern = self._patterns.get(number)
            self._known[number] = number in DATE_NUMBERS | TIME_NUMBERS if pattern is None else is_date_pattern(pattern)
        return self._known[number]


class SheetCells:
    """Collects the rows of one sheet and its merged cells."""

    def __init__(self, rows: GridRows, strings: list[str], is_date: Callable[[int], bool], epoch: datetime) -> None:
        """Read into ``rows``, looking up shared strings and date styles."""
        self._rows = rows
        self._strings = strings
        self._is_date = is_date
        self._epoch = epoch
        self.merged: list[tuple[int, int, int]] = []
        self._merged_rows = 0
        self._number = 0
        self._column = 0
        self._cells: list[object] = []
        self._kind = "n"
        self._style = 0
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._inside_reading = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Follow an element that opens."""
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or (tag == "t" and not self._inside_reading):
            self._into = self._value
        elif tag == "f":
            self._into = self._formula = []
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            if not 1 <= self._number <= MAX_EXCEL_ROW:
                raise ValueError("no such row in Excel")
            self._column = 0
            self._cells = []
        elif tag == "rPh":
            self._inside_reading = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._into is not None:
            self._into.append(text)

    def end(self, tag: str) -> None:
        """Keep the cell or the row when its element closes."""
        if tag in {"v", "t", "f"}:
            self._into = None
        elif tag == "c":
            self._keep_cell()
        elif tag == "row":
            self._rows.add(self._number, self._cells)
            self._cells = []
        elif tag == "rPh":
            self._inside_reading = False

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        self._column = _column_of(reference) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._value = []
        self._formula = None

    def _keep_cell(self) -> None:
        if self._formula is None and not self._value:
            return
        text = "".join(self._value)
        cell = Formula("=" + "".join(self._formula)) if self._formula is not None else self._cell(text)
        if is_blank(cell):
            return
        self._rows.check_cell(self._number, self._column, cell if isinstance(cell, str) else "")
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells[self._column - 1] = cell

    def _cell(self, text: str) -> object:
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind in {"str", "inlineStr"}:
            return unescape(text)
        if self._kind == "b":
            return text.strip() == "1"
        if self._kind == "e":
            return ErrorValue(text)
        if self._kind == "d":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        return self._number_cell(text.strip())

    def _number_cell(self, text: str) -> object:
        if not text or len(text) > MAX_CELL_CHARACTERS:
            return text
        number = float(text)
        if self._is_date(self._style):
            found = serial_moment(number, self._epoch)
            return text if found is None else found
        if number.is_integer() and abs(number) < 2**53:
            return int(number)
        return number

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if top is None or bottom is None:
            return
        height = min(int(bottom[2]), MAX_EXCEL_ROW) - int(top[2])
        self._merged_rows += max(height, 0)
        if height > 0:
            self.merged.append((_column_of(first), int(top[2]), int(top[2]) + height))
        if len(self.merged) > MAX_MERGED or self._merged_rows > MAX_MERGED_ROWS:
            raise ValueError("too many merged cells")


def _column_of(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError("no such cell in Excel")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
