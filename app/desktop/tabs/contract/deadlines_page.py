"""The page 期限: every due date of the contract in the order of the days, and why it is that day."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.deadline_words import left_words, state_words
from app.desktop.desk_port import Deadline
from app.desktop.tabs.contract.presenter import DEADLINE_HEADERS, deadline_rows, first_pending
from app.desktop.theme.appearance import space
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.due_panel import DueExplanation
from app.desktop.widgets.found_table import FoundTable
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row, scrolled
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import RecordLink, Workbench


class DeadlinesPage(FreshPage):
    """The timeline at the left, the reason of the chosen day at the right."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show what is not done yet."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._deadlines: tuple[Deadline, ...] = ()
        self.chosen: Deadline | None = None
        self.search = SearchBox("期限を探す")
        self.show_done = CheckBox("済んだものも表示")
        self._count = label("", "quiet")
        self.table = PlainTable(DEADLINE_HEADERS, state=1, stretch=2)
        self.table.setAccessibleName("期限の一覧")
        self._lay_out()
        self.search.search_changed.connect(lambda _: self._show_rows())
        self.search.left_downwards.connect(self.table.setFocus)
        self.search.returnPressed.connect(self.table.setFocus)
        self.show_done.toggled.connect(lambda _: self._show_rows())
        self.table.row_chosen.connect(self._on_row_chosen)

    def refresh(self) -> None:
        """Load every due date again."""
        self._question.ask(self._bench.desk.deadlines, self._show)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = row(bar, margin=3, gap=3)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.show_done)
        tools.addWidget(self._count)
        tools.addStretch(1)
        self._lists = FoundTable(self.table, "期限を調べています…")
        side = QWidget()
        side.setMinimumWidth(space(70))
        self._side = column(side, margin=4, gap=3)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists)
        splitter.addWidget(scrolled(side))
        splitter.setSizes([space(110), space(110)])
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)

    def _show(self, deadlines: tuple[Deadline, ...]) -> None:
        self._deadlines = deadlines
        self._show_rows()

    def _show_rows(self) -> None:
        rows = deadline_rows(self._deadlines, self.show_done.isChecked(), self.search.text())
        before = self.chosen
        self._count.setText(f"{len(rows)}件")
        same = next((found.key for found in rows if before is not None and _is_same(found.key, before)), None)
        nothing = ("当てはまる期限はありません", "言葉を短くするか、済んだものも表示してください。")
        if not self._lists.show_rows(rows, nothing, lambda _: same if same is not None else first_pending(rows)):
            self.chosen = None
            clear(self._side)

    def _on_row_chosen(self, deadline: Deadline) -> None:
        self.chosen = deadline
        clear(self._side)
        head = row(gap=2)
        head.addWidget(label(deadline.label, "title", wrap=True, selectable=True), 1)
        word, tone = state_words(deadline)
        head.addWidget(pill(left_words(deadline) or word, tone), 0, Qt.AlignmentFlag.AlignTop)
        self._side.addLayout(head)
        told = "　".join(part for part in (f"仕様書 {deadline.clause}", deadline.subject) if part)
        self._side.addWidget(label(told, "quiet", wrap=True))
        if deadline.subject_id:
            lead = button("記録を開く")
            link = RecordLink(deadline.subject_register, deadline.subject_id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            self._side.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        self._side.addWidget(label("なぜこの日？", "title"))
        self._side.addWidget(DueExplanation(deadline))
        self._side.addStretch(1)


def _is_same(found: object, chosen: Deadline) -> bool:
    return isinstance(found, Deadline) and (found.label, found.subject_id) == (chosen.label, chosen.subject_id)
