"""Parts of a page side by side, or beneath each other where there is too little width for that."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.theme.appearance import space


class TurningSplitter(QSplitter):
    """Turns its parts with its width, so that large type makes a page longer and not wider than the window."""

    def __init__(self, narrow: float, parent: QWidget | None = None) -> None:
        """Turn below the width ``narrow``, in quarters of the font's height: no less than the parts need at least."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._narrow = narrow
        self._wide: Sequence[int] = ()
        self._high: Sequence[int] = ()
        self.setChildrenCollapsible(False)

    def share(self, wide: Sequence[int], high: Sequence[int]) -> None:
        """Share the width, and the height once the parts stand beneath each other, in these proportions."""
        self._wide, self._high = wide, high
        for place, share in enumerate(wide):
            self.setStretchFactor(place, share)
        self.setSizes([space(share) for share in wide])

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the widest part only."""
        least = super().minimumSizeHint()
        parts = [part for place in range(self.count()) if (part := self.widget(place)) is not None]
        widths = [_least_width(part) for part in parts if not part.isHidden()]
        return QSize(max(widths, default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the new width asks for it."""
        is_narrow = event.size().width() < space(self._narrow)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self.setSizes([space(share) for share in (self._high if is_narrow else self._wide)])
            self.updateGeometry()
        super().resizeEvent(event)


def _least_width(part: QWidget) -> int:
    return max(part.minimumWidth(), 0 if part.minimumWidth() else part.minimumSizeHint().width())
