"""Splitting typed enumerations whose separators may also stand inside a name (方針・計画の策定)."""

import re
from collections.abc import Callable
from typing import TypeVar

MOST_PARTS = 6  # of one name between separators
_SEPARATOR = re.compile(r"[、，､,・･·/／;；\r\n\t\v\f\x85\u2028\u2029]")
_LEVEL = re.compile(r"^(?P<name>.+?)\s*[（(](?P<level>[^（）()]{1,40})[）)]\s*$", re.DOTALL)

K = TypeVar("K")


def without_separators(text: str) -> str:
    """Return the text without the signs that separate names."""
    return _SEPARATOR.sub("", text)


def split_names(text: str, lookup: Callable[[str], K | None]) -> tuple[list[K], list[str]]:
    """Return what ``lookup`` finds in an enumeration, the longest names first, and the parts that it does not know.

    >>> known = {"a・b": 1, "a": 2, "c": 3}
    >>> split_names("a・b、c・x", known.get)
    ([1, 3], ['x'])
    """
    spans = _spans(text)
    found: list[K] = []
    unknown: list[str] = []
    at = 0
    while at < len(spans):
        for end in range(min(at + MOST_PARTS, len(spans)), at, -1):
            match = lookup(text[spans[at][0] : spans[end - 1][1]])
            if match is not None:
                found.append(match)
                at = end
                break
        else:
            unknown.append(text[spans[at][0] : spans[at][1]])
            at += 1
    return found, unknown


def split_level(text: str) -> tuple[str, str]:
    """Return a name and the level behind it in brackets: 組織体制の整備（主導できる）."""
    match = _LEVEL.match(text)
    return (match["name"], match["level"]) if match else (text, "")


def _spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every part between separators, white space trimmed, empty ones left out."""
    spans, start = [], 0
    for end in (*(match.start() for match in _SEPARATOR.finditer(text)), len(text)):
        part = text[start:end]
        if part.strip():
            left = start + len(part) - len(part.lstrip())
            spans.append((left, left + len(part.strip())))
        start = end + 1
    return spans
