"""The short message after an action, with 「元に戻す」; it goes by itself, not while one is on it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, label, row

SHOWN_MS = 8000


class Toast(QFrame):
    """Floats at the bottom of its parent."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start hidden; follow the parent's size."""
        super().__init__(parent)
        self.setProperty("role", "toast")
        layout = row(self, margin=3, gap=4)
        self._text = label("")
        layout.addWidget(self._text)
        self._undo = button("元に戻す", tip="Ctrl+Z")
        self._undo.clicked.connect(self.undo_asked)
        self._undo.clicked.connect(self.hide)
        layout.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._around = parent
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is told."""
        return self._text.text()

    def tell(self, text: str, can_undo: bool = True) -> None:
        """Show a sentence for a while."""
        self._text.setText(text if len(text) <= 60 else f"{text[:60]}…")
        self._undo.setVisible(can_undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go after a while."""
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        around = self._around
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - space(5))
