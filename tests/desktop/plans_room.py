"""A window on a workspace of its own, for the tests of the tab 計画."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.main_window import MainWindow
from app.desktop.tabs.plans.tab import PlansTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.workbench import Workbench
from app.services.desk import Desk
from tests.desks import MemoryKeyRing, Office, add_expert, made

LONG_NAME = "髙﨑𠮷" * 13
P = TypeVar("P", bound=QWidget)


class Room:
    """The window with its desk, and time to settle."""

    def __init__(self, desk: Desk, window: MainWindow, bench: Workbench, settle: Callable[[], None]) -> None:
        self.desk, self.window, self.bench, self.settle = desk, window, bench, settle
        self.told: list[str] = []
        bench.problem_told.connect(self.told.append)

    @property
    def tab(self) -> PlansTab:
        tab = self.window.show_tab("plans")
        assert isinstance(tab, PlansTab)
        return tab

    def page(self, name: str, kind: type[P]) -> P:
        page = self.tab.segments.show_page(name)
        assert isinstance(page, kind)
        self.settle()
        return page

    def dialog(self) -> ActionDialog:
        self.settle()
        return next(found for found in self.window.findChildren(ActionDialog) if found.isVisible())

    def save(self, **entries: object) -> None:
        """Fill in the open form and save it."""
        form = self.dialog()
        for name, entry in entries.items():
            form.form.editors[name].set_value(entry)
        form.save()
        self.settle()

    def undo(self) -> None:
        self.window.undo()
        self.settle()


@pytest.fixture(scope="session")
def plans_template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make an empty contract to be copied."""
    office = Office(tmp_path_factory.mktemp("plans") / "workspace", MemoryKeyRing())
    office.create()
    office.close()
    return office


@pytest.fixture
def room(qtbot: QtBot, plans_template: Office, tmp_path: Path, appearance: Appearance) -> Iterator[Room]:
    """Open a window on an empty contract on 2026-09-30."""
    office = plans_template.copy_to(tmp_path / "workspace")
    desk = office.open()
    runner = TaskRunner()
    bench = Workbench(desk, runner, desk.today())
    window = MainWindow(bench, "契約", appearance)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowExposed(window)

    def settle() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)

    settle()
    yield Room(desk, window, bench, settle)
    settle()
    bench._judging.stop()
    runner.wait_for_done()
    office.close()


def texts(page: QWidget) -> list[str]:
    """Return every text that a page shows now."""
    return [found.text() for found in page.findChildren(QLabel) if found.isVisible()]


def press(page: QWidget, text: str) -> None:
    """Click the button with this word."""
    next(found for found in page.findChildren(QPushButton) if found.isVisible() and found.text() == text).click()


def offers(page: QWidget, text: str) -> bool:
    """Tell whether a page shows a button with this word."""
    return any(found.isVisible() and found.text() == text for found in page.findChildren(QPushButton))


def add_staff(desk: Desk, name: str, role: str) -> str:
    """Enter somebody who works from the first day of the contract on."""
    values = {"name": name, "role": role, "affiliation": "株式会社彩の国サポート（架空）", "from_on": "令和8年5月11日"}
    return made(desk.run("staff_member.add", None, values), "staff")


def accompany(desk: Desk, municipality: str = "蕨市") -> str:
    """Enter an accompanied municipality whose plan is still to be made."""
    values = {
        "municipality_code": municipality,
        "theme": f"書かない窓口の導入と{LONG_NAME}",
        "fields": "自治体フロントヤード改革の推進",
        "status": "ヒアリング",
    }
    return made(desk.run("accompaniment.add", None, values), "accompaniments")


def draw_chart(desk: Desk) -> None:
    """Make the first version of the chart of a leader, two members and an expert."""
    add_staff(desk, "石川　千尋", "プロジェクトリーダー")
    for name in ("前田　拓海", LONG_NAME):
        add_staff(desk, name, "プロジェクト構成員")
    add_expert(desk)
    desk.plans.new_version("chart")
