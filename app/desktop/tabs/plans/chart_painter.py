"""Draws the chart of the team: boxes with their people, the lines between them, and a box on its way."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.desktop.theme.appearance import colours_in_force
from app.desktop.theme.tokens import CAPTION
from app.services.plans.views import BoxView, LinkView

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
SIDE_TONES = {"contractor": "accent", "prefecture": "good", "municipality": "warn", "partner": "muted"}
LINES_OF_A_BOX = 3.5  # lines of text, and a little room, in the height of a box
CORNER = 5.0  # in points of the drawing
WAYS = {"below": "この下に置く", "before": "この前に置く", "after": "この後に置く"}


class ChartPainter:
    """Draws with one painter; ``scale`` is pixels for a point of the drawing."""

    def __init__(self, painter: QPainter, font: QFont, scale: float, margin: float) -> None:
        """Draw in a font that fits the scale."""
        self._painter, self._scale, self._margin = painter, scale, margin
        self._colours = colours_in_force()
        self.font = QFont(font)
        self.bold = QFont(font)
        self.bold.setBold(True)
        self.small = QFont(font)
        self.small.setPixelSize(max(1, round(font.pixelSize() * CAPTION)))

    def place(self, box: BoxView) -> QRectF:
        """Return where a box is drawn, in pixels."""
        scale, margin = self._scale, self._margin
        return QRectF(margin + box.x * scale, margin + box.y * scale, box.width * scale, box.height * scale)

    def links(self, links: Sequence[LinkView]) -> None:
        """Draw the lines between the boxes."""
        self._painter.setPen(QPen(QColor(self._colours.strong_line), max(1.0, self._scale)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        scale, margin = self._scale, self._margin
        for link in links:
            corners = [QPointF(margin + x * scale, margin + y * scale) for x, y in link.points]
            self._painter.drawPolyline(QPolygonF(corners))

    def box(self, box: BoxView, *, is_chosen: bool, has_focus: bool, is_carried: bool) -> None:
        """Draw a box: role, person, affiliation and work; its side by word, a trouble by sign."""
        colours, rect = self._colours, self.place(box)
        tone = SIDE_TONES.get(box.side, "muted")
        self._painter.setBrush(QColor(colours.surface if box.side == "contractor" else colours.soft(tone)))
        dashed = Qt.PenStyle.DashLine if box.trouble or is_carried else Qt.PenStyle.SolidLine
        self._painter.setPen(QPen(QColor(colours.tone("warn" if box.trouble else tone)), 1.5, dashed))
        self._painter.drawRoundedRect(rect, CORNER * self._scale, CORNER * self._scale)
        self._words(box, rect)
        if is_chosen:
            style = Qt.PenStyle.SolidLine if has_focus else Qt.PenStyle.DotLine
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(QColor(colours.accent), 3, style))
            self._painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), CORNER * self._scale, CORNER * self._scale)

    def moving(self, box: BoxView, by: QPointF) -> None:
        """Draw the outline of a box on its way."""
        rect = self.place(box).translated(by)
        self._painter.setPen(QPen(QColor(self._colours.accent), 2, Qt.PenStyle.DashLine))
        ground = QColor(self._colours.accent_soft)
        ground.setAlphaF(0.8)
        self._painter.setBrush(ground)
        self._painter.drawRoundedRect(rect, CORNER * self._scale, CORNER * self._scale)
        self._painter.setPen(QColor(self._colours.text))
        self._text(rect.adjusted(6, 0, -6, 0), box.person or box.title, self.bold)

    def target(self, box: BoxView, way: str) -> None:
        """Show where a drop would put the moving box, in words and by a thick line."""
        rect, colours = self.place(box), self._colours
        self._painter.setPen(QPen(QColor(colours.accent), 4))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if way == "below":
            self._painter.drawRoundedRect(rect, CORNER * self._scale, CORNER * self._scale)
        else:
            x = rect.left() - 4 if way == "before" else rect.right() + 4
            self._painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        told = WAYS[way]
        metrics = QFontMetricsF(self.small)
        hint = QRectF(rect.left(), rect.bottom() + 3, metrics.horizontalAdvance(told) + 12, metrics.height() + 4)
        self._painter.fillRect(hint, QColor(colours.accent))
        self._painter.setPen(QColor(colours.on_accent))
        self._text(hint.adjusted(6, 0, -6, 0), told, self.small)

    def _words(self, box: BoxView, rect: QRectF) -> None:
        colours = self._colours
        inside = rect.adjusted(6, 3, -6, -3)
        line = inside.height() / 3
        rows = [QRectF(inside.left(), inside.top() + number * line, inside.width(), line) for number in range(3)]
        side = "" if box.side == "contractor" else box.side_label
        told = QFontMetricsF(self.small).horizontalAdvance(side) + 4 if side else 0.0
        self._painter.setPen(QColor(colours.quiet if box.person else colours.text))
        mark = "▲ " if box.trouble else ""
        title = self.small if box.person else self.bold
        name = f"{mark}{box.title}"
        is_long = not box.person and QFontMetricsF(title).horizontalAdvance(name) > inside.width() - told
        head = rows[0].united(rows[1]) if is_long else rows[0]
        self._text(head.adjusted(0, 0, -told, 0), name, title, wraps=is_long)
        if side:
            self._painter.setPen(QColor(colours.tone(SIDE_TONES.get(box.side, "muted"))))
            self._text(rows[0], side, self.small, RIGHT)
        self._painter.setPen(QColor(colours.text))
        if box.person:
            self._text(rows[1], box.person, self.bold)
            beside = QFontMetricsF(self.bold).horizontalAdvance(box.person) + 8
            self._painter.setPen(QColor(colours.quiet))
            self._text(rows[1].adjusted(beside, 0, 0, 0), box.affiliation, self.small)
            self._text(rows[2], " ".join(box.duty.split()), self.small)
            return
        self._painter.setPen(QColor(colours.quiet))
        room = rows[2] if is_long else rows[1].united(rows[2])
        self._text(room, " ".join(box.duty.split()), self.small, wraps=not is_long)

    def _text(self, rect: QRectF, text: str, font: QFont, side: int = LEFT, *, wraps: bool = False) -> None:
        if rect.width() < 8:
            return
        self._painter.setFont(font)
        metrics = QFontMetricsF(font)
        if wraps:
            room = rect.width() * max(1, int(rect.height() // metrics.height())) * 0.94
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere)
            self._painter.drawText(rect, flags, shown)
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, side | int(Qt.TextFlag.TextSingleLine), shown)
