"""A window on a workspace of its own, for the tests of the contract's windows."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.main_window import MainWindow
from app.desktop.tabs.contract.tab import ContractTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.workbench import Workbench
from app.services.desk import Desk
from tests.desks import Office

P = TypeVar("P", bound=QWidget)


class ContractRoom:
    """The window with its desk, and time to settle."""

    def __init__(self, desk: Desk, window: MainWindow, settle: Callable[[], None]) -> None:
        self.desk, self.window, self.settle = desk, window, settle

    def page(self, name: str, kind: type[P]) -> P:
        tab = self.window.show_tab("contract")
        assert isinstance(tab, ContractTab)
        page = tab.segments.show_page(name)
        assert isinstance(page, kind)
        self.settle()
        return page

    def press(self, within: QWidget, text: str) -> None:
        button(within, text).click()
        self.settle()

    def dialog(self) -> ActionDialog:
        return next(found for found in self.window.findChildren(ActionDialog) if found.isVisible())

    def save(self, **entries: object) -> None:
        """Fill in the open form and save it."""
        form = self.dialog()
        for name, entry in entries.items():
            form.form.editors[name].set_value(entry)
        self.settle()
        form.save()
        self.settle()


def button(within: QWidget, text: str) -> QPushButton:
    return next(found for found in within.findChildren(QPushButton) if found.isVisible() and found.text() == text)


def texts(within: QWidget) -> list[str]:
    return [found.text() for found in within.findChildren(QLabel) if found.isVisible()]


def says(within: QWidget, part: str) -> bool:
    return any(part in text for text in texts(within))


@pytest.fixture
def room(qtbot: QtBot, office: Office, appearance: Appearance) -> Iterator[ContractRoom]:
    """Open a window on an empty contract on 2026-09-30."""
    desk = office.open()
    runner = TaskRunner()
    bench = Workbench(desk, runner, desk.today())
    window = MainWindow(bench, "契約", appearance)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)

    def settle() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)

    settle()
    yield ContractRoom(desk, window, settle)
    settle()
    runner.wait_for_done()
