"""Search keys and small normalisers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.text import compact, halfwidth_digits, search_key, shorten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公金収納におけるｅＬ－ＱＲの活用", "公金収納におけるeL-QRの活用"),
        ("ＢＰＲの取組の徹底", "BPR の取組の徹底"),
        ("自治体の AI の利用促進", "自治体のＡＩの利用促進"),
        ("髙木　大輔", "高木 大輔"),
        ("山﨑", "山崎"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡邊"),
        ("渡邉", "渡辺"),
        ("ﾄｷｶﾞﾜ", "ときがわ"),
        ("鶴ヶ島", "鶴ケ島"),
        ("ICT−BCP", "ict‐bcp"),
        ("データー", "ﾃﾞｰﾀｰ"),
        ("神", "神"),
        ("葛󠄀", "葛"),
        ("か\u3099", "ガ"),
        ("株式会社\u200bまち", "株式会社まち"),
        ("13:00〜14:00", "13:00～14:00"),
        ("方針･計画", "方針・計画"),
        ("㈱", "(株)"),
    ],
)
def test_spellings_of_the_same_words_meet(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("三郷", "美里"), ("小川", "小鹿野"), ("デジタル", "デジタロ"), ("ア", "ァ")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(st.text())
def test_a_search_key_is_its_own_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key


@given(st.text(), st.text(" \u3000\t\n\u200b"))
def test_white_space_never_changes_a_search_key(text: str, spaces: str) -> None:
    assert search_key(spaces + text + spaces) == search_key(text)


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3096)))
def test_kana_of_either_kind_meet(hiragana: str) -> None:
    katakana = "".join(chr(ord(letter) + 0x60) for letter in hiragana)
    assert search_key(hiragana) == search_key(katakana)


def test_only_digits_become_half_width() -> None:
    assert halfwidth_digits("ＡＢＣ０４８－９") == "ＡＢＣ048－9"


@given(st.text())
def test_half_width_digits_keep_every_other_character(text: str) -> None:
    assert len(halfwidth_digits(text)) == len(text)
    assert [unicodedata.numeric(each, -1) for each in halfwidth_digits(text)] == [
        unicodedata.numeric(each, -1) for each in text
    ]


def test_compact_text_has_neither_width_nor_space() -> None:
    assert compact(" １，０００ 円\u3000") == "1,000円"


def test_a_quotation_is_short_and_printable() -> None:
    assert shorten("あ" * 40) == "あ" * 40
    assert shorten("あ" * 41) == "あ" * 39 + "…"
    assert shorten("a\x1b[31m\n\u202eb") == "a [31m  b"
