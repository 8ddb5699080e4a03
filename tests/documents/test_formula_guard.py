"""Cells that a spreadsheet would run (docs/decisions/0003-formula-cells.md)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.formula_guard import FIRST, guarded, looks_like_formula, read_back

HOSTILE = st.text(st.sampled_from("'=+-@＝＋－＠ \t\r\n　\u200bab1"), max_size=12)


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+81-48", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "\tx", "\rx", " =1", "　=1",
     "\n=1", "\u200b=1", "'=1", "' =1", "''=1", "=", "-"],
)  # fmt: skip
def test_what_might_run_is_guarded_and_comes_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert read_back(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["", "川越市", "1-2", "2026-09-18", "a=b", "'引用'", "''", "　字下げ", " 空白", "①=1", "ー", "0480"]
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert read_back(text) == text


@given(st.one_of(st.text(max_size=30), HOSTILE))
def test_reading_back_always_restores_the_text(text: str) -> None:
    assert read_back(guarded(text)) == text


@given(st.one_of(st.text(max_size=30), HOSTILE))
def test_no_written_cell_begins_like_a_formula(text: str) -> None:
    written = guarded(text)
    assert written.startswith("'") or not written.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not written.startswith(("\t", "\r"))


@given(st.one_of(st.text(max_size=30), HOSTILE))
def test_the_quick_look_at_the_first_sign_misses_nothing(text: str) -> None:
    assert not looks_like_formula(text) or text[0] in FIRST
