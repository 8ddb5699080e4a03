"""The contract's windows as a person uses them: printing, the day beside a clause, the outbox, the closing."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.main_window import MainWindow
from app.desktop.tabs.cases.tab import CasesTab
from app.desktop.tabs.contract.clauses_page import ClausesPage
from app.desktop.tabs.contract.closing_page import ClosingsPage
from app.desktop.tabs.contract.forecast_page import ForecastPage
from app.desktop.tabs.contract.ledger_page import LedgerPage
from app.desktop.tabs.contract.outbox_page import OutboxPage
from app.desktop.tabs.contract.settled_page import SettledPage
from app.desktop.tabs.contract.tab import ContractTab
from app.desktop.tabs.experts.tab import ExpertsTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.print_dialog import NARROWED, PrintDialog
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.notification import Delivery, DeliveryState, Means
from app.domain.registers import REGISTERS
from tests.desktop.contract_room import P, button, says
from tests.desktop.fake_contract import closing_page
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
    settle()
    yield made
    settle()


def shown(window: MainWindow, name: str, kind: type[P], settle: Settle) -> P:
    tab = window.show_tab("contract")
    assert isinstance(tab, ContractTab)
    page = tab.segments.show_page(name)
    assert isinstance(page, kind)
    settle()
    return page


def open_dialog(window: QWidget) -> PrintDialog:
    return next(found for found in window.findChildren(PrintDialog) if found.isVisible())


# 印刷


def test_ctrl_p_prints_the_list_as_it_is_filtered_and_searched(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    tab = window.show_tab("cases")
    assert isinstance(tab, CasesTab)
    settle()
    tab.page.filter("status", "received")
    tab.page.search.setText("派-00")
    qtbot.waitUntil(lambda: tab.page.model.sought == "派-00")
    settle()
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: bool(desk.registers.printed))
    settle()
    assert desk.registers.printed == [("cases", {"status": "received"}, "派-00", False)]
    dialog = open_dialog(window)
    assert dialog.preview.document.pageCount() == 1
    assert not dialog.editions.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_empty_list_is_not_printed(window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot) -> None:
    tab = window.show_tab("cases")
    assert isinstance(tab, CasesTab)
    settle()
    tab.page.search.setText("ありません")
    qtbot.waitUntil(lambda: not tab.page.model.ids)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert not button(tab, "印刷").isEnabled()
    assert desk.registers.printed == []


def test_a_list_narrowed_by_the_contractors_own_field_is_printed_for_the_contractor_and_says_so(
    bench: Workbench, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    dialog = PrintDialog(bench, REGISTERS["cases"], {"has_formula": True}, "")
    dialog.show()
    qtbot.waitUntil(lambda: bool(desk.registers.printed))
    settle()
    assert desk.registers.printed == [("cases", {"has_formula": True}, "", True)]
    assert says(dialog, NARROWED)
    dialog.close()


def test_costs_are_printed_for_the_contractor_only(window: MainWindow, desk: FakeDesk, settle: Settle) -> None:
    ledgers = shown(window, "ledgers", LedgerPage, settle)
    page = ledgers.show_page("costs")
    settle()
    page.print_list()
    settle()
    assert desk.registers.printed == [("costs", {}, "", True)]
    open_dialog(window).close()


# その日の規定


def test_the_day_stays_while_one_walks_from_clause_to_clause(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    page = shown(window, "clauses", ClausesPage, settle)
    page.modes.choose("day")
    page.on_day.day.setText("R8.9.28")
    page.on_day.refresh()
    settle()
    assert says(page.on_day, "4回")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.on_day.shown is not None and page.on_day.shown.id == "5.2")
    assert {str(day) for _, day in desk.agreement.asked} == {"2026-09-28"}
    page.modes.choose("now")
    assert says(page.panel, "仕様書 5(2)")


# 送信箱


def test_every_look_of_the_outbox_says_when_there_is_nothing(
    window: MainWindow, desk: FakeDesk, settle: Settle
) -> None:
    page = shown(window, "outbox", OutboxPage, settle)
    settle()
    assert page.looks.mode == "failed"
    assert says(page, "送れないものはありません")
    page.looks.choose("sent")
    settle()
    assert says(page, "送信したものはまだありません")
    asked = [call for name, call in desk.calls if name == "ids" and call[0] == "deliveries"]
    assert asked[-1][1] == {"state": "sent", "means": ("mail", "webhook")}


def test_a_delivery_leads_to_its_notice_and_what_is_done_reaches_the_desk(
    window: MainWindow, desk: FakeDesk, settle: Settle
) -> None:
    waiting = Delivery(
        id="delivery-1", notice_id="notice-1", means=Means.MAIL, recipient="a@example.jp", state=DeliveryState.WAITING
    )
    desk.records["deliveries"]["delivery-1"] = waiting
    window.open_link(RecordLink("deliveries", "delivery-1"))
    settle()
    page = shown(window, "outbox", OutboxPage, settle)
    assert says(page.page.view, "notice-1の文")
    button(page.page.view, "送信をやめる").click()
    settle()
    button(page.page.view, "いま送る").click()
    settle()
    assert desk.post.done == [("give_up", "delivery-1"), ("send_again", "delivery-1"), ("deliver", "")]
    page.send_now()
    settle()
    assert says(page, "1件を送信しました。1件は後で送り直します。")


# 終了の手続き


def test_what_is_left_leads_to_its_record_and_an_open_step_is_reached_from_the_certificate(
    window: MainWindow, desk: FakeDesk, settle: Settle
) -> None:
    page = shown(window, "closing", ClosingsPage, settle)
    assert says(page, "受領した情報資産を返却・廃棄・消去する")
    assert button(page, "ヒアリング結果").isVisible()
    page.table.choose("backups")
    settle()
    assert says(page, "desk-20260924.db")
    page.table.choose("certificate")
    settle()
    button(page, "→ 受領した情報資産を返却・廃棄・消去する　残り1件（仕様書 10(4)）").click()
    assert page.table.currentRow() == 0
    desk.agreement.page = closing_page(is_clear=True)
    page.refresh()
    settle()
    page.table.choose("certificate")
    settle()
    assert not says(page, "まだ証明できません")


# 協議と読み方


def test_every_page_of_what_was_agreed_opens_by_the_arrow_keys(window: MainWindow, settle: Settle) -> None:
    page = shown(window, "settled", SettledPage, settle)
    page.words.setFocus()
    visited = [page.current]
    for _ in page.names[1:]:
        QTest.keyClick(page.words, Qt.Key.Key_Down)
        settle()
        visited.append(page.current)
    assert tuple(visited) == page.names
    assert visited[0] == "decisions"


def test_ctrl_f_and_ctrl_n_reach_the_shown_page_inside_the_tab(window: MainWindow, settle: Settle) -> None:
    page = shown(window, "settled", SettledPage, settle)
    assert isinstance(page.page, RegisterPage)
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert page.page.search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    settle()
    dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
    assert dialog.windowTitle() == "協議・承認・指示を登録"
    dialog.done(0)


# 提案


def test_the_paper_of_a_municipality_without_a_proposal_says_so(window: MainWindow, settle: Settle) -> None:
    forecast = shown(window, "forecast", ForecastPage, settle)
    forecast.modes.choose("proposals")
    settle()
    page = forecast.show_proposals()
    assert page.table.rowCount() == 4
    page.modes.choose("paper")
    settle()
    assert says(page, "この市町村への提案はまだありません")
    page.table.setCurrentCell(1, 0)
    settle()
    assert page.paper.preview is not None
    assert page.paper.preview.isVisible()
    page.areas.setCurrentIndex(page.areas.findData("東部"))
    assert page.table.rowCount() == 2


# 何もないとき


def test_an_empty_contract_has_calm_windows_everywhere(qtbot: QtBot, appearance: Appearance) -> None:
    runner = TaskRunner()
    window = MainWindow(Workbench(FakeDesk([]), runner, TODAY), "", appearance)
    qtbot.addWidget(window)
    window.show()

    def settle() -> None:
        qtbot.waitUntil(lambda: runner.is_idle)

    settled = shown(window, "settled", SettledPage, settle)
    settled.show_page("readings")
    settle()
    assert says(settled, "当てはまる読み方はありません")
    ledgers = shown(window, "ledgers", LedgerPage, settle)
    ledgers.show_page("enquiries")
    settle()
    assert says(ledgers, "問合せはまだありません")
    assert says(shown(window, "outbox", OutboxPage, settle), "送信はまだありません")
    forecast = shown(window, "forecast", ForecastPage, settle)
    forecast.modes.choose("proposals")
    settle()
    assert says(forecast, "派遣を一度も申請していない市町村はありません")
    experts = window.show_tab("experts")
    assert isinstance(experts, ExpertsTab)
    experts.segments.show_page("changes")
    settle()
    assert says(experts, "県に知らせる変更はありません")
    runner.wait_for_done()
