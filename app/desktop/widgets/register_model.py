"""The table model of any register: ids first, then rows by pages loaded off the UI thread."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.desktop.desk_port import Row
from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.domain.record import Field, Kind, Register

PAGE_ROWS = 200
KEPT_PAGES = 40
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 3
STATE_FIELDS = ("status", "result", "is_listed", "state")
LOADING = "…"
NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RegisterModel(QAbstractTableModel):
    """A register as a list: sorted, filtered and searched by the services."""

    ids_loaded = Signal()
    load_failed = Signal(object)

    def __init__(
        self, register: Register, bench: Workbench, columns: tuple[str, ...] = (), parent: QObject | None = None
    ) -> None:
        """Show the columns of the declaration, or the given ones."""
        super().__init__(parent)
        self.register = register
        self.columns: tuple[Field, ...] = tuple(register.field(name) for name in columns or register.columns)
        self._bench = bench
        self._ids: list[str] = []
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._where: Mapping[str, object] = {}
        self._search = ""
        self._order: tuple[str, ...] = ()
        self._generation = 0
        self._question = bench.question(self)
        self._fetch = QTimer(self)
        self._fetch.setSingleShot(True)
        self._fetch.timeout.connect(self._load_pages)

    @property
    def ids(self) -> Sequence[str]:
        """Return the ids in the order of the list."""
        return self._ids

    @property
    def state_column(self) -> int:
        """Return the column that tells the state; -1 when the register has none."""
        names = [field.name for field in self.columns]
        return next((names.index(name) for name in STATE_FIELDS if name in names), -1)

    def ask(
        self,
        where: Mapping[str, object] | None = None,
        search: str | None = None,
        order: tuple[str, ...] | None = None,
    ) -> None:
        """Load the ids again, with what is given changed."""
        self._where = self._where if where is None else where
        self._search = self._search if search is None else search
        self._order = self._order if order is None else order
        desk, name = self._bench.desk, self.register.name
        wanted = (dict(self._where), self._search, self._order)
        self._question.ask(lambda: desk.ids(name, *wanted), self._fill, self.load_failed.emit)

    def reload(self) -> None:
        """Load everything again as it is asked now."""
        self.ask()

    def id_at(self, row: int) -> str:
        """Return the id in a row; empty beyond the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, id: str) -> int:
        """Return the row of an id, or -1."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def row_at(self, row: int) -> Row | None:
        """Return a loaded row, or None."""
        page = self._pages.get(row // PAGE_ROWS)
        position = row % PAGE_ROWS
        return page[position] if page is not None and position < len(page) else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of ids."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Return the label of a field."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label if 0 <= section < len(self.columns) else None
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell from what is loaded; ask for its page when it is not."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[index.row()]
        row = self.row_at(index.row())
        if row is None:
            self._want(index.row() // PAGE_ROWS)
            return LOADING if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return self._cell(row, index.column(), role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Let the services sort by a column; -1 is the register's own order."""
        if not 0 <= column < len(self.columns):
            self.ask(order=())
            return
        sign = "-" if order == Qt.SortOrder.DescendingOrder else ""
        self.ask(order=(f"{sign}{self.columns[column].name}", "id"))

    def _cell(self, row: Row, column: int, role: int) -> Any:
        field = self.columns[column]
        text = row.cells.get(field.name, "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.label} {text or 'なし'}"
        if role == TONE_ROLE:
            return self._tone(row, column, text)
        if role == STATE_ROLE:
            return f"{TONE_SHAPES[self._tone(row, column, text)]} {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.kind is Kind.INTEGER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _tone(self, row: Row, column: int, text: str) -> str:
        """Return the tone of a cell; only the state column has one."""
        if column != self.state_column or not text:
            return ""
        if self.columns[column].kind is Kind.BOOLEAN:
            return row.tone or ("good" if text == "はい" else "muted")
        return row.tone or "accent"

    def _fill(self, ids: list[str]) -> None:
        self.beginResetModel()
        self._generation += 1
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        self.endResetModel()
        self.ids_loaded.emit()

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            if not self._fetch.isActive():
                self._fetch.start(0)

    def _load_pages(self) -> None:
        wanted, self._wanted = self._wanted, set()
        for page in sorted(wanted):
            self._asked.add(page)
            self._load_page(page)

    def _load_page(self, page: int) -> None:
        generation, desk, name = self._generation, self._bench.desk, self.register.name
        ids = self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]

        def loaded(rows: list[Row]) -> None:
            if generation == self._generation:
                self._keep(page, rows)

        def failed(error: AppError) -> None:
            if generation == self._generation:
                self.load_failed.emit(error)

        self._bench.runner.database(lambda: desk.rows(name, ids), loaded, failed, owner=self)

    def _keep(self, page: int, rows: list[Row]) -> None:
        self._pages[page] = rows
        while len(self._pages) > KEPT_PAGES:
            dropped, _ = self._pages.popitem(last=False)
            self._asked.discard(dropped)
        first = page * PAGE_ROWS
        last = min(first + PAGE_ROWS, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
