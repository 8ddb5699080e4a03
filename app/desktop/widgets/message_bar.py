"""The bar that tells a page's problem: what happened and what to do."""

from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.widgets.labels import button, label, row


class MessageBar(QFrame):
    """One sentence that stays until it is closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("tone", "bad")
        layout = row(self, margin=2, gap=2)
        mark = label("■")
        mark.setProperty("tone", "bad")
        layout.addWidget(mark)
        self._text = label("", wrap=True, selectable=True)
        layout.addWidget(self._text, 1)
        close = button("閉じる", "link")
        close.clicked.connect(self.hide)
        layout.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is told."""
        return self._text.text()

    def tell(self, text: str) -> None:
        """Show a sentence."""
        self._text.setText(text)
        self.setVisible(bool(text))
