"""A table of what was found, or in its place the words for why there is nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.plain_table import PlainRow, PlainTable


class FoundTable(QStackedWidget):
    """Keeps the chosen row where it is found again."""

    def __init__(self, table: PlainTable, words: str, parent: QWidget | None = None) -> None:
        """Show the words until something was looked for."""
        super().__init__(parent)
        self.table = table
        self._nothing = EmptyState(words)
        self.addWidget(self._nothing)
        self.addWidget(table)
        self.setMinimumWidth(space(50))

    def show_rows(
        self, rows: Sequence[PlainRow], nothing: tuple[str, str], choose: Callable[[Sequence[object]], object]
    ) -> bool:
        """Show rows and choose one by their keys, or tell that there is nothing, and what to do; return which."""
        self.table.show_rows(rows)
        self.setCurrentIndex(1 if rows else 0)
        if not rows:
            self._nothing.tell(*nothing)
            return False
        self.table.setCurrentCell(-1, -1)
        self.table.choose(choose([found.key for found in rows]))
        return True


def kept(chosen: object) -> Callable[[Sequence[object]], object]:
    """Choose the same row again, else the first."""
    return lambda keys: chosen if chosen in keys else keys[0]
