"""Our list of a register in a window of its own: first painting, jump to the end, search, memory."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.benchmark.children import NEEDLES, given_key, report

if TYPE_CHECKING:
    from app.desktop.widgets.register_model import RegisterModel


def main() -> None:
    """Measure the list of the cases of a database; its folder is the first argument."""
    key = given_key()
    from PySide6.QtWidgets import QApplication, QMainWindow

    from app.benchmark.corpus import TODAY, open_desk
    from app.benchmark.painting import PaintWait, memory_mb, settle
    from app.desktop.task_runner import TaskRunner
    from app.desktop.widgets.register_model import RegisterModel
    from app.desktop.widgets.register_table import RegisterTable
    from app.desktop.widgets.search_box import SearchBox
    from app.desktop.workbench import Workbench
    from app.domain.case import Case

    application = QApplication(sys.argv[:1])
    desk = open_desk(Path(sys.argv[1]), key)
    bench = Workbench(desk, TaskRunner(), TODAY)
    window = QMainWindow()
    model = RegisterModel(Case.REGISTER, bench)
    table = RegisterTable(model)
    window.setCentralWidget(table)
    window.resize(1360, 860)
    wait = PaintWait(table)
    wait.milliseconds(window.show, lambda: True)
    desk.rows("cases", desk.ids("cases", {"number": "none"}))
    settle(application)
    empty = memory_mb()
    found = {"first": wait.milliseconds(model.reload, lambda: model.row_at(0) is not None)}
    last = len(model.ids) - 1
    found["end"] = wait.milliseconds(table.scrollToBottom, lambda: model.row_at(last) is not None)
    found["memory"] = memory_mb() - empty
    wait.milliseconds(table.scrollToTop, lambda: model.row_at(0) is not None)
    search = SearchBox("")
    search.search_changed.connect(lambda text: model.ask(search=text))
    for needle in NEEDLES if len(sys.argv) > 2 else ():
        before = model.ids
        found[f"find_{len(needle)}"] = wait.milliseconds(
            partial(search.setText, needle), partial(is_answered, model, before)
        )
        before = model.ids
        wait.milliseconds(search.clear, partial(is_answered, model, before))
    report(**found)
    os._exit(0)


def is_answered(model: "RegisterModel", before: object) -> bool:
    """Tell whether a list shows the first row of another answer than before."""
    return model.ids is not before and model.row_at(0) is not None


if __name__ == "__main__":
    main()
