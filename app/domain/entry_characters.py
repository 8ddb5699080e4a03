"""Which characters a text may hold; nothing is altered but line ends, nothing is cut."""

import unicodedata

from app.domain.entry_problem import EntryProblem
from app.domain.record import Field, Kind

LONGEST_TEXT = 200_000  # characters of any text whose field names no bound
_DIRECTION_SIGNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def checked_text(field: Field, text: str) -> str:
    """Return a text with line ends as line feeds; raises EntryProblem telling both lengths or the position.

    A text of one line holds no line end and no tab; no text holds control characters, halves of characters
    (surrogates), code points that are no characters, or signs that reverse the reading direction.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    limit = field.max_length or LONGEST_TEXT
    if len(lines) > limit:
        raise EntryProblem("entry.too_long", label=field.label, length=len(lines), limit=limit)
    allowed = "\n\t" if field.kind is Kind.LONG_TEXT else ""
    if lines.isprintable():
        return lines
    for position, character in enumerate(lines, start=1):
        if character in allowed:
            continue
        if character == "\n":
            raise EntryProblem("entry.line_break", label=field.label, position=position)
        if _is_refused(character):
            raise EntryProblem(
                "entry.character", label=field.label, position=position, character=f"U+{ord(character):04X}"
            )
    return lines


def _is_refused(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or character in _DIRECTION_SIGNS
        or ord(character) & 0xFFFE == 0xFFFE
        or 0xFDD0 <= ord(character) <= 0xFDEF
    )
