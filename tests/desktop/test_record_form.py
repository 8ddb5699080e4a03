"""The form takes what people type: full-width digits, eras, text still being composed; nothing is cut or lost."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk_port import Option
from app.desktop.widgets.field_editor import DayEditor, LongTextEditor, NumberEditor, TextEditor, TimeEditor
from app.desktop.widgets.member_editor import SupportFieldEditor
from app.desktop.widgets.option_editor import OptionEditor, OptionSetEditor
from app.desktop.widgets.record_form import RecordForm
from app.desktop.workbench import Workbench
from app.domain.case import Case
from app.domain.entry import parse_form
from app.domain.errors import FieldProblem, InvalidEntry
from app.domain.expert import Expert
from app.domain.record import Field, Member
from app.domain.session import Session
from tests.desktop.fake_actions import entered, pick
from tests.desktop.fake_desk import FakeDesk
from tests.desktop.fake_records import TODAY

pytestmark = pytest.mark.usefixtures("appearance")


def shown(qtbot: QtBot, form: RecordForm) -> RecordForm:
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show()
    QTest.qWaitForWindowExposed(form)
    return form


def write(widget: QWidget, text: str) -> None:
    """Type a text as an IME gives it: accepted at once."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str) -> None:
    """Let the IME compose a text without accepting it."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def test_full_width_digits_are_taken_as_a_number(qtbot: QtBot, bench: Workbench, desk: FakeDesk) -> None:
    fields = pick(Session, "break_minutes")
    form = shown(qtbot, RecordForm(fields, bench))
    editor = form.editors["break_minutes"]
    assert isinstance(editor, NumberEditor)
    write(editor.line, "１５")
    assert form.values() == {"break_minutes": "１５"}
    assert parse_form(fields, form.values(), desk.context()) == {"break_minutes": 15}
    assert editor._echo.text() == "15"


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("令和8年7月10日", "2026-07-10（金） 令和8年7月10日"),
        ("Ｒ８．７．１０", "2026-07-10（金） 令和8年7月10日"),
        ("令和8年7月10日（土）", "日付として読めません。"),
        ("", ""),
    ],
)
def test_what_was_understood_of_a_day_is_told_beneath_it(qtbot: QtBot, bench: Workbench, typed: str, echo: str) -> None:
    editor = DayEditor(Case.REGISTER.field("applied_on"), TODAY)
    qtbot.addWidget(editor)
    editor.line.setText(typed)
    assert editor._echo.text() == echo


def test_a_time_in_full_width_is_understood(qtbot: QtBot) -> None:
    editor = TimeEditor(Session.REGISTER.field("starts_at"))
    qtbot.addWidget(editor)
    editor.line.setText("１３時３０分")
    assert editor._echo.text() == "13:30"
    editor.set_value(time(9, 5))
    assert editor.value() == "09:05"


def test_a_text_that_is_too_long_is_told_and_not_cut(qtbot: QtBot) -> None:
    field = Field("name", "氏名", kind=Expert.REGISTER.field("name").kind, max_length=5)
    editor = TextEditor(field)
    qtbot.addWidget(editor)
    write(editor.line, "髙﨑𠮷一二三")
    assert editor.value() == "髙﨑𠮷一二三"
    assert "1文字多い" in editor._echo.text()


@pytest.mark.parametrize("name", ["department", "content"])
def test_text_still_being_composed_is_not_lost_on_saving(qtbot: QtBot, bench: Workbench, name: str) -> None:
    form = shown(qtbot, RecordForm(pick(Case, name), bench))
    editor = form.editors[name]
    target = editor.area if isinstance(editor, LongTextEditor) else editor.line  # type: ignore[attr-defined]
    target.setFocus()
    compose(target, "でじたる推進課")
    assert editor.value() == ""
    assert form.values() == {name: "でじたる推進課"}


def test_enter_while_composing_belongs_to_the_ime(qtbot: QtBot, bench: Workbench) -> None:
    form = shown(qtbot, RecordForm(pick(Case, "department"), bench))
    asked: list[bool] = []
    form.save_asked.connect(lambda: asked.append(True))
    editor = form.editors["department"]
    assert isinstance(editor, TextEditor)
    compose(editor.line, "総務")
    QTest.keyClick(editor.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    assert editor.line.preedit == "総務"


def test_ctrl_enter_asks_to_save_from_every_kind_of_input(qtbot: QtBot, bench: Workbench) -> None:
    form = shown(qtbot, RecordForm(pick(Case, "department", "content"), bench))
    asked: list[bool] = []
    form.save_asked.connect(lambda: asked.append(True))
    for editor in form.editors.values():
        QTest.keyClick(editor.focusProxy() or editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True, True]


def test_a_problem_stands_beside_its_field_and_gets_the_focus(
    qtbot: QtBot, bench: Workbench, desk: FakeDesk, settle: Callable[[], None]
) -> None:
    fields = pick(Case, "department", "applied_on", "content")
    form = shown(qtbot, RecordForm(fields, bench))
    with pytest.raises(InvalidEntry) as found:
        parse_form(fields, form.values(), desk.context())
    form.show_problems(found.value.problems)
    assert form.problem_of("department").text() == ""
    assert form.problem_of("applied_on").text().startswith("■ ")
    assert form.problem_of("content").isVisible()
    assert form.editors["applied_on"].focusProxy() is QApplication.focusWidget()


def test_mending_an_entry_takes_its_problem_away(qtbot: QtBot, bench: Workbench) -> None:
    form = shown(qtbot, RecordForm(pick(Case, "department"), bench))
    form.show_problems([FieldProblem("department", "entry.required", (("label", "所属"),))])
    editor = form.editors["department"]
    assert isinstance(editor, TextEditor)
    write(editor.line, "総")
    assert form.problem_of("department").text() == ""


def test_tab_leads_through_the_fields_in_their_order(qtbot: QtBot, bench: Workbench) -> None:
    form = shown(qtbot, RecordForm(pick(Case, "department", "contact_name", "content", "wished_when"), bench))
    form.focus_field()
    met = []
    for _ in form.editors:
        met.append(next(name for name, item in form.editors.items() if item.focusProxy() is QApplication.focusWidget()))
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Tab)
    assert met == ["department", "contact_name", "content", "wished_when"]


def test_a_municipality_is_offered_by_name_kana_and_code(
    qtbot: QtBot, bench: Workbench, settle: Callable[[], None]
) -> None:
    editor = OptionEditor(Case.REGISTER.field("municipality_code"), bench)
    qtbot.addWidget(editor)
    for typed in ("川越", "カワゴエ", "112011"):
        editor.line.offer(typed)
        settle()
        assert editor.line._model.item(0).text().startswith("川越市")


def test_a_picked_option_gives_its_code_and_a_typed_name_gives_the_text(qtbot: QtBot, bench: Workbench) -> None:
    editor = OptionEditor(Case.REGISTER.field("municipality_code"), bench)
    qtbot.addWidget(editor)
    editor.pick(Option("112011", "川越市"))
    assert editor.value() == "112011"
    editor.line.setText("鶴ケ島市")
    assert editor.value() == "鶴ケ島市"


def test_a_stored_reference_is_shown_by_its_name(qtbot: QtBot, bench: Workbench, settle: Callable[[], None]) -> None:
    editor = OptionEditor(Case.REGISTER.field("consultation_id"), bench)
    qtbot.addWidget(editor)
    editor.set_value("decision-1")
    settle()
    assert editor.line.text() == "協-0001 派遣人材についての協議"
    assert editor.value() == "decision-1"


def test_several_records_are_added_and_taken_out(qtbot: QtBot, bench: Workbench, settle: Callable[[], None]) -> None:
    editor = OptionSetEditor(Session.REGISTER.field("expert_ids"), bench)
    qtbot.addWidget(editor)
    editor.set_value((Member("expert-1"),))
    settle()
    editor.add(Option("expert-2", "架空 専門2"))
    assert editor.value() == (Member("expert-1"), Member("expert-2"))
    editor._remove("expert-1")
    assert editor.value() == (Member("expert-2"),)
    editor.line.setText("架空 専門4")
    assert editor.value() == (Member("expert-2"), Member("架空 専門4"))


def test_the_fields_of_table_1_keep_their_levels(qtbot: QtBot, bench: Workbench, settle: Callable[[], None]) -> None:
    field = Expert.REGISTER.field("fields")
    editor = SupportFieldEditor(field, bench)
    qtbot.addWidget(editor)
    first, second = (option.value for option in bench.desk.options(field)[:2])
    editor.set_value((Member(first, "leading"), Member(second)))
    settle()
    assert editor.value() == (Member(first, "leading"), Member(second, ""))
    assert len(editor._boxes) == 15


@pytest.mark.parametrize("record", [Case, Session, Expert])
def test_what_a_form_shows_is_what_it_returns(
    qtbot: QtBot, bench: Workbench, desk: FakeDesk, settle: Callable[[], None], record: type[Case]
) -> None:
    name = record.REGISTER.name
    stored = next(iter(desk.records[name].values()))
    fields = entered(record)
    form = shown(qtbot, RecordForm(fields, bench))
    values = {field.name: getattr(stored, field.name) for field in fields}
    form.set_values(values)
    settle()
    assert parse_form(fields, form.values(), desk.context()) == values


def test_an_iso_day_is_what_a_stored_day_looks_like(qtbot: QtBot) -> None:
    editor = DayEditor(Case.REGISTER.field("applied_on"), TODAY)
    qtbot.addWidget(editor)
    editor.set_value(date(2026, 7, 10))
    assert editor.value() == "2026-07-10"
