"""A row that goes on in the next line when it has too little room: tool bars that stay whole at every size of type."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from app.desktop.theme.appearance import space

CONTROL = 9  # the height of a button, in quarters of the font's height
TALLER = 1.4  # times the height of a button


class FlowLayout(QLayout):
    """Lays its widgets from left to right and then downwards; a wide one takes the rest of its line."""

    def __init__(self, parent: QWidget | None = None, *, margin: float = 0, gap: float = 2) -> None:
        """Start empty; margin and gap in steps of a quarter of the font's height."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        pixels = space(margin)
        self.setContentsMargins(pixels, pixels, pixels, pixels)
        self.setSpacing(space(gap))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item as the last one."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back, or None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        """Take no more room than is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that fewer lines are needed in more room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in this width."""
        return self._lay_out(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget at its place."""
        super().setGeometry(rect)
        self._lay_out(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """Ask for the room of the widest widget."""
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay_out(self, rect: QRect, *, moves: bool) -> int:
        """Place the lines and return their height with the margins."""
        margins = self.contentsMargins()
        inside = rect.marginsRemoved(margins)
        y = inside.y()
        for line in self._lines(inside.width()):
            high = max(_height(item, inside.width()) for item in line)
            if moves:
                self._place(line, QRect(inside.x(), y, inside.width(), high))
            y += high + self.spacing()
        return y - (self.spacing() if self._shown() else 0) - rect.y() + margins.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        room = 0
        for item in self._shown():
            need = item.sizeHint().width()
            if not lines or need + self.spacing() > room:
                lines.append([])
                room = width + self.spacing()
            lines[-1].append(item)
            room -= need + self.spacing()
        return lines

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        needed = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
        wide = [item for item in line if _is_wide(item)]
        more = max(0, rect.width() - needed) // len(wide) if wide else 0
        x, usual = rect.x(), _usual_height([_height(item, rect.width()) for item in line])
        for item in line:
            size = item.sizeHint()
            width = min(size.width() + (more if item in wide else 0), rect.width())
            height = _height(item, rect.width())
            top = rect.y() + max(0, usual - height) // 2
            item.setGeometry(QRect(QPoint(x, top), QSize(width, height)))
            x += width + self.spacing()


def _is_wide(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Expanding


def _height(item: QLayoutItem, width: int) -> int:
    """Return the height of an item in a line of this width; a text too long for one line takes several."""
    size = item.sizeHint()
    return item.heightForWidth(width) if item.hasHeightForWidth() and size.width() > width else size.height()


def _usual_height(heights: list[int]) -> int:
    """Return the height on whose middle a line is aligned: one much taller than a button only hangs down further."""
    most = TALLER * space(CONTROL)
    return max((height for height in heights if height <= most), default=min(heights))


def filler() -> QWidget:
    """Return an empty widget that takes the rest of its line, so that what follows stands at the right."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
