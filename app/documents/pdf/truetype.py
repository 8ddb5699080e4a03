"""Reading TrueType fonts: which glyph a character has, how wide it is, and its outline.

Widths are in thousandths of the em, as PDF wants them; outlines stay in the font's own units.
"""

import mmap
import struct
from array import array
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from sys import byteorder

Table = tuple[int, int]  # offset and length in the file


class Typeface:
    """One TrueType file, with room for glyphs that we draw ourselves."""

    def __init__(self, path: Path, drawn: Mapping[str, bytes] | None = None) -> None:
        """Open a font file; ``drawn`` adds outlines, one em wide, for characters that it lacks."""
        with path.open("rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.tables = self._directory()
        self.units_per_em: int = self._unpack("head", 18, ">H")[0]
        self.box: tuple[int, ...] = self._unpack("head", 36, ">4h")
        self.ascent, self.descent = self._unpack("hhea", 4, ">2h")
        self.glyph_count: int = self._unpack("maxp", 4, ">H")[0]
        self.is_bold: bool = self._unpack("OS/2", 4, ">H")[0] >= 600
        self._advances = self._read_advances()
        self._drawn = list((drawn or {}).values())
        self.glyphs = self._read_glyphs()
        for number, character in enumerate(drawn or {}):
            self.glyphs.setdefault(ord(character), self.glyph_count + number)

    @cached_property
    def postscript_name(self) -> str:
        """Return the font's PostScript name (name record 6)."""
        start = self.tables["name"][0]
        count, strings = struct.unpack_from(">2H", self.data, start + 2)
        for number in range(count):
            platform, _, _, name, length, offset = struct.unpack_from(">6H", self.data, start + 6 + 12 * number)
            if name == 6:
                raw = self.data[start + strings + offset : start + strings + offset + length]
                return raw.decode("utf-16-be" if platform in (0, 3) else "latin-1")
        return "Unnamed"

    def width(self, glyph: int) -> float:
        """Return the advance width of a glyph."""
        if glyph >= self.glyph_count:
            return 1000.0
        return float(self._advances[min(glyph, len(self._advances) - 1)] * 1000 / self.units_per_em)

    def outline(self, glyph: int) -> bytes:
        """Return the glyf data of a glyph; nothing for a blank."""
        if glyph >= self.glyph_count:
            return self._drawn[glyph - self.glyph_count]
        start = self.tables["glyf"][0]
        return self.data[start + self._offsets[glyph] : start + self._offsets[glyph + 1]]

    def table(self, tag: str) -> bytes:
        """Return a table as it stands in the file; nothing when the font has none."""
        start, length = self.tables.get(tag, (0, 0))
        return self.data[start : start + length]

    @cached_property
    def variants(self) -> dict[tuple[int, int], int]:
        """Return the glyphs of ideographic variation sequences: (character, selector) to glyph (cmap format 14)."""
        found: dict[tuple[int, int], int] = {}
        start = self._subtable(14)
        if start is None:
            return found
        for number in range(struct.unpack_from(">L", self.data, start + 6)[0]):
            record = start + 10 + 11 * number
            selector = int.from_bytes(self.data[record : record + 3], "big")
            default, other = struct.unpack_from(">2L", self.data, record + 3)
            if default:
                found.update(self._default_variants(start + default, selector))
            if other:
                found.update(self._other_variants(start + other, selector))
        return found

    def _default_variants(self, at: int, selector: int) -> dict[tuple[int, int], int]:
        found = {}
        for number in range(struct.unpack_from(">L", self.data, at)[0]):
            packed = struct.unpack_from(">L", self.data, at + 4 + 4 * number)[0]
            first, more = packed >> 8, packed & 0xFF
            for character in range(first, first + more + 1):
                if character in self.glyphs:
                    found[character, selector] = self.glyphs[character]
        return found

    def _other_variants(self, at: int, selector: int) -> dict[tuple[int, int], int]:
        found = {}
        for number in range(struct.unpack_from(">L", self.data, at)[0]):
            entry = at + 4 + 5 * number
            character = int.from_bytes(self.data[entry : entry + 3], "big")
            found[character, selector] = int.from_bytes(self.data[entry + 3 : entry + 5], "big")
        return found

    def _directory(self) -> dict[str, Table]:
        count = struct.unpack_from(">H", self.data, 4)[0]
        entries = (struct.unpack_from(">4s3L", self.data, 12 + 16 * number) for number in range(count))
        return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}

    def _unpack(self, tag: str, offset: int, layout: str) -> tuple[int, ...]:
        return struct.unpack_from(layout, self.data, self.tables[tag][0] + offset)

    def _read_advances(self) -> "array[int]":
        full = self._unpack("hhea", 34, ">H")[0]
        return _numbers("H", self.table("hmtx")[: 4 * full])[::2]

    @cached_property
    def _offsets(self) -> "array[int]":
        if self._unpack("head", 50, ">h")[0]:
            return _numbers("I", self.table("loca"))
        return array("I", [2 * half for half in _numbers("H", self.table("loca"))])

    def _subtable(self, wanted: int) -> int | None:
        start = self.tables["cmap"][0]
        for number in range(struct.unpack_from(">H", self.data, start + 2)[0]):
            offset = struct.unpack_from(">L", self.data, start + 8 + 8 * number)[0]
            if struct.unpack_from(">H", self.data, start + offset)[0] == wanted:
                return int(start + offset)
        return None

    def _read_glyphs(self) -> dict[int, int]:
        start = self._subtable(12)
        if start is None:
            raise ValueError("a font without a full character map (cmap format 12)")
        count = struct.unpack_from(">L", self.data, start + 12)[0]
        groups = _numbers("I", self.data[start + 16 : start + 16 + 12 * count])
        found: dict[int, int] = {}
        for first, last, glyph in zip(groups[::3], groups[1::3], groups[2::3], strict=True):
            if first == last:
                found[first] = glyph
            else:
                found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
        return found


def _numbers(kind: str, data: bytes) -> "array[int]":
    """Return big-endian numbers; kind is H (2 bytes) or I (4 bytes)."""
    found = array(kind, data)
    if byteorder == "little":
        found.byteswap()
    return found
