"""The bar above what is typed when it could not be saved: what happened, and the ways on."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.widgets.labels import button, column, label, row


class UnsavedBar(QFrame):
    """Stays until what was typed is mended, written over what is there, or taken back."""

    insist_asked = Signal()
    drop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("tone", "bad")
        layout = column(self, margin=2, gap=1)
        self._told = label("", wrap=True, selectable=True)
        layout.addWidget(self._told)
        ways = row(gap=2)
        self._insist = button("自分の入力で上書きする")
        self._insist.clicked.connect(lambda: self._leave_by(self.insist_asked.emit))
        drop = button("入力を取り下げて読み直す")
        drop.clicked.connect(lambda: self._leave_by(self.drop_asked.emit))
        for way in (self._insist, drop):
            ways.addWidget(way)
        ways.addStretch(1)
        layout.addLayout(ways)
        self.hide()

    def tell(self, words: str, *, can_insist: bool) -> None:
        """Say why something is not saved; only what somebody else wrote meanwhile can be written over."""
        self._told.setText(words)
        self._insist.setVisible(can_insist)
        self.show()

    def _leave_by(self, way: Callable[[], None]) -> None:
        self.hide()
        way()
