"""Several pages chosen from a list at the left, in groups; each is built when it is first shown."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Page
from app.desktop.workbench import RecordLink
from app.domain.registers import REGISTERS

NAME = int(Qt.ItemDataRole.UserRole)


class PageList(QWidget):
    """A list of words in groups beside the page of the chosen one."""

    page_chosen = Signal(object)  # str

    def __init__(self, name: str, groups: Sequence[tuple[str, Sequence[Page]]], parent: QWidget | None = None) -> None:
        """Show the first page of the first group; ``name`` is what a screen reader calls the list."""
        super().__init__(parent)
        self._build = {page: build for _, pages in groups for page, _, build in pages}
        self._built: dict[str, QWidget] = {}
        self.words = QListWidget()
        self.words.setAccessibleName(name)
        self.words.setMinimumWidth(space(30))
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.words)
        splitter.addWidget(self._stack)
        splitter.setSizes([space(44), space(220)])
        splitter.setStretchFactor(1, 1)
        column(self).addWidget(splitter)
        for group, pages in groups:
            self._add_group(group, pages)
        self.words.currentItemChanged.connect(self._on_current_changed)
        self.show_page(next(iter(self._build)))

    @property
    def current(self) -> str:
        """Return the name of the page that is shown."""
        item = self.words.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self._built[self.current]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the pages in their order."""
        return tuple(self._build)

    def show_page(self, name: str) -> QWidget:
        """Show a page, building it when it is the first time."""
        for line in range(self.words.count()):
            if self.words.item(line).data(NAME) == name:
                self.words.setCurrentRow(line)
        return self._built[name]

    def show_record(self, link: RecordLink) -> None:
        """Go to a record of one of the registers, or to the register when no record is named."""
        if link.register not in self.names:
            return
        page = self.show_page(link.register)
        if isinstance(page, RegisterPage) and link.id:
            page.show_record(link)

    def _add_group(self, group: str, pages: Sequence[Page]) -> None:
        head = QListWidgetItem(group)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        self.words.addItem(head)
        for name, word, _ in pages:
            item = QListWidgetItem(f"　{word}")
            item.setData(NAME, name)
            item.setToolTip(word)
            self.words.addItem(item)

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        name = str(item.data(NAME) or "") if item is not None else ""
        if not name:
            return
        if name not in self._built:
            self._built[name] = self._build[name]()
            self._stack.addWidget(self._built[name])
        self._stack.setCurrentWidget(self._built[name])
        self.page_chosen.emit(name)


def register_pages(registers: Iterable[str], build: Callable[[str], QWidget]) -> tuple[Page, ...]:
    """Return the pages of several registers under their own words."""
    return tuple((name, REGISTERS[name].label, partial(build, name)) for name in registers)
