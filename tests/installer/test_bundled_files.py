"""The bundled fonts and icons are what their readers can take."""

import hashlib
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
ICONS = sorted(path for path in (RESOURCES / "icons").glob("*.svg") if path.stem != "dxdesk")
SVG = "{http://www.w3.org/2000/svg}"


def tables(font: bytes) -> set[str]:
    """Return the names of a font's tables."""
    (count,) = struct.unpack(">H", font[4:6])
    return {font[12 + 16 * index : 16 + 16 * index].decode("ascii") for index in range(count)}


def test_the_fonts_of_window_and_documents_are_there() -> None:
    faces = "BIZUDGothic-Regular BIZUDMincho-Regular BIZUDPGothic-Regular BIZUDPGothic-Bold"
    assert {path.stem for path in FONTS} == {*faces.split(), "NotoSansJP-Regular", "NotoSansJP-Bold"}


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_font_has_plain_truetype_outlines(path: Path) -> None:
    font = path.read_bytes()
    assert font[:4] == b"\x00\x01\x00\x00"
    assert "glyf" in tables(font)
    assert tables(font).isdisjoint({"CFF ", "CFF2", "fvar"})


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_font_is_the_one_that_the_list_names_and_has_its_licence(path: Path) -> None:
    listed = (RESOURCES / "fonts" / "README.md").read_text(encoding="utf-8")
    row = next(line for line in listed.splitlines() if line.startswith(f"| {path.name} |"))
    assert hashlib.sha256(path.read_bytes()).hexdigest() in row
    licence = RESOURCES / "fonts" / "LICENSES" / f"{path.stem.partition('-')[0]}-OFL.txt"
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_a_line_drawing_in_the_colour_of_its_text(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  (our own file)
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("fill"), root.get("stroke-width")) == ("currentColor", "none", "1.75")
    shapes = {element.tag.removeprefix(SVG) for element in root.iter()} - {"svg"}
    assert shapes <= {"path", "circle", "ellipse", "rect"}
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None}
    assert colours <= {"currentColor", "none"}
