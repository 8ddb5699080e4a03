"""The page 順位: the entries of a contest in the order of their points, with what each judge gave."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from app.desktop.desk_port import Desk
from app.desktop.tabs.plans.event_words import contest_words, rank_headers, rank_rows, standing_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, prose, scrolled
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench
from app.services.plans.event_views import ContestPage as Contest
from app.services.plans.event_views import EventLine

ENTRIES, SCORES = "contest-entries", "contest-scores"
SETTLE, SCORE = "contest_entry.settle", "contest_score.add"
EDITIONS = (("blank", "審査票（白紙）"), ("filled", "審査票（記入済み）"))


@dataclass(frozen=True, slots=True)
class ContestReading:
    """The standing of a contest, and the contests there are."""

    page: Contest
    contests: tuple[EventLine, ...]


class ContestPage(FreshPage):
    """The ranking above, the chosen entry below with its criteria and comments."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the latest contest."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._wanted = self._entry = ""
        self.page: Contest | None = None
        self.table: PlainTable | None = None
        self.contests = CalmComboBox()
        self.contests.setAccessibleName("コンテスト")
        self.contests.setMinimumWidth(space(50))
        self.contests.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.contests.activated.connect(lambda: self.show_contest(str(self.contests.currentData())))
        self._lay_out()

    def refresh(self) -> None:
        """Read the ranking again."""
        desk, wanted = self._bench.desk, self._wanted
        self._question.ask(lambda: read_contest(desk, wanted), self._show)

    def show_contest(self, id: str) -> None:
        """Show another contest."""
        self._wanted = id
        self.refresh()

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3)
        tools.addWidget(self.contests)
        tools.addWidget(filler())
        self._settle = button("審査の結果を記録", tip="選んだ応募に、審査票の平均点と表彰を記録します")
        self._settle.clicked.connect(lambda: self._run(ENTRIES, SETTLE, self._entry, {}))
        self._score = button("＋ 審査票を登録", tip="選んだ応募に、審査員の点を加えます")
        self._score.clicked.connect(lambda: self._run(SCORES, SCORE, None, {"entry_id": self._entry}))
        for edition, word in EDITIONS:
            made = button(word, tip="PDFにします")
            made.clicked.connect(lambda _=False, which=edition, name=word: self._print(which, name))
            tools.addWidget(made)
        tools.addWidget(self._score)
        tools.addWidget(self._settle)
        self._told = column(margin=2)
        self._place = QWidget()
        self._table_place = column(self._place)
        below = QWidget()
        self._entry_words = column(below, margin=4, gap=2)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._place)
        splitter.addWidget(scrolled(below))
        splitter.setSizes([space(90), space(50)])
        self._whole = QStackedWidget()
        self._nothing = EmptyState(
            "コンテストの応募はまだありません", "「行事」にコンテストを、「コンテストの応募」に応募を登録してください。"
        )
        self._whole.addWidget(self._nothing)
        self._whole.addWidget(splitter)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addLayout(self._told)
        layout.addWidget(self._whole, 1)

    def _show(self, reading: ContestReading) -> None:
        page = self.page = reading.page
        self._wanted = page.event_id
        self.contests.clear()
        for event in reading.contests:
            self.contests.addItem(event.title, event.id)
        self.contests.setCurrentIndex(max(0, self.contests.findData(page.event_id)))
        clear(self._told)
        words, tone = contest_words(page)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._told.addWidget(notice)
        self._whole.setCurrentIndex(1 if page.standings else 0)
        self._show_ranking(page)

    def _show_ranking(self, page: Contest) -> None:
        headers = rank_headers(page)
        if self.table is None or self.table.headers != headers:
            clear(self._table_place)
            self.table = PlainTable(headers, state=0)
            self.table.setAccessibleName("コンテストの順位")
            self.table.row_chosen.connect(self._show_entry)
            self._table_place.addWidget(self.table)
        rows = rank_rows(page)
        self.table.show_rows(rows)
        keys = [row.key for row in rows]
        self.table.setCurrentCell(-1, -1)
        if keys:
            self.table.choose(self._entry if self._entry in keys else keys[0])
        for made in (self._settle, self._score):
            made.setEnabled(bool(keys))

    def _show_entry(self, id: str) -> None:
        self._entry = id
        clear(self._entry_words)
        found = next((each for each in self.page.standings if each.entry_id == id), None) if self.page else None
        if found is not None:
            self._entry_words.addWidget(prose(standing_words(found)))
            self._entry_words.addStretch(1)

    def _print(self, edition: str, name: str) -> None:
        if self._wanted:
            PaperDialog(self._bench, name, "judging", self._wanted, self, edition).open()

    def _run(self, register: str, name: str, on: str | None, given: dict[str, object]) -> None:
        """Open the form of an action, or tell why it is refused."""
        start_action(self._bench, Start(name, register, on, given=given), self)


def read_contest(desk: Desk, wanted: str) -> ContestReading:
    """Return the standing of a contest, of the latest one when that is gone."""
    contests = tuple(event for event in desk.plans.events() if event.kind == "contest")
    known = wanted if any(event.id == wanted for event in contests) else ""
    return ContestReading(desk.plans.contest(known), contests)
