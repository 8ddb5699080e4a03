"""A schedule as bars over days: chosen, opened and moved by mouse or by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.widgets.gantt_layout import (
    Days,
    DayScale,
    GanttItem,
    GanttMark,
    GanttRow,
    grip_at,
    moved,
    rows_of,
)
from app.desktop.widgets.gantt_painter import GanttPainter

ZOOMS = (1.0, 1.5, 2.0, 3.0, 5.0, 8.0)  # times the width at which the whole span is seen
LABEL_SHARE = 0.3  # of the width, at most
NUDGES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class _Moving:
    """A bar on its way: which, at which part, whereto."""

    item: GanttItem
    grip: str
    from_x: float
    days: Days
    by: int = 0


class GanttView(QAbstractScrollArea):
    """Up and Down choose, Enter opens, Alt with Left and Right moves the end, Alt+Shift the start; Enter keeps it."""

    item_chosen = Signal(object)  # str
    item_opened = Signal(object)  # str
    item_moved = Signal(object, object)  # str, (first day, last day)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._name = name
        self._rows: tuple[GanttRow, ...] = ()
        self._marks: tuple[GanttMark, ...] = ()
        self._from_on = self._until_on = date(2000, 1, 1)
        self._zoom = 0
        self._moving: _Moving | None = None
        self.item = ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(space(78), space(90))

    def show_items(self, items: Sequence[GanttItem], marks: Sequence[GanttMark], from_on: date, until_on: date) -> None:
        """Show these rows between two days, both included; the chosen one stays chosen while it is there."""
        self._rows = rows_of(items)
        self._marks = tuple(sorted(marks, key=lambda mark: mark.on))
        self._from_on, self._until_on = from_on, until_on
        self._moving = None
        ids = [item.id for item in items]
        if self.item not in ids:
            self.item = ids[0] if ids else ""
        self._measure()
        self._tell()

    @property
    def items(self) -> list[GanttItem]:
        """Return the items in their order."""
        return [row.item for row in self._rows if row.item is not None]

    @property
    def is_moving(self) -> bool:
        """Tell whether a bar is being moved and not yet kept."""
        return self._moving is not None

    def choose(self, id: str) -> None:
        """Make an item the chosen one and bring it into sight."""
        if id not in [item.id for item in self.items]:
            return
        self.item = id
        self._bring_into_sight()
        self._tell()
        self.item_chosen.emit(id)

    def zoom(self, steps: int) -> None:
        """Show fewer days in more room, or more in less; the middle stays where it is."""
        bar = self.horizontalScrollBar()
        middle = (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())
        self._zoom = min(len(ZOOMS) - 1, max(0, self._zoom + steps))
        self._measure()
        bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self.viewport().update()

    def scale(self) -> DayScale:
        """Return where the days lie in the viewport."""
        left = self._label_width()
        room = max(1.0, self.viewport().width() - left - space(3))
        return DayScale(
            self._from_on, self._until_on, left - self.horizontalScrollBar().value(), room * ZOOMS[self._zoom]
        )

    def height_of(self, rows: int) -> int:
        """Return the height at which so many rows are seen."""
        return round(self._head() + rows * self._row_height()) + 2 * self.frameWidth()

    def row_place(self, id: str) -> QRectF:
        """Return the row of an item in the viewport; KeyError when it is not shown."""
        for number, row in enumerate(self._rows):
            if row.item is not None and row.item.id == id:
                return self._row_rect(number)
        raise KeyError(id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars, beside them the titles, above them the head; titles and head do not scroll away."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, head, left = QRectF(self.viewport().rect()), self._head(), self._label_width()
        painter.fillRect(whole, QColor(colours_in_force().surface))
        drawing = GanttPainter(painter, self, self.scale())
        visible = [(number, row) for number, row in enumerate(self._rows) if self._row_rect(number).intersects(whole)]
        painter.setClipRect(QRectF(0, head, whole.width(), whole.height() - head))
        for number, row in visible:
            self._draw_ground(painter, drawing, self._row_rect(number), row)
        painter.setClipRect(QRectF(left, head, whole.width() - left, whole.height() - head))
        drawing.month_lines(head, whole.height())
        drawing.lines(self._marks, head, whole.height())
        for number, row in visible:
            if row.item is not None:
                rect = self._row_rect(number)
                drawing.bar(row.item, self._days_of(row.item), rect.top(), rect.height(), whole.width())
        painter.setClipRect(QRectF(left, 0, whole.width() - left, head))
        self._draw_head(drawing, whole.width())
        painter.setClipping(False)
        painter.setPen(QPen(QColor(colours_in_force().strong_line), 1))
        painter.drawLine(QPointF(left, 0), QPointF(left, whole.height()))
        painter.drawLine(QPointF(0, head), QPointF(whole.width(), head))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, move and keep."""
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ids = [item.id for item in self.items]
        place = ids.index(self.item) if self.item in ids else -1
        if alt and key in NUDGES:
            self._nudge("start" if shift else "end", NUDGES[key])
        elif key == Qt.Key.Key_Escape and self._moving is not None:
            self._give_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._moving is not None:
            self._keep()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.item:
            self.item_opened.emit(self.item)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and ids:
            self._give_up()
            target = min(len(ids) - 1, max(0, place + (1 if key == Qt.Key.Key_Down else -1)))
            if target != place:
                self.choose(ids[target])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and ids:
            self.choose(ids[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(1 if key == Qt.Key.Key_Plus else -1)
        elif key in NUDGES:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + NUDGES[key] * bar.singleStep())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer, and take hold of its bar."""
        item = self._item_at(event.position())
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.choose(item.id)
        grip = self._grip(event.position(), item)
        if grip:
            self._moving = _Moving(item, grip, event.position().x(), item.planned)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the part that is held, a day at a time; else show what can be held."""
        if self._moving is not None and event.buttons() & Qt.MouseButton.LeftButton:
            by = self.scale().days_in(event.position().x() - self._moving.from_x)
            self._move(self._moving.grip, by)
            return
        item = self._item_at(event.position())
        grip = self._grip(event.position(), item) if item is not None else ""
        shapes = {"start": Qt.CursorShape.SizeHorCursor, "end": Qt.CursorShape.SizeHorCursor}
        self.viewport().setCursor(shapes.get(grip, Qt.CursorShape.ArrowCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was moved."""
        if self._moving is not None and event.button() == Qt.MouseButton.LeftButton:
            self._keep()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the item under the pointer."""
        item = self._item_at(event.position())
        self._give_up()
        if item is not None:
            self.item_opened.emit(item.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the new room."""
        super().resizeEvent(event)
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """Return what is to be said about a point: the item, or the lines of the days near it."""
        if point.y() < self._head():
            near = [mark for mark in self._marks if abs(self.scale().middle(mark.on) - point.x()) <= space(2)]
            return "\n".join(f"{mark.on.isoformat()}　{mark.label}" for mark in near)
        item = self._item_at(point)
        return item.tip if item is not None else ""

    def _draw_ground(self, painter: QPainter, drawing: GanttPainter, rect: QRectF, row: GanttRow) -> None:
        """Draw the ground and the title of a row."""
        colours = colours_in_force()
        is_chosen = row.item is not None and row.item.id == self.item
        if row.item is None or is_chosen:
            painter.fillRect(rect, QColor(colours.accent_soft if is_chosen else colours.window))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_chosen and self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        title = QRectF(space(1.5), rect.top(), self._label_width() - space(2.5), rect.height())
        painter.setPen(QColor(colours.text))
        if row.item is None:
            drawing.text(title, row.heading, drawing.bold)
        else:
            drawing.text(title.adjusted(space(2), 0, 0, 0), row.item.title, drawing.font)

    def _draw_head(self, drawing: GanttPainter, end: float) -> None:
        line = drawing.line + space(0.5)
        drawing.month_lines(0, line)
        drawing.month_words(0)
        drawing.names([mark for mark in self._marks if not mark.is_strong], line, end)
        drawing.strong_names([mark for mark in self._marks if mark.is_strong], 2 * line, end)

    def _days_of(self, item: GanttItem) -> Days:
        return self._moving.days if self._moving is not None and self._moving.item.id == item.id else item.planned

    def _nudge(self, grip: str, step: int) -> None:
        item = next((each for each in self.items if each.id == self.item), None)
        if item is None or not item.is_movable:
            return
        if self._moving is None or self._moving.grip != grip:
            self._give_up()
            self._moving = _Moving(item, grip, 0.0, item.planned)
        self._move(grip, self._moving.by + step)

    def _move(self, grip: str, by: int) -> None:
        if self._moving is not None:
            item = self._moving.item
            self._moving = _Moving(item, grip, self._moving.from_x, moved(item, grip, by), by)
            self._tell()

    def _keep(self) -> None:
        moving, self._moving = self._moving, None
        self._tell()
        if moving is not None and moving.days != moving.item.planned:
            self.item_moved.emit(moving.item.id, moving.days)

    def _give_up(self) -> None:
        self._moving = None
        self._tell()

    def _grip(self, point: QPointF, item: GanttItem) -> str:
        return grip_at(point.x(), item, self.scale(), space(1.5)) if item.is_movable else ""

    def _item_at(self, point: QPointF) -> GanttItem | None:
        if point.y() < self._head():
            return None
        number = int((point.y() - self._head() + self.verticalScrollBar().value()) // self._row_height())
        return self._rows[number].item if 0 <= number < len(self._rows) else None

    def _tell(self) -> None:
        """Draw again, and say in words what is chosen and where it is being moved."""
        item = next((each for each in self.items if each.id == self.item), None)
        told = item.tip if item is not None else ""
        if self._moving is not None:
            first, last = self._moving.days
            told = f"{first.isoformat()}～{last.isoformat()}　Enterで決定、Escでやめる"
        self.setAccessibleDescription(told)
        self.viewport().update()

    def _bring_into_sight(self) -> None:
        rect, bar = self.row_place(self.item), self.verticalScrollBar()
        if rect.top() < self._head():
            bar.setValue(round(bar.value() - (self._head() - rect.top())))
        elif rect.bottom() > self.viewport().height():
            bar.setValue(round(bar.value() + rect.bottom() - self.viewport().height()))

    def _measure(self) -> None:
        high = self.viewport().height() - self._head()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(max(1, round(high)))
        down.setSingleStep(round(self._row_height()))
        down.setRange(0, max(0, round(len(self._rows) * self._row_height() - high)))
        room = max(1.0, self.viewport().width() - self._label_width() - space(3))
        across.setPageStep(round(room))
        across.setSingleStep(space(8))
        across.setRange(0, round(room * (ZOOMS[self._zoom] - 1)))
        self.viewport().update()

    def _row_rect(self, number: int) -> QRectF:
        top = self._head() + number * self._row_height() - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._row_height())

    def _row_height(self) -> float:
        return space(10)

    def _label_width(self) -> float:
        return min(space(62), self.viewport().width() * LABEL_SHARE)

    def _head(self) -> float:
        return 3 * (self.fontMetrics().height() + space(0.5))
