"""The table model of any register: its beginning first, then all ids, and rows by pages, loaded off the UI thread."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.desktop.theme.tokens import TONE_SHAPES
from app.desktop.widgets.labels import tip_of
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.domain.record import Field, Kind, Register

if TYPE_CHECKING:
    from app.desktop.desk_port import ListStart, Row

PAGE_ROWS = 64  # what a tall window shows at once
KEPT_PAGES = 125
REST_AFTER_MS = 100  # behind a search: who goes on typing is not kept waiting by the rest of an old answer
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 3
ANSWERED_ROLES = frozenset(
    (
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.TextAlignmentRole),
        TONE_ROLE,
        STATE_ROLE,
        ID_ROLE,
    )
)
STATE_FIELDS = ("status", "result", "is_listed", "state")
LOADING = "…"
NO_INDEX = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class RegisterModel(QAbstractTableModel):
    """A register as a list: sorted, filtered and searched by the services."""

    ids_loaded = Signal()  # another list: its beginning, or all of it (``is_whole``)
    rest_loaded = Signal()  # what was behind the beginning of this list
    load_failed = Signal(object)

    def __init__(
        self, register: Register, bench: Workbench, columns: tuple[str, ...] = (), parent: QObject | None = None
    ) -> None:
        """Show the columns of the declaration, or the given ones."""
        super().__init__(parent)
        self.register = register
        self.columns: tuple[Field, ...] = tuple(register.field(name) for name in columns or register.columns)
        self._bench = bench
        self._ids: Sequence[str] = ()
        self._is_whole = False
        self._is_long = False  # whether it took more than the beginning to know all ids
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._where: Mapping[str, object] = {}
        self._search = ""
        self._order: tuple[str, ...] = ()
        self._generation = 0
        self._question = bench.question(self)
        self._given_up = Event()
        self._fetch = QTimer(self)
        self._fetch.setSingleShot(True)
        self._fetch.timeout.connect(self._load_pages)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._ask_for_all)

    @property
    def ids(self) -> Sequence[str]:
        """Return the ids in the order of the list, as far as they are known."""
        return self._ids

    @property
    def is_whole(self) -> bool:
        """Tell whether all ids of the list are known."""
        return self._is_whole

    @property
    def where(self) -> Mapping[str, object]:
        """Return by what the list is narrowed."""
        return self._where

    @property
    def sought(self) -> str:
        """Return what is searched for."""
        return self._search

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
        """Load the list again, with what is given changed."""
        self._where = self._where if where is None else where
        self._search = self._search if search is None else search
        self._order = self._order if order is None else order
        self._rest.stop()
        self._given_up.set()
        self._is_long = False
        desk, name = self._bench.desk, self.register.name
        wanted = (dict(self._where), self._search, self._order, PAGE_ROWS)
        self._question.ask(lambda: desk.list_start(name, *wanted), self._begin, self.load_failed.emit)

    def reload(self) -> None:
        """Load everything again as it is asked now; a long list stays as it is until all of it is there."""
        if self._is_long:
            self._ask_for_all()
        else:
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
        """Return the label of a field, at the side of its cells."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label
        return _side(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell from what is loaded; ask for its page when it is not."""
        if role not in ANSWERED_ROLES or not index.isValid():
            return None
        number = index.row()
        if number >= len(self._ids):
            return None
        if role == ID_ROLE:
            return self._ids[number]
        row = self.row_at(number)
        if row is None:
            self._want(number // PAGE_ROWS)
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
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.label} {text or 'なし'}"
        if role == TONE_ROLE:
            return self._tone(row, column, text)
        if role == STATE_ROLE:
            return f"{TONE_SHAPES[self._tone(row, column, text)]} {text}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(field)
        return None

    def _tone(self, row: Row, column: int, text: str) -> str:
        """Return the tone of a cell; only the state column has one."""
        if column != self.state_column or not text:
            return ""
        if self.columns[column].kind is Kind.BOOLEAN:
            return row.tone or ("good" if text == "はい" else "muted")
        return row.tone or "accent"

    def _begin(self, start: ListStart) -> None:
        self.beginResetModel()
        self._generation += 1
        self._ids = start.ids
        self._is_whole = start.is_whole
        self._pages.clear()
        self._wanted.clear()
        self._asked.clear()
        if start.rows:
            self._pages[0] = self._in_place(0, start.rows)
            self._asked.add(0)
        self.endResetModel()
        self.ids_loaded.emit()
        if not start.is_whole:
            self._rest.start(REST_AFTER_MS if self._search else 0)

    def _ask_for_all(self) -> None:
        """Ask for all ids beside everything else; the answer to a question that is no longer asked is given up."""
        self._given_up.set()
        self._given_up = given_up = Event()
        desk, name = self._bench.desk, self.register.name
        wanted = (dict(self._where), self._search, self._order)
        self._question.ask(
            lambda: desk.list_ids(name, *wanted, given_up.is_set), self._fill, self.load_failed.emit, in_background=True
        )

    def _fill(self, ids: Sequence[str]) -> None:
        """Put the other ids behind the first ones; begin anew when the list has become another meanwhile."""
        known = len(self._ids)
        self._is_long = True
        if self._is_whole or list(ids[:known]) != list(self._ids):
            from app.desktop.desk_port import ListStart

            self._begin(ListStart(ids, (), is_whole=True))
            return
        if len(ids) > known:
            self.beginInsertRows(NO_INDEX, known, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
        self._is_whole = True
        self.rest_loaded.emit()

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

    def _in_place(self, page: int, rows: Sequence[Row]) -> list[Row | None]:
        """Return rows in the places of their ids; a record that is gone leaves its place empty."""
        found = {row.id: row for row in rows}
        return [found.get(key) for key in self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]]

    def _keep(self, page: int, rows: list[Row]) -> None:
        self._pages[page] = self._in_place(page, rows)
        while len(self._pages) > KEPT_PAGES:
            dropped, _ = self._pages.popitem(last=False)
            self._asked.discard(dropped)
        first = page * PAGE_ROWS
        last = min(first + PAGE_ROWS, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _side(field: Field) -> Qt.AlignmentFlag:
    """Return at which side of a column its cells and its label stand: figures at the right."""
    side = Qt.AlignmentFlag.AlignRight if field.kind is Kind.INTEGER else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
