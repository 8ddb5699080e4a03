"""The page 成果物: what is due when, what is missing, and the document itself."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.desk_port import Deadline
from app.desktop.tabs.reports.deliverable_panel import DeliverablePanel
from app.desktop.tabs.reports.presenter import HEADERS, Deliverables, read_deliverables, rows
from app.desktop.theme.appearance import space
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.labels import column, frame, label, row
from app.desktop.widgets.page_area import PageArea
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench


class DeliverablesPage(QWidget):
    """The due dates at the left, the chosen deliverable at the right."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load every due date."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self._found = Deliverables((), ())
        self._wanted: Mapping[str, str] = {}
        self.table = PlainTable(HEADERS, state=0)
        self.panel = DeliverablePanel(bench)
        self._show_done = CheckBox("提出済も表示")
        self._show_done.toggled.connect(lambda: self._show_rows())
        self._count = label("", "quiet")
        bar = frame("bar")
        tools = row(bar, margin=3, gap=3)
        tools.addWidget(self._count)
        tools.addWidget(self._show_done)
        tools.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        beside = PageArea(self.panel)
        beside.setMinimumWidth(space(60))
        splitter.addWidget(beside)
        splitter.setSizes([space(110), space(130)])
        self.table.setMinimumWidth(space(50))
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)
        self.table.row_chosen.connect(self._on_row_chosen)
        bench.registers_changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Load the due dates again."""
        desk = self._bench.desk
        self._question.ask(lambda: read_deliverables(desk), self._show)

    def show_session(self, id: str) -> None:
        """Go to the report of a session, even when it is done."""
        self._wanted = {"id": id}
        self._show_done.setChecked(True)
        self._go_to_wanted()

    def _show(self, found: Deliverables) -> None:
        self._found = found
        self._show_rows()

    def _show_rows(self) -> None:
        shown = rows(self._found.deadlines, self._show_done.isChecked())
        self._count.setText(f"{len(shown)}件")
        chosen = self.panel.deadline
        self.table.show_rows(shown)
        if self._wanted:
            self._go_to_wanted()
            return
        same = next((found.key for found in shown if chosen is not None and _is_same(found.key, chosen)), None)
        target = same if same is not None else (shown[0].key if shown else None)
        self.table.setCurrentCell(-1, -1)
        if target is not None:
            self.table.choose(target)

    def _go_to_wanted(self) -> None:
        found = next((item for item in self._found.deadlines if item.subject_id == self._wanted.get("id")), None)
        if found is not None:
            self._wanted = {}
            self.table.choose(found)

    def _on_row_chosen(self, deadline: Deadline) -> None:
        kind = self._found.kind_of(deadline)
        self.panel.show_deadline(deadline, kind, self._found.for_id(deadline, kind) if kind is not None else "")


def _is_same(found: object, chosen: Deadline) -> bool:
    return isinstance(found, Deadline) and (found.label, found.subject_id) == (chosen.label, chosen.subject_id)
