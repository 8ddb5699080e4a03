"""A choice from a list, without the surprises of the wheel."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from app.desktop.theme.appearance import space


class CalmComboBox(QComboBox):
    """A choice that a turn of the wheel over the form does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a word."""
        super().__init__(parent)
        self._is_painting = False

    def sizeHint(self) -> QSize:
        """Ask for room for the longest word; Qt leaves out the margin that it draws words with."""
        return super().sizeHint() + QSize(space(2), 0)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the word for drawing only; Qt would cut it."""
        super().initStyleOption(option)
        if self._is_painting:
            field = QStyle.SubControl.SC_ComboBoxEditField
            room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
            option.currentText = self.fontMetrics().elidedText(
                option.currentText,
                Qt.TextElideMode.ElideRight,
                room.width() - 2,
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow in the colour of the text, which the stylesheet cannot."""
        self._is_painting = True
        super().paintEvent(event)
        self._is_painting = False
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
