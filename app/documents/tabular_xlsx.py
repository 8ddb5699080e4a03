"""Reading .xlsx: only the sheets, their shared strings and their date formats; nothing in the file is run.

The reading is our own because openpyxl takes the Japanese date formats (27-36, 50-58: 令和8年7月10日) for plain
numbers and builds a tree of each row, which a hostile file can make as large as it likes. Everything is streamed
through expat and counted; a document type declaration, which Office never writes, is refused before any entity exists.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

from app.documents.tabular_cells import DateFormats, SharedStrings, SheetCells
from app.documents.tabular_grid import MAX_UNPACKED_BYTES, MEBIBYTE, Grid, GridRows, SourceRow, is_blank
from app.domain.errors import AppError

MAX_PARTS = 2_000
MAX_SHEETS = 50
MAX_RATIO = 200  # unpacked to packed; a sheet of repeated text reaches about 100
RATIO_FROM_BYTES = 32 * MEBIBYTE  # smaller parts may pack as well as they like
CHUNK_BYTES = 64 * 1024
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MARK = b"PK\x03\x04"
MAX_DEPTH = 64  # elements inside elements; a sheet needs about 10
MAX_SMALL_PART_BYTES = 16 * MEBIBYTE  # workbook, relations and styles

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    path: str
    hidden: bool


def refuse_other_office_file(data: bytes, file_name: str) -> None:
    """Refuse old Excel files and encrypted ones, which are both OLE containers."""
    if data.startswith(OLE_MARK):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        code = "imports.encrypted_workbook" if encrypted else "imports.old_workbook"
        raise AppError(code, where=file_name, file=file_name)


def read_xlsx(data: bytes, file_name: str) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """Return the visible sheets that hold anything, and the names of the hidden ones that do.

    Raise AppError for what is too large, encrypted, damaged, or carries macros.
    """
    with _damage_told(file_name), zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_package(package, file_name)
        book = _Workbook(package, file_name)
        visible: list[Grid] = []
        hidden: list[str] = []
        for sheet in book.sheets:
            grid = book.grid(sheet)
            if grid.rows and sheet.hidden:
                hidden.append(sheet.name)
            elif grid.rows:
                visible.append(grid)
        return tuple(visible), tuple(hidden)


@contextmanager
def _damage_told(file_name: str) -> Iterator[None]:
    """Turn whatever a damaged package raises into one sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        LookupError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as problem:
        raise AppError("imports.damaged_workbook", where=file_name, file=file_name) from problem


def _check_package(package: zipfile.ZipFile, file_name: str) -> None:
    """Refuse by the directory of the package, before anything is unpacked."""
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise AppError("imports.encrypted_workbook", where=file_name, file=file_name)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise AppError("imports.macro_workbook", where=file_name, file=file_name)
    if "xl/workbook.xml" not in names and "[content_types].xml" not in names:
        raise AppError("imports.not_a_workbook", where=file_name, file=file_name)
    unpacked = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > RATIO_FROM_BYTES and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if unpacked > MAX_UNPACKED_BYTES or bomb or len(parts) > MAX_PARTS:
        limit = MAX_UNPACKED_BYTES // MEBIBYTE
        raise AppError("imports.unpacked_too_large", where=file_name, file=file_name, limit=limit)


class _Workbook:
    """The parts of a workbook that hold cells."""

    def __init__(self, package: zipfile.ZipFile, file_name: str) -> None:
        self._package = package
        self._file_name = file_name
        self._path = self._related("", "officeDocument") or "xl/workbook.xml"
        self._early_epoch = False
        self.sheets = self._find_sheets()
        strings = SharedStrings()
        path = self._related(self._path, "sharedStrings")
        if path:
            self._parse(path, strings.start, strings.end, strings.text)
        self._strings = strings.found
        formats = DateFormats()
        path = self._related(self._path, "styles")
        if path:
            self._parse(path, formats.start, formats.end)
        self._formats = formats

    def _find_sheets(self) -> tuple[_Sheet, ...]:
        found: list[tuple[str, str, bool]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                key = next((value for name, value in attributes.items() if name.endswith("}id")), "")
                found.append((attributes["name"], key, attributes.get("state", "visible") != "visible"))
            elif tag == "workbookPr":
                self._early_epoch = attributes.get("date1904", "0") in {"1", "true"}

        self._parse(self._path, start)
        if len(found) > MAX_SHEETS:
            raise AppError("imports.too_many_sheets", where=self._file_name, file=self._file_name, limit=MAX_SHEETS)
        targets = {key: target for key, kind, target in self._relations(self._path) if kind == "worksheet"}
        return tuple(_Sheet(name, targets[key], hidden) for name, key, hidden in found if key in targets)

    def _related(self, part: str, kind: str) -> str:
        return next((target for _, found, target in self._relations(part) if found == kind), "")

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Return key, kind and target of what a part points to inside the package."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[tuple[str, str, str]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
                found.append((attributes["Id"], attributes["Type"].rpartition("/")[2], target))

        self._parse(path, start)
        return found

    def grid(self, sheet: _Sheet) -> Grid:
        """Return the rows of one sheet; a merged cell fills the rows that it covers."""
        rows = GridRows(self._file_name)
        cells = SheetCells(rows, self._strings, self._formats.is_date, self._epoch())
        self._parse(sheet.path, cells.start, cells.end, cells.text)
        filled, numbers = _fill_down(tuple(rows.rows), cells.merged)
        return Grid(filled, sheet=sheet.name, filled_down=numbers)

    def _epoch(self) -> datetime:
        # Excel counts 1900-02-29, which never was; from March 1900 on its day 0 is therefore 1899-12-30.
        return datetime(1904, 1, 1) if self._early_epoch else datetime(1899, 12, 30)  # noqa: DTZ001 cells have no zone

    def _parse(
        self,
        path: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Stream a part through expat; names reach the callbacks without their namespace."""
        if text is None and self._package.getinfo(path).file_size > MAX_SMALL_PART_BYTES:
            raise ValueError("a part that is always small is large")
        depth = 0

        def started(tag: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > MAX_DEPTH:
                raise ValueError("elements nested too deep")
            start(tag.rpartition("}")[2], attributes)

        def ended(tag: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(tag.rpartition("}")[2])

        def declared(*_: object) -> None:
            raise AppError("imports.markup_declaration", where=self._file_name, file=self._file_name)

        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.StartDoctypeDeclHandler = declared
        if text is not None:
            parser.CharacterDataHandler = text
        with self._package.open(path) as part:
            while chunk := part.read(CHUNK_BYTES):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _fill_down(
    rows: tuple[SourceRow, ...], merged: list[tuple[int, int, int]]
) -> tuple[tuple[SourceRow, ...], frozenset[int]]:
    """Give the rows under the top of a merged cell its value; ``merged`` is (column, first row, last row)."""
    if not merged:
        return rows, frozenset()
    filled = {row.number: list(row.cells) for row in rows}
    touched: set[int] = set()
    for column, first, last in merged:
        top = filled.get(first, [])
        if column > len(top) or is_blank(top[column - 1]):
            continue
        for number in range(first + 1, last + 1):
            cells = filled.get(number)
            if cells is None:
                continue
            cells.extend([""] * (column - len(cells)))
            if is_blank(cells[column - 1]):
                cells[column - 1] = top[column - 1]
                touched.add(number)
    return tuple(SourceRow(row.number, tuple(filled[row.number])) for row in rows), frozenset(touched)
