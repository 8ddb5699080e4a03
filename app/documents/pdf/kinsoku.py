"""Breaking Japanese text into lines (JIS X 4051): which signs may begin or end a line, and what stays together.

Widths and limits share one unit, thousandths of the em.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜´｀¨ヽヾゝゞ〃々〻ー゠‐–〜～…‥’”）〕］｝〉》」』】〙〗〟｠»›％‰℃°′″〵"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "､｡･ｰ｣ﾞﾟｧｨｩｪｫｬｭｮｯ)]},.:;?!%/-"
)
NOT_AT_END = frozenset("（〔［｛〈《「『【〘〖〝｟«‹‘“([{｢￥¥＄$£￡€№＃#")
SPACES = frozenset(" \u3000\u2002\u2003\u2009")
_GLUE = frozenset("\u00a0\u202f\u2060'\"")
_INSEPARABLE = frozenset("…‥―—─━")
_SOFT = frozenset("/-_.@&=?:;,")  # where an overlong word is best cut
_UNSEEN = frozenset(
    map(chr, (0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))
)


class Sign(IntEnum):
    """What a character is to the line breaker."""

    OTHER = 0  # kanji, kana, full-width signs: lines may break on either side
    WORD = 1  # a part of a word or number in Western letters, half or full width
    SPACE = 2
    GLUE = 3
    ATTACHED = 4  # a combining mark, a variation selector or something unseen: belongs to what stands before


class Line(NamedTuple):
    """One line: its text without the spaces that hang over its end, its width, and whether a rule had to give way."""

    text: str
    width: float
    forced: bool = False


def is_selector(character: str) -> bool:
    """Say whether a character selects a variant of the one before it."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def is_unseen(character: str) -> bool:
    """Say whether a character has no shape of its own: joiners, directions, byte order mark."""
    return character in _UNSEEN


class _Signs(dict[str, Sign]):
    def __missing__(self, character: str) -> Sign:
        self[character] = sign = _sign(character)
        return sign


def _sign(character: str) -> Sign:
    category = unicodedata.category(character)
    if character in SPACES:
        return Sign.SPACE
    if category in ("Mn", "Mc", "Me") or is_selector(character) or character in _UNSEEN - _GLUE:
        return Sign.ATTACHED
    if character in _GLUE:
        return Sign.GLUE
    if "!" <= character <= "~":
        return Sign.WORD
    if category[0] in "LN" and (unicodedata.east_asian_width(character) in ("Na", "N", "A", "F")):
        return Sign.WORD if unicodedata.category(character) in ("Lu", "Ll", "Nd") else Sign.OTHER
    return Sign.OTHER


SIGNS = _Signs()


def break_lines(text: str, widths: Mapping[str, float], limit: float) -> list[Line]:
    """Break one paragraph (no line feeds) into lines no wider than ``limit``; a single character may be wider."""
    reach = list(accumulate(map(widths.__getitem__, text), initial=0.0))
    if reach[-1] <= limit:
        return [Line(text, reach[-1])]
    lines: list[Line] = []
    start, length = 0, len(text)
    while start < length:
        end = max(bisect_right(reach, reach[start] + limit + 0.01, start + 1) - 1, start + 1)
        cut, forced = (length, False) if end >= length else _cut(text, start, end)
        shown = text[start:cut].rstrip(" \u3000")
        lines.append(Line(shown, reach[start + len(shown)] - reach[start], forced))
        start = cut
    return lines


def may_break(text: str, at: int) -> bool:
    """Say whether a line may end before ``text[at]``."""
    if not _keeps_kinsoku(text, at):
        return False
    before, after = SIGNS[text[at - 1]], SIGNS[text[at]]
    if before == Sign.SPACE:
        return True
    if before == Sign.ATTACHED:
        before = SIGNS[_seen_before(text, at)]
    if Sign.GLUE in (before, after):
        return False
    return after != Sign.WORD or not (before == Sign.WORD or _inside_number(text, at))


def _keeps_kinsoku(text: str, at: int) -> bool:
    after = text[at]
    if SIGNS[after] in (Sign.SPACE, Sign.ATTACHED) or after in NOT_AT_START:
        return False
    before = text[at - 1]
    if SIGNS[before] in (Sign.SPACE, Sign.ATTACHED):
        before = _seen_before(text, at)
    elif before == after and after in _INSEPARABLE:
        return False
    return before not in NOT_AT_END and before != ""


def _seen_before(text: str, at: int) -> str:
    """Return the last character before ``at`` that is seen; nothing when there is none."""
    while at > 0:
        at -= 1
        if SIGNS[text[at]] not in (Sign.SPACE, Sign.ATTACHED):
            return text[at]
    return ""


def _inside_number(text: str, at: int) -> bool:
    """Say whether a full-width point, comma or colon stands between two digits: １，２３４."""
    return at > 1 and text[at - 1] in "，．：／－" and text[at].isdigit() and text[at - 2].isdigit()


def _cut(text: str, start: int, end: int) -> tuple[int, bool]:
    """Return where the line from ``start`` ends, at ``end`` or before it, and whether a rule gave way."""
    if SIGNS[text[end]] == Sign.SPACE:
        end = _skip(text, end, Sign.SPACE)
        if end == len(text):
            return end, False
    for at in range(end, start, -1):
        if may_break(text, at):
            return at, False
    allowed = [at for at in range(end, start, -1) if _keeps_kinsoku(text, at)]
    if allowed:
        middle = start + (end - start) // 2
        return next((at for at in allowed if at > middle and text[at - 1] in _SOFT), allowed[0]), False
    whole = (at for at in range(end, start, -1) if SIGNS[text[at]] != Sign.ATTACHED)
    return next(whole, _skip(text, end, Sign.ATTACHED)), True


def _skip(text: str, at: int, sign: Sign) -> int:
    """Return the first place from ``at`` on where another kind of sign stands."""
    while at < len(text) and SIGNS[text[at]] == sign:
        at += 1
    return at
