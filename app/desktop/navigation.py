"""The navigation at the left: an icon and a word for each tab, and below them the office's own errands."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.desktop.tab_list import TabInfo
from app.desktop.theme.appearance import colours_in_force, space
from app.desktop.theme.icons import icon
from app.desktop.widgets.labels import column, label, scrolled

WIDTH = 46  # quarters of the font's height


class Navigation(QFrame):
    """Chooses the tab; the arrow keys move between the tabs."""

    tab_chosen = Signal(object)  # str
    errand_chosen = Signal(object)  # str

    def __init__(
        self,
        tabs: Sequence[TabInfo],
        errands: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Show the tabs, and the errands as (name, word, icon)."""
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self._icons: dict[QToolButton, str] = {}
        self._tabs: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._is_small = False
        inside = QWidget()
        layout = self._layout = column(inside, margin=3, gap=1)
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        area = scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self).addWidget(area)
        self._name = QWidget()
        words = column(self._name, gap=1)
        words.addWidget(label("市町村DX", "title"))
        words.addWidget(label("支援デスク", "title"))
        words.addSpacing(space(4))
        layout.addWidget(self._name)
        for number, tab in enumerate(tabs, start=1):
            made = self._button(layout, tab.label, tab.icon, f"{tab.label}（Ctrl+{number}）")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, name=tab.name: self.tab_chosen.emit(name))
            made.toggled.connect(lambda _, made=made: self._colour(made))
            self._group.addButton(made)
            self._tabs[tab.name] = made
        layout.addStretch(1)
        for name, word, picture in errands:
            made = self._button(layout, word, picture, word)
            made.clicked.connect(lambda _=False, name=name: self.errand_chosen.emit(name))
        self._fit()
        self.colour()

    def choose(self, name: str) -> None:
        """Mark a tab as the one shown."""
        self._tabs[name].setChecked(True)

    def shrink(self, is_small: bool) -> None:
        """Show icons only, with the words in their tips, or icons and words."""
        if is_small == self._is_small:
            return
        self._is_small = is_small
        self._name.setVisible(not is_small)
        margin = space(1 if is_small else 3)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if is_small else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for made in self._icons:
            made.setToolButtonStyle(style)
            made.setProperty("small", is_small)
            made.style().unpolish(made)
            made.style().polish(made)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as wide as the words are in the style that is known now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as the words, or the icons with room for a scroll bar."""
        wanted = self._layout.sizeHint().width()
        self.setFixedWidth(wanted + space(4) if self._is_small else max(wanted, space(WIDTH)))

    def colour(self) -> None:
        """Draw the icons in the colours of the theme in force."""
        for made in self._icons:
            self._colour(made)

    def _colour(self, made: QToolButton) -> None:
        colours = colours_in_force()
        made.setIcon(icon(self._icons[made], colours.accent if made.isChecked() else colours.quiet))

    def _button(self, layout: QVBoxLayout, word: str, picture: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "nav")
        made.setText(word)
        made.setToolTip(tip)
        made.setAccessibleName(word)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setIconSize(QSize(space(5), space(5)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icons[made] = picture
        layout.addWidget(made)
        return made
