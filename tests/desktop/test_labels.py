"""A title asks for one line and takes several where there is too little room."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import Heading, pill
from tests.desktop.fake_records import LONG_NAME


def head(qtbot: QtBot, title: str, width: int) -> tuple[QWidget, Heading]:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = FlowLayout(whole)
    made = Heading(title)
    layout.addWidget(made)
    layout.addWidget(pill("送信待ち", "accent"))
    whole.show()
    whole.resize(width, layout.heightForWidth(width))
    return whole, made


def test_a_short_title_stands_on_one_line_beside_its_state(qtbot: QtBot, appearance: Appearance) -> None:
    whole, made = head(qtbot, "通知の送信", 600)
    assert made.height() < 2 * made.fontMetrics().height()
    assert whole.height() == made.height()


def test_a_long_title_is_shown_whole_on_several_lines(qtbot: QtBot, appearance: Appearance) -> None:
    whole, made = head(qtbot, LONG_NAME, 300)
    assert made.width() <= 300
    assert made.height() >= made.heightForWidth(made.width())
    assert made.height() > 2 * made.fontMetrics().height()
    assert whole.height() > made.height()
