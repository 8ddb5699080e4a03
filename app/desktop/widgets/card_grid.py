"""Cards of equal width side by side, as many as there is room for, in lines of about the same length."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import clear


class CardGrid(QWidget):
    """Arranges its cards anew when its width changes."""

    def __init__(self, least_width: float, gap: float = 3, parent: QWidget | None = None) -> None:
        """Start empty; the least width of a card in quarters of the font's height."""
        super().__init__(parent)
        self._least = space(least_width)
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space(gap))

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards instead of the former ones."""
        clear(self._grid)
        self._cards = list(cards)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit."""
        super().resizeEvent(event)
        if self._columns != self._fitting():
            self._arrange()
            QTimer.singleShot(0, self, self.updateGeometry)  # while a size is being set, Qt does not ask again

    def minimumSizeHint(self) -> QSize:
        """Ask for one card: the others go below it."""
        return QSize(self._least, super().minimumSizeHint().height())

    def _fitting(self) -> int:
        gap = self._grid.spacing()
        return columns_for(len(self._cards), (self.width() + gap) // (self._least + gap))

    def _arrange(self) -> None:
        former, self._columns = self._columns, self._fitting()
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // self._columns, number % self._columns)
        for place in range(max(former, self._columns)):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)


def columns_for(cards: int, most: int) -> int:
    """Return in how many columns the lines of so many cards are most alike; at least one, at most ``most``."""
    most = max(1, most)
    lines = max(1, -(-cards // most))
    return max(1, -(-cards // lines))
