"""A peer of the list: QSqlTableModel on an unencrypted copy, for Qt cannot read the encrypted one."""

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from app.benchmark.children import given_key, report
from app.benchmark.painting import PaintWait, memory_mb, settle


def main() -> None:
    """Measure first painting, jump to the end and memory."""
    given_key()
    application = QApplication(sys.argv[:1])
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(sys.argv[1])
    database.open()
    model, table, window = QSqlTableModel(db=database), QTableView(), QMainWindow()
    window.setCentralWidget(table)
    window.resize(1360, 860)
    wait = PaintWait(table)
    wait.milliseconds(window.show, lambda: True)
    settle(application)
    empty = memory_mb()

    def select() -> None:
        model.setTable("support_case")
        model.setSort(model.fieldIndex("applied_on"), Qt.SortOrder.DescendingOrder)
        model.select()
        table.setModel(model)

    def jump() -> None:
        while model.canFetchMore():
            model.fetchMore()
        table.scrollToBottom()

    found = {"first": wait.milliseconds(select, lambda: model.rowCount() > 0)}
    found["end"] = wait.milliseconds(jump, lambda: True)
    found["memory"] = memory_mb() - empty
    report(**found)
    os._exit(0)


if __name__ == "__main__":
    main()
