"""Reading CSV and TSV: the encoding and the delimiter are found from the bytes themselves.

Lines and bytes in refusals count from 1. Line ends inside cells become line feeds, and a
cell that our own export guarded (formula_guard.py) is read back; nothing else is changed.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from app.documents.formula_guard import GUARD, read_back
from app.documents.tabular_grid import MAX_CELL_CHARACTERS, Grid, GridRows
from app.domain.errors import AppError

DELIMITERS = (",", "\t", ";")
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 50
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    (UTF16_MARKS[0], "utf-16-le", "utf-16"),
    (UTF16_MARKS[1], "utf-16-be", "utf-16"),
)

# Python's cp932 maps these bytes to characters that no Japanese text holds.
_NO_TEXT_IN_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
# Three kana or kanji of UTF-8 in a row; as CP932 they would be a chain of rare characters.
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf][\x80-\xbf]){3,}")
_SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)


def read_csv(data: bytes, file_name: str) -> Grid:
    """Read a CSV or TSV file; AppError names the line and the byte that cannot be read."""
    text, encoding = decode(data, file_name)
    skipped = 0
    marked = _SEPARATOR_LINE.match(text)
    if marked and marked[1] in DELIMITERS:
        delimiter, text, skipped = marked[1], text[marked.end() :], 1
    else:
        delimiter = find_delimiter(text)
    collected = GridRows(file_name)
    for number, record in enumerate(_records(text, delimiter, file_name), start=1 + skipped):
        cells: list[object] = []
        for column, cell in enumerate(record, start=1):
            if cell:
                collected.check_cell(number, column, cell)
            cells.append(_as_typed(cell))
        collected.add(number, cells)
    return Grid(tuple(collected.rows), encoding=encoding, delimiter=delimiter)


def _as_typed(cell: str) -> str:
    """Return a cell without the apostrophe of our own CSV files and with one kind of line end."""
    if cell.startswith(GUARD):
        cell = read_back(cell)
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell


def decode(data: bytes, file_name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding: utf-8-sig, utf-16, utf-8 or cp932."""
    for mark, encoding, shown in MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, encoding, file_name), shown
    if b"\0" in data:
        raise _unreadable("imports.not_text", data, data.index(b"\0"), file_name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as problem:
        reached = problem.start
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as problem:
        raise _unreadable("imports.encoding_unknown", data, max(reached, problem.start), file_name) from None
    foreign = _NO_TEXT_IN_CP932.search(text)
    if foreign:
        position = len(text[: foreign.start()].encode("cp932"))
        raise _unreadable("imports.encoding_unknown", data, position, file_name)
    mixed = _UTF8_RUN.search(data)
    if mixed:
        raise _unreadable("imports.encoding_mixed", data, mixed.start(), file_name)
    return text, "cp932"


def _decode_marked(data: bytes, mark: bytes, encoding: str, file_name: str) -> str:
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as problem:
        position = len(mark) + problem.start
        raise _unreadable("imports.encoding_broken", data, position, file_name, encoding=encoding) from None
    if "\0" in text:
        position = len(mark) + len(text[: text.index("\0")].encode(encoding))
        raise _unreadable("imports.not_text", data, position, file_name, encoding=encoding)
    return text


def _unreadable(code: str, data: bytes, position: int, file_name: str, *, encoding: str = "") -> AppError:
    line, byte = _line_and_byte(data, position, wide=encoding.startswith("utf-16"))
    values = {"encoding": encoding.upper()} if code == "imports.encoding_broken" else {}
    return AppError(code, where=f"{file_name}:{line}", file=file_name, line=line, byte=byte, **values)


def _line_and_byte(data: bytes, position: int, *, wide: bool) -> tuple[int, int]:
    """Return the line of a position and the byte within that line, both from 1."""
    if wide:
        encoding = "utf-16-le" if data.startswith(UTF16_MARKS[0]) else "utf-16-be"
        lines = data[:position].decode(encoding, "ignore").split("\n")
        return len(lines), len(lines[-1].encode(encoding)) + 1
    end = b"\n" if b"\n" in data else b"\r"
    return data.count(end, 0, position) + 1, position - data.rfind(end, 0, position)


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts the first records most evenly into the most columns."""
    sample = text[:SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(record):
                widths[len(record)] += 1
            if widths.total() >= SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0
    cut = Counter({width: count for width, count in widths.items() if width > 1})
    if not cut:
        return 0.0
    width, count = cut.most_common(1)[0]
    return count / widths.total() * min(width, 20)


def _records(text: str, delimiter: str, file_name: str) -> Iterator[list[str]]:
    """Yield the records; a quotation mark left open is refused, for it would swallow the rows after it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    opened_at = 1
    try:
        for record in reader:
            number += 1
            opened_at = reader.line_num + 1
            yield record
    except csv.Error as problem:
        if "field limit" in str(problem):
            code, limit = "imports.cell_too_long_in_row", f"{MAX_CELL_CHARACTERS:,}"
        else:
            code, limit = "imports.quotation_mark", ""
        raise AppError(
            code, where=f"{file_name}:{opened_at}", file=file_name, line=opened_at, row=number + 1, limit=limit
        ) from None
