"""The tab 契約 as a person uses it: the board, the timeline, the outlook and the registers."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.ledgers import LEDGERS
from app.desktop.main_window import MainWindow
from app.desktop.tabs.cases.tab import CasesTab
from app.desktop.tabs.contract.clauses_page import ClausesPage
from app.desktop.tabs.contract.contract_reader import ContractReader
from app.desktop.tabs.contract.deadlines_page import DeadlinesPage
from app.desktop.tabs.contract.forecast_page import ForecastPage
from app.desktop.tabs.contract.ledger_page import LedgerPage
from app.desktop.tabs.contract.settled_page import SettledPage
from app.desktop.tabs.contract.tab import ContractTab
from app.desktop.tabs.home.tab import HomeTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY

Settle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(bench, "契約", appearance)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.show_tab("contract")
    settle()
    yield made
    settle()


def shown_page(window: MainWindow, name: str, settle: Settle) -> QWidget:
    tab = window.show_tab("contract")
    assert isinstance(tab, ContractTab)
    page = tab.segments.show_page(name)
    settle()
    return page


def clauses_page(window: MainWindow, settle: Settle) -> ClausesPage:
    page = shown_page(window, "clauses", settle)
    assert isinstance(page, ClausesPage)
    return page


def button(window: QWidget, text: str) -> QPushButton:
    return next(found for found in window.findChildren(QPushButton) if found.isVisible() and found.text() == text)


def texts(window: QWidget) -> list[str]:
    return [found.text() for found in window.findChildren(QLabel) if found.isVisible()]


def test_the_board_shows_a_clause_with_the_contracts_words_and_its_evidence(
    window: MainWindow, settle: Settle, bench: Workbench
) -> None:
    page = clauses_page(window, settle)
    assert page.table.rowCount() == 4
    assert page.panel.line is not None
    assert page.panel.line.id == "3.1"
    assert any("契約書の言葉" in text for text in texts(page.panel))
    button(page, "案件：派-0008").click()
    settle()
    assert isinstance(window.current, CasesTab)
    assert window.current.page.view.page is not None
    assert window.current.page.view.page.id == "case-8"


def test_the_board_is_walked_filtered_and_searched_by_keyboard(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    page = clauses_page(window, settle)
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.search
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.panel.line is not None
    assert page.panel.line.id == "5.2"
    page.states.setCurrentIndex(page.states.findData("red"))
    assert page.table.rowCount() == 1
    assert page.panel.line.id == "6.6.h"
    page.search.setText("ない言葉")
    qtbot.waitUntil(lambda: page.table.rowCount() == 0)
    assert page.panel.line is None
    assert any("当てはまる条項がありません" in text for text in texts(page))


def test_a_finding_is_put_to_rest_by_a_decision(window: MainWindow, desk: FakeDesk, settle: Settle) -> None:
    page = clauses_page(window, settle)
    page.show_demand("6.6.h")
    settle()
    button(page, "了解を記録…").click()
    settle()
    form = next(found for found in window.findChildren(ActionDialog) if found.isVisible())
    assert set(form.form.editors) == {"reason", "decision_id"}
    form.form.editors["reason"].set_value("県が了解した")
    form.form.editors["decision_id"].set_value("decision-1")
    settle()
    form.save()
    settle()
    ran = [call for name, call in desk.calls if name == "run"]
    assert ran[0][0] == "finding.accept"
    assert (ran[0][2]["rule"], ran[0][2]["fingerprint"]) == ("6.6.h", "f" * 64)
    assert page.panel.line is not None
    assert page.panel.line.id == "6.6.h"


def test_a_clause_is_read_in_the_contract(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page = clauses_page(window, settle)
    page.show_demand("6.6.h")
    settle()
    button(page, "契約書で読む").click()
    settle()
    tab = window.current
    assert isinstance(tab, ContractTab)
    reader = tab.segments.page
    assert isinstance(reader, ContractReader)
    assert reader.clauses.currentItem().text().startswith("6(6)ク")
    everything = reader.clauses.count()
    reader.search.setText("5開庁日")
    qtbot.waitUntil(lambda: 0 < reader.clauses.count() < everything)


def test_the_timeline_explains_each_day(window: MainWindow, settle: Settle) -> None:
    page = shown_page(window, "deadlines", settle)
    assert isinstance(page, DeadlinesPage)
    assert page.table.rowCount() == 3
    assert page.chosen is not None
    assert "なぜこの日？" in texts(page)
    assert any("民法140条" in text for text in texts(page))
    button(page, "記録を開く").click()
    settle()
    assert isinstance(window.current, CasesTab)


def test_the_outlook_answers_what_if_in_full_width_digits(window: MainWindow, desk: FakeDesk, settle: Settle) -> None:
    page = shown_page(window, "forecast", settle)
    assert isinstance(page, ForecastPage)
    assert page.table.rowCount() == 4
    page.cancel.setText("５")
    page.refresh()
    settle()
    assert ("forecast", 5) in desk.calls
    assert any(text.startswith("予定のうち5回が中止になると") for text in texts(page))
    page.cancel.setText("五")
    page.refresh()
    assert any("数字で入力" in text for text in texts(page))
    page.areas.setCurrentIndex(page.areas.findData("東部"))
    narrowed = page.rooms.rowCount()
    page.only_silent.setChecked(True)
    assert 0 < page.rooms.rowCount() < narrowed < 63
    assert "4月 実施4回 予定8回" in page.chart.accessibleDescription()


def test_every_ledger_opens_by_the_arrow_keys(window: MainWindow, settle: Settle) -> None:
    page = shown_page(window, "ledgers", settle)
    assert isinstance(page, LedgerPage)
    page.words.setFocus()
    visited = {page.current}
    for _ in LEDGERS:
        QTest.keyClick(page.words, Qt.Key.Key_Down)
        settle()
        visited.add(page.current)
        assert page.page.register.name == page.current
    assert visited == LEDGERS
    assert any("受託者のみ" in text for text in texts(page))


def test_a_link_leads_to_a_record_of_a_ledger(window: MainWindow, bench: Workbench, settle: Settle) -> None:
    for register, key in (("homework", "homework-1"), ("meetings", "meeting-1"), ("decisions", "decision-1")):
        window.show_tab("home")
        bench.link_opened.emit(RecordLink(register, key))
        settle()
        tab = window.current
        assert isinstance(tab, ContractTab)
        page = tab.segments.page
        inner = page.page if isinstance(page, LedgerPage | SettledPage) else page
        assert isinstance(inner, RegisterPage)
        assert inner.view.page is not None
        assert (inner.view.page.register, inner.view.page.id) == (register, key)


def test_a_consultation_shows_its_answers_and_a_dispatch_its_sessions(
    window: MainWindow, bench: Workbench, settle: Settle
) -> None:
    bench.link_opened.emit(RecordLink("cases", "case-7"))
    settle()
    tab = window.current
    assert isinstance(tab, CasesTab)
    assert tab.page.view.page is not None
    assert [found.relation.register for found in tab.page.view.page.related] == ["answers", "cases"]
    bench.link_opened.emit(RecordLink("cases", "case-8"))
    settle()
    assert [found.relation.register for found in tab.page.view.page.related] == ["sessions", "cases"]
    bench.link_opened.emit(RecordLink("answers", "answer-1"))
    settle()
    assert tab.page.view.page.register == "answers"


def test_unread_notices_stand_on_the_home_page_until_they_are_read(
    window: MainWindow, desk: FakeDesk, settle: Settle
) -> None:
    home = window.show_tab("home")
    settle()
    assert isinstance(home, HomeTab)
    assert "未読の通知　2件" in texts(home)
    button(home, "派-0002　マッチングを始めました").click()
    settle()
    assert isinstance(window.current, CasesTab)
    window.show_tab("home")
    assert "未読の通知　1件" in texts(home)
    button(home, "すべて既読にする").click()
    settle()
    assert desk.unread == []
    assert not any("未読の通知" in text for text in texts(home))


def test_an_empty_contract_has_calm_pages(qtbot: QtBot, appearance: Appearance) -> None:
    runner = TaskRunner()
    window = MainWindow(Workbench(FakeDesk([]), runner, TODAY), "", appearance)
    qtbot.addWidget(window)
    window.show()
    tab = window.show_tab("contract")
    assert isinstance(tab, ContractTab)
    for name in tab.segments.names:
        tab.segments.show_page(name)
        qtbot.waitUntil(lambda: runner.is_idle)
    page = tab.segments.show_page("clauses")
    assert any("当てはまる条項がありません" in text for text in texts(page))
    runner.wait_for_done()
