"""The municipalities without a day, by area; each can be dragged onto the calendar or taken in hand."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from app.desktop.tabs.hearings.presenter import unscheduled_groups
from app.desktop.widgets.calendar_grid import carrying
from app.services.hearings.views import Unscheduled

TARGET = int(Qt.ItemDataRole.UserRole)


class UnscheduledTree(QTreeWidget):
    """Ctrl+X or Enter takes a municipality in hand, to be put on a day of the calendar."""

    taken = Signal(object)  # str: a hearing's id or a municipality's code

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("日程のない市町村")
        self.setHeaderHidden(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.itemActivated.connect(lambda item, _: self._take(item))

    def show_unscheduled(self, found: Sequence[Unscheduled]) -> None:
        """Show the municipalities by area."""
        self.clear()
        for area, members in unscheduled_groups(found).items():
            head = QTreeWidgetItem([f"{area}（{len(members)}）"])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for each in members:
                told = f"（{each.state}）" if each.hearing_id or each.note else ""
                line = QTreeWidgetItem([f"{each.municipality}{told}"])
                line.setData(0, TARGET, each.hearing_id or each.municipality_code)
                line.setToolTip(0, "\n".join(part for part in (each.municipality, each.state, each.note) if part))
                head.addChild(line)
            self.addTopLevelItem(head)
        self.expandAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the current one with Ctrl+X."""
        item = self.currentItem()
        if event.matches(QKeySequence.StandardKey.Cut) and item is not None:
            self._take(item)
            return
        super().keyPressEvent(event)

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        """Return what a drag of the current one carries."""
        target = str(items[0].data(0, TARGET) or "") if items else ""
        return carrying(target) if target else QMimeData()

    def _take(self, item: QTreeWidgetItem) -> None:
        target = str(item.data(0, TARGET) or "")
        if target:
            self.taken.emit(target)
