"""What a person can see and reach of a window, counted."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyleOptionComboBox,
    QTextEdit,
    QWidget,
)

from app.desktop.tabs.hearings.tile_view import TileView
from app.desktop.tabs.plans.chart_view import ChartView
from app.desktop.widgets.combo_box import CalmComboBox
from app.desktop.widgets.labels import ElidedLabel, LinkButton

DRAWINGS = (TileView, ChartView)
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QTextEdit)


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield what can be pressed or typed into, as far as it is shown."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, CONTROLS) and widget.isVisible() and not widget.objectName().startswith("qt_"):
            yield widget


def words_of(widget: QWidget) -> str:
    """Return how a person would name a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {text or widget.accessibleName()}"


def out_of_reach(root: QWidget) -> list[str]:
    """Return the controls of which something lies outside of what holds them and cannot be scrolled to."""
    return [words_of(widget) for widget in controls(root) if not _is_reachable(widget, root)]


def _is_reachable(widget: QWidget, root: QWidget) -> bool:
    area = QRect(QPoint(), widget.size())
    while widget is not root and not widget.isWindow():
        parent = widget.parentWidget()
        if parent is None:
            return True
        area.translate(widget.pos())
        above = parent.parentWidget()
        scrolls = isinstance(above, QAbstractScrollArea) and above.viewport() is parent
        if scrolls:
            assert isinstance(above, QAbstractScrollArea)
            hidden = area.right() >= parent.width() or area.left() < 0
            never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if hidden and above.horizontalScrollBarPolicy() == never:
                return False
            seen = area.intersected(parent.rect())
            area = parent.rect() if seen.isEmpty() else seen  # it can be scrolled to
        elif not parent.rect().contains(area):
            return False
        widget = parent
    return True


def cut_words(root: QWidget) -> list[str]:
    """Return the labels, buttons and choices that are narrower or lower than their words."""
    return [words_of(widget) for widget in root.findChildren(QWidget) if widget.isVisible() and _is_cut(widget)]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel | LinkButton):
        return False  # these end in … and tell all of it in their tips
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.height() < widget.heightForWidth(widget.width())
        return bool(widget.text()) and widget.width() < widget.sizeHint().width()
    if isinstance(widget, CalmComboBox):
        return _is_shortened(widget)
    return isinstance(widget, QAbstractButton) and bool(widget.text()) and _is_narrow(widget)


def _is_shortened(combo: CalmComboBox) -> bool:
    """Tell whether the chosen word is drawn with …; longer ones among the others widen the list, not the box."""
    option = QStyleOptionComboBox()
    combo._is_painting = True
    combo.initStyleOption(option)
    combo._is_painting = False
    return option.currentText != combo.currentText()


def _is_narrow(button: QAbstractButton) -> bool:
    return button.width() < button.sizeHint().width() and not button.objectName().startswith("qt_")


def scrolled_sideways(root: QWidget) -> list[str]:
    """Return the areas that are wider than their room; lists and texts are, and drawings, which are moved about."""
    return [
        f"{type(area).__name__} of {type(area.widget()).__name__}"
        for area in root.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0 and not isinstance(area.widget(), DRAWINGS)
    ]


def unreachable_by_keyboard(root: QWidget) -> list[str]:
    """Return the controls and lists that Tab does not lead to."""
    found = list(controls(root))
    views = root.findChildren(QAbstractItemView)
    found += [view for view in views if view.isVisible() and not isinstance(view, QHeaderView)]  # Alt+S sorts
    return [
        words_of(widget)
        for widget in found
        if widget.isEnabled()
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QLineEdit)  # the cross that clears: Escape does the same
        and not _has_arrows(widget)
    ]


def _has_arrows(widget: QWidget) -> bool:
    """Tell whether arrow keys lead here: Qt gives Tab to the chosen one of several words only."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return False
    group = widget.group()
    if group is not None and group.exclusive():
        return group.checkedButton() is not None
    return widget.autoExclusive()
