"""The bundled fonts: registered at start, so that no machine shows boxes."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase

FONT_DIRECTORY = Path(__file__).resolve().parents[3] / "resources" / "fonts"
WINDOW_FONTS = ("BIZUDPGothic", "NotoSansJP")


def register_fonts(directory: Path = FONT_DIRECTORY) -> tuple[str, ...]:
    """Register the window's fonts and return their families in the order of use."""
    families: dict[str, None] = {}
    for stem in WINDOW_FONTS:
        for path in sorted(directory.rglob(f"{stem}*.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(number)))
    return tuple(families)
