"""What a page shows when there is nothing yet: one sentence and the next step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.widgets.labels import button, column, label


class EmptyState(QWidget):
    """A calm sentence in the middle, with one button where there is something to do."""

    action_asked = Signal()

    def __init__(self, title: str, hint: str = "", action: str = "", parent: QWidget | None = None) -> None:
        """Show the title, what to do, and the button."""
        super().__init__(parent)
        layout = column(self, margin=8, gap=2)
        layout.addStretch(2)
        self._title = label(title, "title", wrap=True)
        self._hint = label(hint, "quiet", wrap=True)
        for part in (self._title, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        self._step = button(action, "primary")
        self._step.clicked.connect(self.action_asked)
        layout.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        self.offer(bool(action))
        layout.addStretch(3)

    def tell(self, title: str, hint: str = "") -> None:
        """Change the sentence."""
        self._title.setText(title)
        self._hint.setText(hint)

    def offer(self, is_offered: bool) -> None:
        """Show the button or not."""
        self._step.setVisible(is_offered)
