"""その日の規定: what a demand of the contract said on a day, the values of its terms, and what is found on that day."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desktop.tabs.contract.day_words import findings_words, since_words, typed_day
from app.desktop.theme.appearance import space
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.labels import button, clear, column, frame, label, prose, row
from app.desktop.widgets.text_inputs import LineInput
from app.desktop.workbench import RecordLink, Workbench
from app.services.contract.board_views import TermOnDay
from app.services.contract.views import RuleOnDay

WAIT_MS = 250
NOTE = "記録は、いま分かっているものをその日の時点で確かめます。"


class DayPanel(QWidget):
    """Asks for a day and a demand; the day stays while one walks from demand to demand."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start with today."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self._demand = ""
        self.shown: RuleOnDay | None = None
        self.day = LineInput()
        self.day.setAccessibleName("規定を調べる日")
        self.day.setPlaceholderText("例：令和8年9月28日、R8.9.28、9/28")
        self.day.setMaximumWidth(space(80))
        self._echo = label("", "echo", wrap=True)
        self._content = column(gap=4)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.refresh)
        self._lay_out()
        self.day.textChanged.connect(lambda _: self._on_day_changed())
        self.day.returnPressed.connect(self.refresh)
        self._tell_day()

    def show_demand(self, demand: str) -> None:
        """Show a demand on the day that stands in the field."""
        self._demand = demand
        self._wait.start(WAIT_MS if self.shown is not None else 0)

    def refresh(self) -> None:
        """Ask again."""
        self._wait.stop()
        day, demand, desk = typed_day(self.day.text(), self._bench.on).day, self._demand, self._bench.desk
        if day is not None and demand and self.isVisible():
            self._question.ask(lambda: desk.agreement.rule_on(demand, day), self._show)

    def _lay_out(self) -> None:
        layout = column(self, margin=6, gap=3)
        asking = row(gap=2)
        asking.addWidget(label("この日の規定を調べる"))
        asking.addWidget(self.day, 1)
        today = button("今日")
        today.clicked.connect(self.day.clear)
        asking.addWidget(today)
        asking.addStretch(1)
        layout.addLayout(asking)
        layout.addWidget(self._echo)
        layout.addLayout(self._content)
        layout.addStretch(1)
        self.setMinimumWidth(space(60))

    def _on_day_changed(self) -> None:
        """Ask a moment later; what a day that cannot be read would say is not told."""
        if self._tell_day():
            self._wait.start(WAIT_MS)
        else:
            self._question.drop()
            clear(self._content)

    def _tell_day(self) -> bool:
        """Say what was understood; tell whether it is a day."""
        typed = typed_day(self.day.text(), self._bench.on)
        self._echo.setText(typed.told)
        self._echo.setProperty("role", "echo" if typed.day else "problem")
        self._echo.style().unpolish(self._echo)
        self._echo.style().polish(self._echo)
        return typed.day is not None

    def _show(self, found: RuleOnDay) -> None:
        self.shown = found
        clear(self._content)
        head = column(gap=1)
        head.addWidget(label(f"仕様書 {found.clause}", "heading", selectable=True))
        head.addWidget(label(found.demand, wrap=True, selectable=True))
        self._content.addLayout(head)
        self._content.addLayout(self._terms(found))
        self._content.addWidget(label("契約書の言葉", "title"))
        paper = frame("card")
        column(paper, margin=4).addWidget(prose(found.words.strip() or "（この条項の文はありません）"))
        self._content.addWidget(paper)
        self._content.addWidget(label(findings_words(found), "title" if found.findings else "quiet", wrap=True))
        bar = FindingBar(self._bench)
        bar.show_findings(found.findings)
        self._content.addWidget(bar)
        if found.rules:
            self._content.addWidget(label(NOTE, "caption", wrap=True))

    def _terms(self, found: RuleOnDay) -> QVBoxLayout:
        whole = column(gap=1)
        whole.addWidget(label("その日の条件", "title"))
        if not found.terms:
            whole.addWidget(label("この条項に、日によって変わりうる条件はありません。", "quiet", wrap=True))
            return whole
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(space(4), space(3), space(4), space(3))
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(3))
        for line, term in enumerate(found.terms):
            self._show_term(grid, line, term)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        whole.addWidget(card)
        return whole

    def _show_term(self, grid: QGridLayout, line: int, term: TermOnDay) -> None:
        grid.addWidget(label(term.label, "quiet", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
        said = QWidget()
        inner = column(said, gap=0.5)
        value = label(term.value, "title" if term.holds_from else "", wrap=True, selectable=True)
        value.setAccessibleName(f"{term.label} {term.value}")
        inner.addWidget(value)
        inner.addWidget(label(since_words(term), "caption", wrap=True))
        if term.decision_id:
            lead = button(term.decision or "根拠の記録", "link", tip="この値を決めた協議・承認・指示を開きます")
            link = RecordLink("decisions", term.decision_id)
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            inner.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        grid.addWidget(said, line, 1)
