"""The sections of a version by chapter with what is to be noticed about each, and what the version still lacks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.desktop.desk_port import Missing
from app.desktop.tabs.plans.presenter import section_marks, section_words
from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.tokens import TONE_SHAPES
from app.services.plans.views import SectionView

KEY = int(Qt.ItemDataRole.UserRole)
TONE = KEY + 1


class SectionList(QListWidget):
    """Chooses a section by its key, so that the same one stays chosen in another version."""

    section_chosen = Signal(object)  # str: key

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setAccessibleName("節")
        self.setMinimumWidth(space(44))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._on_current_changed)

    @property
    def key(self) -> str:
        """Return the key of the chosen section."""
        item = self.currentItem()
        return str(item.data(KEY) or "") if item is not None else ""

    def show_sections(self, sections: Sequence[SectionView], key: str) -> None:
        """Show the sections without calling any of them chosen anew."""
        self.blockSignals(True)
        self.clear()
        chapter = ""
        for section in sections:
            if section.chapter and section.chapter != chapter:
                head = QListWidgetItem(section.chapter)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            chapter = section.chapter
            self.addItem(_item(section))
        self.choose(key)
        self._colour()
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Make a section current, the first one when there is none with this key."""
        keys = [str(self.item(line).data(KEY) or "") for line in range(self.count())]
        found = keys.index(key) if key and key in keys else next((n for n, each in enumerate(keys) if each), -1)
        self.setCurrentRow(found)

    def step(self, by: int) -> None:
        """Go to the next section or the one before."""
        line = self.currentRow() + by
        while 0 <= line < self.count():
            if self.item(line).data(KEY):
                self.setCurrentRow(line)
                return
            line += by

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._colour()

    def _colour(self) -> None:
        colours = colours_in_force()
        for line in range(self.count()):
            item = self.item(line)
            tone = str(item.data(TONE) or "")
            item.setForeground(QColor(colours.tone(tone) if tone else colours.text))

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(KEY):
            self.section_chosen.emit(str(item.data(KEY)))


class LackingList(QListWidget):
    """What a version still lacks; Enter or a click leads there."""

    lead_asked = Signal(object)  # Missing

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._lacking: tuple[Missing, ...] = ()
        self.setAccessibleName("提出までに必要なこと")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self._lead(self.row(item)))

    def show_lacking(self, lacking: Sequence[Missing]) -> None:
        """Show what is lacking; hidden when nothing is."""
        self._lacking = tuple(lacking)
        self.clear()
        for each in lacking:
            item = QListWidgetItem(f"→ {each.label}")
            item.setToolTip(each.label)
            self.addItem(item)
        self.setVisible(bool(lacking))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the current one with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._lead(self.currentRow())
            return
        super().keyPressEvent(event)

    def _lead(self, line: int) -> None:
        if 0 <= line < len(self._lacking):
            self.lead_asked.emit(self._lacking[line])


def _item(section: SectionView) -> QListWidgetItem:
    word, tone = section_marks(section)
    told = section_words(section)
    item = QListWidgetItem(f"{TONE_SHAPES.get(tone, '')} {told}".strip() if word else f"　{told}")
    item.setData(KEY, section.key)
    item.setToolTip(f"{told}　{word}".strip())
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{told} {word}".strip())
    item.setData(TONE, tone)
    return item
