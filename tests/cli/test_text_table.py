"""Tables stand straight on a terminal, whatever they hold."""

import pytest

from app.cli.text_table import fitted, joined, one_line, pairs, shown, table, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("派遣", 4), ("ｶﾀｶﾅ", 4), ("か\u3099", 2), ("𠮷", 2), ("葛\U000e0100", 2), ("①", 1), ("", 0)],
)
def test_a_sign_takes_the_columns_that_a_terminal_gives_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_start_under_each_other_with_wide_and_narrow_signs() -> None:
    lines = list(table(["名前", "数"], [["髙橋", "1"], ["ab", "22"]]))
    assert lines == ["名前  数", "----  --", "髙橋  1", "ab    22"]


def test_a_cell_may_fill_its_width_but_not_one_column_more() -> None:
    assert fitted("a" * 40, 40) == "a" * 40
    assert fitted("a" * 41, 40) == "a" * 39 + "…"
    assert fitted("あ" * 21, 40) == "あ" * 19 + "…"


def test_a_terminal_never_obeys_what_a_record_says() -> None:
    assert one_line("a\x1b[2Jb\u202ec\u2028d") == "a\ufffd[2Jb\ufffdc\ufffdd"
    assert one_line("佐々木　一葉") == "佐々木　一葉"
    assert one_line("一\r\n二\n三\t四") == "一↵二↵三 四"


def test_several_lines_stay_several_lines() -> None:
    assert shown("一\r\n二\x07") == "一\n二\ufffd"


def test_further_lines_of_a_text_stand_under_its_first() -> None:
    assert list(pairs([("内容", "一\n二"), ("状", "")])) == ["内容  一", "      二", "状"]


def test_sentences_are_joined_as_their_language_does() -> None:
    assert joined("空です。", "入力してください。") == "空です。入力してください。"
    assert joined("It is blank.", "Enter it.") == "It is blank. Enter it."
