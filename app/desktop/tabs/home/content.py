"""What the home page consists of: counts, due dates, turns, notices and findings; each line leads to its record."""

from __future__ import annotations  # what the services hand over is loaded when it is first made

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.desktop.deadline_words import left_words, spoken_day, state_words
from app.desktop.tabs.home.presenter import MOST_TURNS, CountCard, Seen, count_card, findings_title, waiting_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.card_grid import CardGrid
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row
from app.desktop.workbench import RecordLink, Workbench

if TYPE_CHECKING:
    from app.desktop.desk_port import Deadline, FindingText, HomePage, NoticeLine, Turn

CARD_WIDTH = 56  # the least width of a count, in quarters of the font's height
SIDE_BY_SIDE = 200  # what due dates and turns need beside each other, in quarters of the font's height


class HomeContent(QWidget):
    """Shows what was read; what is chosen on it is the tab's business."""

    notice_opened = Signal(object)  # NoticeLine
    all_read = Signal()
    turns_folded = Signal(object)  # QWidget: the button that shows them again

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._bench = bench
        self._shows_all_turns = False
        layout = column(self, gap=5)
        self._counts = CardGrid(CARD_WIDTH)
        layout.addWidget(self._counts)
        self._middle = row(gap=4)
        self._due = _card(self._middle, "期限の近いもの", 3)
        self._turns = _card(self._middle, "いま誰の番か", 2)
        layout.addLayout(self._middle)
        layout.addWidget(self._notices_card())
        self._findings_title = label(findings_title(None), "title")
        layout.addWidget(self._findings_title)
        self.findings = FindingBar(bench)
        layout.addWidget(self.findings)
        layout.addStretch(1)

    def show_page(self, seen: Seen) -> None:
        """Show counts, due dates, turns and notices."""
        self._show_counts(seen.page)
        self._show_deadlines(seen.page)
        self._show_turns(seen.page)
        self._show_notices(seen)

    def show_findings(self, findings: tuple[FindingText, ...]) -> None:
        """Show what the rules found and no decision has put to rest."""
        self._findings_title.setText(findings_title(len(findings)))
        self.findings.show_findings(findings, most=30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put due dates and turns under each other where they have no room side by side."""
        super().resizeEvent(event)
        is_narrow = self.width() < space(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._middle.direction() != direction:
            self._middle.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """Ask for little: what stands side by side goes below each other."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), space(CARD_WIDTH)), hint.height())

    def _notices_card(self) -> QFrame:
        self._told = frame("card")
        layout = column(self._told, margin=5, gap=2)
        head = row(gap=2)
        self._told_title = label("", "title")
        head.addWidget(self._told_title)
        head.addStretch(1)
        read = button("すべて既読にする", "link")
        read.clicked.connect(self.all_read)
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
            self._told_lines.addWidget(self._notice(notice), 0, Qt.AlignmentFlag.AlignLeft)
        if seen.unread > len(seen.notices):
            self._told_lines.addWidget(label(f"ほか{seen.unread - len(seen.notices)}件", "quiet"))

    def _notice(self, notice: NoticeLine) -> QWidget:
        lead = button(notice.subject, "link", tip=notice.body)
        lead.clicked.connect(lambda: self.notice_opened.emit(notice))
        return lead

    def _show_counts(self, page: HomePage) -> None:
        self._counts.show_cards([_count(count_card(count)) for count in page.counts])

    def _show_deadlines(self, page: HomePage) -> None:
        clear(self._due)
        for deadline in page.deadlines:
            self._due.addWidget(self._deadline(deadline))
        if not page.deadlines:
            self._due.addWidget(label("期限の近いものはありません。", "quiet"))
        self._due.addStretch(1)

    def _show_turns(self, page: HomePage) -> None:
        clear(self._turns)
        shown = page.turns if self._shows_all_turns else page.turns[:MOST_TURNS]
        for turn in shown:
            self._turns.addWidget(self._turn(turn, page))
        more = page.turn_count - len(shown)
        if len(page.turns) > MOST_TURNS:
            words = f"長く待つ{MOST_TURNS}件だけを表示" if self._shows_all_turns else f"ほか{more:,}件を表示"
            self._fold = button(words, "link")
            self._fold.clicked.connect(lambda: self._fold_turns(page))
            self._turns.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        if more and self._shows_all_turns:
            self._turns.addWidget(label(f"ほか{more:,}件は「案件」と「伴走支援」にあります。", "quiet", wrap=True))
        if not page.turns:
            self._turns.addWidget(label("待っている案件や伴走支援はありません。", "quiet"))
        self._turns.addStretch(1)

    def _fold_turns(self, page: HomePage) -> None:
        self._shows_all_turns = not self._shows_all_turns
        self._show_turns(page)
        self._fold.setFocus()
        if not self._shows_all_turns:
            self.turns_folded.emit(self._fold)

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
