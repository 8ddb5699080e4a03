"""Text inputs that know about the IME: text still being composed is neither lost nor taken as finished."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

LINE_PERCENT = 140  # from line to line, of the font's height


class LineInput(QLineEdit):
    """One line; Enter while composing belongs to the IME."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._preedit = ""

    @property
    def preedit(self) -> str:
        """Return the text that the IME is composing."""
        return self._preedit

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter pass only when nothing is being composed."""
        if self._preedit and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)


class AreaInput(QTextEdit):
    """Several lines of plain text with room between them; Tab moves on, Ctrl+Enter is left to the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, with Tab moving the focus."""
        super().__init__(parent)
        self._preedit = ""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._space()

    def setPlainText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show a text; what is typed from here on can be undone."""
        with QSignalBlocker(self):
            super().setPlainText(text)
            self._space()
        self.textChanged.emit()

    def _space(self) -> None:
        """Put room between the lines; a line that is added takes it over from the one before."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        self.setUndoRedoEnabled(False)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(spaced)
        self.setUndoRedoEnabled(True)

    @property
    def preedit(self) -> str:
        """Return the text that the IME is composing."""
        return self._preedit

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to whoever saves."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        super().keyPressEvent(event)


def commit_composition(root: QWidget) -> None:
    """Finish what the IME is composing anywhere under ``root``, as if the person had accepted it."""
    QGuiApplication.inputMethod().commit()
    inputs: list[LineInput | AreaInput] = [*root.findChildren(LineInput), *root.findChildren(AreaInput)]
    for widget in inputs:
        if widget.preedit:  # the platform did not answer: take the text as it stands
            event = QInputMethodEvent("", [])
            event.setCommitString(widget.preedit)
            QApplication.sendEvent(widget, event)
