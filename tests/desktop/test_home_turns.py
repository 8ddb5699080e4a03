"""The turns on the home page: those that wait longest, and all others one key away."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk_port import Turn
from app.desktop.tabs.home.content import HomeContent
from app.desktop.tabs.home.presenter import MOST_TURNS, Seen
from app.desktop.tabs.home.tab import HomeTab
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench
from tests.desktop.fake_desk import TODAY, FakeDesk
from tests.desktop.fake_judgement import LATE


def seen(turns: int, count: int) -> Seen:
    made = tuple(Turn("受託者", "マッチングを始める", "cases", f"case-{n}", f"派-{n:04d}", TODAY) for n in range(turns))
    return Seen(replace(FakeDesk().home(), turns=made, turn_count=count), 0, ())


def leads(content: HomeContent) -> list[str]:
    QTest.qWait(1)  # parts are shown after the layout
    buttons = content.findChildren(QAbstractButton)
    return [each.text() for each in buttons if not each.isHidden() and each.text().startswith("派-")]


def fold(content: HomeContent) -> QAbstractButton | None:
    QTest.qWait(1)
    buttons = content.findChildren(QAbstractButton)
    return next((each for each in buttons if not each.isHidden() and each.text().endswith("を表示")), None)


@pytest.fixture
def content(qtbot: QtBot, bench: Workbench, appearance: Appearance) -> HomeContent:
    made = HomeContent(bench)
    qtbot.addWidget(made)
    made.show()
    return made


def test_as_many_as_are_shown_need_no_more(content: HomeContent) -> None:
    content.show_page(seen(MOST_TURNS, MOST_TURNS))
    assert len(leads(content)) == MOST_TURNS
    assert fold(content) is None


def test_the_others_are_shown_by_one_key_and_stay_shown(content: HomeContent) -> None:
    page = seen(MOST_TURNS + 1, MOST_TURNS + 4)
    content.show_page(page)
    more = fold(content)
    assert len(leads(content)) == MOST_TURNS
    assert more is not None
    assert more.text() == "ほか4件を表示"
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert len(leads(content)) == MOST_TURNS + 1
    assert "ほか3件は「案件」と「伴走支援」にあります。" in [each.text() for each in content.findChildren(QLabel)]
    content.show_page(page)  # read again
    assert len(leads(content)) == MOST_TURNS + 1
    less = fold(content)
    assert less is not None
    assert less.text() == f"長く待つ{MOST_TURNS}件だけを表示"
    QTest.keyClick(less, Qt.Key.Key_Space)
    assert len(leads(content)) == MOST_TURNS


def test_what_was_folded_stays_in_sight(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Callable[[], None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit())  # Qt gives the focus here while the page is laid out anew
    tab = HomeTab(bench)
    layout.addWidget(tab)
    window.resize(900, 500)
    window.show()
    settle()
    tab.content.show_page(seen(60, 60))
    tab.content.show_findings(tuple(LATE for _ in range(30)))
    for _ in range(2):
        key = fold(tab.content)
        assert key is not None
        QTest.qWait(20)
        tab._area.ensureWidgetVisible(key)
        QTest.keyClick(key, Qt.Key.Key_Space)
    QTest.qWait(20)
    key = fold(tab.content)
    assert key is not None
    assert key.hasFocus()
    assert not key.visibleRegion().isEmpty()
