"""The page 日程案: the best timetable for what is known, why something has no place, and taking it over."""

from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.desktop.desk_port import Outcome
from app.desktop.tabs.hearings.timetable_presenter import (
    LINE_HEADERS,
    UNSOLVED_HEADERS,
    Wishes,
    line_rows,
    proposal_tone,
    read_wishes,
    take_words,
    unsolved_rows,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import button, clear, column, frame, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.text_inputs import LineInput, commit_composition
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.services.timetable.views import TimetableProposal

FIELDS = (
    ("from_on", "最初の日", "期間の初日", 34),
    ("until_on", "最後の日", "期間の末日", 34),
    ("per_day", "1日の件数（最大）", "3", 14),
    ("attendees", "同席者の人数", "1", 14),
    ("reserve_open_days", "末尾に空けておく開庁日", "5", 14),
)
HINT = (
    "市町村と従事者の都合（「日程の都合」）、動かさない日程、実地の移動時間を守り、今の日程からの変更が最も少ない案を作ります。"
    "採用するまで何も書き込みません。"
)


class TimetablePage(QWidget):
    """Reckons in the background, can be given up, and writes nothing until the proposal is taken over."""

    taken = Signal()
    _progressed = Signal(float)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a proposal."""
        super().__init__(parent)
        self._bench = bench
        self._given_up = Event()
        self.proposal: TimetableProposal | None = None
        self.inputs = {name: LineInput() for name, _, _, _ in FIELDS}
        self._lay_out()
        self._progressed.connect(lambda share: self._bar.setValue(round(100 * share)))

    def propose(self) -> None:
        """Reckon the best timetable."""
        commit_composition(self)
        try:
            wishes: Wishes = read_wishes({name: line.text() for name, line in self.inputs.items()}, self._bench.on)
        except AppError as error:
            self._problem.tell(self._bench.words(error))
            return
        timetable, given_up = self._bench.desk.timetable, Event()
        self._given_up = given_up
        tell = self._progressed.emit

        def work() -> TimetableProposal:
            return timetable.propose(wishes.request, cancelled=given_up.is_set, progress=tell)

        self._tell_busy(True)
        self._bench.runner.background(work, self._show, self._fail, owner=self)

    def give_up(self) -> None:
        """Stop reckoning; what was found so far is shown."""
        self._given_up.set()

    def take(self) -> None:
        """Take the proposal over."""
        proposal, timetable = self.proposal, self._bench.desk.timetable
        if proposal is not None:
            self._take.setEnabled(False)
            self._bench.act(lambda: timetable.take(proposal), self._done, self._fail, owner=self)

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        bar = frame("bar")
        above = column(bar, margin=3, gap=1.5)
        above.addWidget(label(HINT, "quiet", wrap=True))
        fields = QWidget()
        line = FlowLayout(fields, gap=3)
        for name, word, usual, wide in FIELDS:
            whole = QWidget()
            block = column(whole, gap=0.5)
            block.addWidget(label(word, "label"))
            self.inputs[name].setPlaceholderText(usual)
            self.inputs[name].setAccessibleName(word)
            self.inputs[name].setMinimumWidth(space(wide))
            self.inputs[name].returnPressed.connect(self.propose)
            block.addWidget(self.inputs[name])
            line.addWidget(whole)
        above.addWidget(fields)
        above.addLayout(self._buttons())
        layout.addWidget(bar)
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        self._told = column(margin=3, gap=1)
        layout.addLayout(self._told)
        self.segments = Segments((("lines", "日程", self._lines), ("unsolved", "置けない市町村", self._unsolved)))
        self.segments.hide()
        self._nothing = EmptyState(
            "日程案はまだありません", "「日程案を作る」を押すと、ここに案と、置けない市町村の理由を示します。"
        )
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self.segments, 1)

    def _buttons(self) -> QHBoxLayout:
        line = row(gap=2)
        self._make = button("日程案を作る", "primary")
        self._make.clicked.connect(self.propose)
        self._stop = button("やめる")
        self._stop.clicked.connect(self.give_up)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(space(60))
        self._take = button("採用する")
        self._take.clicked.connect(self.take)
        for part in (self._make, self._stop, self._bar):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._take)
        self._take.hide()
        self._stop.hide()
        self._bar.hide()
        return line

    def _lines(self) -> QWidget:
        self.table = PlainTable(LINE_HEADERS, state=0)
        self.table.setAccessibleName("日程案")
        self.table.nothing = "置くヒアリングはありません。"
        return self.table

    def _unsolved(self) -> QWidget:
        self.unsolved = PlainTable(UNSOLVED_HEADERS)
        self.unsolved.setAccessibleName("置けない市町村とその理由")
        self.unsolved.nothing = "置けない市町村はありません。"
        return self.unsolved

    def _show(self, proposal: TimetableProposal) -> None:
        self._tell_busy(False)
        self.proposal = proposal
        clear(self._told)
        self._notice(f"{proposal.status_label}　{proposal.summary}", proposal_tone(proposal))
        for cause in proposal.causes[:5]:
            self._notice(f"{cause.message}{cause.remedy}", "warn")
        for problem in proposal.problems[:5]:
            self._notice(problem, "warn")
        self.segments.show_page("unsolved")
        self.unsolved.show_rows(unsolved_rows(proposal))
        self.segments.show_page("lines")
        self.table.show_rows(line_rows(proposal))
        self._nothing.hide()
        self.segments.show()
        self._take.setText(take_words(proposal))
        self._take.setEnabled(bool(proposal.changes))
        self._take.show()

    def _notice(self, words: str, tone: str) -> None:
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._told.addWidget(notice)

    def _done(self, outcome: Outcome) -> None:
        self.proposal = None
        clear(self._told)
        self.segments.hide()
        self._nothing.show()
        self._take.hide()
        self.taken.emit()

    def _tell_busy(self, busy: bool) -> None:
        self._make.setEnabled(not busy)
        self._stop.setVisible(busy)
        self._bar.setValue(0)
        self._bar.setVisible(busy)
        self._problem.tell("")

    def _fail(self, error: AppError) -> None:
        self._tell_busy(False)
        self._take.setEnabled(self.proposal is not None)
        self._problem.tell(self._bench.words(error))
