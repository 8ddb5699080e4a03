"""Columns are as wide as what they hold and share the room; figures stand at the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance, cell_margin
from app.desktop.widgets.column_room import ColumnKeeper, are_amounts, fitting, shared_room
from app.desktop.widgets.plain_table import PlainRow, PlainTable


@pytest.mark.parametrize(
    ("natural", "least", "room", "stretch", "shared"),
    [
        ([100, 200], [50, 50], 300, -1, [100, 200]),
        ([100, 200], [50, 50], 301, -1, [100, 201]),
        ([100, 200], [50, 50], 400, 0, [200, 200]),
        ([100, 200], [50, 50], 299, -1, [100, 199]),
        ([100, 200, 150], [50, 50, 50], 400, -1, [100, 150, 150]),
        ([100, 200, 150], [50, 50, 50], 300, -1, [100, 100, 100]),
        ([100, 200], [100, 60], 160, -1, [100, 60]),
        ([100, 200], [100, 60], 159, -1, [100, 200]),
        ([], [], 100, -1, []),
    ],
)
def test_the_widest_columns_give_way_first_and_none_below_its_least(
    natural: list[int], least: list[int], room: int, stretch: int, shared: list[int]
) -> None:
    assert shared_room(natural, least, room, stretch) == shared


@pytest.mark.parametrize(
    ("least", "whole", "room", "shown"),
    [
        ([40, 30, 30, 20], {0, 3}, 120, [0, 1, 2, 3]),
        ([40, 30, 30, 20], {0, 3}, 119, [0, 1, 3]),
        ([40, 30, 30, 20], {0, 3}, 89, [0, 3]),
        ([40, 30, 30, 20], {0, 3}, 59, [0]),
        ([40], set(), 10, [0]),
        ([], set(), 10, []),
    ],
)
def test_the_last_columns_that_need_not_be_whole_are_left_out_first(
    least: list[int], whole: set[int], room: int, shown: list[int]
) -> None:
    assert fitting(least, whole, room) == shown


@pytest.mark.parametrize("text", ["0", "1,234", "69回", "7.8回", "63団体", "100%", "5,241KB", "-3日", "＋", ""])
def test_a_figure_with_or_without_its_counter_is_an_amount(text: str) -> None:
    assert are_amounts([text, "1"]) is (text != "＋")


@pytest.mark.parametrize("text", ["2026-05-11", "10:00", "5(1)", "6/1", "3番目", "達成", "9 通知"])
def test_dates_clauses_and_words_are_no_amounts(text: str) -> None:
    assert not are_amounts([text])


def test_a_column_of_nothing_is_no_amount() -> None:
    assert not are_amounts(["", " "])


def test_figures_stand_at_the_right_with_their_heading(qtbot: QtBot, appearance: Appearance) -> None:
    table = PlainTable(("状態", "名前", "回数"), state=0)
    qtbot.addWidget(table)
    table.show_rows([PlainRow(1, ("済", "さいたま市", "12回"), "good"), PlainRow(2, ("済", "川越市", "3回"), "good")])
    right = Qt.AlignmentFlag.AlignRight
    for place, is_right in ((0, False), (1, False), (2, True)):
        heading = table.horizontalHeaderItem(place)
        cell = table.item(0, place)
        assert heading is not None
        assert cell is not None
        assert bool(heading.textAlignment() & right) is is_right
        assert bool(cell.textAlignment() & right) is is_right


@pytest.mark.parametrize("width", [900, 400])
def test_a_table_with_room_shows_every_text_whole_and_needs_no_bar(
    qtbot: QtBot, appearance: Appearance, width: int
) -> None:
    table = PlainTable(("状態", "名前", "くわしく"), state=0)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    name = "特別に長い団体名の町"
    table.show_rows([PlainRow(1, ("済", name, "実施済"), "good")])
    assert table.horizontalScrollBar().maximum() == 0
    assert sum(table.columnWidth(place) for place in range(3)) == table.viewport().width()
    assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance(name) + 2 * cell_margin()


def test_a_width_chosen_by_hand_stays(qtbot: QtBot, appearance: Appearance) -> None:
    table = PlainTable(("名前", "くわしく"))
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.setColumnWidth(0, 321)
    table.show_rows([PlainRow(1, ("さいたま市", "実施済"))])
    table.resize(500, 300)
    assert table.columnWidth(0) == 321


def kept(qtbot: QtBot, headings: list[str], texts: list[str], whole: set[int]) -> QTableWidget:
    """Return a table that does not scroll sideways."""
    table = QTableWidget(1, len(texts))
    qtbot.addWidget(table)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.setHorizontalHeaderLabels(headings)
    for place, text in enumerate(texts):
        table.setItem(0, place, QTableWidgetItem(text))
    keeper = ColumnKeeper(table, whole=whole, scrolls=False)
    keeper.measure()
    table.show()
    return table


def room_of(table: QTableWidget, room: int) -> list[int]:
    """Give a table so much room for its columns, and return their widths; 0 of those that are left out."""
    table.resize(room + table.width() - table.viewport().width(), 200)
    assert table.viewport().width() == room
    return [table.columnWidth(place) for place in range(table.columnCount())]


def test_columns_that_hold_little_are_all_shown_where_they_have_room(qtbot: QtBot, appearance: Appearance) -> None:
    table = kept(qtbot, ["日"] * 5, ["市", "県", "町", "村", "他"], {0})
    table.resize(1000, 200)
    natural = [table.columnWidth(place) for place in range(4)]
    room = sum(natural) + natural[3]
    assert room_of(table, room) == [*natural, natural[3]]
    assert room_of(table, room - 1)[4] == 0


def test_the_first_column_is_no_wider_than_a_table_that_does_not_scroll(qtbot: QtBot, appearance: Appearance) -> None:
    table = kept(qtbot, ["名前", "状態"], ["特別に長い団体名の町" * 5, "予定"], {0, 1})
    assert room_of(table, 200) == [200, 0]


@pytest.mark.parametrize("whole", [{0}, {0, 2}])
def test_a_column_widened_by_hand_is_not_left_out_for_it(qtbot: QtBot, appearance: Appearance, whole: set[int]) -> None:
    table = kept(qtbot, ["番号", "内容", "備考", "担当"], ["派-1", "内容", "備考" * 10, "担当"], whole)
    before = room_of(table, 500)
    table.setColumnWidth(2, 450)
    widths = room_of(table, 499)
    assert all(widths)
    assert sum(widths) == 499
    assert widths[:2] == before[:2]
    assert room_of(table, 1000)[2] == 450


def test_what_is_left_out_depends_on_the_room_only(qtbot: QtBot, appearance: Appearance) -> None:
    table = kept(qtbot, ["団体名", "オンライン希望の記録"], ["さいたま市", "課長が希望"], {0})
    room_of(table, 1000)
    heading = table.horizontalHeader().sectionSizeHint(1)
    room = table.columnWidth(0) + heading
    assert [room_of(table, each)[1] for each in (room, room - 1, room - 2, room)] == [heading, 0, 0, heading]
