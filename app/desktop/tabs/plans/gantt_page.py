"""The page 工程表: the schedule of the contract or of one accompaniment, as bars and as a table."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSplitter, QStackedWidget, QWidget

from app.desktop.desk_port import ActionInfo, Desk, Offer
from app.desktop.tabs.plans.schedule_words import (
    LEGEND,
    LINE_HEADERS,
    TASK_HEADERS,
    choices_of,
    items_of,
    line_rows,
    marks_of,
    nothing_words,
    schedule_words,
    task_rows,
    task_tip,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_bar import ActionBar
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.gantt_layout import Days
from app.desktop.widgets.gantt_view import GanttView
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError
from app.services.plans.views import GanttPage as Gantt
from app.services.plans.views import SupportLine

TASKS = "plan-tasks"
MODES = (("bars", "図"), ("table", "表"))
EDIT, ADD = "plan_task.edit", "plan_task.add"
HINT = "↑↓で選び、Enterで編集。Alt+←→で終わりを、Alt+Shift+←→で始まりを動かし、Enterで決定します。＋－で拡大・縮小。"


@dataclass(frozen=True, slots=True)
class GanttReading:
    """A schedule and what it may be shown for."""

    page: Gantt
    supported: tuple[SupportLine, ...]


class GanttPage(FreshPage):
    """Bars are moved by their ends or through their form; every change can be undone."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the whole contract."""
        super().__init__(bench, parent)
        self._question, self._offering = bench.question(self), bench.question(self)
        self._wanted = ""
        self.page: Gantt | None = None
        self.scope = CalmComboBox()
        self.scope.setAccessibleName("工程表の対象")
        self.scope.setMinimumWidth(space(50))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.modes = ModeBar("工程表の見方", MODES)
        self.view = GanttView("工程表")
        self.table = PlainTable(TASK_HEADERS, state=0)
        self.table.setAccessibleName("工程の一覧")
        self.days = PlainTable(LINE_HEADERS, state=0, stretch=2)
        self.days.setAccessibleName("期限の一覧")
        self.task_actions = ActionBar(bench)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the schedule again."""
        desk, wanted = self._bench.desk, self._wanted
        self._question.ask(lambda: read_gantt(desk, wanted), self._show)

    def show_scope(self, accompaniment_id: str) -> None:
        """Show the schedule of one accompaniment, of the whole contract for none."""
        self._wanted = accompaniment_id
        self.refresh()

    def make_new(self) -> None:
        """Open the form of a new task of what is shown."""
        self._run_making(ADD)

    def move_task(self, id: str, days: Days) -> None:
        """Give a task other days."""
        desk = self._bench.desk
        values = {"starts_on": days[0], "ends_on": days[1]}
        self._bench.act(lambda: desk.run("plan_task.move", id, values), None, self._on_refused, owner=self)

    def edit(self, id: str) -> None:
        """Open the form of a task."""
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.name == EDIT), None)
            if action is not None:
                self._open(action, id)

        self._bench.runner.database(lambda: desk.offers(TASKS, id), offered, owner=self)

    def _lay_out(self) -> None:
        self._panes = QStackedWidget()
        self._panes.addWidget(self._bars())
        self._panes.addWidget(self._lists())
        self._whole = QStackedWidget()
        self._nothing = EmptyState("", action="工程の案を作る")
        self._whole.addWidget(self._nothing)
        self._whole.addWidget(self._panes)
        layout = column(self, gap=0)
        layout.addWidget(self._tools())
        layout.addWidget(self._whole, 1)
        layout.addWidget(self._chosen_bar())

    def _tools(self) -> QWidget:
        bar = frame("bar")
        tools = FlowLayout(bar, margin=3, gap=2)
        tools.addWidget(self.scope)
        tools.addWidget(self.modes)
        self._words = label("", "quiet")
        tools.addWidget(self._words)
        tools.addWidget(filler())
        self._draw = button("工程の案を作る", tip="まだ登録していない工程を、契約条件や実施プランから加えます")
        self._keep = button(
            "当初の計画として残す", tip="いまの日程を当初の計画として残し、以後の差を示します（一度だけ）"
        )
        self._new = button("＋ 工程を登録", "primary", "Ctrl+N")
        for made in (self._draw, self._keep, self._new):
            tools.addWidget(made)
        return bar

    def _bars(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=0)
        layout.addWidget(self.view, 1)
        foot = row(margin=2, gap=2)
        words = column(gap=0)
        words.addWidget(label(LEGEND, "caption", wrap=True))
        words.addWidget(label(HINT, "caption", wrap=True))
        foot.addLayout(words, 1)
        for word, tip, steps in (("－", "縮小", -1), ("＋", "拡大", 1)):
            made = button(word, tip=tip)
            made.setAccessibleName(tip)
            made.clicked.connect(lambda _=False, by=steps: self.view.zoom(by))
            foot.addWidget(made)
        layout.addLayout(foot)
        return page

    def _lists(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.days)
        splitter.setSizes([space(100), space(50)])
        return splitter

    def _chosen_bar(self) -> QWidget:
        """Return the strip of the chosen task: its words, its actions and the way to its record."""
        self._strip = frame("bar")
        line = row(self._strip, margin=3, gap=3)
        self._chosen = label("", wrap=True, selectable=True)
        self._chosen.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the rest is its room
        self._chosen.setMinimumWidth(space(60))
        line.addWidget(self._chosen, 1)
        line.addWidget(self.task_actions)
        lead = button("記録を開く", "link")
        lead.clicked.connect(lambda: self._bench.link_opened.emit(RecordLink(TASKS, self.view.item)))
        line.addWidget(lead)
        self._strip.hide()
        return self._strip

    def _connect(self) -> None:
        self.scope.activated.connect(lambda: self.show_scope(str(self.scope.currentData())))
        self.modes.mode_chosen.connect(lambda mode: self._panes.setCurrentIndex(0 if mode == "bars" else 1))
        self.view.item_chosen.connect(self._show_chosen)
        self.view.item_opened.connect(self.edit)
        self.view.item_moved.connect(self.move_task)
        self.table.row_chosen.connect(lambda id: self.view.choose(str(id)))
        self.table.cellActivated.connect(lambda line, _: self.edit(self.view.items[line].id))
        self.task_actions.action_chosen.connect(self._run_chosen)
        self._new.clicked.connect(self.make_new)
        self._draw.clicked.connect(self._draw_tasks)
        self._nothing.action_asked.connect(self._draw_tasks)
        self._keep.clicked.connect(self._set_baseline)

    def _show(self, reading: GanttReading) -> None:
        page = self.page = reading.page
        self.scope.clear()
        for key, word in choices_of(reading.supported):
            self.scope.addItem(word, key)
        self.scope.setCurrentIndex(max(0, self.scope.findData(page.accompaniment_id)))
        self._words.setText(schedule_words(page))
        self._draw.setText(f"工程の案を作る（{page.undrawn}件）")
        self._draw.setVisible(bool(page.undrawn and page.rows))
        self._keep.setVisible(any(each.baseline_ends_on is None for each in page.rows))
        self.view.show_items(items_of(page, self._bench.on), marks_of(page.lines), page.from_on, page.until_on)
        self.table.show_rows(task_rows(page))
        self.days.show_rows(line_rows(page.lines))
        self._nothing.tell(*nothing_words(page.accompaniment_id, page.undrawn))
        self._nothing.offer(bool(page.undrawn))
        self._whole.setCurrentIndex(1 if page.rows else 0)
        self._show_chosen(self.view.item)

    def _show_chosen(self, id: str) -> None:
        rows = self.page.rows if self.page is not None else ()
        chosen = next((each for each in rows if each.id == id), None)
        self._strip.setVisible(chosen is not None)
        if chosen is None:
            return
        self._chosen.setText("　".join(task_tip(chosen).split("\n")))
        desk = self._bench.desk
        self._offering.ask(lambda: desk.offers(TASKS, id), self.task_actions.show_offers)

    def _run_chosen(self, action: ActionInfo) -> None:
        desk, chosen = self._bench.desk, self.view.item
        if action.fields:
            self._open(action, chosen)
        else:
            self._bench.act(lambda: desk.run(action.name, chosen, {}), owner=self)

    def _open(self, action: ActionInfo, id: str) -> None:
        title = next((item.title for item in self.view.items if item.id == id), "")
        ActionDialog(self._bench, action, id, title, parent=self).open()

    def _run_making(self, name: str) -> None:
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.name == name), None)
            if action is None:
                return
            fields = tuple(field for field in action.fields if field.name not in ("accompaniment_id", "position"))
            given = {"accompaniment_id": self._wanted, "position": str(len(self.view.items) + 1)}
            ActionDialog(self._bench, replace(action, fields=fields), None, given=given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers(TASKS), offered, owner=self)

    def _draw_tasks(self) -> None:
        desk, wanted = self._bench.desk, self._wanted
        self._bench.act(lambda: desk.plans.draw_tasks(wanted), owner=self)

    def _set_baseline(self) -> None:
        desk, wanted = self._bench.desk, self._wanted
        self._bench.act(lambda: desk.plans.set_baseline(wanted), owner=self)

    def _on_refused(self, error: AppError) -> None:
        """Put the bar back where it was and tell why."""
        self.refresh()
        self._bench.tell(error)


def read_gantt(desk: Desk, accompaniment_id: str) -> GanttReading:
    """Return a schedule, that of the whole contract when the accompaniment is gone."""
    supported = desk.plans.support_plans()
    known = accompaniment_id if any(line.id == accompaniment_id for line in supported) else ""
    return GanttReading(desk.plans.gantt(known), supported)
