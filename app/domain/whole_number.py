"""Whole numbers as people type them: １２３, 1,000, 18団体."""

import re
import unicodedata

from app.domain.text import compact

LONGEST_TEXT = 60
_NUMBER = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})", re.ASCII)
_MINUS_SIGNS = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")


class NumberUnreadable(ValueError):
    """A text that is no whole number."""


def parse_whole_number(text: str, unit: str = "") -> int:
    """Return the number that a text names, with or without its unit; raises NumberUnreadable.

    >>> parse_whole_number("１，０００円", "円")
    1000
    """
    if len(text) > LONGEST_TEXT:
        raise NumberUnreadable(text[:LONGEST_TEXT])
    plain = compact(text).translate(_MINUS_SIGNS)
    if unit:
        plain = plain.removesuffix(unicodedata.normalize("NFKC", unit))
    if not _NUMBER.fullmatch(plain):
        raise NumberUnreadable(text)
    return int(plain.replace(",", ""))
