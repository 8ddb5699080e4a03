"""The page 実施体制図: versions of the chart, its boxes moved by hand, what it proves, and the paper."""

from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from app.desktop.desk_port import Offer
from app.desktop.tabs.plans.chart_places import Placement
from app.desktop.tabs.plans.chart_view import ChartView
from app.desktop.tabs.plans.presenter import (
    BOX_HEADERS,
    BOXES,
    PROOF_HEADERS,
    ChartReading,
    box_rows,
    people_words,
    proof_rows,
    proof_words,
    read_chart,
)
from app.desktop.tabs.plans.version_bar import VersionBar
from app.desktop.tabs.plans.version_frame import VersionFrame
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_dialog import ActionDialog
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row, scrolled
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.domain.plan import PlanKind
from app.services.plans.views import ChartPage as Chart

PAPER = "実施体制図"
DOCUMENT = "2"
MODES = (("chart", "図"), ("table", "表"), ("proof", "7(1)の要件"), ("paper", "印刷"))
READABLE = 0.8  # the least zoom at which a chart is first shown
HINT = (
    "枠はドラッグか矢印で動かします（Tabで選ぶ）。Ctrl+Xで取り、別の枠でCtrl+Vを押すとその下に付きます。"
    "Enterで編集、Insertで追加、Deleteで削除。"
)
EDIT, ADD, REMOVE = "chart_box.edit", "chart_box.add", "chart_box.remove"


class ChartPage(FreshPage):
    """Everything that is done with a box goes through its actions, and can be undone."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the newest version."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._wanted = ""
        self.reading: ChartReading | None = None
        self.bar = VersionBar(bench, PlanKind.CHART.value, PAPER)
        self.modes = ModeBar("実施体制図の見方", MODES)
        self.view = ChartView()
        self.table = PlainTable(BOX_HEADERS)
        self.table.setAccessibleName("実施体制図の枠の一覧")
        self.proof = PlainTable(PROOF_HEADERS, state=0)
        self.proof.setAccessibleName("7(1)の要件")
        self.paper = PaperView(bench, "作成しています…", tells_missing=False)
        self._area = QScrollArea()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the version again."""
        desk, wanted = self._bench.desk, self._wanted
        self._question.ask(lambda: read_chart(desk, wanted), self._show)

    def make_new(self) -> None:
        """Make the next version."""
        self.bar.make_new()

    def show_version(self, id: str) -> None:
        """Go to a version."""
        self._wanted = id
        self.refresh()

    def show_box(self, id: str) -> None:
        """Go to a box of the shown version."""
        self.modes.choose("chart")
        self.view.choose(id)

    def place(self, id: str, placement: Placement) -> None:
        """Put a box below another one, in a row and at a place."""
        desk, put = self._bench.desk, placement
        self._bench.act(lambda: desk.plans.place_box(id, put.parent_id, put.row, put.place), owner=self)

    def edit(self, id: str) -> None:
        """Open the form of a box, or tell why it cannot be edited."""
        self._run(EDIT, id)

    def remove(self, id: str) -> None:
        """Remove a box; what is below it moves up."""
        self._run(REMOVE, id)

    def add(self, parent_id: str) -> None:
        """Open the form of a new box below another one."""
        desk = self._bench.desk

        def offered(offers: tuple[Offer, ...]) -> None:
            action = next((offer.action for offer in offers if offer.allowed and offer.action.name == ADD), None)
            if action is None or not self._wanted:
                return
            fields = tuple(field for field in action.fields if field.name not in ("version_id", "row", "place"))
            given = {"version_id": self._wanted, "parent_id": parent_id, "row": "0", "place": str(len(self.view.boxes))}
            ActionDialog(self._bench, replace(action, fields=fields), None, given=given, parent=self).open()

        self._bench.runner.database(lambda: desk.offers(BOXES), offered, owner=self)

    def _lay_out(self) -> None:
        nothing = EmptyState(
            "実施体制図はまだありません",
            "従事者・専門人材・再委託の記録から、最初の図を作ります（5(1)・7(1)）。",
            "最初の版を作る",
        )
        without = EmptyState("この版には枠がありません", "新しい版を作ると、記録から図ができます。")
        panes = {"chart": self._picture(), "table": self.table, "proof": self._evidence(), "paper": self.paper}
        self._frame = VersionFrame(self.bar, self.modes, panes, nothing, without)
        column(self, gap=0).addWidget(self._frame)

    def _picture(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=0)
        tools = row(margin=2, gap=2)
        self._add = button("＋ 枠を追加", tip="選んだ枠の下に新しい枠を作ります（Insert）")
        self._edit = button("編集", tip="選んだ枠を編集します（Enter）")
        self._remove = button("削除", tip="選んだ枠を削除します。下の枠は一つ上に移ります（Delete）")
        for made in (self._add, self._edit, self._remove):
            tools.addWidget(made)
        tools.addStretch(1)
        for word, tip, work in (
            ("－", "小さくする", lambda: self.view.zoom(-1)),
            ("＋", "大きくする", lambda: self.view.zoom(1)),
            ("全体", "全体を表示", lambda: self.view.zoom_to_fit(self._area.viewport().size())),
        ):
            made = button(word, tip=tip)
            made.setAccessibleName(tip)
            made.clicked.connect(work)
            tools.addWidget(made)
        layout.addLayout(tools)
        self._area.setWidget(self.view)
        self._area.setMinimumHeight(space(80))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._area, 1)
        foot = row(margin=2)
        foot.addWidget(label(HINT, "caption", wrap=True), 1)
        layout.addLayout(foot)
        return page

    def _evidence(self) -> QWidget:
        inner = QWidget()
        self._people = column(inner, margin=3, gap=1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.proof)
        splitter.addWidget(scrolled(inner))
        splitter.setSizes([space(60), space(60)])
        return splitter

    def _connect(self) -> None:
        self.bar.version_chosen.connect(self.show_version)
        self.modes.mode_chosen.connect(self._show_mode)
        self.view.box_placed.connect(self.place)
        self.view.box_opened.connect(self.edit)
        self.view.box_removed.connect(self.remove)
        self.view.adding_asked.connect(self.add)
        self.view.sight_wanted.connect(self._bring_into_sight)
        self.view.box_chosen.connect(lambda _: self._tell_tools())
        self.table.row_chosen.connect(lambda id: self.view.choose(str(id)))
        self.table.cellActivated.connect(lambda line, _: self._edit_line(line))
        self._add.clicked.connect(lambda: self.add(self.view.box))
        self._edit.clicked.connect(lambda: self.edit(self.view.box))
        self._remove.clicked.connect(lambda: self.remove(self.view.box))

    def _show(self, reading: ChartReading) -> None:
        is_first = self.reading is None
        self.reading = reading
        page = reading.page
        self._wanted = page.version.id if page.version is not None else ""
        self.bar.show_versions(page.versions, page.version, reading.offers, reading.making)
        self.view.show_chart(page)
        self.table.show_rows(box_rows(page.boxes))
        self.proof.show_rows(proof_rows(page.proof))
        self._show_people(page)
        self._tell_tools()
        self._frame.show_version(page.version, is_empty=not page.boxes)
        if self.modes.mode == "paper":
            self._show_mode("paper")
        if is_first and page.boxes:
            self.view.zoom_to_fit(self._area.viewport().size(), READABLE)

    def _show_people(self, page: Chart) -> None:
        clear(self._people)
        words, tone = people_words(page.differences, is_locked=self.view.is_locked)
        notice = frame("notice", tone)
        inside = column(notice, margin=2, gap=0.5)
        inside.addWidget(label(words, wrap=True, selectable=True))
        for difference in page.differences:
            lead = button(f"→ {difference.text}", "link", tip="この記録を開きます")
            link = RecordLink(difference.register, difference.record_id)
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            inside.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        self._people.addWidget(notice)
        for words in proof_words(page.proof):
            self._people.addWidget(label(words, wrap=True, selectable=True))
        self._people.addStretch(1)

    def _show_mode(self, mode: str) -> None:
        self._frame.show_mode(mode)
        if mode == "paper" and self._wanted:
            self.paper.make(DOCUMENT, self._wanted)

    def _tell_tools(self) -> None:
        self._add.setEnabled(not self.view.is_locked)
        self._edit.setEnabled(bool(self.view.box) and not self.view.is_locked)
        self._remove.setEnabled(bool(self.view.box) and not self.view.is_locked)

    def _bring_into_sight(self, place: QRect) -> None:
        middle = place.center()
        self._area.ensureVisible(middle.x(), middle.y(), place.width() // 2 + 8, place.height() // 2 + 8)

    def _edit_line(self, line: int) -> None:
        boxes = self.view.boxes
        if 0 <= line < len(boxes):
            self.edit(boxes[line].id)

    def _run(self, name: str, id: str) -> None:
        """Run an action on a box: at once when there is nothing to enter, else in its dialog; or tell the reasons."""
        title = next((each.title for each in self.view.boxes if each.id == id), "")
        if id:
            start_action(self._bench, Start(name, BOXES, id, title), self)
