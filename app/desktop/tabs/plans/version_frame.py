"""The frame of a paper in versions: its bar, why it cannot be changed, and the ways in which it is shown."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.tabs.plans.presenter import locked_words
from app.desktop.tabs.plans.version_bar import VersionBar
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.labels import column, frame, label
from app.desktop.widgets.mode_bar import ModeBar
from app.services.plans.views import VersionLine


class VersionFrame(QWidget):
    """Shows one pane for each mode; without a version, or with an empty one, what to do instead."""

    def __init__(
        self,
        bar: VersionBar,
        modes: ModeBar,
        panes: Mapping[str, QWidget],
        nothing: EmptyState,
        without: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        """Put the panes, by the names of their modes, beneath the bar; ``nothing`` offers the first version."""
        super().__init__(parent)
        self._modes = modes
        self._panes = dict(panes)
        bar.add_modes(modes)
        self._locked = frame("notice", "muted")
        self._words = label("", wrap=True)
        column(self._locked, margin=2).addWidget(self._words)
        self._stack = QStackedWidget()
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        self._whole = QStackedWidget()
        self._nothing, self._without = nothing, without
        for part in (nothing, without, self._stack):
            self._whole.addWidget(part)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(self._locked)
        layout.addWidget(self._whole, 1)
        self._locked.hide()
        nothing.action_asked.connect(bar.make_new)

    def show_version(self, version: VersionLine | None, *, is_empty: bool) -> None:
        """Show a version as the mode wants it, or what there is in its place."""
        self._words.setText(locked_words(version))
        self._locked.setVisible(bool(version and version.is_locked))
        self._whole.setCurrentWidget(self._nothing if version is None else self._without if is_empty else self._stack)
        self._modes.setVisible(not is_empty)

    def show_mode(self, mode: str) -> None:
        """Show the pane of a mode."""
        self._stack.setCurrentWidget(self._panes[mode])
