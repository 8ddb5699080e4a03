"""Draws the parts of a calendar: the head, a day, an item, and how many more there are."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.tokens import CAPTION, TONE_SHAPES
from app.desktop.widgets.calendar_layout import WEEKDAYS, CalendarDay, CalendarItem, Place

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class CalendarPainter:
    """Draws with one painter; states are told by word and shape as well as colour."""

    def __init__(self, painter: QPainter, widget: QWidget, head: float, line: float) -> None:
        """Draw on a widget whose head and lines are so high (pixels)."""
        self._painter, self._head, self._line = painter, head, line
        self._colours = colours_in_force()
        self._font = QFont(widget.font())
        self._small = QFont(widget.font())
        self._small.setPixelSize(round(self._font.pixelSize() * CAPTION))
        self._has_focus = widget.hasFocus()

    def head(self, places: Sequence[Place]) -> None:
        """Draw the names of the weekdays."""
        self._painter.setFont(self._small)
        self._painter.setPen(QColor(self._colours.quiet))
        for place, word in zip(places, WEEKDAYS, strict=False):
            self._painter.drawText(QRectF(place.left, 0, place.width, self._head), CENTRE, word)

    def day(self, place: Place, day: CalendarDay, is_current: bool, is_target: bool) -> None:
        """Draw a day's ground, its number, and why it is closed."""
        colours, rect = self._colours, _rect(place)
        ground = colours.window if day.closed or not day.is_inside else colours.surface
        self._painter.fillRect(rect, QColor(colours.accent_soft if is_target else ground))
        self._painter.setPen(QPen(QColor(colours.line), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(rect)
        if is_current:
            style = Qt.PenStyle.SolidLine if self._has_focus else Qt.PenStyle.DotLine
            self._painter.setPen(QPen(QColor(colours.accent), 2, style))
            self._painter.drawRect(rect.adjusted(2, 2, -2, -2))
        self._painter.setFont(self._font)
        self._painter.setPen(QColor(colours.text if day.is_inside and not day.closed else colours.faint))
        number = f"{day.on.month}/{day.on.day}" if day.on.day == 1 else str(day.on.day)
        top = QRectF(rect.left() + space(1.5), rect.top() + space(0.5), rect.width() - space(3), self._line)
        self._painter.drawText(top, LEFT, number)
        beside = QFontMetricsF(self._font).horizontalAdvance(number) + space(1.5)
        told = day.mark or ("" if day.on.weekday() >= 5 else day.closed)
        if told:
            self._painter.setPen(QColor(colours.bad if day.mark else colours.faint))
            self._text(top.adjusted(beside, 0, 0, 0), told, self._small)

    def item(self, place: Place, item: CalendarItem, is_chosen: bool, is_carried: bool) -> None:
        """Draw one thing: its bar, time and words on the ground of its tone."""
        colours, rect = self._colours, _rect(place)
        self._painter.setPen(
            QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine if is_carried else Qt.PenStyle.SolidLine)
            if is_chosen or is_carried
            else Qt.PenStyle.NoPen
        )
        self._painter.setBrush(QColor(colours.soft(item.tone or "accent")))
        self._painter.drawRoundedRect(rect, space(0.75), space(0.75))
        self._painter.fillRect(
            QRectF(rect.left(), rect.top(), space(0.75), rect.height()), QColor(colours.tone(item.tone or "accent"))
        )
        self._painter.setPen(QColor(colours.text))
        shape = TONE_SHAPES.get(item.tone, "")
        told = " ".join(part for part in (shape, item.time, item.text) if part)
        inside = rect.adjusted(space(1.5), 0, -space(0.5), 0)
        if rect.height() > 2 * QFontMetricsF(self._font).height():
            self._lines(inside, told)
        else:
            self._text(inside, told, self._small)

    def more(self, place: Place, top: float, count: int) -> None:
        """Say how many things found no room."""
        self._painter.setPen(QColor(self._colours.quiet))
        rect = QRectF(place.left + space(1.5), place.top + top, place.width - space(2), self._line)
        self._text(rect, f"ほか{count}件", self._small)

    def _lines(self, rect: QRectF, text: str) -> None:
        """Draw text over several lines, the last one ending in … where it is too long."""
        metrics = QFontMetricsF(self._small)
        room = rect.width() * max(1, int(rect.height() // metrics.height())) - 2 * metrics.height()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._painter.setFont(self._small)
        self._painter.drawText(rect, WRAPPED, shown)

    def _text(self, rect: QRectF, text: str, font: QFont) -> None:
        self._painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, LEFT, shown)


def _rect(place: Place) -> QRectF:
    return QRectF(place.left, place.top, place.width, place.height)
