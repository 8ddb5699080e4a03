"""A calendar by month or week: things on their days, moved by dragging or by keyboard."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.calendar_layout import WEEK, CalendarDay, CalendarItem, Place, day_places, items_that_fit
from app.desktop.widgets.calendar_painter import CalendarPainter

LEAST_WIDTH = 120  # in quarters of the font's height: a name on each day
LEAST_ON_A_DAY = 2  # entries in sight before the page is scrolled
LEAST_LINES = 8  # of entries, however few weeks there are
ITEM_MIME = "application/x-dxdesk-item"
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}


def item_of(mime: QMimeData) -> str:
    """Return the id that a drag carries; empty when it is none of ours."""
    return bytes(mime.data(ITEM_MIME).data()).decode("utf-8", "replace") if mime.hasFormat(ITEM_MIME) else ""


def carrying(id: str) -> QMimeData:
    """Return what a drag of an item carries."""
    mime = QMimeData()
    mime.setData(ITEM_MIME, id.encode())
    return mime


class CalendarGrid(QWidget):
    """Shows whole weeks: arrows choose a day, Space its next item, Enter opens; Ctrl+X takes it, Ctrl+V puts it."""

    item_chosen = Signal(object)  # str
    item_opened = Signal(object)  # str
    item_dropped = Signal(object, object)  # str, date
    day_chosen = Signal(object)  # date
    day_opened = Signal(object)  # date
    day_left = Signal(object)  # date outside of what is shown

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without days."""
        super().__init__(parent)
        self._days: tuple[CalendarDay, ...] = ()
        self._items: dict[date, list[CalendarItem]] = {}
        self._name = name
        self._text_lines = 1
        self.day: date | None = None
        self.item = ""
        self.carried = ""
        self._target: date | None = None
        self._pressed: QPoint | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(space(LEAST_WIDTH))

    def show_days(self, days: Sequence[CalendarDay], items: Sequence[CalendarItem], day: date, lines: int = 1) -> None:
        """Show these days, whole weeks from Monday, with the cursor on ``day``; an item takes so many lines of text."""
        self._days = tuple(days)
        self._text_lines = lines
        self._items = {found.on: [] for found in days}
        for item in items:
            self._items.setdefault(item.on, []).append(item)
        weeks = -(-len(self._days) // WEEK)
        lines = max(LEAST_LINES, weeks * LEAST_ON_A_DAY)
        self.setMinimumHeight(round(self._head() + weeks * self._first_line() + lines * self._line()))
        shown = {item.id for item in items}
        self.item = self.item if self.item in shown else ""
        self._go_to(day)

    def choose(self, id: str) -> None:
        """Make an item the chosen one, with the cursor on its day."""
        found = self._find(id)
        if found is not None:
            self.day, self.item = found.on, id
            self.item_chosen.emit(id)
        self._tell()

    def carry(self, id: str) -> None:
        """Take something in hand, to be put on a day with Ctrl+V or Enter."""
        self.carried = id
        self._tell()

    def place_of(self, day: date) -> Place:
        """Return where a day is drawn; KeyError when it is not shown."""
        return self._places()[day]

    def item_places(self, day: date) -> list[tuple[Place, CalendarItem]]:
        """Return where the items of a day are drawn, as many as fit."""
        place, items = self.place_of(day), self._items.get(day, [])
        top, line = self._first_line(), self._item_height(place.height)
        shown = items_that_fit(len(items), place.height - top, line)
        gap = space(0.75)
        return [
            (Place(place.left + gap, place.top + top + number * line, place.width - 2 * gap, line - gap), item)
            for number, item in enumerate(items[:shown])
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the days and what is on them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = CalendarPainter(painter, self, self._head(), self._line())
        places = self._places()
        for found in self._days:
            place, shown = places[found.on], self.item_places(found.on)
            drawing.day(place, found, found.on == self.day, found.on == self._target)
            for where, item in shown:
                drawing.item(where, item, item.id == self.item, item.id == self.carried)
            hidden = len(self._items.get(found.on, [])) - len(shown)
            if hidden:
                top = self._first_line() + len(shown) * self._item_height(places[found.on].height)
                drawing.more(place, top, hidden)
        drawing.head([places[found.on] for found in self._days[:WEEK]])
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, choose, open, take and put."""
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.day is None:
            super().keyPressEvent(event)
        elif key in STEPS:
            self._step(timedelta(days=STEPS[key]))
        elif key == Qt.Key.Key_Space:
            self._next_item()
        elif key == Qt.Key.Key_Escape and self.carried:
            self.carry("")
        elif control and key == Qt.Key.Key_X and self._is_movable(self.item):
            self.carry(self.item)
        elif self.carried and (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (control and key == Qt.Key.Key_V)):
            self._put(self.carried, self.day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.item:
            self.item_opened.emit(self.item)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        day, item = self._under(event.position())
        self._pressed = event.position().toPoint() if item is not None else None
        if day is None:
            return
        self.day, self.item = day, item.id if item is not None else ""
        self.day_chosen.emit(day)
        if item is not None:
            self.item_chosen.emit(item.id)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag a movable item once the pointer has gone far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and self._is_movable(self.item):
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(carrying(self.item))
            drag.exec(Qt.DropAction.MoveAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item, or the day."""
        day, item = self._under(event.position())
        if item is not None:
            self.item_opened.emit(item.id)
        elif day is not None:
            self.day_opened.emit(day)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept an item."""
        if item_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the day on which it would be put."""
        self._target, _ = self._under(event.position())
        event.setAccepted(self._target is not None)
        self.update()

    def dragLeaveEvent(self, event: QEvent) -> None:
        """Show no day any more."""
        self._target = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which item was put on which day."""
        day, _ = self._under(event.position())
        self._target = None
        if day is not None:
            event.acceptProposedAction()
            self._put(item_of(event.mimeData()), day)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        if isinstance(event, QHelpEvent):
            day, item = self._under(QPointF(event.pos()))
            found = next((each for each in self._days if each.on == day), None)
            text = (item.tip or item.text) if item is not None else (found.closed if found else "")
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _put(self, id: str, day: date) -> None:
        self.carried = ""
        self.day = day
        self._tell()
        self.item_dropped.emit(id, day)

    def _step(self, step: timedelta) -> None:
        day = (self.day or date.min) + step
        if day in self._items:
            self.item = ""
            self._go_to(day)
        else:
            self.day_left.emit(day)

    def _go_to(self, day: date) -> None:
        self.day = day
        self._tell()
        self.day_chosen.emit(day)

    def _next_item(self) -> None:
        ids = [item.id for item in self._items.get(self.day or date.min, [])]
        if ids:
            self.choose(ids[(ids.index(self.item) + 1) % len(ids)] if self.item in ids else ids[0])

    def _find(self, id: str) -> CalendarItem | None:
        return next((item for items in self._items.values() for item in items if item.id == id), None)

    def _is_movable(self, id: str) -> bool:
        found = self._find(id)
        return found is not None and found.is_movable

    def _tell(self) -> None:
        """Draw again, and say in words where the cursor is."""
        items = self._items.get(self.day, []) if self.day else []
        found = next((day for day in self._days if day.on == self.day), None)
        told = [f"{self.day:%m月%d日}" if self.day else "", found.closed if found else ""]
        chosen = self._find(self.item)
        told.append(f"{chosen.time} {chosen.text}" if chosen else f"{len(items)}件")
        self.setAccessibleDescription(" ".join(part for part in told if part))
        self.update()

    def _under(self, point: QPointF) -> tuple[date | None, CalendarItem | None]:
        day = next((on for on, place in self._places().items() if place.holds(point.x(), point.y())), None)
        if day is None:
            return None, None
        shown = self.item_places(day)
        return day, next((item for place, item in shown if place.holds(point.x(), point.y())), None)

    def _places(self) -> dict[date, Place]:
        return day_places([found.on for found in self._days], self.width(), self.height(), self._head())

    def _head(self) -> float:
        return self.fontMetrics().height() + space(3)

    def _item_height(self, high: float) -> float:
        """Return the height of an item in days of this height: as many lines of text as leave room for every item."""
        most = max((len(items) for items in self._items.values()), default=0)
        for lines in range(self._text_lines, 1, -1):
            item = self._line() + (lines - 1) * self.fontMetrics().height()
            if most * item <= high - self._first_line():
                return item
        return self._line()

    def _first_line(self) -> float:
        return self.fontMetrics().height() + space(2)

    def _line(self) -> float:
        return self.fontMetrics().height() + space(2)
