"""The page of a register: its list with search and filters, and the chosen record beside it."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.reading import Relation, filters_of
from app.desktop.theme.appearance import space
from app.desktop.widgets.combo_box import CalmComboBox
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.widgets.record_view import RecordView
from app.desktop.widgets.register_model import RegisterModel
from app.desktop.widgets.register_table import RegisterTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import RecordLink, Workbench
from app.domain.record import Field, Register

if TYPE_CHECKING:
    from app.desktop.desk_port import ActionInfo, Offer, Outcome


class RegisterPage(QWidget):
    """List and detail of any register, made from its declaration."""

    def __init__(
        self,
        bench: Workbench,
        register: Register,
        relations: Mapping[str, Sequence[Relation]],
        columns: tuple[str, ...] = (),
        hint: str = "",
        *,
        creates: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Show a register; ``relations`` names the lists beside a record, ``hint`` what to do when it is empty.

        ``creates`` is false where the records of a register are made elsewhere.
        """
        super().__init__(parent)
        self._bench = bench
        self._hint = hint
        self._creates = creates
        self.register = register
        self._creating: tuple[ActionInfo, ...] = ()
        self._filters: dict[str, CalmComboBox] = {}
        self._within: Mapping[str, object] = {}
        self._nothing_within: tuple[str, str] | None = None
        self.model = RegisterModel(register, bench, columns, self)
        # Each part is made in its place: to be moved later costs its whole style anew.
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lists = QStackedWidget(self.splitter)
        self.table = RegisterTable(self.model, self._lists)
        self.search = SearchBox(f"{register.label}を探す")
        self.view = RecordView(bench, relations, f"{register.label}を一覧から選んでください", self.splitter)
        self._lay_out()
        self.search.search_changed.connect(lambda text: self.model.ask(search=text))
        self.search.left_downwards.connect(self.table.setFocus)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.record_selected.connect(self._on_record_selected)
        self.model.ids_loaded.connect(self._on_ids_loaded)
        self.model.rest_loaded.connect(self._show_count)
        self.model.load_failed.connect(bench.tell)
        bench.registers_changed.connect(self._on_registers_changed)
        self.refresh()

    def refresh(self) -> None:
        """Load the list, the record and what can be made."""
        self.model.reload()
        self.view.reload()
        self._bench.when_ready(self._ask_creating)

    def _ask_creating(self) -> None:
        desk, name = self._bench.desk, self.register.name
        self._bench.runner.database(lambda: desk.offers(name), self._show_creating, owner=self)

    def show_record(self, link: RecordLink) -> None:
        """Go to a record of this register or of a related one."""
        if link.register == self.register.name:
            self.table.select(link.id)
        self.view.show_record(link)

    def make_new(self) -> None:
        """Open the form of the first action that makes a record."""
        if self._creating:
            self._open_creation(self._creating[0])

    def filter(self, name: str, value: str) -> None:
        """Narrow the list by a listed choice."""
        combo = self._filters[name]
        combo.setCurrentIndex(max(0, combo.findData(value)))

    def narrow(self, within: Mapping[str, object], nothing: tuple[str, str] | None = None) -> None:
        """Show only what is within this, or ``nothing`` in words; filters of the same fields are not offered."""
        self._within, self._nothing_within = within, nothing
        for name, combo in self._filters.items():
            combo.setVisible(name not in within)
        self.table.select("")
        self.view.clear()
        self._ask_filtered()

    def print_list(self) -> None:
        """Show the list on paper, as it is filtered and searched now."""
        from app.desktop.widgets.print_dialog import PrintDialog

        PrintDialog(self._bench, self.register, self.model.where, self.model.sought, self).open()

    def _lay_out(self) -> None:
        whole = column(self, gap=0)
        beside = QWidget()
        self.head = row(beside, gap=2)
        bar = frame("bar")
        bar_layout = FlowLayout(bar, margin=3, gap=2)
        self.search.setMinimumWidth(space(18))
        bar_layout.addWidget(self.search)
        for field in filters_of(self.register):
            bar_layout.addWidget(self._filter_box(field))
        self._count = label("", "quiet")
        bar_layout.addWidget(self._count)
        bar_layout.addWidget(filler())
        bar_layout.addWidget(beside)
        self._print = button("印刷", tip="この一覧を印刷します（Ctrl+P）")
        self._print.setShortcut("Ctrl+P")
        self._print.clicked.connect(self.print_list)
        bar_layout.addWidget(self._print)
        self._new = button(f"{self.register.label}を登録", "primary", "Ctrl+N")
        self._new.hide()
        self._new.clicked.connect(self.make_new)
        bar_layout.addWidget(self._new)
        whole.addWidget(bar)
        self.above = column(gap=0)
        whole.addLayout(self.above)
        self._nothing = EmptyState("", parent=self._lists)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._nothing)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(space(1))
        self.splitter.addWidget(self._lists)
        self.splitter.addWidget(self.view)
        self.splitter.setSizes([space(100), space(120)])
        self._lists.setMinimumWidth(space(50))
        whole.addWidget(self.splitter, 1)

    def _filter_box(self, field: Field) -> CalmComboBox:
        combo = CalmComboBox()
        combo.setAccessibleName(f"{field.label}で絞り込む")
        combo.setMaximumWidth(space(60))
        combo.addItem(f"{field.label}：すべて", "")
        for member in field.choices or ():
            combo.addItem(member.label, member.value)
        combo.currentIndexChanged.connect(lambda: self._ask_filtered())
        self._filters[field.name] = combo
        return combo

    def _ask_filtered(self) -> None:
        offered = {name: combo for name, combo in self._filters.items() if name not in self._within}
        chosen = {name: str(combo.currentData()) for name, combo in offered.items() if combo.currentData()}
        self.model.ask(where={**self._within, **chosen})

    def _show_creating(self, offers: tuple[Offer, ...]) -> None:
        self._creating = tuple(offer.action for offer in offers if offer.allowed and self._creates)
        self._new.setVisible(bool(self._creating))
        if self._creating:
            self._new.setText(f"＋ {self._creating[0].label}")

    def _open_creation(self, action: ActionInfo) -> None:
        from app.desktop.widgets.action_dialog import ActionDialog

        dialog = ActionDialog(self._bench, action, None, parent=self)
        dialog.outcome_reached.connect(self._on_created)
        dialog.open()

    def _on_created(self, outcome: Outcome) -> None:
        from app.desktop.widgets.action_dialog import outcome_id

        new = outcome_id(outcome, self.register.name)
        if new:
            self.show_record(RecordLink(self.register.name, new))

    def _on_record_selected(self, id: str) -> None:
        self.view.show_record(RecordLink(self.register.name, id))

    def _on_ids_loaded(self) -> None:
        count = len(self.model.ids)
        self._show_count()
        if self.model.sought or set(self.model.where) - set(self._within):
            self._nothing.tell("当てはまるものがありません", "言葉を短くするか、絞り込みを外してください。")
        elif self._nothing_within is not None:
            self._nothing.tell(*self._nothing_within)
        else:
            self._nothing.tell(f"{self.register.label}はまだありません", self._hint)
        self._lists.setCurrentIndex(0 if count else 1)
        self._print.setEnabled(bool(count))
        self.view.setVisible(bool(count) or self.view.has_record)
        if count and not self.table.current_id and not self.view.has_record:
            self.show_record(RecordLink(self.register.name, self.model.id_at(0)))

    def _show_count(self) -> None:
        more = "" if self.model.is_whole else "以上"
        self._count.setText(f"{len(self.model.ids):,}件{more}")

    def _on_registers_changed(self, registers: frozenset[str]) -> None:
        if self.register.name in registers:
            self.model.reload()
