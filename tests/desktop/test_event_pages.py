"""The pages 行事・コンテスト・事例 and カレンダー on a real workspace."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.tabs.plans.calendar_page import CalendarPage
from app.desktop.tabs.plans.contest_page import ContestPage
from app.desktop.tabs.plans.events_page import EventsPage
from app.desktop.tabs.plans.sharing_page import SharingPage
from app.desktop.widgets.paper_dialog import PaperDialog
from tests.desks import add_decision, made
from tests.desktop.plans_room import LONG_NAME, Room, press, texts


def test_pages_of_events_are_calm_while_there_is_nothing(room: Room) -> None:
    page = room.page("events", EventsPage)
    for name in page.names:
        page.show_page(name)
        room.settle()
    ranking, matrix = page.show_page("ranking"), page.show_page("matrix")
    room.settle()
    assert isinstance(ranking, ContestPage)
    assert isinstance(matrix, SharingPage)
    assert ranking.table is not None
    assert ranking.table.rowCount() == 0
    assert room.told == []


def test_the_ranking_tells_ties_and_what_is_missing(room: Room) -> None:
    agreed = add_decision(room.desk)
    values = {"kind": "コンテスト", "title": "DXコンテスト", "held_on": "令和9年2月25日", "status": "予定"}
    event = made(room.desk.run("event.add", None, {**values, "consultation_id": agreed}), "events")
    entries = [
        made(
            room.desk.run("contest_entry.add", None, {"event_id": event, "municipality_code": town, "title": title}),
            "contest-entries",
        )
        for town, title in (("蕨市", "書かない窓口"), ("戸田市", "AIの手引き"), ("川口市", "押印の廃止"))
    ]
    for entry in entries[:2]:
        score = {"entry_id": entry, "judge": "審査員A", "criterion": "工夫", "points": "18", "comment": "良い"}
        room.desk.run("contest_score.add", None, score)
    page = room.page("events", EventsPage).show_page("ranking")
    room.settle()
    assert isinstance(page, ContestPage)
    assert page.table is not None
    assert [page.table.item(line, 0).text() for line in range(3)] == ["1位（同点）", "1位（同点）", "未審査"]
    assert any("揃っていない応募 1件" in text for text in texts(page))
    press(page, "審査の結果を記録")
    room.save(award="最優秀賞")
    assert "最優秀賞" in [page.table.item(line, page.table.columnCount() - 1).text() for line in range(3)]


def test_the_matrix_shows_who_has_not_received_a_study(room: Room) -> None:
    values = {"title": "窓口の見直し", "content": "人口7万人規模の市の事例", "checked_on": "令和8年9月20日"}
    study = made(room.desk.run("case_study.add", None, values), "case-studies")
    page = room.page("events", EventsPage).show_page("matrix")
    room.settle()
    assert isinstance(page, SharingPage)
    assert page.table is not None
    assert page.table.rowCount() == 63
    page.studies.setCurrentIndex(page.studies.findData(study))
    page._show_rows()
    page.table.setCurrentCell(0, 0)
    press(page, "＋ 共有を記録")
    room.save(means="LoGoチャット")
    page.studies.setCurrentIndex(page.studies.findData(study))
    page._show_rows()
    assert page.table.rowCount() == 62
    assert any("受け取った市町村 1、まだの市町村 62" in text for text in texts(page))


def busy(room: Room) -> None:
    agreed = add_decision(room.desk)
    common = {"kind": "職員交流会", "held_on": "令和8年9月29日", "status": "予定", "consultation_id": agreed}
    room.desk.run("event.add", None, {**common, "title": f"交流会{LONG_NAME}"})
    meeting = {"title": "月例会議", "held_on": "令和8年9月29日", "starts_at": "10:00", "ends_at": "11:00"}
    room.desk.run("meeting.add", None, {**meeting, "kind": "定例会"})


def test_the_calendar_shows_everything_and_narrows_by_kind(room: Room) -> None:
    busy(room)
    page = room.page("calendar", CalendarPage)
    page.go_to(date(2026, 9, 29))
    room.settle()
    words = [page.list.item(line).text() for line in range(page.list.count())]
    assert "10:00～11:00" in words[0]
    assert "月例会議" in words[0]
    assert any(LONG_NAME in each for each in words)
    page.kinds["event"].setChecked(False)
    room.settle()
    assert [LONG_NAME in page.list.item(line).text() for line in range(page.list.count())] == [False]
    press(page, "すべて外す")
    room.settle()
    assert page.list.count() == 0
    assert any("予定はありません" in text for text in texts(page))
    press(page, "すべて")
    room.settle()
    assert page.list.count() == 2


def test_the_calendar_is_walked_by_keyboard_and_leads_to_the_record(room: Room) -> None:
    busy(room)
    page = room.page("calendar", CalendarPage)
    page.go_to(date(2026, 9, 28))
    room.settle()
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    QTest.keyClick(page.grid, Qt.Key.Key_Space)
    assert page.list.currentRow() >= 0
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    room.settle()
    assert page.title.text() == "2026年10月"
    QTest.keyClick(page.grid, Qt.Key.Key_PageUp)
    room.settle()
    page.modes.choose("week")
    room.settle()
    assert page.title.text().startswith("2026年8月31日") or "日～" in page.title.text()
    page.go_to(date(2026, 9, 29))
    room.settle()
    line = next(n for n in range(page.list.count()) if LONG_NAME in page.list.item(n).text())
    page.list.itemActivated.emit(page.list.item(line))
    room.settle()
    assert room.tab.segments.current == "events"


def test_the_calendar_is_saved_as_a_file_and_printed_as_a_week(room: Room, tmp_path: Path) -> None:
    busy(room)
    page = room.page("calendar", CalendarPage)
    page.go_to(date(2026, 9, 29))
    room.settle()
    page.save_calendar(tmp_path / "month.ics", whole=False)
    page.save_calendar(tmp_path / "year.ics", whole=True)
    room.settle()
    month, year = ((tmp_path / name).read_text(encoding="utf-8") for name in ("month.ics", "year.ics"))
    assert "月例会議" in month
    assert month.count("BEGIN:VEVENT") < year.count("BEGIN:VEVENT")
    page.print_week()
    room.settle()
    shown = next(found for found in room.window.findChildren(PaperDialog) if found.isVisible())
    assert shown.windowTitle() == "今週の予定"
