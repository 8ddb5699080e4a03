"""The fonts of the documents: measuring text with them and turning text into glyphs of one document.

Widths are in thousandths of the em.
"""

import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from app.documents.pdf.drawn_glyphs import check_boxes
from app.documents.pdf.kinsoku import SIGNS, Sign, is_selector, is_unseen
from app.documents.pdf.truetype import Typeface

FONT_DIRECTORY = Path(__file__).resolve().parents[3] / "resources" / "fonts"


class Font(Enum):
    """The hands in which we write; the value is the file's name."""

    TEXT = "BIZUDPGothic-Regular"
    TEXT_BOLD = "BIZUDPGothic-Bold"
    FIGURES = "BIZUDGothic-Regular"
    LETTER = "BIZUDMincho-Regular"


class MissingGlyph(Exception):
    """No font has a shape for a character."""

    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.character = character


@cache
def _face(name: str) -> Typeface:
    drawn = check_boxes() if name.startswith("Noto") else None
    return Typeface(FONT_DIRECTORY / f"{name}.ttf", drawn)


def _fallback(font: Font) -> Typeface:
    return _face("NotoSansJP-Bold" if font.value.endswith("Bold") else "NotoSansJP-Regular")


class Widths(dict[str, float]):
    """The width of each character in one font or, where it has no shape for it, in its fallback."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        """Measure a character for the first time; MissingGlyph when no font has it."""
        code = ord(character)
        sign = SIGNS[character]
        face = _face(self._font.value)
        if code in face.glyphs and sign != Sign.ATTACHED:
            found = face.width(face.glyphs[code])
        elif sign == Sign.ATTACHED:
            found = 0.0
        else:
            fallback = _fallback(self._font)
            if code not in fallback.glyphs:
                raise MissingGlyph(character)
            found = fallback.width(fallback.glyphs[code])
        self[character] = found
        return found


@cache
def widths(font: Font) -> Widths:
    """Return the widths of a font."""
    return Widths(font)


class _Codes(dict[str, str]):
    """The code of each character of one face in one document, as four hexadecimal digits."""

    def __init__(self, owner: "EmbeddedFace") -> None:
        super().__init__()
        self._owner = owner

    def __missing__(self, character: str) -> str:
        glyph = self._owner.face.glyphs.get(ord(character))
        if glyph is None or SIGNS[character] == Sign.ATTACHED:
            raise KeyError(character)
        return self._owner.add(character, glyph)


class EmbeddedFace:
    """The part of a typeface that one document uses: its code n draws ``glyphs[n]`` and means ``texts[n]``."""

    def __init__(self, face: Typeface, name: str) -> None:
        self.face = face
        self.name = name
        self.glyphs = [0]
        self.texts = [""]
        self.codes = _Codes(self)

    def add(self, text: str, glyph: int) -> str:
        """Give a character, or a sequence that has one glyph, its code."""
        self.codes[text] = code = f"{len(self.glyphs):04X}"
        self.glyphs.append(glyph)
        self.texts.append(text)
        return code


Run = tuple[str, str]  # resource name of a font, codes in hexadecimal


class Inks:
    """Every font of one document."""

    def __init__(self) -> None:
        self.embedded: dict[str, EmbeddedFace] = {}

    def runs(self, font: Font, text: str) -> list[Run]:
        """Return the text as codes, split where the font changes; MissingGlyph when no font has a character."""
        own = self._embed(_face(font.value))
        try:
            return [(own.name, "".join(map(own.codes.__getitem__, text)))]
        except KeyError:
            return _joined(run for cluster in clusters(text) for run in self._cluster(font, own, cluster))

    def _embed(self, face: Typeface) -> EmbeddedFace:
        found = self.embedded.get(face.postscript_name)
        if found is None:
            found = EmbeddedFace(face, f"F{len(self.embedded) + 1}")
            self.embedded[face.postscript_name] = found
        return found

    def _cluster(self, font: Font, own: EmbeddedFace, cluster: str) -> Iterator[Run]:
        seen = "".join(character for character in cluster if not is_unseen(character))
        if not seen:
            return
        fallback = _fallback(font)
        for face in (own.face, fallback):
            glyph = _glyph_of(face, seen)
            if glyph is not None:
                embedded = self._embed(face)
                yield embedded.name, embedded.codes.get(seen) or embedded.add(seen, glyph)
                return
        if len(seen) == 1:
            raise MissingGlyph(seen)
        yield from self._cluster(font, own, seen[0])
        over = self._embed(fallback)  # its marks have no width: they stand over the character before
        for mark in seen[1:]:
            if not is_selector(mark):
                if ord(mark) not in fallback.glyphs:
                    raise MissingGlyph(mark)
                yield over.name, over.codes.get(mark) or over.add(mark, fallback.glyphs[ord(mark)])


def _glyph_of(face: Typeface, cluster: str) -> int | None:
    """Return the one glyph of a character with its marks or selector."""
    if len(cluster) == 1:
        return face.glyphs.get(ord(cluster))
    if len(cluster) == 2 and is_selector(cluster[1]):
        return face.variants.get((ord(cluster[0]), ord(cluster[1])))
    composed = unicodedata.normalize("NFC", cluster)
    return face.glyphs.get(ord(composed)) if len(composed) == 1 else None


def clusters(text: str) -> Iterator[str]:
    """Yield each character together with the marks and selectors that belong to it."""
    start = 0
    for at in range(1, len(text)):
        if SIGNS[text[at]] != Sign.ATTACHED:
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _joined(pieces: Iterator[Run]) -> list[Run]:
    runs: list[Run] = []
    for name, codes in pieces:
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + codes)
        elif codes:
            runs.append((name, codes))
    return runs
