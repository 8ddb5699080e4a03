"""Columns are as wide as what they hold and share the room; figures stand at the right."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance, cell_margin
from app.desktop.widgets.column_room import are_amounts, fitting, shared_room
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
