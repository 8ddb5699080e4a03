"""A short list of related records inside the page of a record."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableWidget, QTableWidgetItem, QWidget

from app.desktop.reading import RelatedRows
from app.desktop.theme.appearance import space
from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.widgets.cell_painter import CellPainter
from app.desktop.widgets.column_room import ColumnKeeper, align_column
from app.desktop.widgets.labels import column, label, row
from app.desktop.widgets.register_model import STATE_FIELDS, STATE_ROLE, TONE_ROLE
from app.domain.record import Field, Kind
from app.domain.registers import REGISTERS

MOST_VISIBLE = 8
WHOLE = (Kind.DATE, Kind.TIME, Kind.INTEGER)  # what a part of says nothing


class RelatedList(QFrame):
    """Rows that lead to their records by double click or Enter."""

    record_activated = Signal(object)  # str: id

    def __init__(self, related: RelatedRows, parent: QWidget | None = None) -> None:
        """Show the rows of a relation."""
        super().__init__(parent)
        self.setProperty("role", "card")
        register = REGISTERS[related.relation.register]
        names = [name for name in related.relation.columns or register.columns if name not in related.shared]
        self._fields = [register.field(name) for name in names]
        layout = column(self, margin=5, gap=2)
        head = row(gap=2)
        head.addWidget(label(related.relation.label, "title", wrap=True))
        head.addWidget(label(f"{related.total}件", "quiet"))
        head.addStretch(1)
        layout.addLayout(head)
        if related.rows:
            layout.addWidget(self._table(related))
        else:
            layout.addWidget(label("まだありません。", "quiet"))

    def _table(self, related: RelatedRows) -> "RelatedTable":
        table = RelatedTable(len(related.rows), self._fields)
        state = next((n for n, field in enumerate(self._fields) if field.name in STATE_FIELDS), -1)
        for line, found in enumerate(related.rows):
            for place, field in enumerate(self._fields):
                item = QTableWidgetItem(found.cells.get(field.name, ""))
                item.setData(int(Qt.ItemDataRole.UserRole), found.id)
                item.setToolTip(item.text())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{field.label} {item.text() or 'なし'}")
                if place == state:
                    item.setData(TONE_ROLE, found.tone or "accent")
                    item.setData(STATE_ROLE, f"{TONE_SHAPES[found.tone or 'accent']} {item.text()}")
                table.setItem(line, place, item)
        for place, field in enumerate(self._fields):
            align_column(table, place, is_right=field.kind is Kind.INTEGER)
        whole = [n for n, field in enumerate(self._fields) if n in (0, state) or field.kind in WHOLE]
        self._keeper = ColumnKeeper(table, whole=whole, scrolls=False)
        self._keeper.measure()
        table.record_activated.connect(self.record_activated)
        return table


class RelatedTable(QTableWidget):
    """A small table without a life of its own."""

    record_activated = Signal(object)

    def __init__(self, rows: int, fields: list[Field]) -> None:
        """Make room for the rows."""
        super().__init__(rows, len(fields))
        self.setHorizontalHeaderLabels([field.label for field in fields])
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(space(8))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.fit()
        self.doubleClicked.connect(lambda: self._activate())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current record with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
            return
        super().keyPressEvent(event)

    def fit(self) -> None:
        """Take the height of the rows, up to the most that are visible at once."""
        shown = min(self.rowCount(), MOST_VISIBLE)
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + shown * self.verticalHeader().defaultSectionSize() + space(1))

    def _activate(self) -> None:
        item = self.currentItem()
        if item is not None:
            self.record_activated.emit(item.data(int(Qt.ItemDataRole.UserRole)))
