"""A line that offers what matches while one types."""

from __future__ import annotations  # options are made by the services, which no window waits for

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QWidget

from app.desktop.widgets.text_inputs import LineInput
from app.desktop.workbench import Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import Option

MOST_OFFERED = 50


class OptionLine(LineInput):
    """A line that offers what matches, found off the UI thread by name, kana, number or code."""

    def __init__(self, find: Callable[[str], list[Option]], bench: Workbench, parent: QWidget | None = None) -> None:
        """Offer what ``find`` returns for the text; it runs on the database worker."""
        super().__init__(parent)
        self._find = find
        self._question = bench.question(self)
        self._options: dict[str, Option] = {}
        self.picked: Callable[[Option], None] = lambda option: None
        self.textEdited.connect(self.offer)
        self.setPlaceholderText("名前・かな・番号で探す")

    @cached_property
    def _model(self) -> QStandardItemModel:
        """Return what is offered; it is made with the first offer."""
        made = QStandardItemModel(self)
        completer = QCompleter(made, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        self.setCompleter(completer)
        return made

    def offer(self, text: str) -> None:
        """Look for what matches and show it."""
        find = self._find
        self._question.ask(lambda: find(text), self._fill)

    def _fill(self, options: list[Option]) -> None:
        self._model.clear()
        for option in options[:MOST_OFFERED]:
            item = QStandardItem(f"{option.label}　{option.note}".strip())
            item.setData(option, int(Qt.ItemDataRole.UserRole) + 1)
            self._model.appendRow(item)
        if self.hasFocus() and options:
            self._widen()
            self.completer().complete()

    def _widen(self) -> None:
        """Give the offers the width of the longest, as far as the window goes."""
        popup = self.completer().popup()
        if popup is None:
            return
        popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        room = self.window().width() - self.mapTo(self.window(), self.rect().topLeft()).x()
        bar = popup.verticalScrollBar().sizeHint().width() + 2 * popup.frameWidth()
        popup.setMinimumWidth(max(self.width(), min(popup.sizeHintForColumn(0) + bar, room)))

    def _on_picked(self, index: QModelIndex) -> None:
        option = index.data(int(Qt.ItemDataRole.UserRole) + 1)
        if option is not None:
            self.picked(option)
