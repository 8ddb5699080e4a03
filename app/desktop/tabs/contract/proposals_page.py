"""The page 機運醸成の提案: whom to propose to when dispatches fall short, the prefecture's consent, the papers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.ledgers import PROPOSALS, RELATIONS
from app.desktop.tabs.contract.proposal_words import (
    HEADERS,
    areas_of,
    due_words,
    next_steps,
    proposal_rows,
    state_counts,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import start_action
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.found_table import FoundTable, kept
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.record_view import RecordView
from app.desktop.workbench import RecordLink, Workbench
from app.services.contract.views import ProposalBoard

ONE, LIST = "proposal", "proposals"
MODES = (("record", "提案の記録"), ("paper", "提案書"), ("list", "承諾を求める一覧"))


class ProposalsPage(FreshPage):
    """The municipalities at the left; the record of a proposal, its paper, or the list of all at the right (6(6)ケ)."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show everybody who never asked."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.board: ProposalBoard | None = None
        self._chosen = self._wanted = ""
        self.areas = CalmComboBox()
        self.areas.setAccessibleName("地域で絞り込む")
        self.areas.addItem("地域：すべて", "")
        self.table = PlainTable(HEADERS, state=0)
        self.table.setAccessibleName("提案する市町村")
        self.modes = ModeBar("提案の見方", MODES)
        self.view = RecordView(bench, RELATIONS, "この市町村への提案はまだありません")
        self.paper = PaperView(bench, "この市町村への提案はまだありません")
        self.list = PaperView(bench, "作成しています…")
        self._lay_out()
        self.areas.currentIndexChanged.connect(lambda: self._show_rows())
        self.table.row_chosen.connect(self._on_row_chosen)
        self.modes.mode_chosen.connect(lambda _: self._show_beside())

    def refresh(self) -> None:
        """Look again how far the proposals are."""
        self._question.ask(self._bench.desk.agreement.proposals, self._show)

    def show_proposal(self, id: str) -> None:
        """Go to one proposal."""
        self._wanted = id
        self.modes.choose("record")
        self.areas.setCurrentIndex(0)
        self._show_rows()

    def _lay_out(self) -> None:
        self._told = column(margin=2)
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3, gap=2)
        tools.addWidget(self.areas)
        self._counts = label("", "quiet")
        tools.addWidget(self._counts)
        tools.addWidget(filler())
        steps = QWidget()
        self._steps = FlowLayout(steps, gap=2)
        tools.addWidget(steps)
        self._lists = FoundTable(self.table, "調べています…")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists)
        splitter.addWidget(self._beside())
        splitter.setSizes([space(100), space(130)])
        layout = column(self, gap=0)
        layout.addLayout(self._told)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)

    def _beside(self) -> QWidget:
        beside = QWidget()
        whole = column(beside, gap=0)
        bar = row(margin=1)
        bar.addWidget(self.modes)
        bar.addStretch(1)
        whole.addLayout(bar)
        self._panes = QStackedWidget()
        for pane in (self.view, self.paper, self.list):
            self._panes.addWidget(pane)
        whole.addWidget(self._panes, 1)
        return beside

    def _show(self, board: ProposalBoard) -> None:
        self.board = board
        clear(self._told)
        words, tone = due_words(board)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._told.addWidget(notice)
        self._counts.setText(state_counts(board.lines))
        clear(self._steps)
        for number, step in enumerate(next_steps(board)):
            made = button(step.words, "primary" if not number else "")
            made.clicked.connect(lambda _=False, start=step.start: start_action(self._bench, start, self))
            self._steps.addWidget(made)
        for area in areas_of(board):
            if self.areas.findData(area) < 0:
                self.areas.addItem(area, area)
        self._show_rows()

    def _show_rows(self) -> None:
        if self.board is None:
            return
        rows = proposal_rows(self.board, str(self.areas.currentData()))
        wanted = next((line.code for line in self.board.lines if self._wanted and line.proposal_id == self._wanted), "")
        self._wanted = "" if wanted and rows else self._wanted
        nothing = ("派遣を一度も申請していない市町村はありません", "提案する相手はいません。")
        if not self._lists.show_rows(rows, nothing, kept(wanted or self._chosen)):
            self._chosen = ""
            self._show_beside()

    def _on_row_chosen(self, code: str) -> None:
        self._chosen = code
        self._show_beside()

    def _show_beside(self) -> None:
        mode = self.modes.mode
        self._panes.setCurrentIndex([name for name, _ in MODES].index(mode))
        lines = self.board.lines if self.board else ()
        proposal = next((line.proposal_id for line in lines if line.code == self._chosen), "")
        if mode == "list":
            self.list.make(LIST)
        elif not proposal:
            self.view.clear()
            self.paper.clear()
        elif mode == "paper":
            self.paper.make(ONE, proposal)
        else:
            self.view.show_record(RecordLink(PROPOSALS, proposal))
