"""Labels, rules and small layouts that every page is made of."""

import math
from typing import TypeVar

from PySide6 import QtGui
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
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

LINKS = ("link", "text-link")  # the latter stands in a line of text, and is no higher than it
LINK_BORDER = 1  # pixels, as in the stylesheet
LEAST_LINK = 24  # the least width of a link, in quarters of the font's height
LINE_PERCENT = 140  # from line to line in running text, of the font's height
WIDEST_LINE = 40  # letters in a line of running text that asks for its own width
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label of plain text in a role of the stylesheet."""
    result = RunningText(text) if wrap else QLabel(text)
    if not wrap:
        result.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        result.setProperty("role", role)
    if selectable:
        result.setTextInteractionFlags(SELECTABLE)
    return result


class RunningText(QLabel):
    """Plain text in as many lines as it needs, with room between them and none below the last."""

    widest = WIDEST_LINE

    def __init__(self, text: str = "") -> None:
        """Show a text."""
        super().__init__(text)
        self._plain = text
        self._is_spaced = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def text(self) -> str:
        """Return the text without its markup."""
        return self._plain

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show a text; no sign of it is taken as markup."""
        self._plain = text
        self._is_spaced = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(text)
        self._space()

    def sizeHint(self) -> QSize:
        """Ask for one line, or for lines that are easily read."""
        self.ensurePolished()
        metrics, margins = self.fontMetrics(), self.contentsMargins()
        longest = max((metrics.horizontalAdvance(line) for line in self._plain.split("\n")), default=0) + 2
        width = min(longest, self.widest * metrics.horizontalAdvance("あ")) + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for the longest word that does not break, and a line."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self.fontMetrics().height()))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines without what is kept free below the last."""
        high, line = super().heightForWidth(width), self.fontMetrics().height()
        more = math.ceil(line * (LINE_PERCENT - 100) / 100)
        if self._is_spaced:
            return max(line, high - more)
        return high + (high // line - 1) * more if high > line else high

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put room between the lines when there are several."""
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        """Show a single line as it is: only several lines need the markup that keeps them apart."""
        room = self.contentsRect().width()
        lines = self._plain.split("\n")
        is_long = len(lines) > 1 or self.fontMetrics().horizontalAdvance(self._plain) > room
        if is_long and not self._is_spaced:
            self._is_spaced = True
            self.setTextFormat(Qt.TextFormat.RichText)
            super().setText(_markup(self._plain))
        elif self._is_spaced and not is_long:
            self.setText(self._plain)


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


class Heading(RunningText):
    """A title that asks for one line and takes several when there is too little room."""

    widest = 10_000  # letters: all of them

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__(text)
        self.setProperty("role", "heading")
        self.setTextInteractionFlags(SELECTABLE)


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
    """Return a label of running text that can be selected."""
    return label(text, wrap=True, selectable=True)


def _markup(text: str) -> str:
    """Return plain text as escaped markup with room between its lines."""
    import html

    lines = html.escape(text).replace("\n", "<br>")
    return f'<p style="line-height: {LINE_PERCENT}%; margin: 0; white-space: pre-wrap">{lines}</p>'


def tip_of(text: str) -> str:
    """Return a tooltip that shows a text as it is, even one that looks like markup."""
    return _markup(text) if QtGui.Qt.mightBeRichText(text) else text


def pill(text: str, tone: str) -> QLabel:
    """Return a state in word, shape and colour."""
    result = label(f"{TONE_SHAPES.get(tone, '')} {text}".strip())
    result.setProperty("pill", tone or "muted")
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return result


def button(text: str, role: str = "", tip: str = "") -> QPushButton:
    """Return a button in a role of the stylesheet."""
    result = LinkButton(text) if role in LINKS else QPushButton(text)
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
    """Return the content in an area that scrolls downwards, and sideways where it does not fit at all."""
    area = QScrollArea()
    area.setMinimumWidth(content.minimumWidth())  # a bound of its own would let the content shrink below its words
    content.setMinimumWidth(0)
    content.setProperty("role", "content")
    area.setWidget(content)
    area.setWidgetResizable(True)
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
