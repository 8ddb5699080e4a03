"""The calendar: where days lie, what a key or a drop does."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.calendar_grid import CalendarGrid, carrying
from app.desktop.widgets.calendar_layout import (
    CalendarDay,
    CalendarItem,
    day_places,
    items_that_fit,
    month_days,
    other_month,
    week_days,
)

MOVE = Qt.DropAction.MoveAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_month_is_shown_in_whole_weeks_that_hold_all_of_its_days(day: date) -> None:
    first, last = month_days(day)
    assert (first.weekday(), last.weekday()) == (0, 6)
    assert first <= day.replace(day=1)
    assert last >= (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert (last - first).days + 1 <= 42


def test_the_weeks_of_july_2026_run_from_june_29_to_august_2() -> None:
    assert month_days(date(2026, 7, 15)) == (date(2026, 6, 29), date(2026, 8, 2))
    assert week_days(date(2026, 7, 12)) == (date(2026, 7, 6), date(2026, 7, 12))
    assert other_month(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert other_month(date(2027, 1, 31), -1) == date(2026, 12, 1)


def test_days_fill_the_width_and_never_lie_over_each_other() -> None:
    days = [date(2026, 6, 29) + timedelta(days=number) for number in range(35)]
    places = day_places(days, 700.0, 520.0, 20.0)
    row = [places[day] for day in days[:7]]
    assert row[-1].left + row[-1].width == pytest.approx(700.0)
    assert all(former.left + former.width == pytest.approx(latter.left) for former, latter in pairwise(row))
    assert row[5].width < row[0].width
    assert places[days[-1]].top + places[days[-1]].height == pytest.approx(520.0)


@pytest.mark.parametrize(
    ("count", "room", "fit"), [(3, 60.0, 3), (4, 60.0, 2), (0, 60.0, 0), (2, 10.0, 0), (1, 20.0, 1)]
)
def test_what_does_not_fit_leaves_a_line_to_say_so(count: int, room: float, fit: int) -> None:
    assert items_that_fit(count, room, 20.0) == fit


@pytest.fixture
def grid(qtbot: QtBot, appearance: Appearance) -> CalendarGrid:
    made = CalendarGrid("予定表")
    qtbot.addWidget(made)
    made.resize(1000, 700)
    first = date(2026, 6, 29)
    days = [CalendarDay(first + timedelta(days=number)) for number in range(35)]
    items = [
        CalendarItem("h1", date(2026, 7, 6), "10:00", "川越市", is_movable=True),
        CalendarItem("h2", date(2026, 7, 6), "13:30", "熊谷市", is_movable=False),
    ]
    made.show_days(days, items, date(2026, 7, 6))
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.setFocus()
    return made


def test_space_goes_through_the_things_of_a_day_and_enter_opens_one(grid: CalendarGrid) -> None:
    opened: list[str] = []
    grid.item_opened.connect(opened.append)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert grid.item == "h1"
    assert "10:00 川越市" in grid.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_Space)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened == ["h2"]


def test_a_thing_is_taken_and_put_on_another_day_by_keyboard(grid: CalendarGrid) -> None:
    put: list[tuple[str, date]] = []
    grid.item_dropped.connect(lambda id, day: put.append((id, day)))
    QTest.keyClick(grid, Qt.Key.Key_Space)
    QTest.keyClick(grid, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert grid.carried == "h1"
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert put == [("h1", date(2026, 7, 14))]
    assert grid.carried == ""


def test_what_may_not_be_moved_is_not_taken_and_escape_lets_go(grid: CalendarGrid) -> None:
    grid.choose("h2")
    QTest.keyClick(grid, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert grid.carried == ""
    grid.carry("112011")
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.carried == ""


def test_going_beyond_the_shown_days_asks_for_others(grid: CalendarGrid) -> None:
    asked: list[date] = []
    grid.day_left.connect(asked.append)
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Up)
    assert asked == [date(2026, 6, 22)]


def drop(grid: CalendarGrid, mime: QMimeData, at: QPointF) -> bool:
    entering = QDragEnterEvent(at, MOVE, mime, LEFT, NONE)
    QApplication.sendEvent(grid, entering)
    if entering.isAccepted():
        QApplication.sendEvent(grid, QDropEvent(at, MOVE, mime, LEFT, NONE))
    return entering.isAccepted()


def test_a_municipality_is_dropped_on_a_day(grid: CalendarGrid) -> None:
    put: list[tuple[str, date]] = []
    grid.item_dropped.connect(lambda id, day: put.append((id, day)))
    place = grid.place_of(date(2026, 7, 22))
    middle = QPointF(place.left + place.width / 2, place.top + place.height / 2)
    assert drop(grid, carrying("112011"), middle)
    assert put == [("112011", date(2026, 7, 22))]


def test_something_foreign_is_not_taken(grid: CalendarGrid) -> None:
    mime = QMimeData()
    mime.setText("川越市")
    assert not drop(grid, mime, QPointF(300, 300))


def test_a_click_chooses_the_thing_under_it(grid: CalendarGrid) -> None:
    chosen: list[str] = []
    grid.item_chosen.connect(chosen.append)
    place, _ = grid.item_places(date(2026, 7, 6))[1]
    QTest.mouseClick(grid, LEFT, NONE, QPoint(int(place.left + 5), int(place.top + 5)))
    assert chosen == ["h2"]


def test_every_way_to_another_day_tells_the_day(grid: CalendarGrid) -> None:
    days: list[date] = []
    grid.day_chosen.connect(days.append)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    place = grid.place_of(date(2026, 7, 9))
    QTest.mouseClick(grid, LEFT, NONE, QPoint(round(place.left + 5), round(place.top + place.height - 5)))
    assert days == [date(2026, 7, 7), date(2026, 7, 9)]


def test_items_take_more_lines_only_where_every_item_still_fits(grid: CalendarGrid) -> None:
    monday = date(2026, 7, 6)
    days = [CalendarDay(monday + timedelta(days=number)) for number in range(7)]
    few, many = (
        [CalendarItem(f"{count}-{number}", monday, "", "長い題名の予定" * 9) for number in range(count)]
        for count in (3, 25)
    )
    grid.show_days(days, few, monday)
    one, _ = grid.item_places(monday)[0]
    grid.show_days(days, few, monday, lines=3)
    assert grid.item_places(monday)[0][0].height > 2 * one.height
    grid.grab()
    grid.show_days(days, many, monday, lines=3)
    assert grid.item_places(monday)[0][0].height == one.height
