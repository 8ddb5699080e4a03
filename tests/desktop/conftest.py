"""What every window test needs: a desk in memory, a runner that ends with the test, and time to settle."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.lasting_constants import hold_constants
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY
from tests.desktop.plans_room import plans_template, room

__all__ = ["plans_template", "room"]  # fixtures for whoever asks for them by name

Settle = Callable[[], None]


@pytest.fixture(autouse=True, scope="session")
def _constants_last() -> None:
    hold_constants()


@pytest.fixture(autouse=True)
def _widgets_are_collected_on_the_ui_thread(qapp: QApplication) -> Iterator[None]:
    """Collect cycles between the tests only: a worker thread must never delete a widget."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    gc.collect()
    gc.enable()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def bench(qapp: QApplication, desk: FakeDesk) -> Iterator[Workbench]:
    runner = TaskRunner()
    yield Workbench(desk, runner, TODAY)
    runner.wait_for_done()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def settle(qtbot: QtBot, bench: Workbench) -> Settle:
    def wait() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(lambda: bench.runner.is_idle)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: bench.runner.is_idle)

    return wait


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, "light")
