"""The floor of the start: a bare window with a table from the encrypted database, and nothing else."""

import os
import sys
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from app.benchmark.children import given_key, report

QUERY = "SELECT number, kind, municipality_code, applied_on, status FROM support_case LIMIT 50"
Index = QModelIndex | QPersistentModelIndex


class FirstRows(QAbstractTableModel):
    """Fifty rows, fetched at once."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        """Show these rows."""
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 5

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell."""
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class FirstPaint(QObject):
    """Waits for the table to be painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report after the first painting and end."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, ended)
        return False


def ended() -> None:
    """Report and end at once."""
    report(at="painted")
    os._exit(0)


def main() -> None:
    """Show the window."""
    key = given_key()
    application = QApplication(sys.argv[:1])
    database = sqlcipher.connect(sys.argv[1])
    database.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    table = QTableView()
    table.setModel(FirstRows(database.execute(QUERY).fetchall()))
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1360, 860)
    watcher = FirstPaint()
    table.viewport().installEventFilter(watcher)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
