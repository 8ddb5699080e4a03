"""The lines of the log are canonical, and any change to them breaks the chain."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.lines import CommitLine, canonical, chain_hash, op_line

GENESIS = "00" * 32
LINE = CommitLine("site", 88, 17, 0x18F, "山田", "2026-11-20T03:12:45.123Z", "1.4.2", 23, "現地訪問", 1230, 5)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.dictionaries(st.text(), x))


@given(JSON)
def test_canonical_text_says_the_same_and_has_one_form(value: object) -> None:
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


@given(JSON, st.lists(st.tuples(st.text(), st.integers())))
def test_an_op_line_is_canonical_json_of_the_exchange_format(value: object, preds: list[tuple[str, int]]) -> None:
    line = op_line(1230, "visit", "row", "note", canonical(value), preds)
    assert line == canonical(json.loads(line))
    expected = {"k": "op", "q": 1230, "t": "visit", "r": "row", "g": "note", "v": value}
    assert json.loads(line) == {**expected, "p": [list(pred) for pred in sorted(preds)]}


def test_a_commit_line_is_the_one_of_the_exchange_format() -> None:
    assert LINE.text(GENESIS) == (
        '{"app":"1.4.2","at":"2026-11-20T03:12:45.123Z","by":"山田","c":88,"h":"000000000000018f","k":"commit",'
        f'"n":5,"prev":"{GENESIS}","q":1230,"s":"site","sch":23,"why":"現地訪問","x":17}}'
    )


def test_the_chain_is_sha256_over_the_hash_before_and_the_lines() -> None:
    expected = hashlib.sha256(bytes(32) + b"commit\nop1\nop2\n").hexdigest()
    assert chain_hash(GENESIS, "commit", ["op1", "op2"]) == expected


def test_moving_a_line_break_changes_the_hash() -> None:
    assert chain_hash(GENESIS, "a", ["bc", "d"]) != chain_hash(GENESIS, "a", ["b", "cd"])
