"""Bars of the dispatches by expert: held filled, planned outlined, the most even load as a mark; words beside them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.services.matching.views import LoadLine

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
LINE = 7  # quarters of the font's height
MOST_WORDS = 40  # for the names, in quarters of the font's height


class LoadBars(QWidget):
    """A calm picture; every figure in it also stands in the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without experts."""
        super().__init__(parent)
        self._lines: tuple[LoadLine, ...] = ()
        self.setAccessibleName("専門人材ごとの派遣")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[LoadLine]) -> None:
        """Show these experts."""
        self._lines = tuple(lines)
        told = (f"{line.name} {line.load}回分、最も公平な配分では{line.fairest}回分" for line in lines)
        self.setAccessibleDescription("。".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line for each expert."""
        return QSize(space(120), max(1, len(self._lines)) * space(LINE))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(space(70), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line for each expert."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0)
        words = min(widest, float(space(MOST_WORDS))) + space(2)
        figure = metrics.horizontalAdvance("000（予定00）")
        most = max((max(line.load, line.fairest) for line in self._lines), default=0) or 1
        step = max(0.0, self.width() - words - figure - space(2)) / most
        height, seen = space(LINE), event.rect()
        shown = range(max(0, seen.top() // height), min(len(self._lines), seen.bottom() // height + 1))
        for number in shown:
            line = self._lines[number]
            self._draw(painter, line, QRectF(words, number * height, self.width() - words, height), step)
        painter.end()

    def _draw(self, painter: QPainter, line: LoadLine, place: QRectF, step: float) -> None:
        colours = colours_in_force()
        metrics = QFontMetricsF(self.font())
        shown = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, place.left() - space(2))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(0, place.top(), place.left(), place.height()), LEFT, shown)
        bar = QRectF(place.left(), place.top() + space(1.5), line.held * step, place.height() - space(3))
        painter.fillRect(bar, QColor(colours.accent))
        if line.planned:
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRect(QRectF(bar.right(), bar.top(), line.planned * step, bar.height()))
        mark = place.left() + line.fairest * step
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(round(mark), round(place.top() + space(0.5)), round(mark), round(place.bottom() - space(0.5)))
        painter.setPen(QColor(colours.text))
        after = place.left() + max(line.load, line.fairest) * step + space(1)
        told = f"{line.load}（予定{line.planned}）" if line.planned else str(line.load)
        painter.drawText(QRectF(after, place.top(), place.right() - after, place.height()), LEFT, told)
