"""Labels, rules and small layouts that every page is made of."""

from typing import TypeVar

from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.theme.appearance import space
from app.desktop.theme.tokens import TONE_SHAPES

L = TypeVar("L", bound=QBoxLayout)

LINK_BORDER = 1  # pixels, as in the stylesheet
LEAST_LINK = 24  # the least width of a link, in quarters of the font's height


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label of plain text in a role of the stylesheet."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if selectable:
        result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return result


class ElidedLabel(QLabel):
    """One line that ends in … when it has too little room; the tooltip tells all of it."""

    def __init__(self, text: str, role: str = "") -> None:
        """Show a text."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(tip_of(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, at the right."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), int(side), shown)
        painter.end()


class Heading(QLabel):
    """A title that asks for one line and takes several when there is too little room."""

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "heading")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def sizeHint(self) -> QSize:
        """Ask for the whole text in one line."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(width, self.heightForWidth(width))


class LinkButton(QPushButton):
    """A link that ends in … when it has too little room, instead of making its page wider."""

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__(text)
        self._is_painting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits; how much room it asks for goes by the whole text."""
        self._is_painting = True
        super().paintEvent(event)
        self._is_painting = False

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Shorten the text for drawing only."""
        super().initStyleOption(option)
        if self._is_painting:
            room = self.width() - 2 * LINK_BORDER
            option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Ask for a few words' room."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), space(LEAST_LINK)), hint.height())


def prose(text: str) -> QLabel:
    """Return a label of running text with room between its lines."""
    result = label("", wrap=True, selectable=True)
    result.setTextFormat(Qt.TextFormat.RichText)
    result.setText(prose_markup(text))
    return result


def prose_markup(text: str) -> str:
    """Return plain text as escaped markup with room between its lines."""
    import html

    lines = html.escape(text).replace("\n", "<br>")
    return f'<p style="line-height: 145%; margin: 0; white-space: pre-wrap">{lines}</p>'


def tip_of(text: str) -> str:
    """Return a tooltip that shows a text as it is, even one that looks like markup."""
    return prose_markup(text) if QtGui.Qt.mightBeRichText(text) else text


def pill(text: str, tone: str) -> QLabel:
    """Return a state in word, shape and colour."""
    result = label(f"{TONE_SHAPES.get(tone, '')} {text}".strip())
    result.setProperty("pill", tone or "muted")
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return result


def button(text: str, role: str = "", tip: str = "") -> QPushButton:
    """Return a button in a role of the stylesheet."""
    result = LinkButton(text) if role == "link" else QPushButton(text)
    result.setAutoDefault(False)
    if role:
        result.setProperty("role", role)
    if tip:
        result.setToolTip(tip)
    return result


def frame(role: str, tone: str = "") -> QFrame:
    """Return a frame in a role of the stylesheet."""
    result = QFrame()
    result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    return result


def column(parent: QWidget | None = None, *, margin: float = 0, gap: float = 2) -> QVBoxLayout:
    """Return a vertical layout; margin and gap in steps of a quarter of the font's height."""
    return _measured(QVBoxLayout(parent) if parent else QVBoxLayout(), margin, gap)


def row(parent: QWidget | None = None, *, margin: float = 0, gap: float = 2) -> QHBoxLayout:
    """Return a horizontal layout; margin and gap in steps of a quarter of the font's height."""
    return _measured(QHBoxLayout(parent) if parent else QHBoxLayout(), margin, gap)


def _measured(layout: L, margin: float, gap: float) -> L:
    pixels = space(margin)
    layout.setContentsMargins(pixels, pixels, pixels, pixels)
    layout.setSpacing(space(gap))
    return layout


def scrolled(content: QWidget) -> QScrollArea:
    """Return the content in an area that scrolls vertically only."""
    area = QScrollArea()
    content.setProperty("role", "content")
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
