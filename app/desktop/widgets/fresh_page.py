"""A page that shows the whole contract: it reads again after every change, but only while somebody looks at it."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.desktop.workbench import Workbench


class FreshPage(QWidget):
    """Reads when it is shown and something changed since; ``refresh`` is the subclass's own."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Read when first shown."""
        super().__init__(parent)
        self._bench = bench
        self._is_stale = True
        bench.registers_changed.connect(lambda _: self._on_changed())

    def refresh(self) -> None:
        """Read everything again."""

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
