"""Our list of a register in a window of its own: first painting, jump to the end, search, memory."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.benchmark.children import NEEDLES, given_key, report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.benchmark.painting import PaintWait
    from app.desktop.widgets.register_model import RegisterModel
    from app.desktop.widgets.register_table import RegisterTable
    from app.desktop.widgets.search_box import SearchBox


def main() -> None:
    """Measure the list of the cases of a database; its folder is the first argument."""
    key = given_key()
    from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

    from app.benchmark.corpus import TODAY, open_desk
    from app.benchmark.painting import PaintWait, memory_mb, settle, until
    from app.desktop.task_runner import TaskRunner
    from app.desktop.theme.appearance import Appearance
    from app.desktop.widgets.register_model import RegisterModel
    from app.desktop.widgets.register_table import RegisterTable
    from app.desktop.widgets.search_box import SearchBox
    from app.desktop.workbench import Workbench
    from app.domain.case import Case

    application = QApplication(sys.argv[:1])
    Appearance(application)
    desk = open_desk(Path(sys.argv[1]), key)
    bench = Workbench(desk, TaskRunner(), TODAY)
    window, page = QMainWindow(), QWidget()
    model = RegisterModel(Case.REGISTER, bench)
    table, search = RegisterTable(model), SearchBox("")
    search.search_changed.connect(lambda text: model.ask(search=text))
    layout = QVBoxLayout(page)
    layout.addWidget(search)
    layout.addWidget(table)
    window.setCentralWidget(page)
    window.resize(1360, 860)
    wait = PaintWait(table)
    wait.milliseconds(window.show, lambda: True)
    desk.rows("cases", desk.ids("cases", {"number": "none"}))
    settle(application)
    empty = memory_mb()
    found = {"first": wait.milliseconds(model.reload, partial(shows_rows, table))}
    found["whole"] = found["first"] + until(application, lambda: model.is_whole)
    settle(application)
    found["end"] = wait.milliseconds(table.scrollToBottom, partial(shows_last_row, table))
    found["memory"] = memory_mb() - empty
    wait.milliseconds(table.scrollToTop, partial(shows_rows, table))
    for needle in NEEDLES if len(sys.argv) > 2 else ():
        found[f"find_{len(needle)}"] = typed(search, needle, wait, table)
        wait_for_all(application, model)
        typed(search, "", wait, table)
        wait_for_all(application, model)
    report(**found)
    os._exit(0)


def typed(search: "SearchBox", text: str, wait: "PaintWait", table: "RegisterTable") -> float:
    """Return the milliseconds from the moment an input method hands text to the search box to its painted rows."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QInputMethodEvent

    model: Any = table.model()
    before = model.ids
    event = QInputMethodEvent()
    event.setCommitString(text, -len(search.text()), len(search.text()))
    return wait.milliseconds(
        lambda: QCoreApplication.sendEvent(search, event),
        lambda: model.ids is not before and shows_rows(table),
    )


def shows_rows(table: "RegisterTable") -> bool:
    """Tell whether every row that can be seen is a real one, and there is at least one."""
    model: Any = table.model()
    last = table.rowAt(table.viewport().height() - 1)
    seen = range(max(table.rowAt(0), 0), (model.rowCount() - 1 if last < 0 else last) + 1)
    return len(seen) > 0 and all(model.row_at(row) is not None for row in seen)


def shows_last_row(table: "RegisterTable") -> bool:
    """Tell whether the end of the list can be seen."""
    return table.rowViewportPosition(table.model().rowCount() - 1) < table.viewport().height() and shows_rows(table)


def wait_for_all(application: "QApplication", model: "RegisterModel") -> None:
    """Let the rest of a list arrive."""
    from app.benchmark.painting import settle

    while not model.is_whole:
        settle(application)
    settle(application)


if __name__ == "__main__":
    main()
