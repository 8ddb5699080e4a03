"""The room of a page: all of the window's, and scroll bars where that is less than the page needs."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageArea(QScrollArea):
    """Holds one page; nothing of it is pushed out of the window or over its neighbour, however large the type."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        """Show a page."""
        super().__init__(parent)
        self._is_fitting = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setProperty("role", page.property("role") or "content")
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: what has no room is scrolled."""
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        """Ask for nothing: the page takes what room there is."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the page needs."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page = self.widget()
        if page is None or self._is_fitting:
            return
        self._is_fitting = True
        room, least = self.maximumViewportSize(), page.minimumSizeHint().expandedTo(page.minimumSize())
        bar = self.verticalScrollBar().sizeHint().width()
        high = needed_height(page, max(room.width(), least.width()))
        width = room.width() - (bar if high > room.height() else 0)
        size = QSize(max(width, least.width()), room.height())
        if size.width() > width:
            size.setHeight(room.height() - self.horizontalScrollBar().sizeHint().height())
        page.resize(size.expandedTo(QSize(0, needed_height(page, size.width()))))
        self._is_fitting = False


def needed_height(page: QWidget, width: int) -> int:
    """Return the least height of a page in this width, its running texts in as many lines as they take."""
    layout = page.layout()
    least = page.minimumSizeHint().height()
    if layout is None or not layout.hasHeightForWidth():
        return least
    return max(least, layout.totalMinimumHeightForWidth(width))
