"""Reading workbooks: what stands in the cells, and what a hostile file may not do."""

import io
import zipfile
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.documents.tabular import ErrorValue, Formula, read_table
from app.domain.errors import AppError
from app.platform.messages import explain
from tests.documents.tabular_files import HEADER, SHEET, SIMPLE, refusal, rows_of, shared, with_part, workbook


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_in_words(place: int, junk: bytes) -> None:
    place %= len(SIMPLE)
    try:
        read_table(SIMPLE[:place] + junk + SIMPLE[place + len(junk) :], "a.xlsx")
    except AppError as problem:
        assert explain(problem)  # noqa: PT017


# Workbooks


def test_a_workbook_named_csv_is_read_by_what_it_is() -> None:
    assert rows_of(SIMPLE, "a.csv") == [("佐藤", "総務課")]


def test_a_formula_is_read_as_its_text_and_told_and_never_calculated() -> None:
    cells = rows_of(workbook(("a", "b", "c"), ("=1+1", "x", 2)), "a.xlsx")[0]
    assert cells == ("=1+1", "x", 2)
    assert isinstance(cells[0], Formula)


def test_a_text_that_begins_with_an_equals_sign_is_no_formula() -> None:
    def as_text(book: Workbook) -> None:
        book.worksheets[0].cell(2, 1).data_type = "s"

    cell = rows_of(workbook(("a", "b"), ("=1+1", "x"), change=as_text), "a.xlsx")[0][0]
    assert cell == "=1+1"
    assert not isinstance(cell, Formula)


def test_an_error_value_of_excel_is_told() -> None:
    cell = rows_of(workbook(("a", "b"), ("#N/A", "x")), "a.xlsx")[0][0]
    assert isinstance(cell, ErrorValue)
    assert cell == "#N/A"


@pytest.mark.parametrize("style", [14, 22, 27, 30, 31, 36, 55, 56, 57, 58])
def test_dates_in_the_formats_of_japanese_excel_are_dates_not_numbers(style: int) -> None:
    data = workbook(("日", "x"), (datetime(2026, 7, 10), "y"))  # noqa: DTZ001
    data = with_part(data, "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="165"', b'numFmtId="%d"' % style))
    data = with_part(data, "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="164"', b'numFmtId="%d"' % style))
    assert rows_of(data, "a.xlsx")[0][0] == datetime(2026, 7, 10)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("pattern", "number", "value"),
    [
        ('[$-411]ggge"年"m"月"d"日"', 46213, datetime(2026, 7, 10)),  # noqa: DTZ001
        ("yyyy/m/d h:mm", 46213.5625, datetime(2026, 7, 10, 13, 30)),  # noqa: DTZ001
        ("h:mm", 0.5625, time(13, 30)),
        ("yyyy-mm-dd", 59, datetime(1900, 2, 28)),  # noqa: DTZ001
        ("yyyy-mm-dd", 61, datetime(1900, 3, 1)),  # noqa: DTZ001
        ('#,##0"日"', 46213, 46213),
        ("[Red]0.00E+00", 46213, 46213),
        ("[h]:mm", 1.5, 1.5),
        ("G/標準", 12, 12),
        ("yyyy-mm-dd", -1, "-1"),
    ],
)
def test_a_number_is_a_day_or_a_time_only_where_its_format_shows_one(
    pattern: str, number: float, value: object
) -> None:
    def formatted(book: Workbook) -> None:
        book.worksheets[0].cell(2, 1).number_format = pattern

    assert rows_of(workbook(("日", "x"), (number, "y"), change=formatted), "a.xlsx")[0][0] == value


def test_the_epoch_of_old_macs_is_obeyed() -> None:
    data = with_part(
        workbook(("日", "x"), (datetime(2026, 7, 10), "y")),  # noqa: DTZ001
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>'),
    )
    assert rows_of(data, "a.xlsx")[0][0] == datetime(2030, 7, 11)  # noqa: DTZ001 - 1,462 days later


def test_numbers_are_whole_where_they_are_and_truth_is_kept() -> None:
    assert rows_of(workbook(("a", "b", "c"), (3.0, 2.5, True)), "a.xlsx") == [(3, 2.5, True)]


def test_trailing_spaces_and_line_ends_inside_cells_are_kept() -> None:
    assert rows_of(workbook(("a", "b"), (" 佐藤 ", "一\n二")), "a.xlsx") == [(" 佐藤 ", "一\n二")]


def test_the_escapes_of_excel_are_read_and_half_characters_left_as_they_are() -> None:
    inline = workbook(("a", "b", "c"), ("改_x000D_行", "_xD842__xDFB7_度", "_xD842_"))
    assert rows_of(inline, "a.xlsx") == [("改\n行", "𠮷度", "_xD842_")]
    data = shared(f"{HEADER}<si><t>改_x000D_行</t></si><si><t>_xD842__xDFB7_度</t></si>")
    assert rows_of(data, "a.xlsx") == [("改\n行", "𠮷度")]


def test_a_merged_cell_fills_the_rows_it_covers_and_is_told() -> None:
    def merged(book: Workbook) -> None:
        book.worksheets[0].merge_cells("A2:A3")

    table = read_table(
        workbook(("所属", "氏名"), ("総務課", "佐藤"), (None, "鈴木"), (None, "高橋"), change=merged), "a.xlsx"
    )
    assert [row.cells for row in table.rows] == [("総務課", "佐藤"), ("総務課", "鈴木"), ("", "高橋")]
    assert table.filled_down == {3}


def test_furigana_of_a_cell_is_not_part_of_its_text() -> None:
    reading = "<rPh sb='0' eb='2'><t>サトウ</t></rPh>"
    data = shared(f"{HEADER}<si><t>佐藤</t>{reading}</si><si><r><t>総務</t></r><r><t>課</t></r>{reading}</si>")
    assert rows_of(data, "a.xlsx") == [("佐藤", "総務課")]


def test_hidden_and_other_sheets_are_named_not_read() -> None:
    def more(book: Workbook) -> None:
        for name, state in (("別表", "visible"), ("隠れ", "hidden"), ("空", "visible")):
            sheet = book.create_sheet(name)
            sheet.sheet_state = state
            if name != "空":
                sheet.append(("x", "y", "z"))

    table = read_table(workbook(("氏名", "所属"), ("佐藤", "総務課"), change=more), "a.xlsx")
    assert table.sheet == "Sheet"
    assert table.other_sheets == ("別表", "隠れ")


def test_the_sheet_with_the_known_headers_is_read() -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("名簿").append(("氏名", "所属"))

    table = read_table(workbook(("表紙", "です"), change=more), "a.xlsx", {"氏名"}.__contains__)
    assert table.sheet == "名簿"


# Hostile workbooks


def test_a_gigabyte_packed_small_is_refused_before_it_is_unpacked() -> None:
    written = io.BytesIO(SIMPLE)
    chunk = bytes(1024 * 1024)
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/image1.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(1024):
            part.write(chunk)
    assert len(written.getvalue()) < 2 * 1024 * 1024
    assert refusal(written.getvalue(), "a.xlsx").code == "imports.unpacked_too_large"


def test_a_sheet_that_unpacks_to_much_more_than_it_packs_is_refused() -> None:
    bomb = with_part(SIMPLE, SHEET, lambda xml: xml.replace(b"<sheetData>", b" " * (40 * 1024 * 1024) + b"<sheetData>"))
    assert refusal(bomb, "a.xlsx").code == "imports.unpacked_too_large"


def test_a_size_that_lies_about_the_part_is_found_out() -> None:
    data = bytearray(SIMPLE)
    place = data.rindex(SHEET.encode()) - 46  # the entry in the directory at the end
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(data), "a.xlsx").code == "imports.damaged_workbook"


BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"])
def test_entities_are_refused_before_they_exist(part: str) -> None:
    data = shared(f"{HEADER}<si><t>佐藤</t></si><si><t>総務課</t></si>")
    assert refusal(with_part(data, part, lambda _: BILLION_LAUGHS), "a.xlsx").code == "imports.markup_declaration"


def test_an_external_entity_is_never_opened() -> None:
    attack = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    assert refusal(with_part(SIMPLE, SHEET, lambda _: attack), "a.xlsx").code == "imports.markup_declaration"


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData><row r='99999999'><c r='A99999999'><v>1</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='1'><c r='A1'><v>abc</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row><c t='inlineStr'><is><t>&#xD800;</t></is></c></row></sheetData></worksheet>",
        b"<a>" * 100 + b"</a>" * 100,
        b"<worksheet><sheetData>",
        b"",
    ],
)
def test_a_sheet_that_excel_could_not_have_written_is_refused(sheet: bytes) -> None:
    assert refusal(with_part(SIMPLE, SHEET, lambda _: sheet), "a.xlsx").code == "imports.damaged_workbook"


def test_a_cell_far_to_the_right_is_refused_only_when_it_holds_something() -> None:
    sheet = "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='XFD1'>{}</c></row></sheetData></worksheet>"
    assert read_table(with_part(SIMPLE, SHEET, lambda _: sheet.format("").encode()), "a.xlsx").headers == ("1",)
    full = with_part(SIMPLE, SHEET, lambda _: sheet.format("<v>2</v>").encode())
    assert refusal(full, "a.xlsx").code == "imports.too_many_columns"


def test_macros_passwords_and_old_files_are_refused_each_with_its_own_sentence() -> None:
    macros = with_part(SIMPLE, "xl/vbaProject.bin", lambda _: b"x")
    assert refusal(macros, "a.xlsm").code == "imports.macro_workbook"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refusal(ole, "a.xls").code == "imports.old_workbook"
    encrypted = ole + "EncryptedPackage".encode("utf-16-le")
    assert refusal(encrypted, "a.xlsx").code == "imports.encrypted_workbook"
    locked = bytearray(SIMPLE)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(locked), "a.xlsx").code == "imports.encrypted_workbook"


def test_other_archives_and_texts_named_xlsx_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(written.getvalue(), "a.ods").code == "imports.not_a_workbook"
    assert refusal(b"a,b\n1,2\n", "a.xlsx").code == "imports.damaged_workbook"


def test_too_many_sheets_are_refused() -> None:
    def more(book: Workbook) -> None:
        for number in range(50):
            book.create_sheet(f"s{number}")

    assert refusal(workbook(("a", "b"), change=more), "a.xlsx").code == "imports.too_many_sheets"
