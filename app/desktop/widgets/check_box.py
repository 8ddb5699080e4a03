"""A check box whose mark is drawn in the colours of the theme."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from app.desktop.theme.appearance import colours_in_force


class CheckBox(QCheckBox):
    """Looks alike in both themes; the stylesheet draws the box, this draws the mark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark over the box."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours_in_force().on_accent), max(1.5, box.height() / 8)))
        places = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.30))
        painter.drawPolyline([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in places])
        painter.end()
