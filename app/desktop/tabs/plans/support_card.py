"""The card of one accompanied municipality: theme, manager, progress, what comes next, and what is wrong."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.desktop.tabs.plans.support_words import PLAN_TONES, card_progress, card_words, deviation_words
from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.widgets.labels import column, label, pill, row
from app.services.plans.views import SupportLine


class SupportCard(QFrame):
    """Chosen by a click, Enter or Space; Up and Down go to the cards beside it."""

    chosen = Signal(object)  # str
    left_by = Signal(int)  # to the next card, or the one before

    def __init__(self, line: SupportLine, parent: QWidget | None = None) -> None:
        """Show a municipality."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.line = line
        self.is_chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(card_words(line))
        layout = column(self, margin=3.5, gap=1)
        head = row(gap=2)
        head.addWidget(label(line.municipality, "title"))
        head.addStretch(1)
        head.addWidget(pill(line.status_label, PLAN_TONES.get(line.status, "muted")))
        layout.addLayout(head)
        layout.addWidget(label(line.theme, wrap=True))
        layout.addWidget(label(f"進行管理 {line.manager or '未定'}", "quiet", wrap=True))
        layout.addWidget(self._bar(line))
        layout.addWidget(label(card_progress(line), "caption", wrap=True))
        told, tone = deviation_words(line.worst_deviation)
        if told:
            away = label(f"{'▲' if tone == 'warn' else '●'} {told}", "caption", wrap=True)
            away.setProperty("tone", tone)
            layout.addWidget(away)
        layout.addWidget(label(f"次：{line.next_step}", wrap=True))
        if line.warnings:
            layout.addWidget(pill(f"指摘 {line.warnings}件", "warn"), 0, Qt.AlignmentFlag.AlignLeft)

    def _bar(self, line: SupportLine) -> QProgressBar:
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(line.progress)
        bar.setTextVisible(False)
        bar.setAccessibleName(f"進み {line.progress}％")
        return bar

    def mark(self, *, is_chosen: bool) -> None:
        """Show the card as the chosen one or not."""
        self.is_chosen = is_chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar at the left of the chosen card, and a frame around the one with the focus."""
        super().paintEvent(event)
        painter = QPainter(self)
        accent = QColor(colours_in_force().accent)
        if self.is_chosen:
            painter.fillRect(QRectF(0, space(2), space(1), self.height() - space(4)), accent)
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), space(2), space(2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this card."""
        self.chosen.emit(self.line.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose this card, or go to another one."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.line.id)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.left_by.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()
