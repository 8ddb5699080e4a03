"""Outlines of the check boxes ☐ ☑ ☒, which no bundled font has. Units: 1/1000 em."""

import struct

Point = tuple[int, int]
Contour = tuple[Point, ...]

# Outer edges run clockwise, holes counter-clockwise.
_OUTER: Contour = ((90, -40), (90, 780), (910, 780), (910, -40))
_HOLE: Contour = ((150, 20), (850, 20), (850, 720), (150, 720))
_TICK: Contour = ((255, 370), (325, 440), (450, 315), (690, 590), (760, 525), (455, 170))
_CROSS: Contour = (
    (255, 185), (440, 370), (255, 555), (315, 615), (500, 430), (685, 615),
    (745, 555), (560, 370), (745, 185), (685, 125), (500, 310), (315, 125),
)  # fmt: skip


def check_boxes() -> dict[str, bytes]:
    """Return the glyf data of each check box by its character."""
    return {
        "☐": _simple_glyph(_OUTER, _HOLE),
        "☑": _simple_glyph(_OUTER, _HOLE, _TICK),
        "☒": _simple_glyph(_OUTER, _HOLE, _CROSS),
    }


def _simple_glyph(*contours: Contour) -> bytes:
    points = [point for contour in contours for point in contour]
    across, upwards = [x for x, _ in points], [y for _, y in points]
    ends, last = [], -1
    for contour in contours:
        last += len(contour)
        ends.append(last)
    header = struct.pack(">5h", len(contours), min(across), min(upwards), max(across), max(upwards))
    flags = b"\x01" * len(points)  # every point on the curve, both distances in two bytes
    data = header + struct.pack(f">{len(ends)}H", *ends) + b"\0\0" + flags + _distances(across) + _distances(upwards)
    return data + b"\0" * (-len(data) % 4)


def _distances(values: list[int]) -> bytes:
    steps = [after - before for before, after in zip([0, *values], values, strict=False)]
    return struct.pack(f">{len(steps)}h", *steps)
