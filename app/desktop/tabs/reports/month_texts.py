"""The three texts of a month that only a person can write."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import told_length
from app.desktop.widgets.labels import column, label
from app.desktop.widgets.text_inputs import AreaInput, commit_composition
from app.domain.monthly_note import MonthlyNote

NAMES = ("opinion", "issues", "focus")


class MonthTextsEditor(QWidget):
    """Tells what was typed by name; text that the IME is still composing is not taken before it is finished."""

    typed = Signal(object, object)  # str, str: the name of the text and the text

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a month."""
        super().__init__(parent)
        self._key = ""
        self._known: dict[str, str] = {}
        self.areas = {name: AreaInput() for name in NAMES}
        self._echo = label("", "problem", wrap=True)
        layout = column(self, margin=3, gap=1)
        for name, area in self.areas.items():
            field = MonthlyNote.REGISTER.field(name)
            area.setAccessibleName(field.label)
            area.setPlaceholderText(field.hint)
            area.setMinimumHeight(space(16))
            head = label(field.label, "title")
            head.setBuddy(area)
            layout.addWidget(head)
            layout.addWidget(area, 1)
            area.textChanged.connect(lambda of=name: self._on_changed(of))
        layout.addWidget(self._echo)
        self._check()

    @property
    def is_composing(self) -> bool:
        """Tell whether the IME is composing here."""
        return any(area.preedit for area in self.areas.values())

    def show_texts(self, key: str, texts: dict[str, str]) -> None:
        """Show the texts of a month; what was typed and not saved yet is among them."""
        is_other, self._key = key != self._key, key
        for name, text in texts.items():
            if is_other or (self._known.get(name) != text and not self.is_composing):
                self._put(name, text)
        self._check()

    def go_to(self, name: str) -> None:
        """Set the cursor into a text."""
        self.areas.get(name, self.areas[NAMES[0]]).setFocus()

    def finish(self) -> None:
        """Take what the IME is composing as if it had been accepted."""
        commit_composition(self)

    def _put(self, name: str, text: str) -> None:
        """Show a text without calling it typed."""
        self._known[name] = text
        area = self.areas[name]
        if area.toPlainText() != text:
            with QSignalBlocker(area):
                area.setPlainText(text)

    def _on_changed(self, name: str) -> None:
        text = self.areas[name].toPlainText()
        if self._key and self._known.get(name) != text:
            self._known[name] = text
            self.typed.emit(name, text)
        self._check()

    def _check(self) -> None:
        told = []
        for name, area in self.areas.items():
            words, role = told_length(area.toPlainText(), MonthlyNote.REGISTER.field(name).max_length)
            if words and role == "problem":
                told.append(f"{area.accessibleName()}：{words}")
        self._echo.setText("　".join(told))
        self._echo.setVisible(bool(told))
