"""The list of a register: ids first, pages later, old pages dropped, copied as a table."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.register_model import PAGE_ROWS, TONE_ROLE, RegisterModel
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.workbench import Workbench
from app.domain.case import Case
from app.domain.expert import Expert
from tests.desktop.fake_desk import LONG_NAME, FakeDesk

CASES = Case.REGISTER
ROLE = Qt.ItemDataRole


def calls(desk: FakeDesk, name: str) -> list[object]:
    return [values for call, values in desk.calls if call == name]


def loaded(model: RegisterModel, settle: Callable[[], None]) -> RegisterModel:
    model.reload()
    settle()
    return model


def test_the_model_keeps_every_rule_of_models(bench: Workbench, settle: Callable[[], None], qtbot: QtBot) -> None:
    model = RegisterModel(CASES, bench)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    loaded(model, settle)
    model.index(0, 0).data()
    settle()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    settle()
    assert model.rowCount() == 40


def test_rows_are_asked_for_by_page_and_only_when_they_are_shown(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None]
) -> None:
    case = desk.records["cases"]["case-1"]
    desk.records["cases"] = {f"c{n}": case for n in range(1000)}
    desk.ids = lambda *_: [f"c{n}" for n in range(1000)]  # type: ignore[method-assign]
    model = loaded(RegisterModel(CASES, bench), settle)
    assert calls(desk, "rows") == []
    assert model.index(999, 0).data() == "…"
    settle()
    assert calls(desk, "rows") == [("cases", tuple(f"c{n}" for n in range(1000 - PAGE_ROWS, 1000)))]
    assert model.index(999, 0).data() == "派-0001"


def test_an_old_page_never_fills_a_new_list(bench: Workbench, desk: FakeDesk, settle: Callable[[], None]) -> None:
    model = loaded(RegisterModel(CASES, bench), settle)
    model.index(0, 0).data()
    model._load_pages()  # the page is on its way …
    model.ask(search="派-0007")  # … when another question is asked
    settle()
    assert list(model.ids) == ["case-7"]
    model.index(0, 0).data()
    settle()
    assert model.index(0, 0).data() == "派-0007"


def test_sorting_and_searching_are_left_to_the_services(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None]
) -> None:
    model = loaded(RegisterModel(CASES, bench), settle)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.ask(where={"status": "received"}, search="窓口")
    settle()
    assert calls(desk, "ids")[-1] == ("cases", {"status": "received"}, "窓口", ("-number", "id"))


def test_a_state_is_told_by_word_shape_and_tone(bench: Workbench, settle: Callable[[], None]) -> None:
    model = loaded(RegisterModel(CASES, bench), settle)
    place = [field.name for field in model.columns].index("status")
    model.index(7, place).data()
    settle()
    index = model.index(7, place)
    assert (index.data(), index.data(TONE_ROLE)) == ("受付", "warn")
    assert index.data(ROLE.AccessibleTextRole) == "状態 受付"


def test_data_answers_nothing_for_places_that_do_not_exist(bench: Workbench, settle: Callable[[], None]) -> None:
    model = loaded(RegisterModel(CASES, bench), settle)
    assert model.data(QModelIndex()) is None
    assert model.id_at(40) == ""
    assert model.row_of("nobody") == -1


def test_the_selection_is_copied_as_a_table_with_its_header(
    bench: Workbench, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    model = RegisterModel(CASES, bench, ("number", "status"))
    table = RegisterTable(model)
    qtbot.addWidget(table)
    table.show()
    loaded(model, settle)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "案件番号\t状態\n派-0001\tマッチング"


def test_the_chosen_record_stays_chosen_after_a_reload(
    bench: Workbench, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    model = RegisterModel(CASES, bench)
    table = RegisterTable(model)
    qtbot.addWidget(table)
    loaded(model, settle)
    table.select("case-5")
    model.sort(0, Qt.SortOrder.DescendingOrder)
    settle()
    assert table.current_id == "case-5"
    assert model.id_at(table.currentIndex().row()) == "case-5"


def test_a_name_of_forty_characters_is_shown_whole_in_the_tooltip(bench: Workbench, settle: Callable[[], None]) -> None:
    model = loaded(RegisterModel(Expert.REGISTER, bench), settle)
    model.index(2, 0).data()
    settle()
    assert model.index(2, 0).data(ROLE.ToolTipRole) == LONG_NAME


def test_an_empty_register_has_no_rows(bench: Workbench, desk: FakeDesk, settle: Callable[[], None]) -> None:
    desk.records["cases"] = {}
    model = loaded(RegisterModel(CASES, bench), settle)
    assert model.rowCount() == 0
