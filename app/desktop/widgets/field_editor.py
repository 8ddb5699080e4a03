"""What every editor of a field can do, and the editors of text, numbers, days, times and facts."""

import unicodedata
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.deadline_words import spoken_day
from app.desktop.theme.appearance import space
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.combo_box import CalmComboBox as CalmComboBox
from app.desktop.widgets.labels import column, label, row
from app.desktop.widgets.text_inputs import AreaInput, LineInput
from app.domain.record import Field


class FieldEditor(QWidget):
    """Edits one field; what it returns is the entry as typed, which the services turn into a value."""

    edited = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Edit this field."""
        super().__init__(parent)
        self.field = field
        self._echo = label("", "echo", wrap=True)
        self._echo.hide()

    @property
    def is_wide(self) -> bool:
        """Tell whether the editor takes a whole row of the form."""
        return False

    def value(self) -> object:
        """Return the entry."""
        return ""

    def set_value(self, value: object) -> None:
        """Show a value of the record."""

    def show_wrong(self, wrong: bool) -> None:
        """Mark the input as one to mend."""
        target = self.focusProxy() or self
        target.setProperty("wrong", "true" if wrong else "false")
        target.style().unpolish(target)
        target.style().polish(target)

    def tell(self, text: str, role: str = "echo") -> None:
        """Say something beneath the input; nothing hides the line."""
        if self._echo.property("role") != role:
            self._echo.setProperty("role", role)
            self._echo.style().unpolish(self._echo)
            self._echo.style().polish(self._echo)
        self._echo.setText(text)
        self._echo.setVisible(bool(text))


class TextEditor(FieldEditor):
    """One line of text; a length beyond the bound is told, never cut."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(field, parent)
        self.line = LineInput(self)
        self.line.setAccessibleName(field.label)
        self.setFocusProxy(self.line)
        layout = column(self, gap=0.5)
        self._box = row(gap=1)
        self._box.addWidget(self.line, 1)
        if field.unit:
            self._box.addWidget(label(field.unit, "quiet"))
        layout.addLayout(self._box)
        layout.addWidget(self._echo)
        self.line.textChanged.connect(self._on_changed)

    def hide_typed(self) -> None:
        """Show dots in the place of what is typed: passwords and keys."""
        self.line.setEchoMode(LineInput.EchoMode.Password)

    def value(self) -> object:
        """Return the text as typed."""
        return self.line.text()

    def set_value(self, value: object) -> None:
        """Show the text, a number, or a day and a time in ISO form."""
        self.line.setText(as_typed(value))

    def _on_changed(self) -> None:
        self._check()
        self.edited.emit()

    def _check(self) -> None:
        self.tell(*told_length(self.line.text(), self.field.max_length))


class DayEditor(TextEditor):
    """A day typed in any usual form, with what was understood told beneath."""

    def __init__(self, field: Field, today: date, parent: QWidget | None = None) -> None:
        """Understand days without a year as near ``today``."""
        self._today = today
        super().__init__(field, parent)
        self.line.setPlaceholderText("例：令和8年7月10日、R8.7.10、7/10")

    def _check(self) -> None:
        from app.domain.japanese_date import DateUnreadable, parse_date

        text = self.line.text().strip()
        if not text:
            self.tell("")
            return
        try:
            day = parse_date(text, self._today)
        except DateUnreadable:
            self.tell("日付として読めません。", "problem")
        else:
            self.tell(spoken_day(day))


class TimeEditor(TextEditor):
    """A time of day in any usual form."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make the line."""
        super().__init__(field, parent)
        self.line.setPlaceholderText("例：13:30、１３時３０分")

    def _check(self) -> None:
        from app.domain.japanese_date import parse_time

        text = self.line.text().strip()
        if not text:
            self.tell("")
            return
        try:
            moment = parse_time(text)
        except ValueError:
            self.tell("時刻として読めません。", "problem")
        else:
            self.tell("" if f"{moment:%H:%M}" == text else f"{moment:%H:%M}")


class NumberEditor(TextEditor):
    """A whole number as text, so that full-width digits are taken too."""

    def _check(self) -> None:
        text = unicodedata.normalize("NFKC", self.line.text()).replace(",", "").strip()
        if not text:
            self.tell("")
        elif not text.removeprefix("-").isdecimal():
            self.tell("整数を入力してください。", "problem")
        else:
            self.tell("" if text == self.line.text() else f"{int(text):,}")


class LongTextEditor(FieldEditor):
    """Several lines of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make the area."""
        super().__init__(field, parent)
        self.area = AreaInput(self)
        self.area.setAccessibleName(field.label)
        self.area.setMinimumHeight(space(14))
        self.area.setMaximumHeight(space(40))
        self.setFocusProxy(self.area)
        layout = column(self, gap=0.5)
        layout.addWidget(self.area)
        layout.addWidget(self._echo)
        self.area.textChanged.connect(self._on_changed)

    @property
    def is_wide(self) -> bool:
        """Take a whole row."""
        return True

    def value(self) -> object:
        """Return the text as typed."""
        return self.area.toPlainText()

    def set_value(self, value: object) -> None:
        """Show the text."""
        self.area.setPlainText(as_typed(value))

    def _on_changed(self) -> None:
        self.tell(*told_length(self.area.toPlainText(), self.field.max_length))
        self.edited.emit()


class FactEditor(FieldEditor):
    """Something that is so or not."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make the box."""
        super().__init__(field, parent)
        self._box = CheckBox("はい", self)
        self._box.setAccessibleName(field.label)
        self.setFocusProxy(self._box)
        column(self).addWidget(self._box)
        self._box.toggled.connect(lambda: self.edited.emit())

    def value(self) -> object:
        """Return the fact."""
        return self._box.isChecked()

    def set_value(self, value: object) -> None:
        """Show the fact."""
        self._box.setChecked(value is True or value == "true")


class ChoiceEditor(FieldEditor):
    """One word of an enumeration."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """List the words; an empty one first unless the field is required."""
        super().__init__(field, parent)
        self._combo = CalmComboBox(self)
        self._combo.setAccessibleName(field.label)
        self.setFocusProxy(self._combo)
        self._combo.addItem("（未選択）", "")
        for member in field.choices or ():
            self._combo.addItem(member.label, member.value)
        column(self).addWidget(self._combo)
        self._combo.currentIndexChanged.connect(lambda: self.edited.emit())

    def value(self) -> object:
        """Return the stored value of the word."""
        return str(self._combo.currentData() or "")

    def set_value(self, value: object) -> None:
        """Show the word."""
        self._combo.setCurrentIndex(max(0, self._combo.findData(str(getattr(value, "value", value) or ""))))


def as_typed(value: object) -> str:
    """Return a value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def told_length(text: str, bound: int) -> tuple[str, str]:
    """Return what to say about the length of a text, and how."""
    if bound and len(text) > bound:
        return f"{len(text):,}文字：{bound:,}文字までです（{len(text) - bound:,}文字多い）。", "problem"
    if bound and len(text) > bound * 0.8:
        return f"{len(text):,} / {bound:,}文字", "caption"
    return "", "caption"
