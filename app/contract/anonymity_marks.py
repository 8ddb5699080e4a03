"""Where in a case study the words stand that could give somebody away, however they are written there (6(9)イ)."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.text import search_key

LONGEST_GAP = 12  # characters that a word may be longer in the text than by itself: spaces, hyphens, half-width kana


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """One stretch of a text; ``is_marked`` where it could give somebody away."""

    text: str
    is_marked: bool


def marked_parts(text: str, words: Iterable[str]) -> tuple[MarkedPart, ...]:
    """Return a text in stretches, with every place marked where one of these words is written in any spelling."""
    marked = [False] * len(text)
    beginnings = [(_key(text[at])[:1], _key(text[at : at + 2])[:1]) for at in range(len(text))]
    for key in dict.fromkeys(_key(word) for word in words):
        for start, (alone, with_next) in enumerate(beginnings):  # a voiced half-width letter is two: ﾃﾞ
            if alone and key[:1] in (alone, with_next):
                end = _end(text, start, key)
                marked[start:end] = [True] * (end - start)
    return tuple(_stretches(text, marked))


def _end(text: str, start: int, key: str) -> int:
    """Return where the word that begins here ends; the start itself when it is another word."""
    for end in range(start + 1, min(len(text), start + len(key) + LONGEST_GAP) + 1):
        written = _key(text[start:end])
        if written == key:
            return end
        if len(written) > len(key) + 1:
            break
    return start


def _stretches(text: str, marked: list[bool]) -> list[MarkedPart]:
    parts: list[MarkedPart] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[start]:
            parts.append(MarkedPart(text[start:at], marked[start]))
            start = at
    return parts


def _key(text: str) -> str:
    """Return the search key without hyphens, which telephone numbers are written with and without."""
    return search_key(text).replace("-", "")
