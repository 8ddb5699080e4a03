"""The floor of a list: a vector of ids by plain SQL, rows by page, LIKE for the search; nothing of ours."""

import os
import sys
from functools import partial
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from app.benchmark.children import NEEDLES, given_key, report
from app.benchmark.painting import PaintWait, memory_mb, settle

PAGE = 200
ORDER = "ORDER BY applied_on DESC, number DESC, id"
COLUMNS = "id, number, kind, municipality_code, department, applied_on, status"
Index = QModelIndex | QPersistentModelIndex


class IdVector(QAbstractTableModel):
    """Ids first, pages when they are looked at."""

    def __init__(self, database: Any) -> None:
        """Read from this connection."""
        super().__init__()
        self._database = database
        self._ids: list[str] = []
        self._pages: dict[int, dict[str, tuple[Any, ...]]] = {}

    def ask(self, needle: str = "") -> None:
        """Load the ids that match."""
        where = "AND (content LIKE ? OR number LIKE ? OR department LIKE ?)" if needle else ""
        asked = [f"%{needle}%"] * 3 if needle else []
        self.beginResetModel()
        found = self._database.execute(f"SELECT id FROM support_case WHERE NOT sync_deleted {where} {ORDER}", asked)  # noqa: S608
        self._ids = [row[0] for row in found]
        self._pages.clear()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of ids."""
        return len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 6

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell, loading its page first."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        page = index.row() // PAGE
        if page not in self._pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            marks = ",".join("?" * len(ids))
            rows = self._database.execute(f"SELECT {COLUMNS} FROM support_case WHERE id IN ({marks})", ids)  # noqa: S608
            self._pages[page] = {row[0]: row for row in rows}
        return self._pages[page][self._ids[index.row()]][index.column() + 1]


def main() -> None:
    """Measure the same as ``own_list``."""
    key = given_key()
    application = QApplication(sys.argv[:1])
    database = sqlcipher.connect(sys.argv[1])
    database.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    database.execute("PRAGMA cache_size=-65536")
    database.execute("SELECT 1 FROM support_case LIMIT 1").fetchall()
    model, table, window = IdVector(database), QTableView(), QMainWindow()
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1360, 860)
    wait = PaintWait(table)
    wait.milliseconds(window.show, lambda: True)
    settle(application)
    empty = memory_mb()
    found = {"first": wait.milliseconds(model.ask, lambda: True)}
    found["end"] = wait.milliseconds(table.scrollToBottom, lambda: True)
    found["memory"] = memory_mb() - empty
    table.scrollToTop()
    for needle in NEEDLES if len(sys.argv) > 2 else ():
        found[f"find_{len(needle)}"] = wait.milliseconds(partial(model.ask, needle), lambda: True)
        wait.milliseconds(model.ask, lambda: True)
    report(**found)
    os._exit(0)


if __name__ == "__main__":
    main()
