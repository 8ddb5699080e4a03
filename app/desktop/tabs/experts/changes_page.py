"""The page 変更通知: what changed in the database since it was handed in, field by field, and the notice (6(3)イ)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.experts.changes_words import HEADERS, cell_texts, change_rows, may_notify, pending_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.found_table import FoundTable, kept
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, prose, row, scrolled
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.services.contract.views import ExpertChangeLine, PendingChanges

DOCUMENT = "database-change"
NOTIFY = Start("submission.notify_changes", "submissions")
MODES = (("fields", "変更の内容"), ("paper", "変更通知書"))


class ChangesPage(FreshPage):
    """The experts at the left, the fields of the chosen one or the whole notice at the right."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show what is not told yet."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.pending: PendingChanges | None = None
        self._told = column(margin=2)
        self.submit = button("提出を記録…", "primary", tip="変更通知書を県に提出した日を記録します")
        self.submit.clicked.connect(lambda: start_action(bench, NOTIFY, self))
        self.table = PlainTable(HEADERS, state=0, stretch=2)
        self.table.setAccessibleName("変更のある専門人材")
        self.modes = ModeBar("変更通知の見方", MODES)
        self.paper = PaperView(bench, "変更通知書はまだありません")
        self._lay_out()
        self.table.row_chosen.connect(self._on_row_chosen)
        self.modes.mode_chosen.connect(lambda _: self._show_mode())

    def refresh(self) -> None:
        """Compare again."""
        self._question.ask(self._bench.desk.agreement.pending_changes, self._show)

    def _lay_out(self) -> None:
        self._lists = FoundTable(self.table, "調べています…")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._lists)
        self._splitter.addWidget(self._beside())
        self._splitter.setSizes([space(100), space(130)])
        layout = column(self, gap=0)
        layout.addLayout(self._told)
        layout.addWidget(self._splitter, 1)

    def _beside(self) -> QWidget:
        beside = QWidget()
        whole = column(beside, gap=0)
        bar = row(margin=1)
        bar.addWidget(self.modes)
        bar.addStretch(1)
        bar.addWidget(self.submit)
        whole.addLayout(bar)
        fields = QWidget()
        self._fields = column(fields, margin=6, gap=3)
        fields.setMinimumWidth(space(60))
        self._panes = QStackedWidget()
        self._panes.addWidget(scrolled(fields))
        self._panes.addWidget(self.paper)
        whole.addWidget(self._panes, 1)
        self._right = beside
        return beside

    def _show(self, pending: PendingChanges | None) -> None:
        self.pending = pending
        clear(self._told)
        if may_notify(pending):
            words, tone = pending_words(pending)
            notice = frame("notice", tone)
            column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
            self._told.addWidget(notice)
        self.submit.setEnabled(may_notify(pending))
        rows = change_rows(pending.changes if pending else ())
        self._right.setVisible(bool(rows) or may_notify(pending))
        self._lists.show_rows(rows, ("県に知らせる変更はありません", pending_words(pending)[0]), kept(None))
        self._show_mode()

    def _on_row_chosen(self, expert: str) -> None:
        clear(self._fields)
        change = next(change for change in self.pending.changes if change.expert_id == expert) if self.pending else None
        if change is None:
            return
        head = row(gap=2)
        head.addWidget(label(change.name, "heading", wrap=True, selectable=True))
        head.addWidget(pill(change.kind_label, change_rows((change,))[0].tone))
        head.addStretch(1)
        lead = button("専門人材を開く", "link")
        lead.clicked.connect(lambda: self._bench.link_opened.emit(RecordLink("experts", change.expert_id)))
        head.addWidget(lead)
        self._fields.addLayout(head)
        self._fields.addWidget(self._cells(change))
        self._fields.addStretch(1)

    def _cells(self, change: ExpertChangeLine) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(space(4), space(3), space(4), space(3))
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(3))
        for place, head in enumerate(("項目", "変更前", "変更後")):
            grid.addWidget(label(head, "label"), 0, place)
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, before, after) in enumerate(cell_texts(change), start=1):
            grid.addWidget(label(name, "quiet", wrap=True), line, 0, top)
            grid.addWidget(prose(before), line, 1, top)
            grid.addWidget(prose(after), line, 2, top)
        for place, share in enumerate((1, 2, 2)):
            grid.setColumnStretch(place, share)
        return card

    def _show_mode(self) -> None:
        is_paper = self.modes.mode == "paper"
        self._panes.setCurrentIndex(1 if is_paper else 0)
        if is_paper:
            self.paper.make(DOCUMENT)
