"""Paints the cells of a list: calm text, and the state as a pill with shape and word."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.theme.appearance import cell_margin, colours_in_force, space
from app.desktop.widgets.register_model import STATE_ROLE, TONE_ROLE

Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws one cell; the state column of a register gets a pill."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text, and the pill where the cell has a tone."""
        tone = index.data(TONE_ROLE)
        if not tone:
            super().paint(painter, option, index)
            return
        text = str(index.data(STATE_ROLE) or "")
        colours = colours_in_force()
        state = option.state
        area: QRect = option.rect
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
        metrics = option.fontMetrics
        width = min(metrics.horizontalAdvance(text) + space(3), area.width() - cell_margin() - space(1))
        height = metrics.height() + space(1)
        box = QRect(area.left() + cell_margin(), area.center().y() - height // 2, max(width, 0), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.soft(tone)))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(QColor(colours.tone(tone)))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width() - space(2))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row room to breathe."""
        hint = super().sizeHint(option, index)
        if index.data(TONE_ROLE):
            metrics = option.fontMetrics
            hint.setWidth(metrics.horizontalAdvance(str(index.data(STATE_ROLE))) + cell_margin() + space(4))
        return QSize(hint.width() + space(2), max(hint.height(), space(9)))
