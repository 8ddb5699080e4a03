"""Files to read in the tests of the tables: workbooks made, changed and spoilt."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.documents.tabular import read_table
from app.domain.errors import AppError
from app.platform.messages import codes, explain

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes, name: str = "a.csv") -> AppError:
    with pytest.raises(AppError) as caught:
        read_table(data, name)
    assert caught.value.code in codes("ja") & codes("en")
    assert name in explain(caught.value)
    assert name in explain(caught.value, "en")
    return caught.value


def rows_of(data: bytes, name: str = "a.csv") -> list[tuple[object, ...]]:
    return [row.cells for row in read_table(data, name).rows]


def workbook(*rows: tuple[Any, ...], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if change:
        change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part rewritten, or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return written.getvalue()


def shared(strings: str) -> bytes:
    """Return a workbook as Excel writes it: a header a, b and one row, their texts apart in shared strings."""
    relation = (
        b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        b' Target="sharedStrings.xml" Id="rId9"/></Relationships>'
    )
    cells = "".join(f'<c r="{place}" t="s"><v>{n}</v></c>' for n, place in enumerate(("A1", "B1")))
    second = "".join(f'<c r="{place}" t="s"><v>{n}</v></c>' for n, place in enumerate(("A2", "B2"), start=2))
    sheet = f'<worksheet><sheetData><row r="1">{cells}</row><row r="2">{second}</row></sheetData></worksheet>'
    data = with_part(SIMPLE, SHEET, lambda _: sheet.encode())
    data = with_part(data, "xl/sharedStrings.xml", lambda _: f"<sst>{strings}</sst>".encode())
    return with_part(data, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", relation))


SIMPLE = workbook(("氏名", "所属"), ("佐藤", "総務課"))
HEADER = "<si><t>氏名</t></si><si><t>所属</t></si>"
