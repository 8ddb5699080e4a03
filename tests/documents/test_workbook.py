"""Excel files: text is text, dates are dates, and nothing runs."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.sheet_xml import LONGEST_CELL, column_letters
from app.documents.workbook import Sheet, SheetColumn, Value, workbook
from app.domain.errors import AppError
from tests.documents.reading import parts_of

COLUMNS = (SheetColumn("文"), SheetColumn("値", width=30.0, wraps=True))


def make_book(*rows: tuple[Value, ...], **changes: Any) -> bytes:
    return workbook([Sheet("一覧", COLUMNS, rows, **changes)], "題名", "作成者", date(2026, 9, 29))


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1", "\tx", " =1", "=cmd|' /C calc'!A0", "{=1}", "'x"])
def test_text_is_never_a_formula(text: str) -> None:
    data = make_book((text, "y"))
    cell = sheet_of(data).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value == text
    assert b"<f>" not in b"".join(parts_of(data).values())
    assert cell.quotePrefix == (text not in ("{=1}", "'x"))


def test_dates_and_numbers_are_real_ones() -> None:
    sheet = sheet_of(make_book((date(2026, 7, 10), 12), ("2026-07-10", "012")))
    assert sheet.cell(2, 1).value == datetime(2026, 7, 10)  # noqa: DTZ001 - Excel knows no zone
    assert sheet.cell(2, 1).number_format == "yyyy-mm-dd"
    assert sheet.cell(2, 2).value == 12
    assert [cell.value for cell in sheet[3]] == ["2026-07-10", "012"]


def test_header_widths_freeze_print_titles_and_notes() -> None:
    sheet = sheet_of(make_book(("a", "b"), heading="見出し", notes=("注",)))
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 5)] == ["見出し", "文", "a", "注"]
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.column_dimensions["B"].width == 30.0
    assert sheet.auto_filter.ref == "A2:B3"


@pytest.mark.parametrize(
    ("text", "lines"),
    [("あ" * 15, None), ("あ" * 15 + "a", 2), ("a" * 30, None), ("一\n二\n三", 3), ("あ" * 31, 3), ("", None)],
)
def test_a_row_is_as_high_as_its_wrapped_text_needs(text: str, lines: int | None) -> None:
    sheet = sheet_of(make_book(("x" * 100, text)))
    assert sheet.row_dimensions[2].height == (None if lines is None else 15.0 * lines)


def test_a_row_is_never_higher_than_excel_can_show() -> None:
    assert sheet_of(make_book(("x", "長" * 30_000))).row_dimensions[2].height == 409.0


@pytest.mark.parametrize(("count", "pages", "repeated"), [(7, 1, None), (8, 2, "$A:$A"), (20, 3, "$A:$A")])
def test_a_wide_sheet_prints_on_pages_side_by_side_that_repeat_their_first_column(
    count: int, pages: int, repeated: str | None
) -> None:
    columns = tuple(SheetColumn(f"欄{number}", width=30.0) for number in range(count))
    sheet = sheet_of(workbook([Sheet("一覧", columns, ())], "題名", "作成者", date(2026, 9, 29)))
    assert sheet.page_setup.fitToWidth == pages
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_cols == repeated
    assert sheet.print_title_rows == "$1:$1"


def test_the_same_rows_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_book(("a", date(2026, 7, 10)))
    monkeypatch.setenv("TZ", "America/New_York")
    assert make_book(("a", date(2026, 7, 10))) == first
    assert b"2026-09-29T00:00:00Z" in parts_of(first)["docProps/core.xml"]


def test_signs_that_xml_cannot_carry_are_escaped_as_excel_does() -> None:
    raw = b"".join(parts_of(make_book(("鈴\x07", "_x0041_"))).values()).decode()
    assert "鈴_x0007_" in raw
    assert "_x005F_x0041_" in raw


def test_a_text_that_excel_would_cut_is_refused_with_its_cell() -> None:
    assert sheet_of(make_book(("あ" * LONGEST_CELL, ""))).cell(2, 1).value == "あ" * LONGEST_CELL
    with pytest.raises(AppError) as refused:
        make_book(("", "あ" * (LONGEST_CELL + 1)))
    assert refused.value.code == "documents.cell_too_long"
    assert refused.value.where == "B2"


def test_a_sheet_without_rows_has_its_header() -> None:
    assert [cell.value for cell in sheet_of(make_book())[1]] == ["文", "値"]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_lettered_as_in_excel(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_more_columns_than_letters_and_odd_sheet_names() -> None:
    columns = tuple(SheetColumn(f"列{number}") for number in range(300))
    data = workbook(
        [Sheet("見出し 'A' & <B>", columns, [[f"{n}" for n in range(300)]] * 1_001)], "題<", "作&", date(2026, 9, 29)
    )
    sheet = sheet_of(data)
    assert sheet.title == "見出し 'A' & <B>"
    assert sheet.cell(1_002, 300).value == "299"
    assert sheet.max_row == 1_002
