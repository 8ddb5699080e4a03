"""The page 見通し: where every count will end, month by month, and which municipalities have room."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QStackedWidget, QWidget

from app.desktop.desk_port import ForecastPage as Forecast
from app.desktop.tabs.contract.month_chart import MonthChart
from app.desktop.tabs.contract.presenter import (
    KINDS,
    MONTH_HEADERS,
    OUTLOOK_HEADERS,
    ROOM_HEADERS,
    cancelled_count,
    dispatch_words,
    month_rows,
    outlook_rows,
    room_rows,
    room_words,
)
from app.desktop.tabs.contract.proposals_page import ProposalsPage
from app.desktop.theme.appearance import space
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row, scrolled
from app.desktop.widgets.mode_bar import ModeBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.text_inputs import LineInput
from app.desktop.workbench import Workbench

WAIT_MS = 250
LEAST_ROOMS = 10
MODES = (("outlook", "回数の見通し"), ("proposals", "機運醸成の提案"))


class ForecastPage(FreshPage):
    """What is held, planned and expected, with the question "what if"."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the outlook as it is."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._forecast: Forecast | None = None
        self._proposals: ProposalsPage | None = None
        self.cancel = LineInput()
        self.cancel.setAccessibleName("中止になる予定の回数")
        self.cancel.setPlaceholderText("0")
        self.cancel.setMaxLength(6)
        self.cancel.setFixedWidth(space(18))
        self._told = column(gap=1)
        self.table = _table(OUTLOOK_HEADERS, "見通し", state=4)
        self.kinds = CalmComboBox()
        self.kinds.setAccessibleName("月別に見る区分")
        for name, (word, _) in KINDS.items():
            self.kinds.addItem(word, name)
        self.chart = MonthChart()
        self.months = _table(MONTH_HEADERS, "月別の見通し")
        self.areas = CalmComboBox()
        self.areas.setAccessibleName("地域で絞り込む")
        self.areas.addItem("地域：すべて", "")
        self.only_silent = CheckBox("まだ申請のない市町村だけ")
        self._rooms_told = label("", "quiet", wrap=True)
        self.rooms = PlainTable(ROOM_HEADERS, state=0)
        self.rooms.setAccessibleName("市町村の余地")
        self.rooms.setMinimumHeight(space(9) * LEAST_ROOMS)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self.modes = ModeBar("見通しの見方", MODES)
        self._lay_out()
        self._connect()

    def show_proposals(self) -> ProposalsPage:
        """Show whom to propose to when the dispatches fall short."""
        if self._proposals is None:
            self._proposals = ProposalsPage(self._bench)
            self._panes.addWidget(self._proposals)
        self._panes.setCurrentWidget(self._proposals)
        return self._proposals

    def refresh(self) -> None:
        """Ask for the outlook with the number that stands in the field."""
        if self._proposals is not None and self.modes.mode == "proposals":
            self._proposals.refresh()
        count, desk = cancelled_count(self.cancel.text()), self._bench.desk
        self._wrong.setVisible(count is None)
        if count is not None:
            self._question.ask(lambda: desk.forecast(count), self._show)

    def _lay_out(self) -> None:
        self._content = content = QWidget()
        layout = column(content, margin=5, gap=4)
        layout.addLayout(self._asking())
        layout.addLayout(self._told)
        layout.addWidget(self.table)
        head = row(gap=2)
        head.addWidget(label("月別", "title"))
        head.addWidget(self.kinds)
        head.addWidget(label("塗り：実施　点線：予定", "caption"))
        head.addStretch(1)
        layout.addLayout(head)
        card = frame("card")
        column(card, margin=3).addWidget(self.chart)
        beside = row(gap=4)
        beside.addWidget(card, 1)
        beside.addWidget(self.months, 1)
        layout.addLayout(beside)
        narrowing = row(gap=2)
        narrowing.addWidget(label("市町村の余地", "title"))
        narrowing.addWidget(self.areas)
        narrowing.addWidget(self.only_silent)
        narrowing.addStretch(1)
        layout.addLayout(narrowing)
        layout.addWidget(self._rooms_told)
        layout.addWidget(self.rooms)
        bar = frame("bar")
        tools = row(bar, margin=1)
        tools.addWidget(self.modes)
        tools.addStretch(1)
        self._panes = QStackedWidget()
        self._panes.addWidget(scrolled(content))
        whole = column(self, gap=0)
        whole.addWidget(bar)
        whole.addWidget(self._panes, 1)

    def _asking(self) -> QHBoxLayout:
        asking = row(gap=2)
        asking.addWidget(label("予定の派遣のうち"))
        asking.addWidget(self.cancel)
        asking.addWidget(label("回が中止になったら？"))
        self._wrong = label("数字で入力してください（例：3）", "problem")
        self._wrong.hide()
        asking.addWidget(self._wrong)
        asking.addStretch(1)
        return asking

    def _connect(self) -> None:
        self.modes.mode_chosen.connect(self._on_mode_chosen)
        self._wait.timeout.connect(self.refresh)
        self.cancel.textChanged.connect(lambda _: self._wait.start(WAIT_MS))
        self.cancel.returnPressed.connect(self.refresh)
        self.kinds.currentIndexChanged.connect(lambda: self._show_months())
        self.areas.currentIndexChanged.connect(lambda: self._show_rooms())
        self.only_silent.toggled.connect(lambda _: self._show_rooms())
        self.table.row_chosen.connect(self._on_row_chosen)

    def _show(self, forecast: Forecast) -> None:
        self._forecast = forecast
        clear(self._told)
        told = dispatch_words(forecast)
        notice = frame("notice", told.tone)
        inner = row(notice, margin=2, gap=2)
        inner.addWidget(label(told.words, wrap=True, selectable=True), 1)
        if told.tone != "good":
            lead = button("機運醸成の提案へ")
            lead.clicked.connect(lambda: self.modes.choose("proposals"))
            inner.addWidget(lead)
        self._told.addWidget(notice)
        self.table.show_rows(outlook_rows(forecast))
        _fit(self.table)
        for area in sorted({room.area for room in forecast.rooms if room.area}):
            if self.areas.findData(area) < 0:
                self.areas.addItem(area, area)
        self._show_months()
        self._show_rooms()
        self._settle()

    def _on_mode_chosen(self, mode: str) -> None:
        if mode == "proposals":
            self.show_proposals()
        else:
            self._panes.setCurrentIndex(0)

    def _settle(self) -> None:
        """Give every part its place at once: tables that grew must not lie over what is below them."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
            self._content.resize(self._content.width(), layout.minimumSize().height())

    def _show_months(self) -> None:
        name = str(self.kinds.currentData())
        outlook = self._forecast.outlooks.get(name) if self._forecast else None
        word, unit = KINDS[name]
        self.months.show_rows(month_rows(outlook, unit) if outlook else [])
        _fit(self.months)
        self.chart.show_months(outlook.months if outlook else (), word, unit)

    def _show_rooms(self) -> None:
        rooms = self._forecast.rooms if self._forecast else ()
        self._rooms_told.setText(room_words(rooms))
        self.rooms.show_rows(room_rows(rooms, str(self.areas.currentData()), self.only_silent.isChecked()))

    def _on_row_chosen(self, key: tuple[str, str]) -> None:
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(key[0])))


def _table(headers: tuple[str, ...], name: str, state: int = -1) -> PlainTable:
    """Return a table that is as high as its rows, so that the page scrolls and not the table."""
    made = PlainTable(headers, state=state)
    made.setAccessibleName(name)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    return made


def _fit(table: PlainTable) -> None:
    height = (
        table.horizontalHeader().sizeHint().height() + table.rowCount() * table.verticalHeader().defaultSectionSize()
    )
    table.setFixedHeight(height + space(3))
