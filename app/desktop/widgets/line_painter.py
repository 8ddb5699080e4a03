"""Paints the cells of long lists: plain lines of text by hand, in a third of the time that the style takes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from app.desktop.theme.appearance import colours_in_force
from app.desktop.widgets.cell_painter import CellPainter
from app.desktop.widgets.register_model import TONE_ROLE, RegisterModel

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)
_UNKNOWN = -1


class LinePainter(CellPainter):
    """Draws one cell of a register; whatever is more than a line of text in its usual state is left to the style."""

    def __init__(self, table: QTableView) -> None:
        """Draw for this table, which calls ``forget`` when its style changes."""
        super().__init__(table)
        self._table = table
        self.forget()

    def forget(self) -> None:
        """Ask the style anew where text begins."""
        self._margin = _UNKNOWN
        self._widest = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the text where the style would."""
        model, state = index.model(), option.state
        is_usual = isinstance(model, RegisterModel) and state & QStyle.StateFlag.State_Enabled
        text = model.data(index, _DISPLAY) if is_usual else None
        if text is None or "\n" in text or model.data(index, TONE_ROLE):
            super().paint(painter, option, index)
            return
        area: QRect = option.rect
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours_in_force().accent_soft))
        if text:
            if self._margin == _UNKNOWN:
                self._measure(option)
            area = area.adjusted(self._margin, 0, -self._margin, 0)
            if len(text) * self._widest > area.width():  # it may be too long
                text = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, int(model.data(index, _ALIGNMENT) or _LEFT) | _ONE_LINE, text)

    def _measure(self, option: QStyleOptionViewItem) -> None:
        """Learn from the style how far from a cell's edge its text begins; no sign is wider than a line is high."""
        shown = QStyleOptionViewItem(option)
        shown.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        shown.text = "あ"
        style = self._table.style()
        left = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, self._table).left()
        beside = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, self._table) + 1
        self._margin = left - option.rect.left() + beside
        self._widest = option.fontMetrics.height()
