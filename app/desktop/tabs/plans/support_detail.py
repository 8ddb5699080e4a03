"""The support plan of one municipality: the way to its decision, steps, sessions, figures, and what is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.tabs.plans.schedule_words import items_of, marks_of
from app.desktop.tabs.plans.support_words import (
    INDICATOR_HEADERS,
    PLAN_TONES,
    SESSION_HEADERS,
    indicator_rows,
    session_rows,
    way_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.gantt_view import GanttView
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, prose, row
from app.desktop.widgets.plain_table import PlainRow, PlainTable
from app.desktop.workbench import RecordLink, Workbench
from app.services.plans.views import SupportPlanPage

ACCOMPANIMENTS, SESSIONS, INDICATORS = "accompaniments", "accompaniment-sessions", "indicators"
LINES_OF_A_GANTT = (5, 11)  # rows that are seen without scrolling: at least, at most


class SupportDetail(QWidget):
    """Every line leads to its record."""

    schedule_asked = Signal(object)  # str: the accompaniment
    paper_asked = Signal(object)  # str
    indicator_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a municipality."""
        super().__init__(parent)
        self._bench = bench
        self.page: SupportPlanPage | None = None
        self.gantt = GanttView("支援の工程")
        self.sessions = PlainTable(SESSION_HEADERS, state=0)
        self.sessions.setAccessibleName("支援の回")
        self.indicators = PlainTable(INDICATOR_HEADERS, state=0)
        self.indicators.setAccessibleName("成果の指標")
        self.findings = FindingBar(bench)
        self._head, self._lacking, self._texts = column(gap=1), column(gap=1), column(gap=2)
        self._no_steps = label("工程はまだありません。「工程表で開く」から案を作れます。", "quiet", wrap=True)
        self._no_sessions = label("支援の回はまだありません。", "quiet")
        self._no_indicators = label("指標はまだありません。前と後を測る指標を登録してください。", "quiet", wrap=True)
        self._lay_out()
        for table, register in ((self.sessions, SESSIONS), (self.indicators, INDICATORS)):
            table.cellActivated.connect(lambda line, _, shown=table, to=register: self._lead(shown, line, to))
        self.gantt.item_opened.connect(lambda id: self._bench.link_opened.emit(RecordLink("plan-tasks", id)))

    def show_plan(self, page: SupportPlanPage) -> None:
        """Show the support plan of a municipality."""
        self.page = page
        self._show_head(page)
        self._show_lacking(page)
        self.findings.show_findings(page.warnings)
        schedule = page.schedule
        items = items_of(schedule, self._bench.on)
        self.gantt.show_items(items, marks_of(schedule.lines), schedule.from_on, schedule.until_on)
        self.gantt.setFixedHeight(self.gantt.height_of(min(max(len(items), LINES_OF_A_GANTT[0]), LINES_OF_A_GANTT[1])))
        self._fill(self.sessions, session_rows(page.sessions), self._no_sessions)
        self._fill(self.indicators, indicator_rows(page.indicators), self._no_indicators)
        self.gantt.setVisible(bool(items))
        self._no_steps.setVisible(not items)
        clear(self._texts)
        for title, text in (("実施プラン", page.plan), ("支援結果", page.result)):
            if text.strip():
                self._texts.addWidget(label(title, "title"))
                card = frame("card")
                column(card, margin=4).addWidget(prose(text.strip()))
                self._texts.addWidget(card)

    def _lay_out(self) -> None:
        layout = column(self, margin=5, gap=3)
        layout.addLayout(self._head)
        layout.addLayout(self._lacking)
        layout.addWidget(self.findings)
        for title, table, nothing in (
            ("段階と進み", self.gantt, self._no_steps),
            ("支援の回", self.sessions, self._no_sessions),
            ("成果の指標（支援の前と後）", self.indicators, self._no_indicators),
        ):
            layout.addWidget(label(title, "title"))
            layout.addWidget(nothing)
            layout.addWidget(table)
        layout.addLayout(self._texts)
        layout.addStretch(1)

    def _show_head(self, page: SupportPlanPage) -> None:
        clear(self._head)
        line = page.line
        head = row(gap=2)
        head.addWidget(label(line.municipality, "heading", selectable=True))
        head.addWidget(pill(line.status_label, PLAN_TONES.get(line.status, "muted")))
        head.addStretch(1)
        self._head.addLayout(head)
        self._head.addWidget(label(line.theme, wrap=True, selectable=True))
        fields = "、".join(page.fields)
        told = "　".join(part for part in (f"進行管理 {line.manager or '未定'}", fields) if part)
        self._head.addWidget(label(told, "quiet", wrap=True))
        self._head.addWidget(label(way_words(page), "quiet", wrap=True, selectable=True))
        next_step = frame("notice", "accent")
        column(next_step, margin=2).addWidget(label(f"次の一手：{line.next_step}", wrap=True, selectable=True))
        self._head.addWidget(next_step)
        tools = QWidget()
        buttons = FlowLayout(tools)
        for word, tip, work in (
            ("実施プランを印刷・保存", "この市町村の実施プランをPDFにします", lambda: self.paper_asked.emit(line.id)),
            ("工程表で開く", "段階を棒で動かし、進みを記録します", lambda: self.schedule_asked.emit(line.id)),
            ("＋ 指標を登録", "支援の前と後を測る指標を加えます", lambda: self.indicator_asked.emit(line.id)),
            ("記録を開く", "伴走支援の記録を開きます", lambda: self._open(ACCOMPANIMENTS, line.id)),
        ):
            made = button(word, tip=tip)
            made.clicked.connect(lambda _=False, do=work: do())
            buttons.addWidget(made)
        buttons.addWidget(filler())
        self._head.addWidget(tools)

    def _show_lacking(self, page: SupportPlanPage) -> None:
        clear(self._lacking)
        if not page.lacking:
            return
        notice = frame("notice", "warn")
        inside = column(notice, margin=2, gap=0.5)
        inside.addWidget(label(f"実施プランに必要なこと　{len(page.lacking)}件"))
        for each in page.lacking:
            lead = button(f"→ {each.label}", "link", tip="この項目の入力へ進みます")
            link = RecordLink(each.register, each.id, each.field)
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            inside.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        self._lacking.addWidget(notice)

    def _fill(self, table: PlainTable, rows: list[PlainRow], nothing: QWidget) -> None:
        table.show_rows(rows)
        header = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(header + len(rows) * table.verticalHeader().defaultSectionSize() + space(4))
        table.setVisible(bool(rows))
        nothing.setVisible(not rows)

    def _lead(self, table: PlainTable, line: int, register: str) -> None:
        self._open(register, str(table.key_of(line)))

    def _open(self, register: str, id: str) -> None:
        self._bench.link_opened.emit(RecordLink(register, id))
