"""The row that goes on in the next line: nothing is cut off, whatever the room."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import clear


def make_bar(qtbot: QtBot, count: int, *, with_filler: bool = False) -> tuple[QWidget, list[QPushButton]]:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = FlowLayout(whole, margin=1, gap=1)
    buttons = [QPushButton(f"操作{number}") for number in range(count)]
    for number, made in enumerate(buttons):
        made.setFixedWidth(100)
        if with_filler and number == count - 1:
            layout.addWidget(filler())
        layout.addWidget(made)
    return whole, buttons


@pytest.mark.parametrize(("width", "lines"), [(1000, 1), (330, 2), (120, 4)])
def test_what_does_not_fit_goes_on_in_the_next_line(
    qtbot: QtBot, appearance: Appearance, width: int, lines: int
) -> None:
    whole, buttons = make_bar(qtbot, 4)
    layout = whole.layout()
    assert layout is not None
    whole.show()
    high = layout.heightForWidth(width)
    whole.resize(width, high)
    assert len({made.y() for made in buttons}) == lines
    assert all(made.geometry().right() < width and made.geometry().bottom() < high for made in buttons)


def test_what_follows_a_filler_stands_at_the_right(qtbot: QtBot, appearance: Appearance) -> None:
    whole, buttons = make_bar(qtbot, 2, with_filler=True)
    whole.resize(600, 40)
    whole.show()
    assert buttons[0].x() < 20
    assert buttons[1].geometry().right() > 580


def test_hidden_widgets_take_no_room_and_a_row_can_be_emptied(qtbot: QtBot, appearance: Appearance) -> None:
    whole, buttons = make_bar(qtbot, 3)
    layout = whole.layout()
    assert isinstance(layout, FlowLayout)
    whole.resize(400, 40)
    whole.show()
    before = layout.sizeHint().width()
    buttons[1].hide()
    assert layout.sizeHint().width() < before
    assert layout.count() == 3
    assert layout.itemAt(5) is None
    clear(layout)
    assert layout.count() == 0
    assert layout.heightForWidth(100) <= 20  # the margins
