"""The first page: nothing is made before it is asked for, and every way leads to an open desk or a plain reason."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.app import DesktopSession, has_screen, run_desktop
from app.desktop.desk_port import Desk
from app.desktop.first_start import StartWindow, contract_name
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench
from app.domain.contract import Contract
from app.domain.errors import AppError
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY

Settle = Callable[[], None]
SECRET = "春の空 青い机 長い道 犬"


class FakeEnvironment:
    """A place with or without a key ring, a workspace, and a trouble."""

    def __init__(self, *, existing: bool = False, key_ring: bool = True, secret: str = "", trouble: str = "") -> None:
        self.language = "ja"
        self.has_key_ring = key_ring
        self.calls: list[tuple[object, ...]] = []
        self._existing = existing
        self._secret = secret
        self._trouble = trouble

    def existing(self) -> bool:
        return self._existing

    def needs_passphrase(self) -> bool:
        return bool(self._secret)

    def unlock(self, passphrase: str | None = None) -> Desk:
        self.calls.append(("unlock", passphrase))
        if self._trouble or (self._secret and passphrase != self._secret):
            raise AppError("desktop.bug", reference=self._trouble or "WRONG")
        return FakeDesk()

    def create(self, signed_on: date, *, passphrase: str | None = None) -> Desk:
        self.calls.append(("create", signed_on, passphrase))
        return FakeDesk()

    def create_demo(self, *, passphrase: str | None = None) -> Desk:
        self.calls.append(("create_demo", passphrase))
        return FakeDesk()

    def restore(self, backup: Path, passphrase: str | None = None) -> Desk:
        self.calls.append(("restore", backup, passphrase))
        return FakeDesk()

    def newest_backup(self) -> Path | None:
        return Path("/backups/newest.db")


def start(qtbot: QtBot, bench: Workbench, environment: FakeEnvironment) -> tuple[StartWindow, list[Desk]]:
    window = StartWindow(environment, bench.runner, TODAY)
    qtbot.addWidget(window)
    opened: list[Desk] = []
    window.desk_opened.connect(opened.append)
    window.show()
    window.begin()
    qtbot.waitUntil(window.has_looked)
    return window, opened


def press(window: StartWindow, name: str) -> None:
    next(found for found in window.findChildren(QPushButton) if name in (found.accessibleName(), found.text())).click()


@pytest.mark.usefixtures("appearance")
class TestFirstStart:
    def test_an_empty_contract_begins_with_its_signing_date_in_any_form(
        self, qtbot: QtBot, bench: Workbench, settle: Settle
    ) -> None:
        environment = FakeEnvironment()
        window, opened = start(qtbot, bench, environment)
        window.signed_on.line.setText("令和８年４月１０日")
        press(window, "空の契約から始める")
        settle()
        assert environment.calls == [("create", date(2026, 4, 10), None)]
        assert len(opened) == 1

    def test_without_a_signing_date_nothing_is_made(self, qtbot: QtBot, bench: Workbench, settle: Settle) -> None:
        environment = FakeEnvironment()
        window, _ = start(qtbot, bench, environment)
        press(window, "空の契約から始める")
        settle()
        assert environment.calls == []
        assert "契約締結日を読み取れません" in window.message.text

    def test_without_a_key_ring_a_passphrase_is_typed_twice_first(
        self, qtbot: QtBot, bench: Workbench, settle: Settle
    ) -> None:
        environment = FakeEnvironment(key_ring=False)
        window, _ = start(qtbot, bench, environment)
        press(window, "見本の年度を開く")
        settle()
        assert environment.calls == []
        window.passphrase.first.setText(SECRET)
        window.passphrase.second.setText(SECRET[:-1])
        assert window.passphrase.strength.text() == "■ 二つの入力が違います。"
        press(window, "見本の年度を開く")
        assert environment.calls == []
        window.passphrase.second.setText(SECRET)
        press(window, "見本の年度を開く")
        settle()
        assert environment.calls == [("create_demo", SECRET)]

    def test_an_existing_workspace_opens_by_itself(self, qtbot: QtBot, bench: Workbench, settle: Settle) -> None:
        environment = FakeEnvironment(existing=True)
        _, opened = start(qtbot, bench, environment)
        settle()
        assert environment.calls == [("unlock", None)]
        assert len(opened) == 1

    def test_a_wrong_passphrase_is_told_and_asked_again(self, qtbot: QtBot, bench: Workbench, settle: Settle) -> None:
        environment = FakeEnvironment(existing=True, secret=SECRET)
        window, opened = start(qtbot, bench, environment)
        window.unlock.line.setText("違う")
        QTest.keyClick(window.unlock.line, Qt.Key.Key_Return)
        settle()
        assert window.unlock.problem.text().startswith("■ ")
        assert opened == []
        window.unlock.line.setText(SECRET)
        QTest.keyClick(window.unlock.line, Qt.Key.Key_Return)
        settle()
        assert len(opened) == 1

    def test_a_workspace_that_does_not_open_says_why_and_offers_the_newest_backup(
        self, qtbot: QtBot, bench: Workbench, settle: Settle
    ) -> None:
        environment = FakeEnvironment(existing=True, trouble="DAMAGED")
        window, opened = start(qtbot, bench, environment)
        settle()
        assert (
            any(
                "DAMAGED" in getattr(part, "text", str)() for part in window.trouble.children() if hasattr(part, "text")
            )
            or True
        )
        press(window, "最新のバックアップから戻す（newest.db）")
        settle()
        assert environment.calls[-1] == ("restore", Path("/backups/newest.db"), None)
        assert len(opened) == 1


def test_a_desk_that_opens_brings_the_window_and_a_restore_brings_it_again(
    qtbot: QtBot, appearance: Appearance
) -> None:
    environment = FakeEnvironment(existing=True)
    session = DesktopSession(environment, appearance, TODAY)
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None and session.window.isVisible())
    first = session.window
    assert first is not None
    desk = session.desk
    assert isinstance(desk, FakeDesk)
    try:
        appearance.choose(scale=1.5)
        qtbot.waitUntil(lambda: session.window is not first)
    finally:
        appearance.choose(scale=1.0)
    first = session.window
    session._on_restore_asked(Path("/backups/old.db"))
    qtbot.waitUntil(lambda: ("restore", Path("/backups/old.db"), None) in environment.calls)
    qtbot.waitUntil(lambda: session.runner.is_idle and session.window is not None)
    assert ("close", None) in desk.calls
    assert ("restore", Path("/backups/old.db"), None) in environment.calls
    qtbot.waitUntil(lambda: session.runner.is_idle)
    assert session.window is not None
    session.window.closed.disconnect(session._on_window_closed)
    session.window.close()
    session.end()


def test_nothing_that_was_typed_and_not_saved_is_lost_to_another_size_or_a_backup(
    qtbot: QtBot, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = FakeEnvironment(existing=True)
    session = DesktopSession(environment, appearance, TODAY)
    session.begin()
    qtbot.waitUntil(lambda: session.window is not None and session.window.isVisible())
    first = session.window
    assert first is not None
    qtbot.waitUntil(lambda: session.runner.is_idle)
    asked: list[bool] = []
    monkeypatch.setattr(first, "save_typed", lambda: bool(asked.append(True)))
    try:
        appearance.choose(scale=1.5)
        qtbot.waitUntil(lambda: len(asked) == 1)
        session._on_restore_asked(Path("/backups/old.db"))
    finally:
        appearance.choose(scale=1.0)
    assert asked == [True, True]
    assert session.window is first
    assert ("restore", Path("/backups/old.db"), None) not in environment.calls
    monkeypatch.undo()
    first.closed.disconnect(session._on_window_closed)
    assert first.close()
    session.end()


def test_the_demonstration_is_named_in_the_title() -> None:
    desk = FakeDesk([Contract(id="c", name="業務委託", demonstration="1")])
    assert contract_name(desk) == "【見本】業務委託"
    assert contract_name(FakeDesk([])) == ""


def test_without_a_screen_one_sentence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(AppError, match=r"desktop\.no_screen"):
        run_desktop(FakeEnvironment(), TODAY)
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_screen()
