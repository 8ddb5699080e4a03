"""Cells of long lists drawn by hand: they look as the style would draw them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.cell_painter import CellPainter
from app.desktop.widgets.line_painter import LinePainter
from app.desktop.widgets.register_model import RegisterModel
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.workbench import Workbench
from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.record import Register
from app.domain.session import Session
from tests.desktop.fake_desk import FakeDesk

Settle = Callable[[], None]


def shown(register: Register, bench: Workbench, settle: Settle, qtbot: QtBot) -> RegisterTable:
    table = RegisterTable(RegisterModel(register, bench))
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    table.model().reload()  # type: ignore[attr-defined]
    settle()
    return table


def picture(table: RegisterTable) -> QImage:
    QApplication.processEvents()
    return table.viewport().grab().toImage()


def by_the_style(table: RegisterTable) -> QImage:
    ours = table.itemDelegate()
    table.setItemDelegate(CellPainter(table))
    found = picture(table)
    table.setItemDelegate(ours)
    return found


@pytest.fixture(params=[("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 2.0)], ids=str)
def look(request: pytest.FixtureRequest, appearance: Appearance) -> Iterator[None]:
    """Show another theme and scale for the length of a test."""
    before = (appearance.theme, appearance.scale)
    appearance.choose(*request.param)
    yield
    appearance.choose(*before)


@pytest.mark.usefixtures("look")
@pytest.mark.parametrize("register", [Case.REGISTER, Session.REGISTER], ids=lambda register: register.name)
def test_every_cell_looks_as_the_style_would_draw_it(
    bench: Workbench, settle: Settle, qtbot: QtBot, register: Register
) -> None:
    table = shown(register, bench, settle, qtbot)
    table.selectRow(1)
    assert isinstance(table.itemDelegate(), LinePainter)
    assert picture(table) == by_the_style(table)


def test_a_text_of_several_lines_and_a_cell_that_is_too_narrow_look_the_same(
    bench: Workbench, desk: FakeDesk, settle: Settle, qtbot: QtBot, appearance: Appearance
) -> None:
    names = ("一行目\n二行目", "窓" * 100, "", "1" * 60)
    expert = desk.records["experts"]["expert-2"]
    experts = [replace(expert, id=f"e{number}", name=name) for number, name in enumerate(names)]  # type: ignore[call-arg]
    desk.records["experts"] = {each.id: each for each in experts}
    table = shown(Expert.REGISTER, bench, settle, qtbot)
    assert picture(table) == by_the_style(table)


def test_rows_that_are_not_loaded_yet_are_drawn_too(
    bench: Workbench, settle: Settle, qtbot: QtBot, appearance: Appearance
) -> None:
    table = shown(Case.REGISTER, bench, settle, qtbot)
    table.model()._pages.clear()  # type: ignore[attr-defined]
    assert picture(table) == by_the_style(table)


def test_another_appearance_is_followed(bench: Workbench, settle: Settle, qtbot: QtBot, appearance: Appearance) -> None:
    table = shown(Case.REGISTER, bench, settle, qtbot)
    before = picture(table)
    appearance.choose(appearance.theme, 1.5)
    try:
        after = picture(table)
        assert after != before
        assert after == by_the_style(table)
    finally:
        appearance.choose(appearance.theme, 1.0)
