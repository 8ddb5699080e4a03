"""The pages 工程表 and 伴走支援 on a real workspace."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.tabs.plans.gantt_page import GanttPage
from app.desktop.tabs.plans.support_page import SupportPage
from app.desktop.widgets.register_page import RegisterPage
from app.domain.plan import PlanTask
from tests.desktop.plans_room import LONG_NAME, Room, accompany, offers, press, texts


def stored_task(room: Room, id: str) -> PlanTask:
    found = room.desk.record("plan-tasks", id)
    assert isinstance(found, PlanTask)
    return found


def test_the_schedule_is_drawn_from_the_terms_and_its_baseline_kept_once(room: Room) -> None:
    page = room.page("gantt", GanttPage)
    assert any("工程はまだありません" in text for text in texts(page))
    press(page, "工程の案を作る")
    room.settle()
    assert page.page is not None
    assert len(page.view.items) == len(page.page.rows) > 10
    assert page.page.undrawn == 0
    press(page, "当初の計画として残す")
    room.settle()
    assert page.page.has_baseline
    assert not offers(page, "当初の計画として残す")
    page.modes.choose("table")
    assert page.table.rowCount() == len(page.page.rows)
    assert [page.days.item(line, 0).text() for line in range(page.days.rowCount())].count("履行期限") == 1


def test_a_bar_moved_by_keyboard_is_written_and_undone(room: Room) -> None:
    room.desk.plans.draw_tasks()
    room.desk.plans.set_baseline()
    page = room.page("gantt", GanttPage)
    row = next(each for each in page.page.rows if each.title == "専門人材の派遣")
    page.view.setFocus()
    page.view.choose(row.id)
    for _ in range(7):
        QTest.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    room.settle()
    assert stored_task(room, row.id).ends_on == row.ends_on + timedelta(days=7)
    assert stored_task(room, row.id).baseline_ends_on == row.ends_on
    moved = next(each for each in page.page.rows if each.id == row.id)
    assert "遅れ" in moved.deviation_label
    room.undo()
    assert stored_task(room, row.id).ends_on == row.ends_on


def test_a_task_is_made_edited_and_opened_as_a_record(room: Room) -> None:
    page = room.page("gantt", GanttPage)
    page.make_new()
    room.save(title=f"{LONG_NAME}の準備", starts_on="令和8年10月1日", ends_on="令和8年10月20日")
    (row,) = page.page.rows
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    room.save(owner="石川　千尋")
    assert stored_task(room, row.id).owner == "石川　千尋"
    press(page, "記録を開く")
    room.settle()
    shown = room.tab.segments.page
    assert room.tab.segments.current == "lists"
    assert isinstance(shown.page, RegisterPage)
    assert shown.page.view.page is not None
    assert shown.page.view.page.id == row.id


def test_each_accompanied_municipality_has_a_card_that_leads_on(room: Room) -> None:
    page = room.page("support", SupportPage)
    assert any("伴走支援はまだありません" in text for text in texts(page))
    item = accompany(room.desk)
    page.refresh()
    room.settle()
    (card,) = page.cards
    assert "蕨市（ヒアリング）" in card.accessibleName()
    assert any("次の一手：市町村へのヒアリングを実施する" in text for text in texts(page.detail))
    assert any("必要なこと" in text for text in texts(page.detail))
    press(page.detail, "工程表で開く")
    room.settle()
    gantt = room.tab.segments.page
    assert isinstance(gantt, GanttPage)
    assert gantt.scope.currentData() == item


def test_indicators_stand_with_what_was_before_and_after(room: Room) -> None:
    item = accompany(room.desk)
    page = room.page("support", SupportPage)
    press(page.detail, "＋ 指標を登録")
    room.save(name="窓口の待ち時間", unit="分", before="30", target="15", after="12")
    assert page.detail.indicators.item(0, 0).text() == "達成"
    assert page.detail.indicators.item(0, 2).text() == "30分"
    assert "▲18" in page.detail.indicators.item(0, 5).text()
    page.detail.indicators.cellActivated.emit(0, 0)
    room.settle()
    assert room.tab.segments.current == "lists"
    assert room.desk.ids("indicators", {"accompaniment_id": item})


def test_cards_are_walked_by_keyboard(room: Room) -> None:
    first, second = accompany(room.desk), accompany(room.desk, "戸田市")
    page = room.page("support", SupportPage)
    assert [card.line.id for card in page.cards] == [first, second]
    page.cards[0].setFocus()
    QTest.keyClick(page.cards[0], Qt.Key.Key_Down)
    assert page.cards[1].hasFocus()
    QTest.keyClick(page.cards[1], Qt.Key.Key_Return)
    room.settle()
    assert page.detail.page is not None
    assert page.detail.page.line.id == second
