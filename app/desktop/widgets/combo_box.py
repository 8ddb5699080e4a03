"""A choice from a list, without the surprises of the wheel."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.desktop.theme.appearance import space


class CalmComboBox(QComboBox):
    """A choice that a turn of the wheel over the form does not change."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow in the colour of the text, which the stylesheet cannot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, middle = space(1.2), QPointF(self.width() - space(3), self.height() / 2)
        painter.setPen(QPen(self.palette().text().color(), max(1.2, space(0.35))))
        left, right, tip = QPointF(-width, -width / 2), QPointF(width, -width / 2), QPointF(0, width / 2)
        painter.drawPolyline([middle + left, middle + tip, middle + right])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()
