"""Registers as CSV: what other programs read, in both encodings, and what CP932 cannot hold."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.csv_export import GETA, CsvFile, Encoding, Unencodable, csv_file, unencodable_list
from app.documents.formula_guard import read_back
from app.domain.record import Field, Kind

FIELDS = (
    Field("code", "団体コード", Kind.MUNICIPALITY),
    Field("content", "相談内容", Kind.LONG_TEXT),
    Field("score", "差", Kind.INTEGER),
)
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def rows_of(file: CsvFile, encoding: Encoding) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.data.decode(encoding), newline="")))


@pytest.mark.parametrize("encoding", list(Encoding))
def test_header_quotes_line_ends_and_codes(encoding: Encoding) -> None:
    file = csv_file("案件", FIELDS, [["011002", 'a,b "c"\n二行目', "-5"], ["", "", ""]], encoding)
    head = b"\xef\xbb\xbf" if encoding is Encoding.UTF8 else b""
    text = '団体コード,相談内容,差\r\n011002,"a,b ""c""\n二行目",-5\r\n,,\r\n'
    assert file.data == head + text.encode("utf-8" if encoding is Encoding.UTF8 else "cp932")
    assert file.rows == 2
    assert file.unencodable == ()


def test_formulas_are_made_harmless_but_negative_numbers_stay_numbers() -> None:
    file = csv_file("案件", FIELDS, [["=1", "-5", "-5"], ["x", " =1", "-5+1"]])
    assert rows_of(file, Encoding.UTF8)[1:] == [["'=1", "'-5", "-5"], ["x", "' =1", "'-5+1"]]


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_what_is_written_in_utf8_is_read_back_unchanged(rows: list[tuple[str, str, str]]) -> None:
    read = rows_of(csv_file("案件", FIELDS, rows), Encoding.UTF8)[1:]
    assert [tuple(map(read_back, row)) for row in read] == rows


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_in_cp932_every_change_is_listed_and_no_cell_runs(rows: list[tuple[str, str, str]]) -> None:
    file = csv_file("案件", FIELDS, rows, Encoding.CP932)
    listed = {(each.row, each.field) for each in file.unencodable}
    for number, (row, read) in enumerate(zip(rows, rows_of(file, Encoding.CP932)[1:], strict=True), start=1):
        for field, before, after in zip(FIELDS, row, read, strict=True):
            if (number, field.label) not in listed:
                assert read_back(after) == before
            assert not after.lstrip().startswith(tuple("=+@＝＋－＠"))


def test_each_character_that_cp932_lacks_is_listed_with_its_place() -> None:
    file = csv_file("案件", FIELDS, [["1", "よい", ""], ["2", "𠮷〜葛\U000e0100", ""]], Encoding.CP932)
    assert file.unencodable == (
        Unencodable("案件", 2, "相談内容", "𠮷", GETA),
        Unencodable("案件", 2, "相談内容", "〜", "～"),
        Unencodable("案件", 2, "相談内容", "\U000e0100", ""),
    )
    assert [each.code for each in file.unencodable] == ["U+20BB7", "U+301C", "U+E0100"]
    assert rows_of(file, Encoding.CP932)[2] == ["2", "〓～葛", ""]


@pytest.mark.parametrize("character", list("〜−‖¢£¬"))
def test_what_the_codec_would_change_in_silence_is_listed(character: str) -> None:
    file = csv_file("案件", FIELDS, [["1", f"あ{character}", ""]], Encoding.CP932)
    assert [each.character for each in file.unencodable] == [character]


@pytest.mark.parametrize("text", ["髙﨑", "①㈱", "～－∥￠￡￢", "ﾊﾝｶｸ", "〆々"])
def test_what_cp932_holds_is_not_touched(text: str) -> None:
    file = csv_file("案件", FIELDS, [["1", text, ""]], Encoding.CP932)
    assert file.unencodable == ()
    assert rows_of(file, Encoding.CP932)[1][1] == text


def test_a_sign_that_becomes_dangerous_in_cp932_is_guarded() -> None:
    file = csv_file("案件", FIELDS, [["1", "−5", ""], ["2", "=𠮷", ""]], Encoding.CP932)
    assert [row[1] for row in rows_of(file, Encoding.CP932)[1:]] == ["'－5", "'=〓"]


def test_the_list_of_lacking_characters_is_itself_harmless_and_readable() -> None:
    data = unencodable_list(
        [Unencodable("案件", 3, "相談内容", "𠮷", GETA), Unencodable("案件", 4, "内容", "\ufe0f", "")]
    )
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["ファイル", "行（見出しを除く）", "項目", "文字", "コード", "書いた文字"],
        ["案件", "3", "相談内容", "𠮷", "U+20BB7", "〓"],
        ["案件", "4", "内容", "\ufe0f", "U+FE0F", "（書かない）"],
    ]


def test_a_register_without_rows_has_its_header() -> None:
    assert csv_file("案件", FIELDS, []).data.decode("utf-8-sig") == "団体コード,相談内容,差\r\n"


def test_a_register_of_one_empty_column_keeps_its_rows() -> None:
    file = csv_file("案件", FIELDS[:1], [[""], ["a"]])
    assert rows_of(file, Encoding.UTF8) == [["団体コード"], [""], ["a"]]


def test_rows_over_several_chunks_keep_their_numbers() -> None:
    rows = [["1", "𠮷" if number == 1_234 else "x", ""] for number in range(1_500)]
    file = csv_file("案件", FIELDS, rows, Encoding.CP932)
    assert file.rows == 1_500
    assert [each.row for each in file.unencodable] == [1_235]
