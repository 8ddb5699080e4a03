"""The search box: finds while one types, from finished text only."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desktop.widgets.text_inputs import LineInput


class SearchBox(LineInput):
    """Tells the text to search for in the next turn of the event loop; composing text is never searched."""

    search_changed = Signal(object)  # str
    left_downwards = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Show what is searched."""
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.search_changed.emit(self.text()))
        self.textChanged.connect(lambda: self._timer.start(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box; Down goes into the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)
