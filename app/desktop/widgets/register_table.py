"""The list of a register: a table with sortable headers, a keyboard, copying and an empty state."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from app.desktop.theme.appearance import cell_margin, space
from app.desktop.widgets.line_painter import LinePainter
from app.desktop.widgets.register_model import RegisterModel
from app.domain.record import Field, Kind

WIDTHS = {
    Kind.DATE: 10.5,
    Kind.TIME: 4.5,
    Kind.MOMENT: 12.5,
    Kind.INTEGER: 6.0,
    Kind.BOOLEAN: 7.0,
    Kind.CHOICE: 8.0,
    Kind.MUNICIPALITY: 8.0,
    Kind.SUPPORT_FIELD: 16.0,
    Kind.TERM: 16.0,
    Kind.REFERENCE: 12.0,
    Kind.TEXT: 12.0,
    Kind.LONG_TEXT: 18.0,
    Kind.FILE: 10.0,
}
SHORT_TEXT = 40
FITTED_ROWS = 48  # whose texts tell how wide the columns are
WIDEST = 26  # letters in a column that is fitted to its texts
PILL = 2  # letters more for the shape and the ground of a state


class RegisterTable(QTableView):
    """Shows a register model; one current record, many selected for copying."""

    record_selected = Signal(object)  # str, empty when none
    record_activated = Signal(object)  # str

    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        """Show the model; selection survives a reload where the record is still there."""
        super().__init__(parent)
        self._model = model
        self._current_id = ""
        self._goes_to_end = False
        self._lay_out()
        self.setModel(model)
        for number, field in enumerate(model.columns):
            self.setColumnWidth(number, column_width(field, self.fontMetrics()))
        self._widths = [self.columnWidth(number) for number in range(len(model.columns))]
        self._is_fitted = False
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(model.sort)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        model.ids_loaded.connect(self._on_ids_loaded)
        model.rest_loaded.connect(self._on_rest_loaded)
        self.activated.connect(lambda index: self.record_activated.emit(model.id_at(index.row())))

    @property
    def current_id(self) -> str:
        """Return the id of the current record, or an empty text."""
        return self._current_id

    def select(self, id: str) -> None:
        """Make a record current; it is remembered until the list holds it."""
        self._current_id = id
        self._go_to(self._model.row_of(id))

    def selected_text(self) -> str:
        """Return the selected rows with their header as tab-separated text."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = ["\t".join(field.label for field in self._model.columns)]
        for number in rows:
            row = self._model.row_at(number)
            if row is not None:
                cells = (row.cells.get(field.name, "") for field in self._model.columns)
                lines.append("\t".join(_one_line(cell) for cell in cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selection; open the current record with Enter; go to an end that is still on its way."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current_id:
            self.record_activated.emit(self._current_id)
            return
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.offer_sorting()
            return
        to_end = event.matches(QKeySequence.StandardKey.MoveToEndOfDocument)
        self._goes_to_end = to_end and not self._model.is_whole
        super().keyPressEvent(event)

    def offer_sorting(self) -> QMenu:
        """Offer the columns to sort by, as a click on their words does; the one sorted by turns round."""
        header = self.horizontalHeader()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        for number, field in enumerate(self._model.columns):
            is_up = header.sortIndicatorSection() == number and header.sortIndicatorOrder() == up
            chosen = menu.addAction(f"{field.label}で並べ替え（{'降順' if is_up else '昇順'}）")
            order = down if is_up else up
            chosen.triggered.connect(lambda _=False, by=number, to=order: header.setSortIndicator(by, to))
        menu.popup(self.mapToGlobal(header.geometry().bottomLeft()))
        return menu

    def changeEvent(self, event: QEvent) -> None:
        """Follow the appearance."""
        super().changeEvent(event)
        painter = self.itemDelegate()
        if isinstance(painter, LinePainter):
            painter.forget()

    def _lay_out(self) -> None:
        self.setItemDelegate(LinePainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(space(9))
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _on_current_changed(self) -> None:
        found = self._model.id_at(self.currentIndex().row())
        if found and found != self._current_id:
            self._current_id = found
            self.record_selected.emit(found)

    def _on_ids_loaded(self) -> None:
        """Begin at the current record or at the top; what is laid out at once is painted once."""
        self._goes_to_end = False
        self._fit()
        number = self._model.row_of(self._current_id)
        if number < 0:
            self.scrollToTop()
        self.doItemsLayout()
        self._go_to(number)

    def _fit(self) -> None:
        """Fit the columns to the first rows, once; a width that was set by hand or by a page stays."""
        rows = [row for number in range(FITTED_ROWS) if (row := self._model.row_at(number)) is not None]
        if self._is_fitted or not rows:
            return
        self._is_fitted = True
        metrics = self.fontMetrics()
        for number, field in enumerate(self._model.columns):
            if self.columnWidth(number) == self._widths[number]:
                texts = (row.cells.get(field.name, "") for row in rows)
                is_state = number == self._model.state_column
                self.setColumnWidth(number, fitting_width(field, texts, metrics, is_state=is_state))

    def _on_rest_loaded(self) -> None:
        """Go where the user wanted to go when that was not known yet."""
        if self._goes_to_end:
            self._go_to(self._model.rowCount() - 1)
        elif not self.currentIndex().isValid():
            self._go_to(self._model.row_of(self._current_id))
        self._goes_to_end = False

    def _go_to(self, number: int) -> None:
        if number < 0:
            return
        index = self._model.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)


def column_width(field: Field, metrics: QFontMetrics) -> int:
    """Return the width in pixels that a field's cells usually need."""
    short = field.kind is Kind.TEXT and 0 < field.max_length <= SHORT_TEXT
    letters = max(8.5 if short else WIDTHS[field.kind], len(field.label) + 2.5)
    return round(letters * metrics.horizontalAdvance("あ")) + space(2)


def fitting_width(field: Field, texts: Iterable[str], metrics: QFontMetrics, *, is_state: bool = False) -> int:
    """Return the width in pixels for a field's label and these texts, up to a bound."""
    letter = metrics.horizontalAdvance("あ")
    longest = max((metrics.horizontalAdvance(text.split("\n")[0]) for text in texts), default=0)
    wanted = longest + is_state * PILL * letter
    sorts = 1.5 * letter  # room for the sign of sorting
    label = metrics.horizontalAdvance(field.label) + sorts
    return round(max(label, min(wanted, WIDEST * letter))) + 2 * cell_margin() + space(1)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\t", " ")
