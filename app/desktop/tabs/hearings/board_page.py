"""The page 日程: a calendar of the hearings, what has no day yet, and how far everything is."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.desktop.desk_port import Offer
from app.desktop.ledgers import RELATIONS
from app.desktop.tabs.hearings.board_menu import BoardMenu
from app.desktop.tabs.hearings.presenter import (
    area_tip,
    area_words,
    calendar_days,
    calendar_items,
    clock_words,
    progress_words,
)
from app.desktop.tabs.hearings.unscheduled_tree import UnscheduledTree
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.calendar_grid import CalendarGrid
from app.desktop.widgets.calendar_layout import span, title_words, turned
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row
from app.desktop.widgets.record_view import RecordView
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.workbench import RecordLink, Workbench
from app.services.hearings.views import AreaProgress, BoardEntry, HearingBoard, HearingClocks

BESIDE = 262  # the least width for list, calendar and record side by side, in quarters of the font's height
HINT = "矢印で日を選び、Enterで開きます。Ctrl+Xで取り、日を選んでCtrl+Vで置きます。"


class BoardPage(FreshPage):
    """Drag a municipality or a hearing onto a day; the rules refuse what the contract does not allow."""

    sheet_asked = Signal(object)  # str: the hearing's id

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the month of today, or the nearest one of the period once it is known."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._by_week = False
        self._day = bench.on
        self._is_placed = False
        self.board: HearingBoard | None = None
        self.grid = CalendarGrid("ヒアリングの予定表")
        self.tree = UnscheduledTree()
        self.view = RecordView(bench, RELATIONS, "予定表からヒアリングを選んでください")
        self.menu = BoardMenu(bench, self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the board again."""
        hearings, (first, last) = self._bench.desk.hearings, span(self._day, self._by_week)
        self._question.ask(lambda: (hearings.board(first, last), hearings.clocks()), lambda found: self._show(*found))

    def go_to(self, day: date) -> None:
        """Show the month or the week of a day."""
        self._day = day
        self.title.setText(title_words(day, self._by_week))
        self.refresh()

    def show_hearing(self, id: str) -> None:
        """Show a hearing beside the calendar."""
        self.view.show_record(RecordLink("hearings", id))

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        layout.addWidget(self._tools())
        self._told = column(margin=2, gap=1)
        layout.addLayout(self._told)
        self._left = left = QWidget()
        beside = column(left, margin=2, gap=1)
        self._left_title = label("日程のない市町村", "title", wrap=True)
        beside.addWidget(self._left_title)
        beside.addWidget(self.tree, 1)
        middle = QWidget()
        centre = column(middle, margin=1, gap=1)
        centre.addWidget(self.grid, 1)
        self.splitter = TurningSplitter(BESIDE)
        for part in (left, middle, self.view):
            self.splitter.addWidget(part)
        left.setMinimumSize(space(36), space(50))
        self.view.setMinimumSize(space(60), space(90))
        self.splitter.share((44, 190, 90), (50, 150, 90))
        layout.addWidget(self.splitter, 1)
        foot = column(margin=1)
        foot.addWidget(label(HINT, "caption", wrap=True))
        layout.addLayout(foot)

    def _tools(self) -> QWidget:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3, gap=2)
        for word, tip, steps in (("‹", "前へ", -1), ("›", "次へ", 1)):
            turn = button(word, tip=tip)
            turn.setAccessibleName(tip)
            turn.clicked.connect(lambda _=False, by=steps: self._turn(by))
            tools.addWidget(turn)
        today = button("今日")
        today.clicked.connect(lambda: self.go_to(self._bench.on))
        tools.addWidget(today)
        self.title = label(title_words(self._day, self._by_week), "heading")
        tools.addWidget(self.title)
        self.modes = [self._mode("月", False), self._mode("週", True)]
        for mode in self.modes:
            tools.addWidget(mode)
        tools.addWidget(filler())
        self._hand = label("", "quiet")
        tools.addWidget(self._hand)
        tools.addWidget(self.menu.button)
        self._new = button("＋ ヒアリングを登録", "primary", "Ctrl+N")
        tools.addWidget(self._new)
        return bar

    def _mode(self, word: str, by_week: bool) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "segment")
        made.setText(word)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setChecked(by_week == self._by_week)
        made.clicked.connect(lambda: self._show_by(by_week))
        return made

    def _connect(self) -> None:
        self.grid.item_chosen.connect(self.show_hearing)
        self.grid.item_opened.connect(self.sheet_asked)
        self.grid.item_dropped.connect(self.place)
        self.grid.day_left.connect(self.go_to)
        self.grid.day_opened.connect(self._open_day)
        self.tree.taken.connect(self._take)
        self.view.page_shown.connect(lambda page: self._show_clashes(page.id))
        self._new.clicked.connect(self.make_new)

    def make_new(self) -> None:
        """Open the form of a new hearing on the chosen day."""
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            found = next((each for each in offers if each.allowed and each.action.primary), None)
            if found is not None:
                given = {"held_on": self.grid.day} if self.grid.day else {}
                ActionDialog(self._bench, found.action, None, given=given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers("hearings"), offered, owner=self)

    def place(self, target: str, day: date) -> None:
        """Put a hearing or a municipality on a day."""
        hearings = self._bench.desk.hearings
        self._hand.setText("")
        self._bench.act(lambda: hearings.place(target, day), owner=self)

    def _take(self, target: str) -> None:
        self.grid.carry(target)
        self._hand.setText("日を選んで Enter で置きます（Esc でやめる）")
        self.grid.setFocus()

    def _turn(self, steps: int) -> None:
        self.go_to(turned(self._day, self._by_week, steps))

    def _show_by(self, by_week: bool) -> None:
        self._by_week = by_week
        self.go_to(self.grid.day or self._day)

    def _open_day(self, day: date) -> None:
        self.modes[1].setChecked(True)
        self._by_week = True
        self.go_to(day)

    def _show(self, board: HearingBoard, clocks: HearingClocks) -> None:
        self.board = board
        if not self._is_placed:
            self._is_placed = True
            nearest = min(max(self._day, board.period_start), board.period_end)
            if nearest != self._day:
                self.go_to(nearest)
                return
        month = None if self._by_week else self._day
        self.grid.show_days(calendar_days(board, month), calendar_items(board), self._day)
        self.tree.show_unscheduled(board.unscheduled)
        self._left_title.setText(f"日程のない市町村（{len(board.unscheduled)}）")
        self._left.setVisible(bool(board.unscheduled))
        first = next((entry.hearing_id for entry in board.entries), "")
        if first and not self.view.has_record:
            self.show_hearing(first)
        self._tell(board, clocks)

    def _tell(self, board: HearingBoard, clocks: HearingClocks) -> None:
        clear(self._told)
        words, tone = clock_words(clocks)
        notice = frame("notice", tone)
        inside = column(notice, margin=2, gap=1)
        inside.addWidget(label(f"{progress_words(board.progress)}　{words}", wrap=True, selectable=True))
        counted = QWidget()
        areas = FlowLayout(counted, gap=1)
        for area in board.areas:
            areas.addWidget(_area_pill(area))
        inside.addWidget(counted)
        self._told.addWidget(notice)

    def _show_clashes(self, id: str) -> None:
        clear(self.view.extra)
        entry = self._entry(id)
        open_sheet = button("シートを開く", "primary")
        open_sheet.clicked.connect(lambda: self.sheet_asked.emit(id))
        line = row()
        minutes = button("議事録（PDF）")
        minutes.clicked.connect(lambda: self.menu.show_minutes(id))
        line.addWidget(open_sheet)
        line.addWidget(minutes)
        line.addStretch(1)
        self.view.extra.addLayout(line)
        for clash in entry.clashes if entry is not None else ():
            notice = frame("notice", "bad" if clash.severity == "violation" else "warn")
            told = f"{clash.label}　{clash.message}{clash.remedy}"
            column(notice, margin=2).addWidget(label(told, wrap=True, selectable=True))
            self.view.extra.addWidget(notice)

    def _entry(self, id: str) -> BoardEntry | None:
        entries = self.board.entries if self.board else ()
        return next((entry for entry in entries if entry.hearing_id == id), None)


def _area_pill(area: AreaProgress) -> QWidget:
    done = area.held == area.total
    made = pill(area_words(area), "good" if done else ("accent" if area.held else "muted"))
    made.setToolTip(area_tip(area))
    return made
