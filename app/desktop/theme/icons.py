"""Icons from the bundled SVG files, drawn in the colour of the text beside them."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_DIRECTORY = Path(__file__).resolve().parents[3] / "resources" / "icons"


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Return the icon of this name in a colour; an empty icon when there is no such file."""
    path = ICON_DIRECTORY / f"{name}.svg"
    return QIcon(_drawn(path.read_text(encoding="utf-8"), colour)) if path.is_file() else QIcon()


def _drawn(source: str, colour: str, side: int = 64) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode())).render(painter)
    painter.end()
    return pixmap
