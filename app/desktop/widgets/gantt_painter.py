"""Draws the parts of a schedule: months, lines of days, bars as planned, as agreed and as they went."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.tokens import CAPTION, TONE_SHAPES
from app.desktop.widgets.gantt_layout import Days, DayScale, GanttItem, GanttMark, label_rooms, months_of

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
QUIET = 0.5  # how opaque a quiet line is, so that words over it stay readable
LEAST_ROOM = 9.0  # the least room of the words behind the day of a line, in quarters of the font's height


class GanttPainter:
    """Draws with one painter; a state is told by word and shape as well as colour."""

    def __init__(self, painter: QPainter, widget: QWidget, scale: DayScale) -> None:
        """Draw in the font of a widget, with days at their places."""
        self._painter, self._scale = painter, scale
        self._colours = colours_in_force()
        self.font = QFont(widget.font())
        self.small = QFont(widget.font())
        self.small.setPixelSize(round(self.font.pixelSize() * CAPTION))
        self.bold = QFont(widget.font())
        self.bold.setBold(True)
        self.line = QFontMetricsF(self.small).height()

    def month_lines(self, top: float, bottom: float) -> None:
        """Draw a quiet line where each month begins."""
        self._painter.setPen(QPen(QColor(self._colours.line), 1))
        for _, days in months_of(self._scale.from_on, self._scale.until_on):
            first = self._scale.start(days[0])
            self._painter.drawLine(QPointF(first, top), QPointF(first, bottom))

    def month_words(self, top: float) -> None:
        """Draw the words of the months in one row."""
        self._painter.setPen(QColor(self._colours.quiet))
        for word, days in months_of(self._scale.from_on, self._scale.until_on):
            first, wide = self._scale.span(days)
            metrics, month = QFontMetricsF(self.small), days[0].month
            fitting = (each for each in (word, f"{month}月", str(month)) if metrics.horizontalAdvance(each) < wide)
            self.text(QRectF(first + 1, top, wide, self.line), next(fitting, ""), self.small)

    def lines(self, marks: Sequence[GanttMark], top: float, bottom: float) -> None:
        """Draw the days as lines."""
        for mark in marks:
            x = self._scale.middle(mark.on)
            colour = QColor(self._colours.tone(mark.tone))
            colour.setAlphaF(1.0 if mark.is_strong else QUIET)
            style = Qt.PenStyle.SolidLine if mark.is_strong else Qt.PenStyle.DashLine
            self._painter.setPen(QPen(colour, 2 if mark.is_strong else 1, style))
            self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def names(self, marks: Sequence[GanttMark], top: float, end: float) -> None:
        """Draw the words of quiet lines in one row, each in the room up to the next one; a sign where there is none."""
        places = [self._scale.middle(mark.on) for mark in marks]
        for mark, x, room in zip(marks, places, label_rooms(places, end), strict=True):
            self._painter.setPen(QColor(self._colours.tone(mark.tone)))
            metrics = QFontMetricsF(self.small)
            day = f"▽{mark.on.month}/{mark.on.day}"
            dated = metrics.horizontalAdvance(day) + space(1)
            told = f"{day} {mark.label}" if room >= dated + space(LEAST_ROOM) else day if room >= dated else "▽"
            left = x - metrics.horizontalAdvance("▽") / 2
            self.text(QRectF(left, top, max(room, space(4)), self.line), told, self.small)

    def strong_names(self, marks: Sequence[GanttMark], top: float, end: float) -> None:
        """Draw the words of strong lines whole; before their line where there is no room behind it."""
        after = end
        for mark in sorted(marks, key=lambda each: each.on, reverse=True):
            x = self._scale.middle(mark.on)
            self._painter.setPen(QColor(self._colours.tone(mark.tone)))
            told = f"{TONE_SHAPES.get(mark.tone, '')} {mark.label} {mark.on.month}/{mark.on.day}".strip()
            wide = QFontMetricsF(self.small).horizontalAdvance(told) + space(1)
            left = x + space(0.5) if x + space(0.5) + wide <= after else min(x, after) - wide
            self.text(QRectF(left, top, wide, self.line), told, self.small)
            after = left - space(1)

    def bar(self, item: GanttItem, days: Days, top: float, high: float, end: float) -> None:
        """Draw the bar of an item in its row: planned, progress, what was, what was agreed, and the words beside it."""
        first, wide = self._scale.span(days)
        rect = QRectF(first, top + space(1.25), max(wide, 3.0), high * 0.44)
        if item.is_milestone:
            self._diamond(QPointF(self._scale.middle(days[1]), rect.center().y()), rect.height() * 0.62, item.tone)
            first, wide = self._scale.middle(days[1]) - rect.height() / 2, rect.height()
        else:
            self._planned(rect, item)
        foot = rect.bottom() + space(0.75)
        if item.actual is not None and not item.is_milestone:
            self._actual(item.actual, foot)
        if item.baseline is not None:
            self._baseline(item, foot + space(1.25))
        self._beside(item, first, wide, rect, end)

    def _planned(self, rect: QRectF, item: GanttItem) -> None:
        colour = QColor(self._colours.tone(item.tone))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colours.soft(item.tone)))
        self._painter.drawRoundedRect(rect, space(0.75), space(0.75))
        done = QRectF(rect.left(), rect.top(), rect.width() * item.progress / 100, rect.height())
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(done, space(0.75), space(0.75))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(colour, 1))
        self._painter.drawRoundedRect(rect, space(0.75), space(0.75))

    def _actual(self, days: Days, y: float) -> None:
        """Draw what was as a line with an end on both sides."""
        first, wide = self._scale.span(days)
        self._painter.setPen(QPen(QColor(self._colours.text), 2))
        self._painter.drawLine(QPointF(first, y), QPointF(first + wide, y))
        for x in (first, first + wide):
            self._painter.drawLine(QPointF(x, y - space(0.5)), QPointF(x, y + space(0.5)))

    def _baseline(self, item: GanttItem, y: float) -> None:
        """Draw what was agreed as an outline."""
        if item.baseline is None:
            return
        self._painter.setPen(QPen(QColor(self._colours.quiet), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if item.is_milestone:
            self._painter.drawPolygon(_diamond(QPointF(self._scale.middle(item.baseline[1]), y), space(1)))
            return
        first, wide = self._scale.span(item.baseline)
        self._painter.drawRect(QRectF(first, y - space(0.5), wide, space(1)))

    def _diamond(self, middle: QPointF, reach: float, tone: str) -> None:
        self._painter.setPen(QPen(QColor(self._colours.surface), 1))
        self._painter.setBrush(QColor(self._colours.tone(tone)))
        self._painter.drawPolygon(_diamond(middle, reach))

    def _beside(self, item: GanttItem, first: float, wide: float, rect: QRectF, end: float) -> None:
        """Draw the words behind the bar, or before it where there is no room."""
        if not item.words:
            return
        told = f"{TONE_SHAPES.get(item.tone, '')} {item.words}".strip()
        need = QFontMetricsF(self.small).horizontalAdvance(told) + space(2)
        behind = end - first - wide
        self._painter.setPen(QColor(self._colours.tone(item.tone)))
        high = max(rect.height(), self.line)
        top = rect.center().y() - high / 2
        if behind >= min(need, space(20)) or behind >= first - self._scale.left:
            self.text(QRectF(first + wide + space(1), top, behind - space(1), high), told, self.small)
        else:
            room = min(need, first - self._scale.left)
            self.text(QRectF(first - room, top, room - space(1), high), told, self.small, RIGHT)

    def text(self, rect: QRectF, text: str, font: QFont, side: int = LEFT) -> None:
        """Draw one line of text, ending in … where it has too little room."""
        self._painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, side | int(Qt.TextFlag.TextSingleLine), shown)


def _diamond(middle: QPointF, reach: float) -> QPolygonF:
    corners = ((0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0))
    return QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in corners])
