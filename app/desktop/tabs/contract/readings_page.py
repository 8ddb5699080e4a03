"""The page 仕様の読み方: passages that can be read in two ways, how they are read, and the prefecture's answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.tabs.contract.reading_panel import ReadingPanel
from app.desktop.tabs.contract.reading_words import (
    ENTER_ALL,
    HEADERS,
    Readings,
    count_words,
    read_readings,
    reading_rows,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.found_table import FoundTable, kept
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, column, frame, label, row, scrolled
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import Workbench


class ReadingsPage(FreshPage):
    """The passages at the left, the chosen one with its readings at the right (11(1))."""

    clause_asked = Signal(object)  # str: the clause to read in the contract

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show every passage."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self.readings = Readings((), may_enter=False)
        self._chosen = 0
        self.search = SearchBox("条項・言葉で探す")
        self.table = PlainTable(HEADERS, state=0, stretch=2)
        self.table.setAccessibleName("読み方の一覧")
        self.panel = ReadingPanel(bench)
        self.panel.clause_asked.connect(self.clause_asked)
        self._words = label("", "quiet")
        self._enter = button("未登録の疑義をまとめて登録", tip="まだ疑義の一覧にないものを、すべて登録します")
        self._enter.clicked.connect(lambda: start_action(bench, Start(ENTER_ALL, "questions"), self))
        self._lay_out()
        self.search.search_changed.connect(lambda _: self._show_rows())
        self.search.left_downwards.connect(self.table.setFocus)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.row_chosen.connect(self._on_row_chosen)

    def refresh(self) -> None:
        """Read the readings again."""
        desk = self._bench.desk
        self._question.ask(lambda: read_readings(desk), self._show)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = row(bar, margin=3, gap=2)
        tools.addWidget(self.search, 1)
        tools.addWidget(self._words)
        tools.addStretch(1)
        tools.addWidget(self._enter)
        self._enter.hide()
        self._lists = FoundTable(self.table, "読み方を調べています…")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._lists)
        splitter.addWidget(scrolled(self.panel))
        splitter.setSizes([space(105), space(130)])
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(splitter, 1)

    def _show(self, readings: Readings) -> None:
        self.readings = readings
        self._words.setText(count_words(readings.lines))
        self._enter.setVisible(readings.may_enter)
        self._show_rows()

    def _show_rows(self) -> None:
        rows = reading_rows(self.readings.lines, self.search.text())
        nothing = ("当てはまる読み方はありません", "言葉を短くしてください。")
        if not self._lists.show_rows(rows, nothing, kept(self._chosen)):
            self.panel.clear()

    def _on_row_chosen(self, place: int) -> None:
        self._chosen = place
        self.panel.show_reading(self.readings.lines[place])
