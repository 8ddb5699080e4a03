"""The form of any action, built from its declared fields; problems stand beside their field."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.editors import make_editor
from app.desktop.widgets.field_editor import FieldEditor
from app.desktop.widgets.labels import column, label, row, scrolled
from app.desktop.widgets.option_editor import Maker
from app.desktop.widgets.text_inputs import commit_composition
from app.desktop.workbench import Workbench
from app.domain.errors import FieldProblem
from app.domain.record import Field
from app.platform.messages import problem_text

HEAD = 5  # the height of a field's name and its mark, in quarters of the font's height


class FieldBlock(QWidget):
    """One field of a form: its label, its editor, its hint and its problem."""

    def __init__(self, field: Field, editor: FieldEditor, parent: QWidget | None = None) -> None:
        """Lay the parts above each other."""
        super().__init__(parent)
        self.editor = editor
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.setAccessibleName(field.label)
        layout = column(self, gap=0.5)
        head = row(gap=1)
        head.addStrut(space(HEAD))  # as high with the mark as without: the editors of a line stand side by side
        name = label(field.label, "label")
        name.setBuddy(editor)
        head.addWidget(name)
        if field.required:
            head.addWidget(_required())
        head.addStretch(1)
        if field.clause:
            head.addWidget(label(f"仕様書 {field.clause}", "caption"))
        layout.addLayout(head)
        layout.addWidget(editor)
        if field.hint:
            layout.addWidget(label(field.hint, "caption", wrap=True))
        layout.addWidget(self.problem)
        layout.addStretch(1)

    def show_problem(self, text: str) -> None:
        """Show what is wrong with the entry, or nothing."""
        self.problem.setText(f"■ {text}" if text else "")
        self.problem.setVisible(bool(text))
        self.editor.show_wrong(bool(text))


class RecordForm(QWidget):
    """Edits the fields of an action; returns entries, never values."""

    edited = Signal()
    save_asked = Signal()

    def __init__(
        self, fields: Iterable[Field], bench: Workbench, make: Maker | None = None, parent: QWidget | None = None
    ) -> None:
        """Make an editor for each field, in their order."""
        super().__init__(parent)
        self._language = bench.language
        self._blocks: dict[str, FieldBlock] = {}
        self._content = content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(space(5), space(4), space(5), space(6))
        grid.setHorizontalSpacing(space(5))
        grid.setVerticalSpacing(space(4))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._area: QScrollArea = scrolled(content)
        column(self).addWidget(self._area)
        line = place = 0
        for field in fields:
            block = self._block(field, make_editor(field, bench, make))
            if block.editor.is_wide:
                line, place = line + (place > 0), 0
                grid.addWidget(block, line, 0, 1, 2)
                line += 1
            else:
                grid.addWidget(block, line, place)
                line, place = (line + 1, 0) if place else (line, 1)
        grid.setRowStretch(line + 1, 1)
        self._keep_tab_order()

    @property
    def editors(self) -> Mapping[str, FieldEditor]:
        """Return the editors by the names of their fields."""
        return {name: block.editor for name, block in self._blocks.items()}

    def needed_height(self, width: int) -> int:
        """Return the height in pixels in which nothing of the form is scrolled, in this width.

        Where running texts are, a scrolled area takes the height that is wished for, not the least.
        """
        return max(self._content.sizeHint().height(), self._content.heightForWidth(width))

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values without calling it an edit."""
        blocked = self.blockSignals(True)
        for name, value in values.items():
            if name in self._blocks:
                self._blocks[name].editor.set_value(value)
        self.blockSignals(blocked)

    def values(self) -> dict[str, object]:
        """Return every entry, after finishing what the IME is composing."""
        commit_composition(self)
        return {name: block.editor.value() for name, block in self._blocks.items()}

    def show_problems(self, problems: Iterable[FieldProblem]) -> None:
        """Show each problem beside its field and go to the first."""
        found: dict[str, str] = {}
        for problem in problems:
            found.setdefault(problem.field, problem_text(problem, self._language))
        for name, block in self._blocks.items():
            block.show_problem(found.get(name, ""))
        first = next((name for name in self._blocks if name in found), "")
        if first:
            self.focus_field(first)

    def problem_of(self, name: str) -> QLabel:
        """Return the label that tells the problem of a field."""
        return self._blocks[name].problem

    def focus_field(self, name: str = "") -> None:
        """Go to a field, or to the first."""
        block = self._blocks.get(name) or next(iter(self._blocks.values()), None)
        if block is not None:
            (block.editor.focusProxy() or block.editor).setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(block)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to save on Ctrl+Enter."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save_asked.emit()
            return
        super().keyPressEvent(event)

    def _block(self, field: Field, editor: FieldEditor) -> FieldBlock:
        block = FieldBlock(field, editor)
        editor.edited.connect(lambda: block.show_problem(""))
        editor.edited.connect(self.edited)
        self._blocks[field.name] = block
        return block

    def _keep_tab_order(self) -> None:
        blocks = list(self._blocks.values())
        for former, latter in pairwise(blocks):
            QWidget.setTabOrder(former, latter)


def _required() -> QLabel:
    mark = label("必須")
    mark.setProperty("pill", "accent")
    return mark
