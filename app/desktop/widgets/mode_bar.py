"""A few words of which one is chosen: how a page shows what it shows (図・表, 月・週)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.desktop.widgets.flow import FlowLayout


class ModeBar(QWidget):
    """Words in a row; the chosen one is underlined."""

    mode_chosen = Signal(object)  # str

    def __init__(self, name: str, modes: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Offer modes as (name, word), the first one chosen; ``name`` is what a screen reader calls them."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=0.5)
        for mode, word in modes:
            made = QToolButton()
            made.setProperty("role", "segment")
            made.setText(word)
            made.setAccessibleName(f"{name} {word}")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _=False, chosen=mode: self.mode_chosen.emit(chosen))
            self._group.addButton(made)
            self._buttons[mode] = made
            layout.addWidget(made)
        self._buttons[modes[0][0]].setChecked(True)

    @property
    def modes(self) -> tuple[str, ...]:
        """Return the modes in their order."""
        return tuple(self._buttons)

    @property
    def mode(self) -> str:
        """Return the chosen mode."""
        return next(mode for mode, made in self._buttons.items() if made.isChecked())

    def choose(self, mode: str) -> None:
        """Choose a mode and tell so."""
        self._buttons[mode].setChecked(True)
        self.mode_chosen.emit(mode)

    def rename(self, mode: str, word: str) -> None:
        """Give a mode another word: one with a number that changes."""
        made = self._buttons[mode]
        made.setText(word)
        made.setAccessibleName(f"{self.accessibleName()} {word}")

    def show_mode(self, mode: str, *, is_shown: bool) -> None:
        """Offer a mode or not."""
        self._buttons[mode].setVisible(is_shown)
