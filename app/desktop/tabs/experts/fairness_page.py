"""The page 公平な派遣: how evenly the dispatches are spread with the proof, the choice for open cases, the paper."""

from threading import Event

from PySide6.QtWidgets import QLayout, QStackedWidget, QTableWidgetItem, QWidget

from app.desktop.desk_port import Outcome
from app.desktop.tabs.experts.fairness_words import (
    CHOICE_HEADERS,
    LOAD_HEADERS,
    choice_rows,
    fairness_words,
    load_rows,
    take_words,
)
from app.desktop.tabs.experts.load_bars import LoadBars
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row, scrolled
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError
from app.services.matching.views import ChoicePlan, FairnessPage

DOCUMENT = "fairness"
MODES = (("loads", "派遣の回数"), ("plan", "未決定の案件の案"), ("paper", "確認書"))


class FairDispatchPage(FreshPage):
    """Reckons in the background whenever the dispatches changed; writes nothing until the plan is taken over."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the loads first."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._given_up = Event()
        self.page: FairnessPage | None = None
        self.plan: ChoicePlan | None = None
        self.modes = ModeBar("公平な派遣の見方", MODES)
        self.bars = LoadBars()
        self.table = PlainTable(LOAD_HEADERS, state=0)
        self.table.setAccessibleName("専門人材ごとの派遣の回数")
        self.table.nothing = "専門人材を登録すると、ここに並びます。"
        self.choices = PlainTable(CHOICE_HEADERS, state=0)
        self.choices.setAccessibleName("未決定の案件の案")
        self.choices.nothing = "専門人材を決める案件があると、ここに案が並びます。"
        self.take = button("", "primary", tip="案の専門人材を、マッチング中の案件の派遣人材に入れます（取り消せます）")
        self.paper = PaperView(bench, "確認書はまだありません")
        self._told = column(gap=1)
        self._plan_told = column(gap=1)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Reckon what is shown again, and nothing else any longer."""
        self._question.drop()
        self._given_up.set()
        self._given_up = Event()
        desk, given_up = self._bench.desk, self._given_up.is_set
        mode = self.modes.mode
        self.take.setVisible(mode == "plan" and self.plan is not None and bool(self.plan.takable))
        if mode == "loads":
            self._question.ask(lambda: desk.matching.fairness(given_up), self._show, self._fail, in_background=True)
        elif mode == "plan":
            self._question.ask(lambda: desk.matching.plan(given_up), self._show_plan, self._fail, in_background=True)
        else:
            self.paper.make(DOCUMENT)

    def take_plan(self) -> None:
        """Write the plan's choices into the cases that are being matched."""
        plan, desk = self.plan, self._bench.desk
        if plan is not None and plan.takable:
            self.take.setEnabled(False)
            self._bench.act(lambda: desk.matching.take(plan), self._taken, self._not_taken, owner=self)

    def _lay_out(self) -> None:
        bar = frame("bar")
        tools = row(bar, margin=1)
        tools.addWidget(self.modes)
        tools.addStretch(1)
        tools.addWidget(self.take)
        self.take.hide()
        self._panes = QStackedWidget()
        self._nothing = EmptyState("計算しています…")
        for pane in (self._nothing, scrolled(self._loads_pane()), self._plan_pane(), self.paper):
            self._panes.addWidget(pane)
        layout = column(self, gap=0)
        layout.addWidget(bar)
        layout.addWidget(self._panes, 1)

    def _loads_pane(self) -> QWidget:
        pane = QWidget()
        layout = column(pane, margin=5, gap=3)
        layout.addLayout(self._told)
        head = row(gap=2)
        head.addWidget(label("専門人材ごとの派遣（人回）", "title"))
        head.addWidget(label("塗り：実施　点線：予定　縦線：最も公平な配分", "caption"))
        head.addStretch(1)
        layout.addLayout(head)
        self._card = frame("card")
        column(self._card, margin=3).addWidget(self.bars)
        layout.addWidget(self._card)
        layout.addWidget(self.table, 1)
        return pane

    def _plan_pane(self) -> QWidget:
        pane = QWidget()
        layout = column(pane, margin=5, gap=3)
        layout.addLayout(self._plan_told)
        layout.addWidget(self.choices, 1)
        return pane

    def _connect(self) -> None:
        self.modes.mode_chosen.connect(lambda _: self._start())
        self.take.clicked.connect(self.take_plan)
        self.table.itemActivated.connect(lambda item: self._open("experts", self.table, item))
        self.choices.itemActivated.connect(lambda item: self._open("cases", self.choices, item))

    def _start(self) -> None:
        """Show the chosen pane as it was, or that it is being reckoned."""
        known = {"loads": self.page is not None, "plan": self.plan is not None, "paper": True}
        self._nothing.tell("計算しています…")
        if known[self.modes.mode]:
            self._settle()
        else:
            self._panes.setCurrentIndex(0)
        self.refresh()

    def _show(self, page: FairnessPage) -> None:
        self.page = page
        words, tone = fairness_words(page)
        self._notice(self._told, words, tone)
        self.bars.show_lines(page.lines)
        self._card.setVisible(bool(page.lines))
        self.table.show_rows(load_rows(page))
        self._settle()

    def _show_plan(self, plan: ChoicePlan) -> None:
        self.plan = plan
        self._notice(self._plan_told, plan.sentence, "accent" if plan.choices else "muted")
        self.choices.show_rows(choice_rows(plan))
        self.take.setText(take_words(plan))
        self.take.setEnabled(bool(plan.takable))
        self.take.setVisible(bool(plan.takable))
        self._settle()

    def _settle(self) -> None:
        """Show the pane of the mode: answers to what another one asked never arrive."""
        self._panes.setCurrentIndex([mode for mode, _ in MODES].index(self.modes.mode) + 1)

    def _notice(self, layout: QLayout, words: str, tone: str) -> None:
        clear(layout)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        layout.addWidget(notice)

    def _open(self, register: str, table: PlainTable, item: QTableWidgetItem) -> None:
        key = table.key_of(item.row())
        if isinstance(key, str):
            self._bench.link_opened.emit(RecordLink(register, key))

    def _taken(self, outcome: Outcome) -> None:
        self.plan = None

    def _not_taken(self, error: AppError) -> None:
        self.plan = None
        self._bench.tell(error)
        self.refresh()

    def _fail(self, error: AppError) -> None:
        self._nothing.tell("いまは計算できません", self._bench.words(error))
        self._panes.setCurrentIndex(0)
