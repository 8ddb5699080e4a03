"""The schedule as bars: where they lie, what a key or a drag does, and what is said about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.gantt_layout import (
    DayScale,
    GanttItem,
    GanttMark,
    grip_at,
    label_rooms,
    months_of,
    moved,
    rows_of,
)
from app.desktop.widgets.gantt_view import GanttView

FIRST, LAST = date(2026, 5, 1), date(2027, 3, 31)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
SPANS = st.tuples(st.dates(FIRST, LAST), st.dates(FIRST, LAST)).map(lambda days: (min(days), max(days)))


def make_item(
    id: str = "a", first: date = date(2026, 6, 1), last: date = date(2026, 8, 31), **changes: Any
) -> GanttItem:
    made: dict[str, Any] = {"title": f"工程{id}", "planned": (first, last), "is_movable": True, **changes}
    return GanttItem(id, **made)


# Where bars lie


def test_a_bar_covers_its_days_from_the_first_to_the_last_included() -> None:
    scale = DayScale(date(2026, 6, 1), date(2026, 6, 10), 100.0, 50.0)
    assert scale.span((date(2026, 6, 1), date(2026, 6, 10))) == (100.0, 50.0)
    assert scale.span((date(2026, 6, 3), date(2026, 6, 3))) == (110.0, 5.0)
    assert scale.middle(date(2026, 6, 1)) == 102.5
    assert scale.days_in(12.4) == 2
    assert scale.days_in(12.6) == 3


def test_months_are_named_with_the_year_at_the_beginning_and_in_january() -> None:
    months = months_of(FIRST, LAST)
    assert [word for word, _ in months][:2] == ["2026年5月", "6月"]
    assert months[8] == ("2027年1月", (date(2027, 1, 1), date(2027, 1, 31)))
    assert months[-1][1] == (date(2027, 3, 1), LAST)
    assert len(months) == 11


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_the_months_of_a_span_are_all_of_its_days_once(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    days = [day for _, span in months_of(first, last) for day in span]
    assert (days[0], days[-1]) == (first, last)
    starts, ends = days[2::2], days[1:-1:2]
    assert all(start == end + timedelta(days=1) for start, end in zip(starts, ends, strict=True))


def test_a_heading_stands_once_above_a_run_of_its_group() -> None:
    groups = {"a": "計画", "b": "計画", "c": "", "d": "計画"}
    rows = rows_of([make_item(name, group=group) for name, group in groups.items()])
    words = [row.heading or (row.item.id if row.item else "") for row in rows]
    assert words == ["計画", "a", "b", "c", "計画", "d"]


@pytest.mark.parametrize(
    ("x", "grip"), [(94.9, ""), (95.1, "start"), (104.9, "start"), (130.0, "whole"), (155.1, "end"), (165.1, "")]
)
def test_a_bar_is_held_at_its_ends_or_in_the_middle(x: float, grip: str) -> None:
    scale = DayScale(date(2026, 6, 1), date(2026, 6, 10), 90.0, 100.0)
    assert grip_at(x, make_item(first=date(2026, 6, 2), last=date(2026, 6, 7)), scale, 5.0) == grip


def test_a_short_bar_can_still_be_held_in_the_middle() -> None:
    scale = DayScale(date(2026, 6, 1), date(2026, 6, 10), 0.0, 100.0)
    day = make_item(first=date(2026, 6, 1), last=date(2026, 6, 1))
    assert [grip_at(x, day, scale, 20.0) for x in (1.0, 5.0, 9.0)] == ["start", "whole", "end"]


@given(SPANS, st.sampled_from(["start", "end", "whole"]), st.integers(-400, 400))
def test_a_moved_bar_never_ends_before_it_starts(days: tuple[date, date], grip: str, by: int) -> None:
    first, last = moved(make_item(first=days[0], last=days[1]), grip, by)
    assert first <= last
    if grip == "whole":
        assert last - first == days[1] - days[0]
    assert (grip == "end") <= (first == days[0])
    assert (grip == "start") <= (last == days[1])


def test_a_milestone_moves_as_a_whole_wherever_it_is_held() -> None:
    day = date(2026, 6, 10)
    assert moved(make_item(first=day, last=day, is_milestone=True), "end", 3) == (date(2026, 6, 13), date(2026, 6, 13))


def test_words_of_lines_have_the_room_up_to_the_next_line() -> None:
    assert label_rooms([10.0, 30.0, 35.0], 100.0) == [20.0, 5.0, 65.0]
    assert label_rooms([], 100.0) == []
    assert label_rooms([120.0], 100.0) == [0.0]


# The widget


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> GanttView:
    made = GanttView("工程表")
    qtbot.addWidget(made)
    made.resize(1200, 500)
    items = [
        make_item(
            "a", group="計画", tip="実施計画書の作成", baseline=(date(2026, 6, 1), date(2026, 8, 1)), progress=40
        ),
        make_item("b", date(2026, 9, 1), date(2026, 11, 30), tip="派遣", actual=(date(2026, 9, 3), date(2026, 10, 1))),
        make_item("c", date(2026, 12, 1), date(2026, 12, 1), is_milestone=True, words="未着手"),
        make_item("d", date(2027, 1, 5), date(2027, 2, 1), is_movable=False, title="髙﨑𠮷" * 30),
    ]
    marks = [
        GanttMark(date(2027, 3, 19), "履行期限", "bad", True),
        GanttMark(date(2026, 6, 10), "月例業務報告書", "warn"),
    ]
    made.show_items(items, marks, FIRST, LAST)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.setFocus()
    return made


def press(view: GanttView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(view, key, modifiers)


def point(view: GanttView, id: str, day: date) -> QPoint:
    return QPoint(round(view.scale().middle(day)), round(view.row_place(id).center().y()))


def drag(view: GanttView, start: QPoint, end: QPoint) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, LEFT, NONE, end)


def test_arrows_choose_a_row_and_enter_opens_it(view: GanttView) -> None:
    chosen: list[str] = []
    opened: list[str] = []
    view.item_chosen.connect(chosen.append)
    view.item_opened.connect(opened.append)
    assert view.item == "a"
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_End)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Home)
    assert chosen == ["b", "d", "a"]
    assert opened == ["b"]
    assert view.accessibleDescription() == "実施計画書の作成"


def test_the_end_of_a_bar_is_moved_by_keyboard_and_kept_with_enter(view: GanttView) -> None:
    moves: list[tuple[str, tuple[date, date]]] = []
    view.item_moved.connect(lambda id, days: moves.append((id, days)))
    press(view, Qt.Key.Key_Right, ALT)
    press(view, Qt.Key.Key_Right, ALT)
    press(view, Qt.Key.Key_Left, ALT)
    assert view.is_moving
    assert view.accessibleDescription() == "2026-06-01～2026-09-01　Enterで決定、Escでやめる"
    assert moves == []
    press(view, Qt.Key.Key_Return)
    press(view, Qt.Key.Key_Left, ALT | SHIFT)
    press(view, Qt.Key.Key_Return)
    assert moves == [("a", (date(2026, 6, 1), date(2026, 9, 1))), ("a", (date(2026, 5, 31), date(2026, 8, 31)))]


def test_escape_or_another_row_gives_a_move_up(view: GanttView) -> None:
    moves: list[object] = []
    view.item_moved.connect(lambda *move: moves.append(move))
    press(view, Qt.Key.Key_Right, ALT)
    press(view, Qt.Key.Key_Escape)
    press(view, Qt.Key.Key_Right, ALT)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert moves == []


def test_what_is_done_or_not_moved_from_its_place_is_not_told(view: GanttView) -> None:
    moves: list[object] = []
    view.item_moved.connect(lambda *move: moves.append(move))
    view.choose("d")
    press(view, Qt.Key.Key_Right, ALT)
    assert not view.is_moving
    view.choose("a")
    press(view, Qt.Key.Key_Right, ALT)
    press(view, Qt.Key.Key_Left, ALT)
    press(view, Qt.Key.Key_Return)
    assert moves == []


def test_a_bar_is_dragged_by_its_end_and_by_its_middle(view: GanttView) -> None:
    moves: list[tuple[str, tuple[date, date]]] = []
    view.item_moved.connect(lambda id, days: moves.append((id, days)))
    drag(view, point(view, "b", date(2026, 11, 30)), point(view, "b", date(2026, 12, 10)))
    drag(view, point(view, "b", date(2026, 10, 15)), point(view, "b", date(2026, 10, 22)))
    assert moves == [("b", (date(2026, 9, 1), date(2026, 12, 10))), ("b", (date(2026, 9, 8), date(2026, 12, 7)))]


def test_a_click_moves_nothing_and_a_double_click_opens(view: GanttView) -> None:
    moves: list[object] = []
    opened: list[str] = []
    view.item_moved.connect(lambda *move: moves.append(move))
    view.item_opened.connect(opened.append)
    place = point(view, "b", date(2026, 10, 15))
    QTest.mouseClick(view.viewport(), LEFT, NONE, place)
    QTest.mouseDClick(view.viewport(), LEFT, NONE, place)
    assert view.item == "b"
    assert (moves, opened) == ([], ["b"])


def test_the_pointer_is_told_the_row_and_above_it_the_lines(view: GanttView) -> None:
    assert view.tip_at(QPointF(point(view, "b", date(2026, 10, 1)))) == "派遣"
    above = QPointF(view.scale().middle(date(2026, 6, 10)), 5.0)
    assert view.tip_at(above) == "2026-06-10　月例業務報告書"
    assert view.tip_at(QPointF(above.x(), view.height() - 2.0)) == ""


def test_zooming_keeps_the_middle_and_scrolls(view: GanttView) -> None:
    assert view.horizontalScrollBar().maximum() == 0
    press(view, Qt.Key.Key_Plus)
    press(view, Qt.Key.Key_Plus)
    bar = view.horizontalScrollBar()
    assert bar.maximum() > 0
    assert 0 < bar.value() < bar.maximum()
    before = bar.value()
    press(view, Qt.Key.Key_Left)
    assert bar.value() < before
    for _ in range(9):
        press(view, Qt.Key.Key_Minus)
    assert bar.maximum() == 0


def test_a_chosen_row_that_is_gone_gives_way_to_the_first(view: GanttView) -> None:
    view.choose("c")
    view.show_items([make_item("x"), make_item("c")], [], FIRST, LAST)
    assert view.item == "c"
    view.show_items([make_item("x")], [], FIRST, LAST)
    assert view.item == "x"
    view.show_items([], [], FIRST, LAST)
    assert view.item == ""
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Return)
    assert not view.grab().isNull()


def test_a_long_list_follows_the_chosen_row(qtbot: QtBot, appearance: Appearance) -> None:
    made = GanttView("工程表")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_items([make_item(f"{number:02}") for number in range(40)], [], FIRST, LAST)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.choose("39")
    assert made.row_place("39").bottom() <= made.viewport().height() + 1
    made.choose("00")
    assert made.verticalScrollBar().value() == 0
