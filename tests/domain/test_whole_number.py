"""Whole numbers as people type them."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import whole_number as module
from app.domain.whole_number import NumberUnreadable, parse_whole_number


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("123", "", 123),
        ("１２３", "", 123),
        ("1,000", "", 1_000),
        ("１，０００", "", 1_000),
        ("12,345,678", "", 12_345_678),
        (" 15 ", "", 15),
        ("18団体", "団体", 18),
        ("18 団体", "団体", 18),
        ("18", "団体", 18),
        ("-5", "", -5),
        ("－５", "", -5),
        ("−5", "", -5),
        ("007", "", 7),
        ("0", "", 0),
    ],
)
def test_a_number_is_read_in_every_usual_writing(text: str, unit: str, number: int) -> None:
    assert parse_whole_number(text, unit) == number


@pytest.mark.parametrize(
    "text",
    ["", "三", "十八", "1,00", ",100", "1,0000", "1.5", "3.0", "1e3", "0x10", "1_000", "--1", "1-", "18人", "約18", "٣",
     "9" * 16, "9" * 100_000, "NaN"],
)  # fmt: skip
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(NumberUnreadable):
        parse_whole_number(text, "団体")


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_written_number_reads_back(number: int) -> None:
    assert parse_whole_number(str(number)) == number
    assert parse_whole_number(f"{number:,}分", "分") == number
