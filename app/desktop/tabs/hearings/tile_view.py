"""The tile map: one equal tile for each municipality, told by word and shape as well as by colour."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.desktop.tabs.hearings.map_presenter import TileState
from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.tokens import CAPTION, TONE_SHAPES
from app.domain.tile_map import TileMap

ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
USUAL_COLUMNS, USUAL_ROWS = 13, 9  # of the prefecture; asked for before the tiles are known
FLAT = 0.82  # height of a tile by its width


class TileView(QWidget):
    """Arrows lead from tile to tile, Enter opens the municipality."""

    tile_chosen = Signal(object)  # str: code
    tile_opened = Signal(object)  # str: code

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without tiles."""
        super().__init__(parent)
        self._tiles = TileMap(())
        self._states: Mapping[str, TileState] = {}
        self.code = ""
        self.setAccessibleName("市町村の地図")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_states(self, tiles: TileMap, states: Mapping[str, TileState]) -> None:
        """Show what each municipality is like."""
        self._tiles, self._states = tiles, states
        self.code = self.code or next((tile.code for tile in tiles), "")
        self._tell()

    def choose(self, code: str) -> None:
        """Make a municipality the chosen one."""
        self.code = code
        self._tell()

    def sizeHint(self) -> QSize:
        """Ask for room for names in every tile."""
        return QSize(USUAL_COLUMNS * space(17), USUAL_ROWS * space(13))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(USUAL_COLUMNS * space(11), USUAL_ROWS * space(9))

    def place_of(self, code: str) -> QRectF:
        """Return where a tile is drawn."""
        wide, high, left, top = self._measures()
        tile = self._tiles.of(code)
        return QRectF(left + tile.column * wide, top + tile.row * high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tile in self._tiles:
            state = self._states.get(tile.code)
            if state is not None:
                self._draw(painter, state)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next tile in a direction, or open this one."""
        key = Qt.Key(event.key())
        if key in ARROWS and self.code:
            found = self._tiles.beside(self.code, *ARROWS[key])
            if found is not None:
                self.choose(found)
                self.tile_chosen.emit(found)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tile_opened.emit(self.code)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the tile under the pointer."""
        code = self._under(event.position())
        if code:
            self.choose(code)
            self.tile_chosen.emit(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the municipality under the pointer."""
        code = self._under(event.position())
        if code:
            self.tile_opened.emit(code)

    def event(self, event: QEvent) -> bool:
        """Tell a tile in a sentence."""
        if isinstance(event, QHelpEvent):
            state = self._states.get(self._under(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), _sentence(state) if state else "", self)
            return True
        return super().event(event)

    def _draw(self, painter: QPainter, state: TileState) -> None:
        colours = colours_in_force()
        rect = self.place_of(state.code).adjusted(space(0.5), space(0.5), -space(0.5), -space(0.5))
        is_chosen = state.code == self.code
        painter.setPen(QPen(QColor(colours.accent if is_chosen else colours.line), 2.5 if is_chosen else 1))
        painter.setBrush(QColor(colours.soft(state.tone)))
        painter.drawRoundedRect(rect, space(1), space(1))
        upper = QRectF(rect.left(), rect.top(), rect.width(), rect.height() * 0.55)
        lower = QRectF(rect.left(), rect.top() + rect.height() * 0.48, rect.width(), rect.height() * 0.45)
        painter.setPen(QColor(colours.text))
        self._write(painter, upper, state.name, 1.0)
        painter.setPen(QColor(colours.tone(state.tone)))
        self._write(painter, lower, f"{TONE_SHAPES.get(state.tone, '')} {state.word}".strip(), CAPTION)

    def _write(self, painter: QPainter, rect: QRectF, text: str, share: float) -> None:
        """Write a text as large as it fits, never larger than the body."""
        font = QFont(self.font())
        size = font.pixelSize() * share
        wide = QFontMetricsF(font).horizontalAdvance(text) * share
        room = rect.width() - space(1)
        font.setPixelSize(max(6, int(size * min(1.0, room / wide if wide else 1.0))))
        painter.setFont(font)
        painter.drawText(rect, CENTRE, text)

    def _measures(self) -> tuple[float, float, float, float]:
        """Return width and height of a tile, and where the first one begins."""
        columns, rows = max(1, self._tiles.columns), max(1, self._tiles.rows)
        wide = min(self.width() / columns, self.height() / rows / FLAT)
        high = wide * FLAT
        return (
            wide,
            high,
            (self.width() - wide * columns) / 2,
            max(0.0, (self.height() - high * rows) / 2),
        )

    def _under(self, point: QPointF) -> str:
        return next((tile.code for tile in self._tiles if self.place_of(tile.code).contains(point)), "")

    def _tell(self) -> None:
        state = self._states.get(self.code)
        self.setAccessibleDescription(_sentence(state) if state else "")
        self.update()


def _sentence(state: TileState) -> str:
    return f"{state.name}：{state.told}"
