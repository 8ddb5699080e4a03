"""Horizontal bars, each with its word and figure; a bar leads to what it was counted from."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.services.hearings.analysis_views import AnalysisBar

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
WORDS_SHARE = 0.34  # of the width, for the words


class BarList(QWidget):
    """Up and Down choose a bar, Enter opens it."""

    bar_opened = Signal(object)  # AnalysisBar

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without bars."""
        super().__init__(parent)
        self._bars: tuple[AnalysisBar, ...] = ()
        self._current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[AnalysisBar]) -> None:
        """Show these bars."""
        self._bars, self._current = tuple(bars), 0
        told = "、".join(f"{bar.label} {bar.cell.count}団体" for bar in bars)
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line for each bar."""
        return QSize(space(80), max(1, len(self._bars)) * space(8))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(space(50), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.cell.count for bar in self._bars), default=0) or 1
        for number, bar in enumerate(self._bars):
            rect = QRectF(0, number * space(8), self.width(), space(8))
            self._draw(painter, bar, rect, bar.cell.count / most, number == self._current and self.hasFocus())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose or open a bar."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._bars:
            self._current = min(max(0, self._current + steps[key]), len(self._bars) - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bars:
            self.bar_opened.emit(self._bars[self._current])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the pointer."""
        number = int(event.position().y() // space(8))
        if 0 <= number < len(self._bars):
            self._current = number
            self.update()
            self.bar_opened.emit(self._bars[number])

    def _draw(self, painter: QPainter, bar: AnalysisBar, rect: QRectF, share: float, is_current: bool) -> None:
        colours = colours_in_force()
        words = rect.width() * WORDS_SHARE
        if is_current:
            painter.fillRect(rect, QColor(colours.accent_soft))
        metrics = QFontMetricsF(self.font())
        shown = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, words - space(2))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(rect.left() + space(1), rect.top(), words - space(1), rect.height()), LEFT, shown)
        figure = f"{bar.cell.count}団体"
        room = rect.width() - words - metrics.horizontalAdvance(figure) - space(3)
        wide = max(0.0, room * share)
        painter.fillRect(
            QRectF(rect.left() + words, rect.top() + space(2), wide, rect.height() - space(4)), QColor(colours.accent)
        )
        after = QRectF(rect.left() + words + wide + space(1), rect.top(), rect.width(), rect.height())
        painter.drawText(after, LEFT, figure)
