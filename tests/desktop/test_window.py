"""The window as a person uses it: tabs, links, actions, reasons, undo, and the whole way by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.import_wizard.dialog import ImportDialog
from app.desktop.main_window import MainWindow
from app.desktop.tab_list import TABS
from app.desktop.tabs.cases.tab import CasesTab
from app.desktop.tabs.experts.tab import ExpertsTab
from app.desktop.tabs.home.tab import HomeTab
from app.desktop.tabs.reports.deliverables_page import DeliverablesPage
from app.desktop.tabs.reports.tab import ReportsTab
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_bar import ReasonsDialog
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.workbench import RecordLink, Workbench
from app.domain.case import Case
from app.domain.session import Session, SessionStatus
from app.services.registers.records import SEARCHED
from tests.desktop.fake_actions import ACTIONS
from tests.desktop.fake_desk import FakeDesk

Settle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle) -> Iterator[MainWindow]:
    made = MainWindow(bench, "令和8年度第2期埼玉県市町村DX推進支援業務委託", appearance)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    QTest.qWaitForWindowExposed(made)
    settle()
    yield made
    settle()


def dialog(window: QWidget, kind: type[QDialog]) -> QDialog:
    return next(found for found in window.findChildren(kind) if found.isVisible())


def button(window: QWidget, text: str) -> QPushButton:
    return next(found for found in window.findChildren(QPushButton) if found.isVisible() and found.text() == text)


def status(desk: FakeDesk, key: str) -> str:
    record = desk.records["cases"][key]
    assert isinstance(record, Case)
    return str(record.status)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def cases(window: MainWindow, settle: Settle) -> CasesTab:
    tab = window.show_tab("cases")
    settle()
    assert isinstance(tab, CasesTab)
    return tab


def test_only_the_first_tab_is_built_at_the_start(window: MainWindow) -> None:
    assert list(window._built) == ["home"]


def test_ctrl_and_a_digit_shows_each_tab(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    for number, tab in enumerate(TABS, start=1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        settle()
        assert window.current is window._built[tab.name]


def test_a_line_of_the_home_page_leads_to_its_record(window: MainWindow, settle: Settle) -> None:
    assert isinstance(window.current, HomeTab)
    button(window, "派-0008　マッチングを始める").click()
    settle()
    tab = window.current
    assert isinstance(tab, CasesTab)
    assert tab.page.view.page is not None
    assert tab.page.view.page.id == "case-8"
    assert tab.page.table.current_id == "case-8"


def test_an_action_without_a_form_runs_at_once_and_can_be_undone(
    window: MainWindow, desk: FakeDesk, settle: Settle
) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("cases", "case-8"))
    settle()
    button(tab, "マッチングを始める").click()
    settle()
    assert status(desk, "case-8") == "matching"
    assert window.toast.isVisible()
    assert window.top.undo.toolTip() == "「マッチングを始める」（Ctrl+Z）"
    assert tab.page.view.page is not None
    assert tab.page.view.page.state == "マッチング"
    button(window.toast, "元に戻す").click()
    settle()
    assert status(desk, "case-8") == "received"
    assert tab.page.view.page.state == "受付"


def test_ctrl_z_takes_back_the_last_change(
    window: MainWindow, desk: FakeDesk, bench: Workbench, settle: Settle, qtbot: QtBot
) -> None:
    bench.act(lambda: desk.run("case.start_matching", "case-8", {}), owner=bench)
    settle()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    settle()
    assert status(desk, "case-8") == "received"


def test_the_reason_against_an_action_is_reachable_by_keyboard(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("cases", "case-1"))
    settle()
    reasons = button(tab, "できない操作 2件の理由")
    reasons.setFocus()
    QTest.keyClick(reasons, Qt.Key.Key_Space)
    settle()
    shown = dialog(tab, ReasonsDialog)
    texts = [label.text() for label in shown.findChildren(QWidget) if hasattr(label, "text")]
    assert any("県との協議が記録されていません" in text for text in texts)
    assert "仕様書 6(6)ア" in texts
    assert "→ 先の手順を済ませてください。" in texts
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_reason_stands_in_the_tooltip_of_the_next_step(window: MainWindow, settle: Settle) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("sessions", "session-2"))
    settle()
    blocked = button(tab, "実施を記録")
    assert not blocked.isEnabled()
    assert "仕様書6(1)イ(ウ)：この派遣は予定ではありません。" in blocked.toolTip()


def write(text: str) -> None:
    from tests.desktop.test_record_form import write as typed

    focus = QApplication.focusWidget()
    assert focus is not None
    typed(focus, text)


def test_a_case_is_taken_to_its_report_by_keyboard_only(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    settle()
    tab = window.current
    assert isinstance(tab, CasesTab)
    tab.open_link(RecordLink("cases", "case-40"))
    settle()
    press(tab, "派遣を予定", qtbot)
    settle()
    form = dialog(tab, ActionDialog)
    assert isinstance(form, ActionDialog)
    for text in ("令和8年9月10日", "１３：３０", "16時半"):
        write(text)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    settle()
    made = [record for key, record in desk.records["sessions"].items() if key.startswith("session-new")]
    assert len(made) == 1
    assert isinstance(made[0], Session)
    assert (str(made[0].held_on), str(made[0].starts_at), str(made[0].ends_at)) == (
        "2026-09-10",
        "13:30:00",
        "16:30:00",
    )
    tab.open_link(RecordLink("sessions", made[0].id))
    settle()
    press(tab, "実施を記録", qtbot)
    settle()
    QTest.keyClick(dialog(tab, ActionDialog), Qt.Key.Key_Return, CONTROL)
    settle()
    press(tab, "県へ報告した", qtbot)
    settle()
    write("9月16日")
    QTest.keyClick(dialog(tab, ActionDialog), Qt.Key.Key_Return, CONTROL)
    settle()
    reported = desk.records["sessions"][made[0].id]
    assert isinstance(reported, Session)
    assert (reported.status, str(reported.reported_on)) == (SessionStatus.REPORTED, "2026-09-16")


def press(within: QWidget, text: str, qtbot: QtBot) -> None:
    """Press a button with the space bar."""
    found = button(within, text)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_the_form_stays_open_with_its_problems_and_keeps_what_was_typed(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    tab = cases(window, settle)
    tab.make_new()
    settle()
    form = dialog(tab, ActionDialog)
    assert isinstance(form, ActionDialog)
    before = len(desk.records["cases"])
    form.form.editors["content"].set_value("窓口の相談")
    form.save()
    settle()
    assert form.isVisible()
    assert form.form.problem_of("municipality_code").isVisible()
    assert form.form.values()["content"] == "窓口の相談"
    assert len(desk.records["cases"]) == before
    form.form.editors["municipality_code"].set_value("112011")
    form.save()
    settle()
    assert len(desk.records["cases"]) == before + 1
    assert isinstance(tab.page.view.page.record, Case) if tab.page.view.page else False


def test_enter_does_not_accept_a_form_and_escape_asks_before_throwing_away(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    tab = cases(window, settle)
    tab.make_new()
    settle()
    form = dialog(tab, ActionDialog)
    assert isinstance(form, ActionDialog)
    QTest.keyClick(form, Qt.Key.Key_Return)
    settle()
    assert not [call for call, _ in desk.calls if call == "run"]
    form.form.editors["department"].set_value("総務課")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    button(form, "捨てて閉じる").click()
    assert not form.isVisible()


def test_an_untouched_form_closes_without_asking(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("cases", "case-2"))
    settle()
    tab.page.view.run(ACTIONS["case.edit"])
    settle()
    form = dialog(tab, ActionDialog)
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_a_decision_is_recorded_in_place_and_picked(
    window: MainWindow, desk: FakeDesk, settle: Settle, qtbot: QtBot
) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("cases", "case-2"))
    settle()
    tab.page.view.run(ACTIONS["case.decide"])
    settle()
    outer = dialog(tab, ActionDialog)
    assert isinstance(outer, ActionDialog)
    button(outer, "＋ 新規").click()
    settle()
    inner = dialog(outer, ActionDialog)
    assert isinstance(inner, ActionDialog)
    for name, text in (
        ("subject", "派遣の協議"),
        ("prefecture_persons", "A主査"),
        ("contractor_persons", "B"),
        ("content", "了承"),
    ):
        inner.form.editors[name].set_value(text)
    inner.form.editors["kind"].set_value("consultation")
    inner.form.editors["result"].set_value("agreed")
    inner.save()
    settle()
    new = next(key for key in desk.records["decisions"] if key.startswith("new-"))
    assert outer.form.values()["consultation_id"] == new


def test_a_missing_entry_of_a_report_leads_to_its_field(window: MainWindow, desk: FakeDesk, settle: Settle) -> None:
    tab = cases(window, settle)
    tab.open_link(RecordLink("sessions", "session-4", "effect"))
    settle()
    form = dialog(tab, ActionDialog)
    assert isinstance(form, ActionDialog)
    assert form.form.editors["effect"].focusProxy() is QApplication.focusWidget()


def test_a_link_to_a_session_is_followed_although_the_list_of_cases_is_only_just_loading(
    window: MainWindow, bench: Workbench, settle: Settle
) -> None:
    bench.link_opened.emit(RecordLink("sessions", "session-3"))
    settle()
    tab = window.current
    assert isinstance(tab, CasesTab)
    assert tab.page.view.page is not None
    assert tab.page.view.page.id == "session-3"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_search_over_everything_leads_to_the_record(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    write("派-0033")
    settle()
    popup = window.top.search.completer().popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settle()
    assert isinstance(window.current, CasesTab)
    assert window.top.search.text() == ""


def test_the_list_finds_while_one_types(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    tab = cases(window, settle)
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    write("派-0012")
    qtbot.waitUntil(lambda: list(tab.page.model.ids) == ["case-12"])
    QTest.keyClick(tab.page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(tab.page.model.ids) == 40)


def test_a_filter_narrows_the_list(window: MainWindow, settle: Settle) -> None:
    tab = cases(window, settle)
    tab.page.filter("status", "received")
    settle()
    assert {row.cells["status"] for row in [tab.page.model.row_at(0)] if row} <= {"受付"}
    assert 0 < len(tab.page.model.ids) < 40


def test_the_deliverables_make_their_draft_and_name_what_is_missing(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    tab = window.show_tab("reports")
    settle()
    assert isinstance(tab, ReportsTab)
    page = tab.segments.page
    assert isinstance(page, DeliverablesPage)
    assert page.panel.preview is not None
    assert page.panel.preview.document.pageCount() == 1
    assert "Dispatch report" in page.panel.preview.text()
    button(page, "→ 支援による効果").click()
    settle()
    assert isinstance(window.current, CasesTab)


def test_the_coverage_is_shown_for_all_15_fields(window: MainWindow, settle: Settle) -> None:
    tab = window.show_tab("experts")
    assert isinstance(tab, ExpertsTab)
    page = tab.segments.show_page("coverage")
    settle()
    assert page.table.rowCount() == 15  # type: ignore[attr-defined]


def test_a_file_dropped_on_the_window_is_offered_for_import(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "申請.csv"))])
    window.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    settle()
    shown = dialog(window, ImportDialog)
    assert button(shown, "「申請.csv」を読む").isVisible()
    shown.done(0)


def test_empty_lists_say_what_to_do(qtbot: QtBot, appearance: Appearance) -> None:
    from app.desktop.task_runner import TaskRunner
    from tests.desktop.fake_records import TODAY

    runner = TaskRunner()
    window = MainWindow(Workbench(FakeDesk([]), runner, TODAY), "", appearance)
    qtbot.addWidget(window)
    window.show()
    for tab in TABS:
        window.show_tab(tab.name)
        qtbot.waitUntil(lambda: runner.is_idle)
    shown = window.show_tab("cases")
    assert isinstance(shown, CasesTab)
    assert shown.page._lists.currentIndex() == 1
    runner.wait_for_done()


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 1.0), ("light", 2.0)])
def test_the_window_fits_a_small_screen_in_every_theme_and_size(
    qtbot: QtBot, bench: Workbench, appearance: Appearance, settle: Settle, theme: str, scale: float
) -> None:
    try:
        appearance.choose(theme, scale)
        window = MainWindow(bench, "契約", appearance)
        qtbot.addWidget(window)
        window.show()
        for tab in TABS:
            window.show_tab(tab.name)
            settle()
        assert window.minimumSizeHint().width() <= 960 * scale
        assert window.minimumSizeHint().height() <= 540 * scale
    finally:
        appearance.choose("light", 1.0)


def test_whatever_a_search_over_everything_finds_has_a_tab_that_shows_it() -> None:
    shown = {register for tab in TABS for register in tab.registers}
    assert set(SEARCHED) <= shown
