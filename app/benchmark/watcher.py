"""Watches the desktop from inside: what has been painted, and whether with real rows.

The parts of the desktop are known by their names only, for importing them here would change what is measured, and only
windows and the list are watched, for every event that passes a filter takes time of its own.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget

Report = Callable[..., None]


class PaintWatcher(QObject):
    """Reports ``painted`` after the first painting of any window, ``answering`` after that of real rows."""

    def __init__(self, parent: QObject, tab: str, report: Report, ended: Callable[[], None]) -> None:
        """Watch for the table of a tab; ``ended`` is called after its rows."""
        super().__init__(parent)
        self._tab = tab
        self._report = report
        self._ended = ended
        self._told: set[str] = set()

    def watch_window(self, window: QWidget) -> None:
        """Watch a window of the desktop; in the main window the list is opened as soon as it has been painted."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every painting; what follows it in the queue runs when it is done."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._look(watched)
        return False

    def _look(self, painted: QWidget) -> None:
        if painted.isWindow():
            self._tell("painted", _nothing)
        if type(painted).__name__ == "MainWindow":
            self._tell("window", lambda: self._show_table(painted))
        if has_rows(painted.parent()):
            self._tell("answering", self._ended)

    def _show_table(self, window: Any) -> None:
        shown = window.show_tab(self._tab)
        table = next(found for found in shown.findChildren(QTableView) if type(found).__name__ == "RegisterTable")
        table.viewport().installEventFilter(self)

    def _tell(self, name: str, then: Callable[[], None]) -> None:
        if name in self._told:
            return
        self._told.add(name)

        def tell() -> None:
            self._report(at=name)
            then()

        QTimer.singleShot(0, tell)


def _nothing() -> None:
    """Go on."""


def has_rows(table: Any) -> bool:
    """Tell whether something is a list of a register that shows real rows."""
    return type(table).__name__ == "RegisterTable" and table.model().row_at(0) is not None


def watch(tab: str, report: Report, ended: Callable[[], None]) -> None:
    """Watch the windows that the desktop will open."""
    from app.desktop import app as desktop_door

    make, show = desktop_door.make_application, desktop_door.show_window
    watchers: list[PaintWatcher] = []

    def made() -> QApplication:
        application = make()
        watchers.append(PaintWatcher(application, tab, report, ended))
        return application

    def shown(window: QWidget) -> None:
        watchers[0].watch_window(window)
        show(window)

    desktop_door.make_application = made
    desktop_door.show_window = shown
