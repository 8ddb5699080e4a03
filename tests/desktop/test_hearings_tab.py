"""The tab ヒアリング on a real workspace: the schedule as it comes, dragging, and the sheet typed live."""

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.main_window import MainWindow
from app.desktop.tabs.hearings.analysis_page import AnalysisTablesPage
from app.desktop.tabs.hearings.board_page import BoardPage
from app.desktop.tabs.hearings.map_page import MapTilesPage
from app.desktop.tabs.hearings.schedule_page import SchedulePage
from app.desktop.tabs.hearings.sheet_page import SheetPage
from app.desktop.tabs.hearings.tab import HearingsTab
from app.desktop.tabs.hearings.timetable_page import TimetablePage
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.field_editor import LongTextEditor
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import Workbench
from app.domain.hearing import Hearing, HearingTheme
from app.platform.clock import SystemClock
from app.services.desk import Desk
from app.services.workspace.workspaces import Access, create_demonstration
from tests.desks import MemoryKeyRing, Office, TurningClock

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
MAY_25 = date(2026, 5, 25)
KAWAGOE, TODA = "112011", "112241"


class Room:
    """A window on a workspace of its own, with time to settle."""

    def __init__(self, desk: Desk, window: MainWindow, bench: Workbench, settle: Callable[[], None]) -> None:
        self.desk, self.window, self.bench, self.settle = desk, window, bench, settle
        self.told: list[str] = []
        bench.problem_told.connect(self.told.append)

    @property
    def tab(self) -> HearingsTab:
        tab = self.window.show_tab("hearings")
        assert isinstance(tab, HearingsTab)
        return tab

    def board(self, day: date) -> BoardPage:
        page = self.tab.segments.show_page("board")
        assert isinstance(page, BoardPage)
        self.settle()
        page.go_to(day)
        self.settle()
        return page

    def schedule(self) -> SchedulePage:
        page = self.tab.segments.show_page("schedule")
        assert isinstance(page, SchedulePage)
        return page

    def sheet(self, hearing: str) -> SheetPage:
        page = self.tab.segments.show_page("sheet")
        assert isinstance(page, SheetPage)
        self.settle()
        page.show_hearing(hearing)
        self.settle()
        return page

    def hearing(self, code: str) -> Hearing:
        (found,) = self.desk.ids("hearings", {"municipality_code": code})
        record = self.desk.record("hearings", found)
        assert isinstance(record, Hearing)
        return record

    def themes(self, hearing: str) -> list[HearingTheme]:
        found = [
            self.desk.record("hearing-themes", key) for key in self.desk.ids("hearing-themes", {"hearing_id": hearing})
        ]
        return [each for each in found if isinstance(each, HearingTheme)]

    def take(self, name: str) -> None:
        page = self.schedule()
        page.read(SAMPLES / name)
        self.settle()
        page.take()
        self.settle()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, appearance: Appearance) -> Iterator[Room]:
    desk = Office(tmp_path / "w", MemoryKeyRing(), TurningClock(MAY_25)).create()
    runner = TaskRunner()
    bench = Workbench(desk, runner, MAY_25)
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
    yield Room(desk, window, bench, settle)
    settle()
    runner.wait_for_done()
    desk.close()


def press(page: QWidget, text: str) -> None:
    next(found for found in page.findChildren(QPushButton) if found.isVisible() and found.text() == text).click()


def editor(page: SheetPage, name: str) -> LongTextEditor:
    found = page.editor.about.editors[name]
    assert isinstance(found, LongTextEditor)
    return found


def test_before_the_schedule_comes_every_municipality_waits_for_a_day(room: Room) -> None:
    page = room.board(date(2026, 6, 1))
    assert page.board is not None
    assert len(page.board.unscheduled) == 63
    assert page.tree.topLevelItemCount() == 10
    assert sum(page.tree.topLevelItem(n).childCount() for n in range(10)) == 63


def test_the_first_schedule_is_previewed_line_by_line_and_taken_over_with_one_click(room: Room) -> None:
    page = room.schedule()
    page.read(SAMPLES / "hearing_schedule_v1.xlsx")
    room.settle()
    assert page.table.rowCount() == 63
    assert room.desk.ids("hearings") == []
    press(page, "取り込む")
    room.settle()
    assert len(room.desk.ids("hearings")) == 63
    assert room.tab.segments.current == "board"


def test_the_second_schedule_moves_what_the_prefecture_moved_and_nothing_else(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    assert room.hearing(KAWAGOE).held_on == date(2026, 6, 1)
    page = room.schedule()
    page.read(SAMPLES / "hearing_schedule_v2.xlsx")
    room.settle()
    assert page.table.rowCount() == 6
    page.filter.setCurrentIndex(page.filter.findData(""))
    assert page.table.rowCount() == 63
    press(page, "取り込む")
    room.settle()
    assert room.hearing(KAWAGOE).held_on == date(2026, 8, 4)
    board = room.board(date(2026, 6, 26)).board
    assert board is not None
    assert [each.municipality_code for each in board.unscheduled] == [TODA]


def test_a_schedule_taken_twice_has_nothing_to_take(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.schedule()
    page.read(SAMPLES / "hearing_schedule_v1.xlsx")
    room.settle()
    button = next(found for found in page.findChildren(QPushButton) if "取り込む" in found.text())
    assert not button.isEnabled()


def test_a_file_that_is_no_schedule_is_told_in_one_sentence(room: Room, tmp_path: Path) -> None:
    wrong = tmp_path / "日程.xlsx"
    wrong.write_bytes(b"PK\x03\x04 nothing")
    page = room.schedule()
    page.read(wrong)
    room.settle()
    assert page.preview is None
    assert page._problem.isVisible()


def test_a_municipality_dropped_on_an_open_day_has_a_hearing_there_and_undo_takes_it_back(room: Room) -> None:
    page = room.board(date(2026, 7, 6))
    page.grid.item_dropped.emit(KAWAGOE, date(2026, 7, 8))
    room.settle()
    assert room.hearing(KAWAGOE).held_on == date(2026, 7, 8)
    assert page.board is not None
    assert len(page.board.unscheduled) == 62
    room.window.undo()
    room.settle()
    assert len(page.board.unscheduled) == 63


def test_a_hearing_is_moved_by_keyboard(room: Room) -> None:
    page = room.board(date(2026, 7, 6))
    page.grid.item_dropped.emit(KAWAGOE, date(2026, 7, 6))
    room.settle()
    page.grid.choose(room.hearing(KAWAGOE).id)
    QTest.keyClick(page.grid, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.hearing(KAWAGOE).held_on == date(2026, 7, 7)


@pytest.mark.parametrize("day", [date(2026, 5, 29), date(2026, 9, 1)])
def test_a_day_outside_the_period_is_refused_with_its_clause(room: Room, day: date) -> None:
    page = room.board(date(2026, 7, 6))
    page.place(KAWAGOE, day)
    room.settle()
    assert room.desk.ids("hearings") == []
    assert room.told
    assert "6(7)" in room.told[-1] or "8月31日" in room.told[-1] or "2026-08-31" in room.told[-1]


def test_what_is_typed_is_saved_a_moment_later_without_any_button(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    page.editor.names.setCurrentRow(4)
    editor(page, "needs").area.insertPlainText("窓口のオンライン化を相談したい")
    assert not page.saver.is_clean
    QTest.qWait(900)
    room.settle()
    assert page.saver.is_clean
    (theme,) = room.themes(hearing.id)
    assert theme.needs == "窓口のオンライン化を相談したい"


def test_what_the_ime_is_still_composing_is_left_alone_and_kept_on_leaving(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    page.editor.names.setCurrentRow(1)
    area = editor(page, "issues").area
    area.setPlainText("担当者が")
    QApplication.sendEvent(area, QInputMethodEvent("ひとり", []))
    QTest.qWait(900)
    room.settle()
    assert area.preedit == "ひとり"
    assert [theme.issues for theme in room.themes(hearing.id)] == ["担当者が"]
    room.window.show_tab("home")
    room.settle()
    (theme,) = room.themes(hearing.id)
    assert "ひとり" in theme.issues


def test_another_sheet_opens_only_after_the_first_is_saved(room: Room) -> None:
    board = room.board(date(2026, 7, 6))
    for code, day in ((KAWAGOE, date(2026, 7, 6)), (TODA, date(2026, 7, 7))):
        board.place(code, day)
    room.settle()
    first, second = room.hearing(KAWAGOE), room.hearing(TODA)
    page = room.sheet(first.id)
    content = page.editor.whole.editors["content"]
    assert isinstance(content, LongTextEditor)
    content.area.setPlainText("川越市の取組")
    page.show_hearing(second.id)
    room.settle()
    assert room.hearing(KAWAGOE).content == "川越市の取組"
    assert room.hearing(TODA).content == ""
    assert content.area.toPlainText() == ""


def test_a_sheet_whose_entry_is_refused_is_not_left_for_another(room: Room) -> None:
    board = room.board(date(2026, 7, 6))
    for code, day in ((KAWAGOE, date(2026, 7, 6)), (TODA, date(2026, 7, 7))):
        board.place(code, day)
    room.settle()
    first, second = room.hearing(KAWAGOE), room.hearing(TODA)
    page = room.sheet(first.id)
    content = page.editor.whole.editors["content"]
    assert isinstance(content, LongTextEditor)
    content.area.setPlainText("長" * 40_001)
    page.show_hearing(second.id)
    room.settle()
    assert page.editor.sheet is not None
    assert page.editor.sheet.hearing.id == first.id
    assert content.area.toPlainText() == "長" * 40_001
    assert page.editor.whole.problem_of("content").isVisible()
    assert room.hearing(TODA).content == ""


def test_an_entry_that_is_too_long_is_told_beside_its_field_and_kept_for_mending(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    page.editor.names.setCurrentRow(2)
    area = editor(page, "quote").area
    area.setPlainText("長" * 4_001)
    page.saver.save()
    room.settle()
    assert page.editor.about.problem_of("quote").isVisible()
    assert room.themes(hearing.id) == []
    area.setPlainText("長" * 4_000)
    page.saver.save()
    room.settle()
    assert room.themes(hearing.id)[0].quote == "長" * 4_000


def conflict(room: Room) -> SheetPage:
    """Return a sheet into which somebody types a field that a colleague wrote meanwhile, and another one."""
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    room.desk.hearings.save_sheet(hearing.id, {"municipality_persons": "総務課長"})
    for name, text in (("municipality_persons", "企画課長"), ("content", "窓口の取組")):
        found = page.editor.whole.editors[name]
        assert isinstance(found, LongTextEditor)
        found.area.setPlainText(text)
    page.saver.save()
    room.settle()
    return page


def test_what_a_colleague_wrote_meanwhile_is_not_lost_and_the_rest_is_saved(room: Room) -> None:
    page = conflict(room)
    hearing = room.hearing(KAWAGOE)
    assert (hearing.municipality_persons, hearing.content) == ("総務課長", "窓口の取組")
    assert page.unsaved.isVisible()
    press(page, "自分の入力で上書きする")
    room.settle()
    assert room.hearing(KAWAGOE).municipality_persons == "企画課長"
    assert page.saver.is_clean


def test_typing_on_over_what_a_colleague_wrote_is_told_again_and_writes_nothing_over(room: Room) -> None:
    page = conflict(room)
    found = page.editor.whole.editors["municipality_persons"]
    assert isinstance(found, LongTextEditor)
    found.area.setPlainText("企画課長と係長")
    page.saver.save()
    room.settle()
    assert room.hearing(KAWAGOE).municipality_persons == "総務課長"
    assert page.unsaved.isVisible()
    assert found.area.toPlainText() == "企画課長と係長"


def test_what_is_typed_into_a_sheet_until_it_is_left_is_one_step_of_undo(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    content = page.editor.whole.editors["content"]
    assert isinstance(content, LongTextEditor)
    for text in ("一", "一と二"):
        content.area.setPlainText(text)
        page.saver.save()
        room.settle()
    page.editor.names.setCurrentRow(3)
    editor(page, "needs").area.setPlainText("計画の改定")
    room.window.show_tab("home")
    room.settle()
    room.window.undo()
    room.settle()
    assert room.hearing(KAWAGOE).content == ""
    assert room.themes(hearing.id) == []
    assert room.hearing(KAWAGOE).held_on == date(2026, 7, 6)


def test_a_refused_entry_is_taken_back_and_the_sheet_read_again(room: Room) -> None:
    page = conflict(room)
    press(page, "入力を取り下げて読み直す")
    room.settle()
    shown = page.editor.whole.editors["municipality_persons"]
    assert isinstance(shown, LongTextEditor)
    assert shown.area.toPlainText() == "総務課長"
    assert page.saver.is_clean
    assert not page.unsaved.isVisible()


def test_what_was_typed_last_is_saved_when_the_window_closes(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    page.editor.names.setCurrentRow(1)
    area = editor(page, "issues").area
    area.setPlainText("一")
    page.saver.save()
    area.setPlainText("一と二")
    room.window.close()
    assert [theme.issues for theme in room.themes(hearing.id)] == ["一と二"]


def test_a_refused_entry_leads_back_to_the_field_where_it_was_typed(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    page = room.sheet(room.hearing(KAWAGOE).id)
    page.editor.names.setCurrentRow(2)
    editor(page, "quote").area.setPlainText("長" * 4_001)
    page.editor.names.setCurrentRow(5)
    room.settle()
    assert page.editor.names.currentRow() == 2
    assert editor(page, "quote").area.toPlainText() == "長" * 4_001
    assert page.editor.about.problem_of("quote").isVisible()


def test_a_need_becomes_a_candidate_once_and_leads_to_it(room: Room) -> None:
    room.board(date(2026, 7, 6)).place(KAWAGOE, date(2026, 7, 6))
    room.settle()
    hearing = room.hearing(KAWAGOE)
    page = room.sheet(hearing.id)
    page.editor.names.setCurrentRow(3)
    editor(page, "needs").area.setPlainText("計画の改定を手伝ってほしい")
    page.saver.save()
    room.settle()
    press(page, "この希望を案件の候補にする")
    room.settle()
    (candidate,) = room.desk.ids("case-candidates", {"municipality_code": KAWAGOE})
    texts = [found.text() for found in page.findChildren(QPushButton) if found.isVisible()]
    assert "この希望を案件の候補にする" not in texts
    next(found for found in page.findChildren(QPushButton) if found.text().startswith("案件の候補　")).click()
    room.settle()
    assert room.tab.segments.current == "case-candidates"
    assert candidate


def test_a_reimport_leaves_what_was_typed_into_our_own_record(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    hearing = room.hearing(KAWAGOE)
    room.desk.run("hearing.edit", hearing.id, {"held_on": "2026-06-03", "starts_at": "14:00", "ends_at": "15:00"})
    room.take("hearing_schedule_v2.xlsx")
    kept = room.hearing(KAWAGOE)
    assert (kept.held_on, kept.starts_at) == (date(2026, 6, 3), time(14))


def timetable(room: Room) -> TimetablePage:
    page = room.tab.segments.show_page("timetable")
    assert isinstance(page, TimetablePage)
    return page


def add_staff(room: Room) -> None:
    values = {"name": "髙﨑　千尋", "role": "leader", "from_on": "2026-05-11", "qualification": "prefecture"}
    room.desk.run("staff_member.add", None, values)


def test_a_timetable_is_proposed_and_written_only_when_it_is_taken_over(room: Room) -> None:
    add_staff(room)
    page = timetable(room)
    page.propose()
    room.settle()
    assert page.proposal is not None
    assert page.table.rowCount() == 63
    assert room.desk.ids("hearings") == []
    press(page, "この案を採用（63件）")
    room.settle()
    assert len(room.desk.ids("hearings")) == 63
    room.window.undo()
    room.settle()
    assert room.desk.ids("hearings") == []


def test_a_wish_that_cannot_be_read_is_named_and_nothing_is_reckoned(room: Room) -> None:
    page = timetable(room)
    page.inputs["per_day"].setText("たくさん")
    page.propose()
    room.settle()
    assert page.proposal is None
    assert page._problem.isVisible()


def test_without_anybody_to_attend_every_municipality_is_named_with_its_cause(room: Room) -> None:
    page = timetable(room)
    page.propose()
    room.settle()
    assert page.proposal is not None
    assert page.unsolved.rowCount() == 63
    assert all(each.causes for each in page.proposal.unsolved)


def test_the_map_shows_every_municipality_once_and_its_table_says_the_same(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.tab.segments.show_page("map")
    assert isinstance(page, MapTilesPage)
    room.settle()
    assert page.table.rowCount() == 63
    page.tiles.choose(KAWAGOE)
    assert page.tiles.accessibleDescription() == "川越市：予定"
    page.views.setCurrentIndex(page.views.findData("support"))
    room.settle()
    assert page.tiles.accessibleDescription() == "川越市：利用なし"


def test_arrows_lead_over_the_map_and_enter_opens_the_municipality(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.tab.segments.show_page("map")
    assert isinstance(page, MapTilesPage)
    room.settle()
    page.tiles.choose(KAWAGOE)
    page.tiles.setFocus()
    QTest.keyClick(page.tiles, Qt.Key.Key_Right)
    moved = page.tiles.code
    assert moved != KAWAGOE
    QTest.keyClick(page.tiles, Qt.Key.Key_Return)
    room.settle()
    assert room.tab.segments.current == "hearings"
    shown = room.tab.segments.page
    assert isinstance(shown, RegisterPage)
    assert shown.view.page is not None
    assert getattr(shown.view.page.record, "municipality_code", "") == moved


def test_the_calendar_file_is_written_and_names_every_hearing(room: Room, tmp_path: Path) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.board(date(2026, 7, 6))
    page.menu.save_calendar(tmp_path / "日程.ics")
    room.settle()
    assert (tmp_path / "日程.ics").read_bytes().count(b"BEGIN:VEVENT") == 63


def test_one_consultation_is_linked_to_every_hearing_on_site(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.board(date(2026, 7, 6))
    page.menu.consult()
    room.settle()
    dialog = page.findChild(ActionDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    room.settle()


def test_the_minutes_are_shown_as_they_would_be_handed_in(room: Room) -> None:
    room.take("hearing_schedule_v1.xlsx")
    page = room.board(date(2026, 7, 6))
    page.menu.show_minutes(room.hearing(KAWAGOE).id)
    room.settle()
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.paper.preview is not None
    dialog.accept()
    room.settle()


def test_every_figure_of_the_demonstration_year_leads_to_as_many_sheets(
    qtbot: QtBot, tmp_path: Path, appearance: Appearance
) -> None:
    access = Access(MemoryKeyRing())
    desk = create_demonstration(tmp_path / "year", access, SystemClock(), "見本")
    runner = TaskRunner()
    page = AnalysisTablesPage(Workbench(desk, runner, desk.today()))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: runner.is_idle and bool(page.tables), timeout=20_000)
    table = page.tables[0]
    count = int(table.item(0, 1).text())
    table.open_cell(0, 1)
    qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)
    assert count > 0
    assert page.sheets.rowCount() == count
    opened: list[str] = []
    page.hearing_opened.connect(opened.append)
    page.sheets.setCurrentCell(0, 0)
    page.sheets.cellActivated.emit(0, 0)
    assert len(opened) == 1
    runner.wait_for_done()
    desk.close()
