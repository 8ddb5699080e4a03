"""The page 実施体制図 on a real workspace: boxes moved by mouse and by keyboard, added, edited, removed."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desktop.tabs.plans.chart_page import ChartPage
from app.domain.plan import ChartBox
from tests.desktop.plans_room import LONG_NAME, Room, add_staff, draw_chart, texts

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def charted(room: Room) -> ChartPage:
    draw_chart(room.desk)
    return room.page("chart", ChartPage)


def box(page: ChartPage, person: str) -> str:
    return next(each.id for each in page.view.boxes if each.person == person or each.title == person)


def stored_box(room: Room, id: str) -> ChartBox:
    found = room.desk.record("chart-boxes", id)
    assert isinstance(found, ChartBox)
    return found


def test_the_chart_draws_everybody_and_stands_beside_its_table(room: Room) -> None:
    page = charted(room)
    assert any(each.person == LONG_NAME for each in page.view.boxes)
    assert page.table.rowCount() == len(page.view.boxes)
    assert not page.view.grab().isNull()
    page.modes.choose("proof")
    assert page.proof.rowCount() == 4
    page.modes.choose("paper")
    room.settle()
    assert page.paper.preview is not None
    assert "石川" in page.paper.preview.text()


def test_tab_chooses_a_box_and_arrows_move_it_among_its_neighbours(room: Room) -> None:
    page = charted(room)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert page.view.box == page.view.boxes[0].id
    page.view.choose(box(page, "前田　拓海"))
    assert page.view.accessibleDescription().startswith("プロジェクト構成員（受託者）\n前田　拓海")
    before = stored_box(room, page.view.box).place or 0
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    room.settle()
    assert (stored_box(room, page.view.box).place or 0) == before + 1
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    room.settle()
    assert (stored_box(room, page.view.box).place or 0) == before
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    room.settle()
    moved = next(each for each in page.view.boxes if each.id == page.view.box)
    assert stored_box(room, moved.id).row == moved.row
    room.undo()
    assert stored_box(room, moved.id).row == 0


def test_a_box_is_taken_and_hung_below_another_by_keyboard_but_never_below_itself(room: Room) -> None:
    page = charted(room)
    member, leader = box(page, "前田　拓海"), box(page, "石川　千尋")
    page.view.setFocus()
    page.view.choose(leader)
    QTest.keyClick(page.view, Qt.Key.Key_X, CONTROL)
    page.view.choose(member)
    QTest.keyClick(page.view, Qt.Key.Key_V, CONTROL)
    room.settle()
    assert stored_box(room, leader).parent_id != member
    page.view.choose(member)
    QTest.keyClick(page.view, Qt.Key.Key_X, CONTROL)
    page.view.choose(box(page, LONG_NAME))
    QTest.keyClick(page.view, Qt.Key.Key_V, CONTROL)
    room.settle()
    assert stored_box(room, member).parent_id == box(page, LONG_NAME)


def test_a_box_is_dragged_below_another_one(room: Room) -> None:
    page = charted(room)
    member, target = box(page, "前田　拓海"), box(page, LONG_NAME)
    view = page.view
    start, end = view.centre_of(member), view.centre_of(target)
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, start + QPoint(30, 30))
    QTest.mouseMove(view, end)
    view.grab()
    QTest.mouseRelease(view, LEFT, NONE, end)
    room.settle()
    assert stored_box(room, member).parent_id == target
    room.undo()
    assert stored_box(room, member).parent_id != target
    QTest.mouseClick(view, LEFT, NONE, view.centre_of(member))
    room.settle()
    assert view.box == member
    assert stored_box(room, member).parent_id != target


def test_a_box_is_added_edited_and_removed(room: Room) -> None:
    page = charted(room)
    page.view.choose(box(page, "石川　千尋"))
    QTest.keyClick(page.view, Qt.Key.Key_Insert)
    room.save(title="品質管理の担当", side="contractor")
    added = box(page, "品質管理の担当")
    assert stored_box(room, added).parent_id == box(page, "石川　千尋")
    page.view.choose(added)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    room.save(duty="報告書の確認")
    assert stored_box(room, added).duty == "報告書の確認"
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    room.settle()
    assert added not in [each.id for each in page.view.boxes]
    room.undo()
    assert added in [each.id for each in page.view.boxes]


def test_a_submitted_chart_cannot_be_moved_and_people_who_changed_are_named(room: Room) -> None:
    page = charted(room)
    version = page.reading.page.version if page.reading else None
    assert version is not None
    room.desk.plans.submit(version.id, date(2026, 5, 15))
    add_staff(room.desk, "村上　夏希", "プロジェクト構成員")
    page.refresh()
    room.settle()
    page.view.choose(box(page, "前田　拓海"))
    before = stored_box(room, page.view.box)
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    room.settle()
    assert stored_box(room, page.view.box) == before
    assert room.told == []
    page.modes.choose("proof")
    assert any(text.startswith("人の記録との違いが1件") for text in texts(page))
    room.desk.plans.new_version("chart")
    page.show_version("")
    room.settle()
    action = next(each.action for each in page.reading.offers if each.action.name == "plan_version.follow_people")
    page.bar.run(action)
    room.settle()
    assert "村上　夏希" in [each.person for each in page.view.boxes]
