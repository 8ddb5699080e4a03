"""The page 月例報告 on a real workspace: months with their state, texts always saved, the paper beside them."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.tabs.reports.monthly_page import MonthlyPage
from app.desktop.tabs.reports.tab import ReportsTab
from app.desktop.workbench import RecordLink
from app.services.reports.views import MonthTexts
from tests.desktop.plans_room import Room, offers, press, texts

AFTER_THE_LAST_KEY = 900
AFTER_THE_SAVING = 1_700


def monthly(room: Room) -> MonthlyPage:
    tab = room.window.show_tab("reports")
    assert isinstance(tab, ReportsTab)
    page = tab.segments.show_page("monthly")
    assert isinstance(page, MonthlyPage)
    room.settle()
    return page


def stored(room: Room, key: str = "2026-05") -> MonthTexts:
    return room.desk.reports.texts(key)


def wait(room: Room, milliseconds: int) -> None:
    QTest.qWait(milliseconds)
    room.settle()


def test_the_month_that_is_next_is_shown_with_its_paper(room: Room) -> None:
    page = monthly(room)
    assert page.table.rowCount() == 11
    assert page.line is not None
    assert page.line.key == "2026-05"
    assert page.paper.preview is not None
    assert "2026年5月分" in page.paper.preview.text()
    assert any("3件あります" in text for text in texts(page))


def test_a_text_is_saved_a_moment_after_the_last_key_and_printed(room: Room) -> None:
    page = monthly(room)
    page.texts.areas["opinion"].setPlainText("体制を整えた。")
    assert not page.saver.is_clean
    wait(room, AFTER_THE_LAST_KEY)
    assert page.saver.is_clean
    assert stored(room).opinion == "体制を整えた。"
    wait(room, AFTER_THE_SAVING)
    assert page.paper.preview is not None
    assert "体制を整えた。" in page.paper.preview.text()
    assert any("2件あります" in text for text in texts(page))


def test_texts_go_to_the_month_they_were_typed_for(room: Room) -> None:
    page = monthly(room)
    page.texts.areas["issues"].setPlainText("五月の課題")
    page.table.choose("2026-07")
    room.settle()
    assert page.texts.areas["issues"].toPlainText() == ""
    page.texts.areas["issues"].setPlainText("七月の課題")
    wait(room, AFTER_THE_LAST_KEY)
    assert (stored(room).issues, stored(room, "2026-07").issues) == ("五月の課題", "七月の課題")


def test_what_is_typed_is_saved_when_the_window_closes(room: Room) -> None:
    page = monthly(room)
    page.texts.areas["focus"].setPlainText("声掛け")
    tab = room.window.show_tab("reports")
    tab.leave()
    room.settle()
    assert stored(room).focus == "声掛け"


def test_what_the_ime_is_composing_is_kept_on_leaving(room: Room) -> None:
    page = monthly(room)
    area = page.texts.areas["opinion"]
    area.setFocus()
    QApplication.sendEvent(area, QInputMethodEvent("せいび", []))
    assert page.texts.is_composing
    page.leave()
    room.settle()
    assert stored(room).opinion == "せいび"


def test_a_text_that_changed_meanwhile_is_told_and_kept(room: Room) -> None:
    page = monthly(room)
    room.desk.reports.write("2026-05", {"opinion": "ほかの人の文"})
    page.texts.areas["opinion"].setPlainText("自分の文")
    wait(room, AFTER_THE_LAST_KEY)
    assert stored(room).opinion == "ほかの人の文"
    assert offers(page, "自分の入力で上書きする")
    press(page, "自分の入力で上書きする")
    room.settle()
    assert stored(room).opinion == "自分の文"


def test_a_submission_is_recorded_for_the_month_and_shown(room: Room) -> None:
    page = monthly(room)
    page.table.choose("2026-06")
    room.settle()
    press(page, "提出を記録")
    room.save(submitted_on="令和8年7月9日")
    assert [each.state.label for each in room.desk.reports.months()][:2] == ["期限超過", "提出済"]
    deadline = next(each.deadline for each in room.desk.reports.months() if each.key == "2026-06")
    assert deadline.submitted_on == date(2026, 7, 9)
    assert not offers(page, "提出を記録")


def test_a_missing_text_is_reached_from_its_notice(room: Room) -> None:
    page = monthly(room)
    press(page, "→ 課題と対応")
    assert page.texts.areas["issues"].hasFocus()


def test_a_link_leads_to_the_text_of_its_month_before_the_page_was_ever_shown(room: Room) -> None:
    saved = room.desk.reports.write("2026-08", {"opinion": "八月"})
    room.window.open_link(RecordLink("monthly-notes", saved.outcome.changed[0], "focus"))
    room.settle()
    (page,) = room.window.findChildren(MonthlyPage)
    assert page.texts.areas["opinion"].toPlainText() == "八月"
    assert page.texts.areas["focus"].hasFocus()


def test_tab_moves_from_text_to_text(room: Room) -> None:
    page = monthly(room)
    page.texts.areas["opinion"].setFocus()
    QTest.keyClick(page.texts.areas["opinion"], Qt.Key.Key_Tab)
    assert page.texts.areas["issues"].hasFocus()
