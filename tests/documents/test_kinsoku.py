"""Line breaking by JIS X 4051: no line begins or ends with a sign that may not stand there."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.pdf.ink import Font, widths
from app.documents.pdf.kinsoku import break_lines, may_break

EM = 1000.0
# From JIS X 4051 and 日本語組版処理の要件, not from the code under test.
NEVER_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】’”)]},.:;?!%％℃°′″"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
)
NEVER_LAST = frozenset("（〔［｛〈《「『【‘“([{｢￥＄￡")


class _Square(dict[str, float]):
    """Every character one em wide, half-width signs half."""

    def __missing__(self, character: str) -> float:
        return EM / 2 if character < "\x7f" else EM


SQUARE = _Square()
WORDS = (
    "窓口", "業務フロー", "標準化・共通化", "「書かない窓口」", "（令和8年度末）", "について、", "助言した。", "……",
    "――", "SHA-256", "https://example.jp/a/b", "2026-09-18", "1,234", "１２３，４５６", "３か所", "ヴァージョン",
    "きっちりと", "〆切", "『事例集』、", "！？", "㈱", "①", "々", "ﾌﾟﾛｸﾞﾗﾑ", "LoGoチャット", "￥5,000", "100%",
    "90分", "’", "“高”", "佐々木", "葛\U000e0100飾", "か\u3099", "　", " ", "eL-QR",
)  # fmt: skip


def faults(lines: list[str]) -> list[str]:
    """Return the lines that begin or end with a sign that may not stand there, or divide …… or ――."""
    found = []
    for number, line in enumerate(lines):
        if number and line and line[0] in NEVER_FIRST:
            found.append(line)
        if number < len(lines) - 1 and line and line[-1] in NEVER_LAST:
            found.append(line)
        if number and line and lines[number - 1].endswith(line[0]) and line[0] in "…―":
            found.append(line)
    return found


def test_real_looking_text_has_no_fault_in_thousands_of_lines() -> None:
    random, count = Random(8), 0  # noqa: S311 - the same lines each time
    for _ in range(400):
        text = "".join(random.choice(WORDS) for _ in range(120))
        for limit in (9, 17, 33):
            lines = break_lines(text, SQUARE, limit * EM)
            assert not faults([line.text for line in lines])
            assert not any(line.forced for line in lines)
            count += len(lines)
    assert count > 10_000


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=80), st.integers(8, 60))
def test_no_fault_no_overflow_and_nothing_lost(words: list[str], ems: int) -> None:
    text = "".join(words)
    lines = break_lines(text, SQUARE, ems * EM)
    shown = [line.text for line in lines]
    assert not faults(shown)
    assert all(line.width <= ems * EM + 0.01 for line in lines)
    assert "".join(shown).replace(" ", "").replace("　", "") == text.replace(" ", "").replace("　", "")


@given(st.text(max_size=300), st.integers(1, 30))
def test_any_text_is_broken_without_loss(text: str, ems: int) -> None:
    lines = break_lines(text, SQUARE, ems * EM)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
    for line in lines:
        assert len(line.text) <= 1 or line.width <= ems * EM + 0.01 or line.forced


def test_a_closing_bracket_and_its_stop_are_carried_with_the_word_before() -> None:
    assert [line.text for line in break_lines("「ああああ」。", SQUARE, 6 * EM)] == ["「あああ", "あ」。"]


def test_an_opening_bracket_never_ends_a_line() -> None:
    assert [line.text for line in break_lines("ああああ（いい）", SQUARE, 5 * EM)] == ["ああああ", "（いい）"]


def test_small_kana_and_the_long_vowel_never_begin_a_line() -> None:
    assert [line.text for line in break_lines("あいうチャート", SQUARE, 4 * EM)] == ["あいう", "チャート"]


def test_ellipsis_and_dash_are_not_divided() -> None:
    assert [line.text for line in break_lines("あいう……え", SQUARE, 4 * EM)] == ["あい", "う……え"]
    assert [line.text for line in break_lines("あいう――え", SQUARE, 4 * EM)] == ["あいう", "――え"]


def test_words_numbers_dates_and_hyphens_stay_whole() -> None:
    for word in ("SHA-256", "1,234.5", "2026-09-18", "eL-QR", "don't", "１２，３４５", "expert00@example.jp"):
        text = f"ああ{word}いい"
        assert not any(may_break(text, at) for at in range(3, 2 + len(word))), word
        assert may_break(text, 2 + len(word)), word


def test_a_word_longer_than_the_line_is_cut_after_a_slash_or_else_anywhere() -> None:
    lines = [line.text for line in break_lines("https://example.jp/abcdefgh", SQUARE, 10 * EM)]
    assert lines == ["https://example.jp/", "abcdefgh"]
    lines = [line.text for line in break_lines("W" * 200, SQUARE, 10 * EM)]
    assert lines == ["W" * 20] * 10


def test_only_punctuation_gives_way_but_says_so() -> None:
    lines = break_lines("、" * 25, SQUARE, 10 * EM)
    assert [len(line.text) for line in lines] == [10, 10, 5]
    assert [line.forced for line in lines] == [True, True, False]


def test_spaces_hang_at_the_end_and_never_begin_a_line() -> None:
    lines = [line.text for line in break_lines("あいうえお　　　かき", SQUARE, 5 * EM)]
    assert lines == ["あいうえお", "かき"]


def test_the_indent_of_a_paragraph_is_kept() -> None:
    assert break_lines("　あいう", SQUARE, 3 * EM)[0].text == "　あい"


def test_a_mark_is_never_parted_from_its_character() -> None:
    measure = widths(Font.TEXT)
    lines = [line.text for line in break_lines("あ葛󠄀か\u3099", measure, 2.2 * EM)]
    assert lines == ["あ葛󠄀", "か\u3099"]


def test_a_line_narrower_than_a_character_holds_one_of_them() -> None:
    assert [line.text for line in break_lines("順位", {"順": 10.0, "位": 10.0}, 4.0)] == ["順", "位"]
