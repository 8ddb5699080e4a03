"""Where words that give somebody away stand in a text, in whatever spelling (6(9)イ)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.anonymity_marks import MarkedPart, marked_parts


def marked(text: str, *words: str) -> list[str]:
    return [part.text for part in marked_parts(text, words) if part.is_marked]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("戸田市では", "戸田市", ["戸田市"]),
        ("戸 田市では", "戸田市", ["戸 田市"]),
        ("ﾃﾞｼﾞﾀﾙ課が", "デジタル課", ["ﾃﾞｼﾞﾀﾙ課"]),
        ("でじたる課が", "デジタル課", ["でじたる課"]),
        ("電話は048-123 4567へ", "0481234567", ["048-123 4567"]),
        ("電話は０４８１２３４５６７へ", "048-123-4567", ["０４８１２３４５６７"]),
        ("ＴＡＲＯ@example.jpまで", "taro@example.jp", ["ＴＡＲＯ@example.jp"]),
        ("髙﨑さん", "高崎", ["髙﨑"]),
        ("戸田市と戸田市", "戸田市", ["戸田市", "戸田市"]),
        ("戸棚と田んぼ", "戸田市", []),
    ],
)
def test_a_word_is_marked_in_every_spelling_and_nothing_else_is(text: str, word: str, found: list[str]) -> None:
    assert marked(text, word) == found


def test_words_that_overlap_are_one_stretch() -> None:
    assert marked("戸田市役所の", "戸田市", "市役所") == ["戸田市役所"]


def test_a_text_without_such_words_is_one_plain_stretch() -> None:
    assert marked_parts("窓口の取組", ("戸田市",)) == (MarkedPart("窓口の取組", False),)
    assert marked_parts("", ("戸田市",)) == ()
    assert marked_parts("窓口", ("", " ", "-")) == (MarkedPart("窓口", False),)


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=4))
def test_nothing_of_the_text_is_lost_or_changed(text: str, words: list[str]) -> None:
    assert "".join(part.text for part in marked_parts(text, words)) == text
