"""Several pages of one tab, chosen by words at the top; each is built when it is first shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QToolButton, QWidget

from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import column, frame, row
from app.desktop.widgets.page_area import PageArea

Page = tuple[str, str, Callable[[], QWidget]]  # name, word, how it is built


class Segments(QWidget):
    """A row of words above the page of the chosen one."""

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        """Show the first page."""
        super().__init__(parent)
        self._build = {name: build for name, _, build in pages}
        self._built: dict[str, QWidget] = {}
        self._areas: dict[str, PageArea] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        layout = column(self, gap=0)
        bar = frame("bar")
        self._words = FlowLayout(bar, gap=1)
        for name, word, _ in pages:
            self._words.addWidget(self._segment(name, word))
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        self.current = ""
        self.show_page(pages[0][0])

    def show_page(self, name: str) -> QWidget:
        """Show a page, building it when it is the first time."""
        if name not in self._built:
            self._built[name] = self._build[name]()
            self._areas[name] = PageArea(self._built[name], self._stack)
            self._stack.addWidget(self._areas[name])
        self._stack.setCurrentWidget(self._areas[name])
        self._buttons[name].setChecked(True)
        self.current = name
        return self._built[name]

    def add_corner(self, widget: QWidget) -> None:
        """Put something at the right end of the words."""
        self._words.addWidget(filler())
        corner = QWidget()
        row(corner, margin=1).addWidget(widget)
        self._words.addWidget(corner)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the pages in their order."""
        return tuple(self._build)

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self._built[self.current]

    def _segment(self, name: str, word: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "segment")
        made.setText(word)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.show_page(name))
        self._group.addButton(made)
        self._buttons[name] = made
        return made
