"""Cutting a font down to the glyphs that a document draws."""

import struct
from collections.abc import Sequence

from app.documents.pdf.truetype import Typeface

_COPIED = ("cvt ", "fpgm", "prep")
_WORDS, _SCALE, _MORE, _SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80  # flags of a composite glyph


def subset(face: Typeface, glyphs: Sequence[int]) -> bytes:
    """Return a TrueType file whose glyph number n is ``glyphs[n]`` of the face; parts of composites follow."""
    wanted = list(glyphs)
    outlines = _outlines(face, wanted)
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    count = len(wanted)
    advances = [round(face.width(glyph) * face.units_per_em / 1000) for glyph in wanted]
    bearings = [struct.unpack_from(">h", outline, 2)[0] if outline else 0 for outline in outlines]
    head = bytearray(face.table("head"))
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    hhea = bytearray(face.table("hhea"))
    struct.pack_into(">H", hhea, 34, count)
    maxp = bytearray(face.table("maxp"))
    struct.pack_into(">H", maxp, 4, count)
    metrics = [number for pair in zip(advances, bearings, strict=True) for number in pair]
    tables = {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": bytes(maxp),
        "hmtx": struct.pack(f">{2 * count}h", *metrics),
        "loca": struct.pack(f">{count + 1}L", *offsets),
        "glyf": b"".join(outlines),
        **{tag: face.table(tag) for tag in _COPIED if tag in face.tables},
    }
    return _font_file(tables)


def _outlines(face: Typeface, wanted: list[int]) -> list[bytes]:
    """Return the outlines, padded to four bytes; parts of composite glyphs are appended to ``wanted``."""
    found: list[bytes] = []
    while len(found) < len(wanted):
        outline = face.outline(wanted[len(found)])
        if len(outline) > 10 and outline[0] & 0x80:
            outline = _renumbered(outline, wanted)
        found.append(outline + b"\0" * (-len(outline) % 4))
    return found


def _renumbered(composite: bytes, wanted: list[int]) -> bytes:
    data = bytearray(composite)
    at = 10
    while True:
        flags, part = struct.unpack_from(">2H", data, at)
        if part not in wanted:
            wanted.append(part)
        struct.pack_into(">H", data, at + 2, wanted.index(part))
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            return bytes(data)


def _font_file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = [struct.pack(">L4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))]
    bodies, at, head_at = [], 12 + 16 * count, 0
    for tag in sorted(tables):
        body = tables[tag]
        if tag == "head":
            head_at = at
        directory.append(struct.pack(">4s3L", tag.encode("latin-1"), _checksum(body), at, len(body)))
        padded = body + b"\0" * (-len(body) % 4)
        bodies.append(padded)
        at += len(padded)
    file = bytearray(b"".join(directory + bodies))
    struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - _checksum(file)) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
