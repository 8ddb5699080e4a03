"""How large a window opens: as large as it wants to be, but no larger than there is room for."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.desktop.theme.appearance import space

TITLE_BAR = 10  # quarters of the font's height that the system's frame takes


def resize_within(window: QWidget, size: QSize) -> None:
    """Give a window a size in pixels, or what of it there is room for, so that its buttons stay on the screen."""
    window.resize(size.boundedTo(room_for(window)))


def steps(wide: float, high: float) -> QSize:
    """Return a size given in quarters of the font's height."""
    return QSize(space(wide), space(high))


def room_for(window: QWidget) -> QSize:
    """Return the size that a window may have: its screen's, or its parent's where that is larger already."""
    screen = window.screen().availableSize() - QSize(0, space(TITLE_BAR))
    parent = window.parentWidget()
    around = parent.window().size() if parent is not None else QSize()
    return around if around.width() > screen.width() else screen
