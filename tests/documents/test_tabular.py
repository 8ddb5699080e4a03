"""Reading tables as offices send them, and refusing what is none.

Limits: 50 MB, 100,000 rows, 200 columns, 100,000 characters a cell.
"""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.formula_guard import guarded
from app.documents.tabular import read_table
from app.domain.errors import AppError
from app.platform.messages import explain
from tests.documents.tabular_files import SAMPLES, refusal, rows_of, workbook

# The three samples


@pytest.mark.parametrize(("name", "encoding"), [("utf8", "utf-8-sig"), ("cp932", "cp932")])
def test_the_applications_are_read_in_both_encodings_with_their_rows_as_excel_numbers_them(
    name: str, encoding: str
) -> None:
    table = read_table((SAMPLES / f"form_applications_{name}.csv").read_bytes(), "f.csv")
    assert table.encoding == encoding
    assert table.dialect == ","
    assert len(table.headers) == 13
    assert table.headers[0] == "受付番号"
    assert [row.number for row in table.rows] == list(range(2, 44))
    assert table.rows[-1].cells[2] == "存在しない市"
    assert "\n" in str(table.rows[2].cells[9])


def test_the_roster_of_experts_has_a_title_above_its_header_in_row_3() -> None:
    table = read_table((SAMPLES / "experts.xlsx").read_bytes(), "experts.xlsx")
    assert table.sheet == "専門人材名簿"
    assert table.header_row == 3
    assert [row.cells for row in table.title_rows] == [("デジタル専門人材名簿（受託者作成）",)]
    assert [row.number for row in table.rows] == list(range(4, 17))
    assert table.rows[0].cells[0] == "佐藤\u3000一郎"
    assert table.rows[-1].cells[9] == ""


def test_the_hearing_schedule_has_its_header_in_row_4_and_real_dates_among_texts() -> None:
    table = read_table((SAMPLES / "hearing_schedule_v1.xlsx").read_bytes(), "h.xlsx")
    assert table.header_row == 4
    assert len(table.title_rows) == 2
    by_number = {row.number: row.cells for row in table.rows}
    assert by_number[5][:3] == (1, " さいたま市 ", "R8.6.1")
    assert by_number[14][2] == datetime(2026, 6, 11)  # noqa: DTZ001 - a cell has no zone
    assert 25 not in by_number  # a blank row
    assert by_number[72][0] == "以上"


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-be"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    data = f"{mark}氏名,所属\r\n髙﨑　一郎,①課\r\n".encode(encoding)
    table = read_table(data, "a.csv")
    assert table.headers == ("氏名", "所属")
    assert table.rows[0].cells == ("髙﨑　一郎", "①課")


def test_a_broken_character_is_named_by_line_and_byte() -> None:
    found = refusal("氏名,所属\r\n佐藤,".encode() + b"\xff\xfe\r\n")
    assert found.code == "imports.encoding_unknown"
    assert (found.values["line"], found.values["byte"]) == (2, 8)


def test_a_file_marked_as_utf_8_is_not_read_as_anything_else() -> None:
    found = refusal(b"\xef\xbb\xbf" + "氏名\r\n".encode() + "佐藤".encode("cp932"))
    assert found.code == "imports.encoding_broken"
    assert (found.values["line"], found.values["byte"]) == (2, 1)


def test_the_first_line_of_a_marked_file_counts_its_mark() -> None:
    found = refusal(b"\xef\xbb\xbf" + b"ab\xff")
    assert (found.values["line"], found.values["byte"]) == (1, 6)


def test_a_broken_utf_16_file_is_named_by_its_line_although_0x0a_stands_inside_characters() -> None:
    data = b"\xff\xfe" + "《氏名》,b\r\n《佐藤》".encode("utf-16-le") + b"\x00\xd8" + "x".encode("utf-16-le")
    found = refusal(data)
    assert found.code == "imports.encoding_broken"
    assert found.values["line"] == 2


def test_two_encodings_in_one_line_are_refused_instead_of_read_as_rubbish() -> None:
    line = "佐藤".encode("cp932") + "かきくけ".encode()
    found = refusal("氏名,所属\r\n".encode("cp932") + line + b"\r\n")
    assert found.code == "imports.encoding_mixed"
    assert (found.values["line"], found.values["byte"]) == (2, 5)


@given(
    st.text(
        alphabet=st.characters(codec="cp932", exclude_categories=("Cc", "Co"), exclude_characters="¢£¬‖−〜"),
        min_size=1,
        max_size=40,
    )
)
def test_what_cp932_can_write_is_read_back_or_refused_but_never_changed(text: str) -> None:
    if not text.strip() or guarded(text) != text or text.startswith("'"):
        return
    data = ('"氏名"\r\n"' + text.replace('"', '""') + '"\r\n').encode("cp932")
    try:
        table = read_table(data, "a.csv")
    except AppError as problem:
        assert problem.code.startswith("imports.encoding")  # noqa: PT017
        return
    if table.encoding == "cp932":
        assert table.rows[0].cells == (text,)


@pytest.mark.parametrize("half", [b"\xed\xa0\x80", b"\xed\xb0\x80"])
def test_half_a_character_is_refused(half: bytes) -> None:
    assert refusal("氏名,所属\n佐藤,".encode() + half + b"\n").code == "imports.encoding_unknown"
    assert refusal(b"\xef\xbb\xbfa,b\n" + half + b",c\n").code == "imports.encoding_broken"


# CSV dialects


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    data = delimiter.join(["氏名", "所属", "内容"]) + "\n" + delimiter.join(["佐藤", "総務課", '"一,二\t三;四"']) + "\n"
    table = read_table(data.encode(), "a.txt")
    assert table.dialect == delimiter
    assert table.rows[0].cells == ("佐藤", "総務課", "一,二\t三;四")


def test_a_separator_line_of_excel_is_obeyed_and_counted() -> None:
    table = read_table("sep=;\r\n氏名;所属\r\n佐藤,甲;総務課\r\n".encode(), "a.csv")
    assert table.header_row == 2
    assert table.rows[0].cells == ("佐藤,甲", "総務課")
    assert table.rows[0].number == 3


def test_one_column_is_a_table_too() -> None:
    assert rows_of("氏名\n佐藤\n".encode()) == [("佐藤",)]


def test_line_ends_inside_cells_become_line_feeds_and_rows_are_counted_as_excel_does() -> None:
    table = read_table(b'a,b\r\n"1\r\n2",x\r\n\r\n3,y\r\n', "a.csv")
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("1\n2", "x")), (4, ("3", "y"))]


def test_files_with_old_mac_line_ends_are_read() -> None:
    assert rows_of(b"a,b\r1,2\r") == [("1", "2")]


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''", "'", "+81-48", "-", "@x", "普通", "＝全角"])
def test_a_cell_guarded_by_our_own_export_is_read_as_it_was(text: str) -> None:
    assert rows_of(f"a,b\r\nx,{guarded(text)}\r\n".encode()) == [("x", text)]


def test_a_quotation_mark_left_open_is_refused_since_it_swallows_the_rows_after_it() -> None:
    found = refusal('氏名,所属\r\n佐藤,"総務課\r\n鈴木,税務課\r\n'.encode())
    assert found.code == "imports.quotation_mark"
    assert (found.values["row"], found.values["line"]) == (2, 2)


def test_short_rows_are_filled_up_and_long_ones_kept_whole() -> None:
    assert rows_of(b"a,b\n1\n1,2,3\n") == [("1", ""), ("1", "2", "3")]


# Headers


def test_a_second_header_of_the_same_name_and_an_empty_one_get_names_of_their_own() -> None:
    table = read_table("備考,備考,,備考\n1,2,3,4\n".encode(), "a.csv")
    assert table.headers == ("備考", "備考（2）", "列C", "備考（3）")


def test_a_known_header_is_found_below_wider_rows() -> None:
    data = "注意,長い,行,です,から\nx,y\n氏名,所属\n佐藤,総務課\n".encode()
    table = read_table(data, "a.csv", {"氏名", "所属"}.__contains__)
    assert table.header_row == 3
    assert len(table.title_rows) == 2


# Limits, both sides


def test_200_columns_are_read_and_201_refused() -> None:
    whole = ",".join(f"h{n}" for n in range(200)) + "\n"
    assert len(read_table((whole * 2).encode(), "a.csv").headers) == 200
    found = refusal((whole.replace("\n", ",x\n")).encode())
    assert found.code == "imports.too_many_columns"


def test_300_columns_of_a_workbook_are_refused() -> None:
    found = refusal(workbook(tuple(f"h{n}" for n in range(300))), "a.xlsx")
    assert found.code == "imports.too_many_columns"


def test_100000_rows_are_read_and_100001_refused() -> None:
    row = "a,b\n"
    assert len(read_table((row * 100_001).encode(), "a.csv").rows) == 100_000
    assert refusal((row * 100_002).encode()).code == "imports.too_many_rows"


def test_a_cell_of_100000_characters_is_read_and_one_more_refused() -> None:
    assert rows_of(("a,b\n" + "x" * 100_000 + ",y\n").encode())[0][1] == "y"
    assert refusal(("a,b\n" + "x" * 100_001 + ",y\n").encode()).code == "imports.cell_too_long"
    assert refusal(("a,b\n" + "x" * 140_000 + ",y\n").encode()).code == "imports.cell_too_long_in_row"


def test_50_megabytes_are_read_and_one_byte_more_refused() -> None:
    limit = 50 * 1024 * 1024
    line = b"x" * 99_999 + b"\n"
    data = (b"a\n" + line * (limit // len(line))).ljust(limit, b"\n")
    assert refusal(data + b"\n").code == "imports.file_too_large"
    assert len(read_table(data, "a.csv").rows) == limit // len(line)


# Files that are no tables


@pytest.mark.parametrize("data", [b"", b"\r\n \r\n", b"\xef\xbb\xbf", b",,\r\n,,\r\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data).code == "imports.empty_file"


def test_a_csv_with_nul_is_refused_with_its_place() -> None:
    found = refusal("氏名,所属\n佐藤,\0\n".encode())
    assert found.code == "imports.not_text"
    assert (found.values["line"], found.values["byte"]) == (2, 8)


def test_binary_junk_named_csv_is_refused() -> None:
    assert refusal(bytes(range(256)) * 40).code == "imports.not_text"
    assert refusal(bytes(range(128, 256)) * 40).code == "imports.encoding_unknown"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        try:
            read_table(data, name)
        except AppError as problem:
            assert explain(problem)  # noqa: PT017
