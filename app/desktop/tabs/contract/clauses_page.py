"""The page 条項: the board of every demand of the contract, and the chosen one with its evidence beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.contract.clause_panel import ClausePanel
from app.desktop.tabs.contract.day_panel import DayPanel
from app.desktop.tabs.contract.presenter import (
    CLAUSE_HEADERS,
    CLAUSE_STATES,
    Board,
    board_words,
    clause_rows,
    read_board,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.found_table import FoundTable, kept
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import column, frame, label, row, scrolled
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import Workbench

MODES = (("now", "現況"), ("day", "その日の規定"))


class ClausesPage(FreshPage):
    """Green, amber, red, not yet: told by word, shape and colour."""

    clause_asked = Signal(object)  # str: the clause to read in the contract

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show every clause."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._board = Board((), may_accept=False)
        self._chosen = ""
        self.search = SearchBox("条項・言葉で探す")
        self.states = CalmComboBox()
        self.states.setAccessibleName("状態で絞り込む")
        self.states.addItem("状態：すべて", "")
        for state, (word, _) in CLAUSE_STATES.items():
            self.states.addItem(word, state)
        self._words = label("", "quiet")
        self.table = PlainTable(CLAUSE_HEADERS, state=0, stretch=2)
        self.table.setAccessibleName("条項の一覧")
        self.panel = ClausePanel(bench)
        self.panel.clause_asked.connect(self.clause_asked)
        self.on_day = DayPanel(bench)
        self.modes = ModeBar("条項の見方", MODES)
        self.modes.mode_chosen.connect(self._on_mode_chosen)
        self._lay_out()
        self.search.search_changed.connect(lambda _: self._show_rows())
        self.search.left_downwards.connect(self.table.setFocus)
        self.search.returnPressed.connect(self.table.setFocus)
        self.states.currentIndexChanged.connect(lambda: self._show_rows())
        self.table.row_chosen.connect(self._on_row_chosen)

    def refresh(self) -> None:
        """Judge the contract again."""
        desk = self._bench.desk
        self._question.ask(lambda: read_board(desk), self._show)

    def show_demand(self, id: str) -> None:
        """Go to a demand by its id."""
        self._chosen = id
        self.search.clear()
        self.states.setCurrentIndex(0)
        self._show_rows()

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = row(bar, margin=3, gap=2)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.states)
        tools.addWidget(self._words)
        tools.addStretch(1)
        self._lists = FoundTable(self.table, "条項を調べています…")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists)
        splitter.addWidget(self._beside())
        splitter.setSizes([space(120), space(130)])
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)

    def _beside(self) -> QWidget:
        beside = QWidget()
        whole = column(beside, gap=0)
        bar = row(margin=1)
        bar.addWidget(self.modes)
        bar.addStretch(1)
        whole.addLayout(bar)
        self._panels = QStackedWidget()
        self._panels.addWidget(scrolled(self.panel))
        self._panels.addWidget(scrolled(self.on_day))
        whole.addWidget(self._panels, 1)
        return beside

    def _on_mode_chosen(self, mode: str) -> None:
        self._panels.setCurrentIndex([name for name, _ in MODES].index(mode))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Show the chosen demand as the mode wants it."""
        if self.modes.mode == "day":
            self.on_day.show_demand(self._chosen)

    def _show(self, board: Board) -> None:
        self._board = board
        self._words.setText(board_words(board.lines))
        self._show_rows()

    def _show_rows(self) -> None:
        rows = clause_rows(self._board.lines, str(self.states.currentData()), self.search.text())
        nothing = ("当てはまる条項がありません", "言葉を短くするか、絞り込みを外してください。")
        if not self._lists.show_rows(rows, nothing, kept(self._chosen)):
            self.panel.clear()

    def _on_row_chosen(self, id: str) -> None:
        self._chosen = id
        line = next(line for line in self._board.lines if line.id == id)
        self.panel.show_clause(line, may_accept=self._board.may_accept)
        self._show_chosen()
