"""Cells that a spreadsheet would run as formulas: how CSV shows them, and how our own import reads them back.

The cell gets one apostrophe in front: the mark with which spreadsheets themselves say "this is text". A cell that
already looks like a guarded one gets another, so that taking one away always restores what was there
(docs/decisions/0003-formula-cells.md).
"""

import re

GUARD = "'"
BLANKS = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, [*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x2000, 0x2010)])
)
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
FIRST = frozenset(GUARD + BLANKS + SIGNS)  # a text that begins with none of these is harmless
_DANGEROUS = re.compile(f"'*(?:[{re.escape(BLANKS)}]*[{re.escape(SIGNS)}]|[ \u3000]*[\t\r])")


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet might run a cell: = + - @, also full-width and after blanks; a tab or CR in front."""
    return _DANGEROUS.match(text) is not None


def guarded(text: str) -> str:
    """Return the text as CSV may hold it."""
    return GUARD + text if looks_like_formula(text) else text


def read_back(text: str) -> str:
    """Return the text that a guarded cell stands for; any other text as it is."""
    return text[1:] if text.startswith(GUARD) and looks_like_formula(text[1:]) else text
