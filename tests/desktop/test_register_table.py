"""The list of a register: its beginning first, all of it later, old pages dropped, copied as a table."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from app.desktop.theme.appearance import Appearance
from app.desktop.widgets.register_model import PAGE_ROWS, TONE_ROLE, RegisterModel
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.workbench import Workbench
from app.domain.case import Case
from app.domain.expert import Expert
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import LONG_NAME

CASES = Case.REGISTER
ROLE = Qt.ItemDataRole


class Paintings(QObject):
    """Counts how often the rows of a table are painted."""

    def __init__(self, table: RegisterTable) -> None:
        super().__init__(table)
        self.count = 0
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


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


def have(desk: FakeDesk, count: int) -> list[str]:
    """Give a desk so many cases, c0 and on, of which one question tells at most a hundred."""
    case = desk.records["cases"]["case-1"]
    desk.records["cases"] = {f"c{n}": replace(case, id=f"c{n}") for n in range(count)}
    desk.start_ids = 100
    return list(desk.records["cases"])


def hold_rest(desk: FakeDesk) -> Event:
    """Let a desk tell the rest of a list when the event is set."""
    go_on = Event()

    def wait() -> None:
        assert go_on.wait(10)

    desk.before_all_ids = wait
    return go_on


def begun(model: RegisterModel, qtbot: QtBot) -> RegisterModel:
    """Return a model that knows the beginning of its list."""
    model.reload()
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    return model


def whole(model: RegisterModel, qtbot: QtBot, settle: Callable[[], None]) -> RegisterModel:
    model.reload()
    qtbot.waitUntil(lambda: model.is_whole)
    settle()
    return model


def test_a_list_begins_with_real_rows_and_one_question(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None]
) -> None:
    ids = have(desk, 99)
    model = loaded(RegisterModel(CASES, bench), settle)
    assert (list(model.ids), model.is_whole) == (ids, True)
    assert model.index(0, 0).data() == "派-0001"
    assert model.index(PAGE_ROWS - 1, 0).data() == "派-0001"
    assert calls(desk, "rows") == [("cases", tuple(ids[:PAGE_ROWS]))]
    assert calls(desk, "list_ids") == []


@pytest.mark.parametrize("count", [100, 101, 250])
def test_the_rest_of_a_long_list_comes_behind_what_is_shown(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot, count: int
) -> None:
    ids = have(desk, count)
    go_on = hold_rest(desk)
    model = RegisterModel(CASES, bench)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    lists: list[int] = []
    model.ids_loaded.connect(lambda: lists.append(model.rowCount()))
    model.rest_loaded.connect(lambda: lists.append(model.rowCount()))
    begun(model, qtbot)
    assert (lists, model.is_whole, model.index(0, 0).data()) == ([100], False, "派-0001")
    go_on.set()
    qtbot.waitUntil(lambda: model.is_whole)
    assert (list(model.ids), lists) == (ids, [100, count])
    assert model.index(0, 0).data() == "派-0001"


def test_a_list_that_became_another_meanwhile_is_shown_as_it_is_now(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    ids = have(desk, 150)
    go_on = hold_rest(desk)
    model = begun(RegisterModel(CASES, bench), qtbot)
    del desk.records["cases"]["c7"]
    go_on.set()
    qtbot.waitUntil(lambda: model.is_whole)
    assert list(model.ids) == [key for key in ids if key != "c7"]
    model.index(7, 0).data()
    settle()
    row = model.row_at(7)
    assert row is not None
    assert row.id == "c8"


def test_an_answer_to_an_old_question_never_fills_a_new_list(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    have(desk, 150)
    go_on = hold_rest(desk)
    model = begun(RegisterModel(CASES, bench), qtbot)
    qtbot.waitUntil(lambda: not bench.runner.is_idle)  # the rest is on its way …
    model.ask(search="派-0001", where={"id": "c7"})  # … when another question is asked
    qtbot.waitUntil(lambda: list(model.ids) == ["c7"])
    go_on.set()
    settle()
    assert (list(model.ids), model.is_whole) == (["c7"], True)
    assert calls(desk, "list_ids") == [True]  # and its reader was told to give up


def test_who_goes_on_typing_asks_for_no_whole_list(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(desk, 150)
    model = RegisterModel(CASES, bench)
    monkeypatch.setattr("app.desktop.widgets.register_model.REST_AFTER_MS", 60_000)
    for text in ("派", "派-", "派-0"):
        model.ask(search=text)
        settle()
        assert (model.rowCount(), model.is_whole) == (100, False)
    assert calls(desk, "list_ids") == []
    monkeypatch.setattr("app.desktop.widgets.register_model.REST_AFTER_MS", 1)
    model.ask(search="派-00")
    qtbot.waitUntil(lambda: model.is_whole)
    assert (model.rowCount(), calls(desk, "list_ids")) == (150, [False])


def test_a_long_list_stays_as_it_is_until_all_of_it_is_read_again(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    have(desk, 150)
    model = whole(RegisterModel(CASES, bench), qtbot, settle)
    counts: list[int] = []
    model.modelReset.connect(lambda: counts.append(model.rowCount()))
    del desk.records["cases"]["c149"]
    model.reload()
    settle()
    assert (counts, model.is_whole) == ([149], True)


def test_rows_are_asked_for_by_page_and_only_when_they_are_shown(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    ids = have(desk, 1000)
    model = whole(RegisterModel(CASES, bench), qtbot, settle)
    assert len(calls(desk, "rows")) == 1
    assert model.index(999, 0).data() == "…"
    settle()
    assert calls(desk, "rows")[1:] == [("cases", tuple(ids[999 // PAGE_ROWS * PAGE_ROWS :]))]
    assert model.index(999, 0).data() == "派-0001"


def test_a_record_that_is_gone_leaves_its_own_place_empty(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    have(desk, 200)
    model = whole(RegisterModel(CASES, bench), qtbot, settle)
    del desk.records["cases"]["c150"]
    model.index(151, 0).data()
    settle()
    assert [row.id if row else "" for row in map(model.row_at, (149, 150, 151))] == ["c149", "", "c151"]


def test_an_old_page_never_fills_a_new_list(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot
) -> None:
    have(desk, 90)
    desk.records["cases"]["c7"] = replace(desk.records["cases"]["c7"], number="派-0007")  # type: ignore[call-arg]
    model = loaded(RegisterModel(CASES, bench), settle)
    model.index(80, 0).data()
    model._load_pages()  # the page is on its way …
    model.ask(search="派-0007")  # … when another question is asked
    settle()
    assert list(model.ids) == ["c7"]
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


def test_a_chosen_record_behind_the_beginning_is_chosen_when_it_arrives(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    have(desk, 200)
    model = RegisterModel(CASES, bench)
    table = RegisterTable(model)
    qtbot.addWidget(table)
    table.select("c180")
    go_on = hold_rest(desk)
    begun(model, qtbot)
    assert not table.currentIndex().isValid()
    go_on.set()
    qtbot.waitUntil(lambda: model.is_whole)
    assert (table.current_id, table.currentIndex().row()) == ("c180", 180)


def test_what_was_chosen_meanwhile_stays_chosen_when_the_rest_arrives(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    have(desk, 200)
    model = RegisterModel(CASES, bench)
    table = RegisterTable(model)
    qtbot.addWidget(table)
    go_on = hold_rest(desk)
    begun(model, qtbot)
    table.selectRow(3)
    go_on.set()
    qtbot.waitUntil(lambda: model.is_whole)
    assert (table.current_id, table.currentIndex().row()) == ("c3", 3)


def test_the_end_of_a_list_is_the_end_of_all_of_it(
    bench: Workbench, desk: FakeDesk, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    have(desk, 200)
    model = RegisterModel(CASES, bench)
    table = RegisterTable(model)
    qtbot.addWidget(table)
    table.show()
    go_on = hold_rest(desk)
    begun(model, qtbot)
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.currentIndex().row() == 99
    go_on.set()
    qtbot.waitUntil(lambda: model.is_whole)
    assert table.currentIndex().row() == 199


def test_a_list_is_painted_once_for_one_answer(
    bench: Workbench, settle: Callable[[], None], qtbot: QtBot, appearance: Appearance
) -> None:
    model = RegisterModel(CASES, bench)
    table = RegisterTable(model)
    qtbot.addWidget(table)
    table.show()
    whole(model, qtbot, settle)
    painted = Paintings(table)
    model.ask(search="派")
    settle()
    settle()
    assert painted.count == 1


def test_a_name_of_forty_characters_is_shown_whole_in_the_tooltip(bench: Workbench, settle: Callable[[], None]) -> None:
    model = loaded(RegisterModel(Expert.REGISTER, bench), settle)
    model.index(2, 0).data()
    settle()
    assert model.index(2, 0).data(ROLE.ToolTipRole) == LONG_NAME


def test_an_empty_register_has_no_rows(bench: Workbench, desk: FakeDesk, settle: Callable[[], None]) -> None:
    desk.records["cases"] = {}
    model = loaded(RegisterModel(CASES, bench), settle)
    assert model.rowCount() == 0
