"""The bar of a paper in versions: which version is shown, how far it is with the prefecture, and what can be done."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from app.desktop.desk_port import ActionInfo, Offer, Outcome
from app.desktop.tabs.plans.presenter import STATE_TONES, VERSIONS, version_note, version_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_bar import ActionBar
from app.desktop.widgets.action_dialog import ActionDialog, outcome_id
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import button, clear, column, label, pill, row
from app.desktop.workbench import Workbench
from app.services.plans.views import VersionLine

DRAW = "plan_version.draw"


class VersionBar(QFrame):
    """Chooses a version and runs its actions; ``leaving`` is told before anything is done with it."""

    version_chosen = Signal(object)  # str
    leaving = Signal()

    def __init__(self, bench: Workbench, kind: str, name: str, parent: QWidget | None = None) -> None:
        """Show the versions of one kind of paper, called by its name."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._bench, self._kind, self._name = bench, kind, name
        self._version: VersionLine | None = None
        self._draw: ActionInfo | None = None
        self._choices: list[tuple[str, str]] = []
        self._offers: tuple[Offer, ...] = ()
        self.versions = CalmComboBox()
        self.versions.setAccessibleName(f"{name}の版")
        self.versions.setMinimumWidth(space(40))
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.activated.connect(lambda: self.version_chosen.emit(str(self.versions.currentData())))
        self.actions_of_version = ActionBar(bench)
        self.actions_of_version.action_chosen.connect(self.run)
        self.new = button("＋ 新しい版を作る", tip=f"{name}の次の版を作ります（Ctrl+N）")
        self.new.clicked.connect(self.make_new)
        self._state = QWidget()
        self._pill = row(self._state)
        self._note = label("", "quiet", wrap=True)
        self._tools = FlowLayout(margin=0, gap=2)
        self._lay_out()

    def add_modes(self, modes: QWidget) -> None:
        """Put a choice of how the version is shown behind its state."""
        self._middle.addWidget(modes)

    def _lay_out(self) -> None:
        whole = column(self, margin=3, gap=1)
        middle = QWidget()
        self._middle = row(middle)
        own = QWidget()
        self._own = row(own)
        for part in (self.versions, self._state, middle, filler(), self.actions_of_version, own, self.new):
            self._tools.addWidget(part)
        whole.addLayout(self._tools)
        whole.addWidget(self._note)

    def show_versions(
        self,
        versions: Sequence[VersionLine],
        version: VersionLine | None,
        offers: Sequence[Offer],
        making: Sequence[Offer],
    ) -> None:
        """Show the versions, the shown one with its state and actions."""
        self._version = version
        self._draw = next((offer.action for offer in making if offer.allowed and offer.action.name == DRAW), None)
        self.new.setVisible(self._draw is not None)
        choices = [(version_words(each), each.id) for each in versions]
        if choices != self._choices:
            self._choices = choices
            self.versions.clear()
            for words, key in choices:
                self.versions.addItem(words, key)
        self.versions.setVisible(bool(versions))
        clear(self._pill)
        self._note.setText(version_note(version) if version is not None else "")
        self._note.setVisible(bool(self._note.text()))
        if version is not None:
            self.versions.setCurrentIndex(self.versions.findData(version.id))
            self._pill.addWidget(pill(version.state_label, STATE_TONES[version.state]))
        if tuple(offers) != self._offers:  # a button under the pointer stays while nothing about it changed
            self._offers = tuple(offers)
            self.actions_of_version.show_offers(self._offers)

    def add_button(self, made: QWidget) -> None:
        """Put a button of the page's own before the one that makes a version."""
        self._own.addWidget(made)

    def make_new(self) -> None:
        """Ask what the next version changes, and make it."""
        self.leaving.emit()
        if self._draw is None:
            return
        fields = tuple(field for field in self._draw.fields if field.name != "kind")
        action = replace(self._draw, label="新しい版を作る", fields=fields)
        dialog = ActionDialog(self._bench, action, None, self._name, {"kind": self._kind}, parent=self)
        dialog.outcome_reached.connect(self._on_made)
        dialog.open()

    def run(self, action: ActionInfo) -> None:
        """Run an action on the shown version: at once when there is nothing to enter, else in its dialog."""
        version, desk = self._version, self._bench.desk
        self.leaving.emit()
        if version is None:
            return
        if not action.fields:
            self._bench.act(lambda: desk.run(action.name, version.id, {}), owner=self)
            return
        ActionDialog(self._bench, action, version.id, version.label, parent=self).open()

    def _on_made(self, outcome: Outcome) -> None:
        made = outcome_id(outcome, VERSIONS)
        if made:
            self.version_chosen.emit(made)
