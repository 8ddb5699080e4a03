"""The chart of the team as a picture whose boxes are moved by mouse or by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.desktop.tabs.plans.chart_painter import LINES_OF_A_BOX, ChartPainter
from app.desktop.tabs.plans.chart_places import Drop, Placement, box_at, dropped, put_below, stepped
from app.desktop.tabs.plans.presenter import box_words
from app.desktop.theme.appearance import space
from app.services.plans.views import BoxView, ChartPage

ZOOMS = (0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0)
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChartView(QWidget):
    """Tab chooses a box, arrows move it, Ctrl+X and Ctrl+V hang it below another, Enter edits, Delete removes."""

    box_chosen = Signal(object)  # str
    box_opened = Signal(object)  # str
    box_placed = Signal(object, object)  # str, Placement
    box_removed = Signal(object)  # str
    adding_asked = Signal(object)  # str: the box below which it is added
    sight_wanted = Signal(object)  # QRect

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without boxes."""
        super().__init__(parent)
        self._page: ChartPage | None = None
        self._zoom = ZOOMS.index(1.0)
        self._pressed: QPoint | None = None
        self._by: QPointF | None = None  # how far the chosen box has been dragged
        self._drop: Drop | None = None
        self.box = ""
        self.carried = ""
        self.is_locked = True
        self.setAccessibleName("実施体制図")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def boxes(self) -> Sequence[BoxView]:
        """Return the boxes in the order in which they are read."""
        return self._page.boxes if self._page is not None else ()

    def show_chart(self, page: ChartPage) -> None:
        """Show a version of the chart; the chosen box stays chosen while it is there."""
        self._page = page
        self.is_locked = page.version is None or page.version.is_locked
        ids = [box.id for box in page.boxes]
        self.box = self.box if self.box in ids else ""
        self.carried = self.carried if self.carried in ids else ""
        self._stop_dragging()
        self._fit()

    def zoom(self, steps: int) -> None:
        """Draw larger or smaller."""
        self._zoom = min(len(ZOOMS) - 1, max(0, self._zoom + steps))
        self._fit()

    def zoom_to_fit(self, room: QSize, least: float = ZOOMS[0]) -> None:
        """Draw as large as the whole chart fits into a room, but not smaller than ``least``."""
        page = self._page
        if page is None or not page.boxes:
            return
        margin = 2 * self._margin()
        fitting = [
            number
            for number, zoom in enumerate(ZOOMS)
            if zoom >= least
            and page.width * self._unit() * zoom + margin <= room.width()
            and page.height * self._unit() * zoom + margin <= room.height()
        ]
        self._zoom = max(fitting, default=ZOOMS.index(least))
        self._fit()

    def choose(self, id: str) -> None:
        """Make a box the chosen one and bring it into sight."""
        self.box = id
        self._tell()
        found = self._find(id)
        if found is not None:
            self.sight_wanted.emit(self._pixels(found))
            self.box_chosen.emit(id)

    def centre_of(self, id: str) -> QPoint:
        """Return the middle of a box in pixels; KeyError when there is none."""
        found = self._find(id)
        if found is None:
            raise KeyError(id)
        return self._pixels(found).center()

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole chart."""
        page, margin = self._page, 2 * self._margin()
        if page is None:
            return QSize(space(60), space(40))
        return QSize(round(page.width * self._scale() + margin), round(page.height * self._scale() + margin))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the boxes; the one on its way last."""
        page = self._page
        if page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing = ChartPainter(painter, self._font(), self._scale(), self._margin())
        drawing.links(page.links)
        for box in page.boxes:
            drawing.box(box, is_chosen=box.id == self.box, has_focus=self.hasFocus(), is_carried=box.id == self.carried)
        moving, target = self._find(self.box), self._find(self._drop.target_id) if self._drop else None
        if self._by is not None and moving is not None:
            drawing.moving(moving, self._by)
            if target is not None and self._drop is not None:
                drawing.target(target, self._drop.way)
        painter.end()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Choose the next box or the one before; leave the chart behind the last one."""
        ids = [box.id for box in self.boxes]
        place = ids.index(self.box) if self.box in ids else (-1 if next else len(ids))
        place += 1 if next else -1
        if 0 <= place < len(ids):
            self.choose(ids[place])
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take, hang, edit, add and remove."""
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._place(self.box, stepped(self.boxes, self.box, STEPS[key]))
        elif event.matches(QKeySequence.StandardKey.Cut) and not self.is_locked:
            self.carried = self.box
            self._tell()
        elif event.matches(QKeySequence.StandardKey.Paste) and self.carried:
            carried, self.carried = self.carried, ""
            self._place(carried, put_below(self.boxes, carried, self.box))
        elif key == Qt.Key.Key_Escape and (self.carried or self._by is not None):
            self.carried = ""
            self._stop_dragging()
            self._tell()
        elif key in ENTER and self.box:
            self.box_opened.emit(self.box)
        elif key == Qt.Key.Key_Delete and self.box and not self.is_locked:
            self.box_removed.emit(self.box)
        elif key == Qt.Key.Key_Insert and not self.is_locked:
            self.adding_asked.emit(self.box)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the box under the pointer."""
        box = self._under(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.position().toPoint() if box is not None else None
        self.box = box.id if box is not None else ""
        if box is not None:
            self.box_chosen.emit(box.id)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chosen box once the pointer has gone far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton or self.is_locked:
            return
        by = event.position() - QPointF(self._pressed)
        if self._by is None and by.manhattanLength() < QApplication.startDragDistance():
            return
        self._by = by
        x, y = self._point(event.position())
        self._drop = dropped(self.boxes, self.box, x, y)
        self.setCursor(Qt.CursorShape.ClosedHandCursor if self._drop else Qt.CursorShape.ForbiddenCursor)
        reach = space(6)
        self.sight_wanted.emit(QRect(event.position().toPoint(), QSize(1, 1)).adjusted(-reach, -reach, reach, reach))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the dragged box where it was dropped."""
        drop, was_dragged = self._drop, self._by is not None
        self._stop_dragging()
        if was_dragged and drop is not None and event.button() == Qt.MouseButton.LeftButton:
            self._place(self.box, drop.placement)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the box under the pointer."""
        box = self._under(event.position())
        self._stop_dragging()
        if box is not None:
            self.box_opened.emit(box.id)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of the box under the pointer."""
        if isinstance(event, QHelpEvent):
            box = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), box_words(box) if box is not None else "", self)
            return True
        return super().event(event)

    def _place(self, id: str, placement: Placement | None) -> None:
        if placement is not None and id and not self.is_locked:
            self.box_placed.emit(id, placement)

    def _stop_dragging(self) -> None:
        self._pressed = self._by = self._drop = None
        self.unsetCursor()
        self.update()

    def _find(self, id: str) -> BoxView | None:
        return next((box for box in self.boxes if box.id == id), None)

    def _under(self, point: QPointF) -> BoxView | None:
        return box_at(self.boxes, *self._point(point))

    def _point(self, point: QPointF) -> tuple[float, float]:
        """Return a point of the widget in points of the drawing."""
        return (point.x() - self._margin()) / self._scale(), (point.y() - self._margin()) / self._scale()

    def _pixels(self, box: BoxView) -> QRect:
        scale, margin = self._scale(), self._margin()
        return QRect(
            round(margin + box.x * scale),
            round(margin + box.y * scale),
            round(box.width * scale),
            round(box.height * scale),
        )

    def _tell(self) -> None:
        """Draw again, and say in words which box is chosen."""
        found = self._find(self.box)
        told = box_words(found) if found is not None else f"{len(self.boxes)}枠"
        if self.carried:
            told += "\nCtrl+Vでこの枠の下に置きます"
        self.setAccessibleDescription(told)
        self.update()

    def _fit(self) -> None:
        self.resize(self.sizeHint())
        self.setMinimumSize(self.sizeHint())
        self._tell()

    def _margin(self) -> float:
        return space(4)

    def _unit(self) -> float:
        """Return how many pixels a point of the drawing takes, so that the lines of a box fit into it."""
        height = self._page.boxes[0].height if self._page is not None and self._page.boxes else 52.0
        return LINES_OF_A_BOX * self.fontMetrics().height() / height

    def _scale(self) -> float:
        return self._unit() * ZOOMS[self._zoom]

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(6, round(font.pixelSize() * ZOOMS[self._zoom])))
        return font
