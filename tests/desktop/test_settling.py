"""A fresh window serves whoever waits first; then the store is opened and checked, judged, and backed up."""

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from app.desktop import settling
from app.desktop.app import DesktopSession
from app.desktop.garbage import GarbageTimer
from app.desktop.settling import Settling
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY
from tests.desktop.test_first_start import FakeEnvironment


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "LOOK_MS", 1)
    monkeypatch.setattr(settling, "BACKUP_AFTER_MS", 0)


@pytest.fixture
def fresh(bench: Workbench) -> Workbench:
    """Return the bench of a window whose desk is not prepared yet."""
    bench.is_ready = False
    return bench


def asked(desk: FakeDesk) -> list[str]:
    return [name for name, _ in desk.calls if name in ("prepare", "keep_safe")]


def test_the_desk_is_prepared_then_backed_up_once(qtbot: QtBot, fresh: Workbench, desk: FakeDesk) -> None:
    Settling(fresh)
    qtbot.waitUntil(lambda: asked(desk) == ["prepare", "keep_safe"])
    assert fresh.is_ready
    qtbot.wait(20)
    assert asked(desk) == ["prepare", "keep_safe"]


def test_nothing_is_prepared_while_somebody_waits_for_a_list(qtbot: QtBot, fresh: Workbench, desk: FakeDesk) -> None:
    delivered, finished = threading.Event(), threading.Event()
    fresh.runner.database(finished.wait, lambda _: delivered.set(), owner=fresh)
    Settling(fresh)
    qtbot.wait(30)
    assert asked(desk) == []
    finished.set()
    qtbot.waitUntil(lambda: asked(desk) == ["prepare", "keep_safe"])
    assert delivered.is_set()


def test_what_waits_for_the_desk_happens_once_when_it_is_ready(qtbot: QtBot, fresh: Workbench) -> None:
    done: list[int] = []

    def note() -> None:
        done.append(1)

    fresh.when_ready(note)
    assert done == []
    fresh.become_ready()
    fresh.become_ready()
    assert done == [1]
    fresh.when_ready(note)
    assert done == [1, 1]


def test_a_backup_that_fails_is_told_in_the_message_bar(qtbot: QtBot, fresh: Workbench, desk: FakeDesk) -> None:
    told: list[str] = []
    fresh.problem_told.connect(told.append)
    desk.backup_problem = "空き容量が足りません。"
    Settling(fresh)
    qtbot.waitUntil(lambda: told == ["空き容量が足りません。"])


def test_the_rules_wait_until_nobody_waits_for_anything_else(qtbot: QtBot, bench: Workbench) -> None:
    finished = threading.Event()
    bench.runner.database(finished.wait, lambda _: None, owner=bench)
    bench._judge_now()
    assert not bench.runner.is_idle
    finished.set()
    qtbot.waitUntil(lambda: bench.is_judged)


def test_a_workspace_that_cannot_be_worked_in_leads_back_to_the_first_page_with_the_reason(
    qtbot: QtBot, appearance: Appearance
) -> None:
    class Damaged(FakeEnvironment):
        def unlock(self, passphrase: str | None = None) -> FakeDesk:
            self.desk = FakeDesk()
            self.desk.trouble = AppError("store.damaged")
            return self.desk

    environment = Damaged(existing=True)
    session = DesktopSession(environment, appearance, TODAY)
    first = session.start
    session.begin()
    qtbot.waitUntil(lambda: session.start is not first)
    assert session.window is None
    assert session.desk is None
    assert ("close", None) in environment.desk.calls
    assert session.start.isVisible()
    assert session.start.trouble.isVisible()
    assert "keep_safe" not in asked(environment.desk)
    session.end()


def test_the_backup_of_the_day_is_made_before_the_workspace_is_let_go(qtbot: QtBot, appearance: Appearance) -> None:
    environment = FakeEnvironment(existing=True)
    session = DesktopSession(environment, appearance, TODAY)
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None)
    desk = session.desk
    assert isinstance(desk, FakeDesk)
    session.end()
    last = [name for name, _ in desk.calls if name in ("keep_safe_before_closing", "close")]
    assert last == ["keep_safe_before_closing", "close"]


def test_nothing_is_collected_while_a_desk_opens_and_what_stands_then_is_left_alone(qtbot: QtBot) -> None:
    runner = TaskRunner()
    garbage = GarbageTimer(runner)
    frozen = gc.get_freeze_count()
    assert not gc.isenabled()
    garbage.settle()
    assert gc.get_freeze_count() > frozen
    settled = gc.get_freeze_count()
    garbage.settle()
    assert gc.get_freeze_count() <= settled
    garbage.stop()
    assert gc.get_freeze_count() == 0
    gc.disable()
