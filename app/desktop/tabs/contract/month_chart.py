"""Bars by month: what was held, filled, and what is planned, outlined above it; the words stand in a table beside."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.planning.forecast import MonthOutlook

BAR_SHARE = 0.56  # of the room of a month


class MonthChart(QWidget):
    """A calm picture; every figure in it is also told in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without months."""
        super().__init__(parent)
        self._months: tuple[MonthOutlook, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, months: tuple[MonthOutlook, ...], name: str, unit: str) -> None:
        """Show a count by month."""
        self._months = months
        told = "、".join(f"{item.month.month}月 実施{item.held}{unit} 予定{item.planned}{unit}" for item in months)
        self.setAccessibleName(f"{name}の月別の回数")
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a flat picture."""
        return QSize(space(110), space(52))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(space(60), space(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars with their figures and months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, foot = self.fontMetrics().height(), self.height() - self.fontMetrics().height() - space(1)
        colours = colours_in_force()
        painter.setPen(QPen(QColor(colours.strong_line), 1))
        painter.drawLine(0, foot, self.width(), foot)
        most = max((item.held + item.planned for item in self._months), default=0) or 1
        high = max(1, foot - line - space(1))
        room = self.width() / max(1, len(self._months))
        for number, item in enumerate(self._months):
            self._draw(painter, item, QRectF(number * room, 0, room, foot), high / most)
        painter.end()

    def _draw(self, painter: QPainter, item: MonthOutlook, place: QRectF, step: float) -> None:
        colours = colours_in_force()
        wide = place.width() * BAR_SHARE
        left = place.left() + (place.width() - wide) / 2
        held, planned = item.held * step, item.planned * step
        painter.fillRect(QRectF(left, place.bottom() - held, wide, held), QColor(colours.accent))
        if item.planned:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRect(QRectF(left, place.bottom() - held - planned, wide, planned))
        line = self.fontMetrics().height()
        painter.setPen(QColor(colours.text))
        told = str(item.held + item.planned) if item.held + item.planned else ""
        above = QRectF(place.left(), place.bottom() - held - planned - line, place.width(), line)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), told)
        painter.setPen(QColor(colours.quiet))
        below = QRectF(place.left(), place.bottom() + space(0.5), place.width(), line)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), f"{item.month.month}月")
