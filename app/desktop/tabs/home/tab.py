"""The tab ホーム: counts, due dates, turns and findings; each line leads to its record."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.desktop.deadline_words import left_words, spoken_day, state_words
from app.desktop.tab import Tab
from app.desktop.tabs.home.presenter import MOST_TURNS, CountCard, Seen, count_card, read_home, waiting_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row, scrolled
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import Deadline, HomePage, NoticeLine, Turn


class HomeTab(Tab):
    """What a person needs to see first."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load the page."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        content = QWidget()
        layout = column(content, margin=7, gap=5)
        layout.addWidget(label("ホーム", "heading"))
        self._day = label(spoken_day(bench.on), "quiet")
        layout.addWidget(self._day)
        self._counts = QGridLayout()
        self._counts.setSpacing(space(3))
        layout.addLayout(self._counts)
        middle = row(gap=4)
        self._due = _card(middle, "期限の近いもの", 3)
        self._turns = _card(middle, "いま誰の番か", 2)
        layout.addLayout(middle)
        layout.addWidget(self._notices_card())
        self._findings_title = label("確認が必要なこと", "title")
        layout.addWidget(self._findings_title)
        self.findings = FindingBar(bench)
        layout.addWidget(self.findings)
        layout.addStretch(1)
        column(self).addWidget(scrolled(content))
        bench.registers_changed.connect(lambda _: self.refresh())
        bench.when_ready(self.refresh)

    def refresh(self) -> None:
        """Load the page again."""
        desk = self._bench.desk
        self._question.ask(lambda: read_home(desk), self._show_seen, in_background=True)

    def _show_seen(self, seen: Seen) -> None:
        self._show(seen.page)
        self._show_notices(seen)

    def _notices_card(self) -> QFrame:
        self._told = frame("card")
        layout = column(self._told, margin=5, gap=2)
        head = row(gap=2)
        self._told_title = label("", "title")
        head.addWidget(self._told_title)
        head.addStretch(1)
        read = button("すべて既読にする", "link")
        read.clicked.connect(self._on_read_clicked)
        head.addWidget(read)
        layout.addLayout(head)
        self._told_lines = column(gap=0.5)
        layout.addLayout(self._told_lines)
        self._told.hide()
        return self._told

    def _show_notices(self, seen: Seen) -> None:
        self._told.setVisible(bool(seen.unread))
        self._told_title.setText(f"未読の通知　{seen.unread}件")
        clear(self._told_lines)
        for notice in seen.notices:
            lead = button(notice.subject, "link", tip=notice.body)
            lead.clicked.connect(lambda _=False, chosen=notice: self._open_notice(chosen))
            self._told_lines.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        if seen.unread > len(seen.notices):
            self._told_lines.addWidget(label(f"ほか{seen.unread - len(seen.notices)}件", "quiet"))

    def _open_notice(self, notice: NoticeLine) -> None:
        """Go to what a notice is about; having been opened it is read."""
        self._mark_read(notice.id)
        self._bench.link_opened.emit(RecordLink(notice.about_register, notice.about_id))

    def _on_read_clicked(self) -> None:
        self._mark_read()

    def _mark_read(self, *ids: str) -> None:
        desk = self._bench.desk
        self._bench.runner.database(lambda: desk.mark_read(*ids), lambda _: self.refresh(), owner=self)

    def _show(self, page: HomePage) -> None:
        clear(self._counts)
        for number, count in enumerate(page.counts):
            self._counts.addWidget(_count(count_card(count)), number // 5, number % 5)
        for place in range(5):
            self._counts.setColumnStretch(place, 1)
        clear(self._due)
        for deadline in page.deadlines:
            self._due.addWidget(self._deadline(deadline))
        if not page.deadlines:
            self._due.addWidget(label("期限の近いものはありません。", "quiet"))
        self._due.addStretch(1)
        clear(self._turns)
        for turn in page.turns[:MOST_TURNS]:
            self._turns.addWidget(self._turn(turn, page))
        if len(page.turns) > MOST_TURNS:
            self._turns.addWidget(label(f"ほか{len(page.turns) - MOST_TURNS}件", "quiet"))
        if not page.turns:
            self._turns.addWidget(label("待っている案件はありません。", "quiet"))
        self._turns.addStretch(1)
        self._findings_title.setText(
            f"確認が必要なこと　{len(page.findings)}件" if page.findings else "確認が必要なことはありません"
        )
        self.findings.show_findings(page.findings, most=30)

    def _deadline(self, deadline: Deadline) -> QWidget:
        line = QFrame()
        layout = row(line, gap=2)
        word, tone = state_words(deadline)
        state = pill(left_words(deadline) or word, tone)
        state.setMinimumWidth(space(36))
        layout.addWidget(state)
        names = column(gap=0)
        lead = button(deadline.label, "link")
        lead.setToolTip(deadline.label)
        lead.clicked.connect(lambda: self._open(deadline))
        names.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        if deadline.stated_on is not None:
            names.addWidget(label(f"{spoken_day(deadline.stated_on)}　仕様書 {deadline.clause}", "caption"))
        layout.addLayout(names, 1)
        why = button("なぜこの日？", "link")
        why.setAccessibleName(f"{deadline.label}がこの日になる理由")
        why.clicked.connect(lambda: self._explain(deadline))
        layout.addWidget(why)
        return line

    def _explain(self, deadline: Deadline) -> None:
        from app.desktop.widgets.due_panel import DueDateDialog

        DueDateDialog(deadline, self).open()

    def _open(self, deadline: Deadline) -> None:
        register = deadline.subject_register if deadline.subject_id else "contract"
        self._bench.link_opened.emit(RecordLink(register, deadline.subject_id))

    def _turn(self, turn: Turn, page: HomePage) -> QWidget:
        line = QFrame()
        layout = column(line, gap=0)
        head = row(gap=2)
        head.addWidget(pill(turn.who, "accent" if turn.who == "受託者" else "muted"))
        head.addWidget(label(waiting_words(turn, page.on), "caption"))
        head.addStretch(1)
        layout.addLayout(head)
        lead = button(f"{turn.subject}　{turn.what}", "link")
        link = RecordLink(turn.register, turn.id)
        lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
        layout.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        return line


def _card(into: QHBoxLayout, title: str, stretch: int) -> QVBoxLayout:
    card = frame("card")
    layout = column(card, margin=5, gap=3)
    layout.addWidget(label(title, "title"))
    inner = column(gap=3)
    layout.addLayout(inner)
    into.addWidget(card, stretch)
    return inner


def _count(card: CountCard) -> QWidget:
    shown = frame("card")
    layout = column(shown, margin=4, gap=1)
    layout.addWidget(label(card.label, "label"))
    layout.addWidget(label(card.figure, "figure"))
    if card.done_share >= 0:
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(card.done_share)
        bar.setTextVisible(False)
        bar.setProperty("tone", card.tone)
        bar.setAccessibleName(f"{card.label} 目標の{card.done_share}パーセント")
        layout.addWidget(bar)
    layout.addWidget(label(card.detail or " ", "caption", wrap=True))
    layout.addWidget(label(f"仕様書 {card.clause}", "caption"))
    layout.addStretch(1)
    return shown
