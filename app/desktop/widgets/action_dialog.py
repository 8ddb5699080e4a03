"""The dialog of one action: its form, what refuses it, and saving off the UI thread."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from app.desktop.desk_port import ActionInfo, Offer, Option, Outcome
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import TextEditor
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.option_editor import Maker, find_option
from app.desktop.widgets.page_area import needed_height
from app.desktop.widgets.record_form import RecordForm
from app.desktop.widgets.window_room import room_for
from app.desktop.workbench import Workbench
from app.domain.errors import AppError, InvalidEntry
from app.domain.record import Field
from app.services.judging.wording import RefusedInWords

WIDE, NARROW = 215, 130  # of a dialog with several fields and with one, in quarters of the font's height
HIGHEST = 185


class ActionDialog(QDialog):
    """Shows the form of an action on a record (or of one that makes a record) and runs it."""

    outcome_reached = Signal(object)  # Outcome

    def __init__(
        self,
        bench: Workbench,
        action: ActionInfo,
        on: str | None,
        subject: str = "",
        given: Mapping[str, object] | None = None,
        field: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Load what the form starts with; ``field`` gets the focus.

        ``given`` entries stand in the place of others; those without a field are run with the action as they are.
        """
        super().__init__(parent)
        self._bench, self._action, self._on = bench, action, on
        self._given = dict(given or {})
        fields = {item.name for item in action.fields}
        self._silent = {name: value for name, value in self._given.items() if name not in fields}
        self._first_field = field
        self._start: dict[str, object] = {}
        self._seen: dict[str, str] = {}
        self._ready = False
        self.setWindowTitle(action.label)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = RecordForm(action.fields, bench, self._maker())
        for name in action.unseen:
            typed = self.form.editors[name]
            if isinstance(typed, TextEditor):
                typed.hide_typed()
        self._lay_out(subject)
        desk = bench.desk

        def begin() -> tuple[dict[str, object], dict[str, str]]:
            return desk.initial(action.name, on), desk.heads(action.register, on) if on else {}

        bench.runner.database(begin, self._fill, self._fail, owner=self)

    @property
    def is_changed(self) -> bool:
        """Tell whether the person entered anything."""
        return self._ready and _comparable(self.form.values()) != _comparable(self._start)

    def save(self) -> None:
        """Finish the composing, run the action, and close only when it was done."""
        if not self._ready or not self._save.isEnabled():
            return
        entries = {**self._silent, **self.form.values()}
        self._tell_busy(True)
        desk, name, on, seen = self._bench.desk, self._action.name, self._on, self._seen
        self._bench.act(lambda: desk.run(name, on, entries, seen), self._done, self._fail, owner=self)

    def reject(self) -> None:
        """Close, after asking when something was entered."""
        if not self.is_changed:
            self._close()
            return
        box = QMessageBox(
            QMessageBox.Icon.Question, self.windowTitle(), "入力した内容を捨てて閉じますか。", parent=self
        )
        box.addButton("入力に戻る", QMessageBox.ButtonRole.RejectRole)
        discard = box.addButton("捨てて閉じる", QMessageBox.ButtonRole.DestructiveRole)
        discard.clicked.connect(self._close)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own button like cancelling."""
        event.ignore()
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from accepting the dialog; Ctrl+Enter saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            return
        super().keyPressEvent(event)

    def _lay_out(self, subject: str) -> None:
        layout = column(self, gap=0)
        head = frame("bar")
        head_layout = column(head, margin=5, gap=1)
        head_layout.addWidget(label(self._action.label, "heading"))
        if subject:
            head_layout.addWidget(label(subject, "quiet", wrap=True))
        self.problem_bar = MessageBar()
        self.findings = FindingBar(self._bench, leads=False, refuses=True)
        head_layout.addWidget(self.problem_bar)
        head_layout.addWidget(self.findings)
        layout.addWidget(head)
        self.form.setEnabled(False)
        self.form.save_asked.connect(self.save)
        layout.addWidget(self.form, 1)
        foot = self._buttons()
        layout.addWidget(foot)
        self._bars = (head, foot)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the form is, up to the height at which it is scrolled."""
        room = room_for(self)
        wide = min(space(WIDE if len(self.form.editors) > 1 else NARROW), room.width())
        around = sum(needed_height(part, wide) for part in self._bars)
        high = min(around + self.form.needed_height(wide), space(HIGHEST))
        self.resize(QSize(wide, high).boundedTo(room))

    def _buttons(self) -> QWidget:
        foot = frame("bar")
        buttons = row(foot, margin=5, gap=2)
        buttons.addWidget(label("Ctrl+Enter で保存", "caption"))
        buttons.addStretch(1)
        cancel = button("やめる")
        cancel.clicked.connect(self.reject)
        self._save = button(self._action.label, "primary")
        self._save.setEnabled(False)
        self._save.clicked.connect(self.save)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        return foot

    def _fill(self, begun: tuple[dict[str, object], dict[str, str]]) -> None:
        values, self._seen = begun
        self.form.set_values({**values, **self._given})
        QTimer.singleShot(0, self, self._fit)  # what is told below a value is laid out by then
        self.form.setEnabled(True)
        self._save.setEnabled(True)
        self._start = self.form.values()
        self._ready = True
        if self.form.editors:
            self.form.focus_field(self._first_field)
        else:
            self._save.setFocus()

    def _done(self, outcome: Outcome) -> None:
        self._close()
        self.outcome_reached.emit(outcome)

    def _close(self) -> None:
        super().reject()

    def _tell_busy(self, busy: bool) -> None:
        self._save.setEnabled(not busy)
        self.form.setEnabled(not busy)
        self.problem_bar.tell("")
        self.findings.show_findings(())

    def _fail(self, error: AppError) -> None:
        self._tell_busy(False)
        if isinstance(error, InvalidEntry):
            self.form.show_problems(error.problems)
        if isinstance(error, RefusedInWords):
            self.findings.show_findings(error.findings)
        else:
            self.problem_bar.tell(self._bench.words(error))

    def _maker(self) -> Maker:
        def make(field: Field, editor: QWidget, picked: Callable[[Option], None]) -> None:
            make_record(self._bench, field, self, picked)

        return make


def outcome_id(outcome: Outcome, register: str) -> str:
    """Return the id of the first touched record of a register; empty when there is none."""
    return next((found for name, found in outcome.touched if name == register), "")


def _comparable(values: Mapping[str, object]) -> dict[str, object]:
    """Return entries with the order of sets taken out."""
    return {name: frozenset(value) if isinstance(value, tuple) else value for name, value in values.items()}


def make_record(bench: Workbench, field: Field, parent: QWidget, picked: Callable[[Option], None]) -> None:
    """Open the form that makes a record of the field's register and hand over what was made."""
    desk = bench.desk

    def made(outcome: Outcome) -> None:
        new = outcome_id(outcome, field.target)
        if new:
            find_option(bench, field, new, picked)

    def offered(offers: tuple[Offer, ...]) -> None:
        offer = next((offer for offer in offers if offer.allowed), None)
        if offer is not None:
            dialog = ActionDialog(bench, offer.action, None, parent=parent)
            dialog.outcome_reached.connect(made)
            dialog.open()

    bench.runner.database(lambda: desk.offers(field.target), offered, owner=parent)
