"""A table of what is already there: rows of texts with a tone, sorted by a click, filtered by the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.widgets.cell_painter import CellPainter
from app.desktop.widgets.column_room import ColumnKeeper, align_column, are_amounts
from app.desktop.widgets.labels import tip_of
from app.desktop.widgets.register_model import STATE_ROLE, TONE_ROLE

LEAST_ROWS = 6  # that a page keeps in sight, the head among them, before it is scrolled


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row: a key of the page's own, its texts, and the tone of its state."""

    key: object
    texts: tuple[str, ...]
    tone: str = ""


class PlainTable(QTableWidget):
    """For lists of a few hundred rows that a page has in hand; registers use the register table."""

    row_chosen = Signal(object)  # key

    def __init__(
        self, headers: Sequence[str], state: int = -1, stretch: int = -1, parent: QWidget | None = None
    ) -> None:
        """Show these columns; ``state`` is the one that gets the pill, ``stretch`` the one that takes the room left."""
        super().__init__(0, len(headers), parent)
        self._state = state
        self._headers = tuple(headers)
        self._keys: list[object] = []
        self.nothing = ""  # what an empty table says
        self.setHorizontalHeaderLabels(list(headers))
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(space(9))
        self.setMinimumHeight(space(9) * LEAST_ROWS)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._columns = ColumnKeeper(self, whole=[state], stretch=stretch)
        self._columns.measure()
        self.currentCellChanged.connect(lambda line, _place, before, _: self._choose(line, before))

    @property
    def headers(self) -> tuple[str, ...]:
        """Return the words above the columns."""
        return self._headers

    def show_rows(self, rows: Sequence[PlainRow]) -> None:
        """Show these rows; the first becomes the current one."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        self._keys = [found.key for found in rows]
        for line, found in enumerate(rows):
            for place, text in enumerate(found.texts):
                self.setItem(line, place, self._item(text, place, found.tone))
        for place in range(self.columnCount()):
            texts = [self._text(line, place) for line in range(len(rows))]
            align_column(self, place, is_right=place != self._state and are_amounts(texts))
        self._columns.measure()
        self.blockSignals(False)

    def choose(self, key: object) -> None:
        """Make the row of a key current."""
        if key in self._keys:
            self.setCurrentCell(self._keys.index(key), 0)

    def key_of(self, line: int) -> object:
        """Return the key of a row; None where there is none."""
        return self._keys[line] if 0 <= line < len(self._keys) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows as tab-separated text."""
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = sorted({index.row() for index in self.selectedIndexes()})
            texts = ["\t".join(self._headers)]
            texts += ["\t".join(self._text(line, place) for place in range(self.columnCount())) for line in lines]
            QGuiApplication.clipboard().setText("\n".join(texts))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say in the middle of an empty table what it would hold."""
        super().paintEvent(event)
        if self.rowCount() or not self.nothing:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(colours_in_force().quiet))
        room = self.viewport().rect().adjusted(space(4), space(4), -space(4), -space(4))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap), self.nothing)
        painter.end()

    def _text(self, line: int, place: int) -> str:
        item = self.item(line, place)
        return " ".join(item.text().split()) if item else ""

    def _item(self, text: str, place: int, tone: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(tip_of(text))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._headers[place]} {text or 'なし'}")
        if place == self._state and tone:
            item.setData(TONE_ROLE, tone)
            item.setData(STATE_ROLE, f"{TONE_SHAPES[tone]} {text}")
        return item

    def _choose(self, line: int, before: int) -> None:
        if 0 <= line < len(self._keys) and line != before:
            self.row_chosen.emit(self._keys[line])
