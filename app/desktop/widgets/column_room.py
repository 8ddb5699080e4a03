"""How wide the columns of a table are: as wide as what they hold, sharing what room there is."""

import re
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget

from app.desktop.theme.appearance import space

WIDEST = 100  # of a column that does not take the room left, in quarters of the font's height
NARROWEST = 44  # of a column that gives way, unless it holds less: a day stays whole
SHORTEST = 24  # of one where what does not fit is left out

AMOUNT = re.compile(
    r"[+\-－−]?\d[\d,.]*\s?(?:[%％]|回|件|名|団体|市町村|人回|人|行|点|位|円|分|時間|日|ページ|バイト|[KM]B)?"
)


def shared_room(natural: Sequence[int], least: Sequence[int], room: int, stretch: int = -1) -> list[int]:
    """Return the widths of columns in ``room`` pixels.

    Each has its natural width where there is room for all; what is left goes to ``stretch``. Where there is too
    little, the widest give way first, none below its least width; where even that is too much, all of it is scrolled.
    """
    widths = list(natural)
    if not widths:
        return widths
    spare = room - sum(widths)
    if spare >= 0:
        widths[stretch] += spare
        return widths
    floors = [min(low, wide) for low, wide in zip(least, natural, strict=True)]
    lacking = -spare
    if sum(floors) > room:
        return widths
    while lacking > 0:
        wide = max(width for width, low in zip(widths, floors, strict=True) if width > low)
        giving = [place for place, width in enumerate(widths) if width == wide and width > floors[place]]
        below = [width for width in widths if width < wide]
        bound = max([*below, *(floors[place] for place in giving)])
        step = max(1, min(wide - bound, -(-lacking // len(giving))))
        for place in giving:
            taken = min(step, lacking, widths[place] - floors[place])
            widths[place] -= taken
            lacking -= taken
    return widths


def fitting(least: Sequence[int], whole: Collection[int], room: int) -> list[int]:
    """Return the columns that are shown in ``room`` pixels: the last that need not be whole are left out first.

    When only columns are left that must be whole, the last of these go, but never the first column.
    """
    shown = list(range(len(least)))
    leaving = [place for place in reversed(shown) if place not in whole]
    leaving += [place for place in reversed(shown) if place in whole and place]
    for place in leaving:
        if sum(least[each] for each in shown) <= room:
            break
        if place:
            shown.remove(place)
    return shown


def are_amounts(texts: Iterable[str]) -> bool:
    """Tell whether the cells of a column are figures, with or without a counter, or empty."""
    said = [text.strip() for text in texts if text.strip()]
    return bool(said) and all(AMOUNT.fullmatch(text) for text in said)


class ColumnKeeper(QObject):
    """Keeps the columns of a small table as wide as what they hold and as the room there is; hands come first."""

    def __init__(
        self, table: QTableWidget, *, whole: Collection[int] = (), stretch: int = -1, scrolls: bool = True
    ) -> None:
        """Keep a table; the columns ``whole`` never give way, ``stretch`` takes the room left.

        A table that does not scroll sideways leaves out its last columns where they would say too little.
        """
        super().__init__(table)
        self._table = table
        self._whole, self._stretch, self._scrolls = frozenset(whole), stretch, scrolls
        self._natural: list[int] = []
        self._headings: list[int] = []  # what the words above need; Qt tells it of columns that are shown only
        self._chosen: dict[int, int] = {}  # widths that a person has set
        self._is_sharing = False
        table.horizontalHeader().sectionResized.connect(self._on_section_resized)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the new room among the columns."""
        if event.type() == QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    def measure(self) -> None:
        """Learn how wide the columns are by what they hold, and share the room."""
        table = self._table
        table.ensurePolished()
        table.horizontalHeader().ensurePolished()
        self._is_sharing = True
        for place in range(table.columnCount()):
            table.setColumnHidden(place, False)
        table.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        places = range(table.columnCount())
        self._natural = [table.columnWidth(place) + space(2) for place in places]
        self._headings = [table.horizontalHeader().sectionSizeHint(place) for place in places]
        self._is_sharing = False
        self.share()

    def share(self) -> None:
        """Give every column its width, but none that a person has chosen another for."""
        free = self._stretch % len(self._natural) if self._natural else -1
        natural = [
            self._chosen.get(place, width if place == free else min(width, space(WIDEST)))
            for place, width in enumerate(self._natural)
        ]
        room = self._table.viewport().width()
        least = [self._least(place, width, room) for place, width in enumerate(natural)]
        shown = list(range(len(natural))) if self._scrolls else fitting(least, self._whole, room)
        stretch = shown.index(free) if free in shown else -1
        widths = shared_room([natural[place] for place in shown], [least[place] for place in shown], room, stretch)
        self._is_sharing = True
        for place in range(len(natural)):
            self._table.setColumnHidden(place, place not in shown)
        for place, width in zip(shown, widths, strict=True):
            self._table.setColumnWidth(place, width)
        self._is_sharing = False

    def _least(self, place: int, width: int, room: int) -> int:
        if self._scrolls and place in self._chosen:
            return width
        if place in self._whole:
            least = self._natural[place]
        else:
            narrowest = NARROWEST if self._scrolls else SHORTEST
            least = max(space(narrowest), self._headings[place])
        return least if self._scrolls else min(least, width, room)  # what is wider than a table is never seen whole

    def _on_section_resized(self, place: int, _: int, width: int) -> None:
        if not self._is_sharing:
            self._chosen[place] = width


def align_column(table: QTableWidget, place: int, *, is_right: bool) -> None:
    """Put a column at the right, as figures stand, or at the left, and the word above it, too."""
    side = (Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    for item in (table.horizontalHeaderItem(place), *(table.item(line, place) for line in range(table.rowCount()))):
        if item is not None:
            item.setTextAlignment(side)
