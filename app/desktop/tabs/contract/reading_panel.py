"""One passage: what is asked, how it may be read, how it is read now, and the prefecture's answer with its decision."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.tabs.contract.reading_words import (
    answer_words,
    asked_words,
    now_words,
    question_entries,
    state_words,
)
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, prose
from app.desktop.workbench import RecordLink, Workbench
from app.services.contract.views import ReadingAnswer, ReadingLine

ANSWER = "reading.answer"
FREE_FIELDS = ("value", "holds_from", "decision_id")
GIVEN_FIELDS = ("holds_from", "decision_id")


class ReadingPanel(QWidget):
    """Every answer is recorded in one form, with the decision that gave it."""

    clause_asked = Signal(object)  # str

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._bench = bench
        self.line: ReadingLine | None = None
        self._layout = column(self, margin=6, gap=4)
        self.setMinimumWidth(space(60))

    def clear(self) -> None:
        """Show nothing."""
        self.line = None
        clear(self._layout)

    def show_reading(self, line: ReadingLine) -> None:
        """Show a passage."""
        self.clear()
        self.line = line
        self._layout.addLayout(self._head(line))
        self._layout.addWidget(label(asked_words(line), "title", wrap=True, selectable=True))
        if line.answers:
            self._layout.addWidget(label(line.note, "quiet", wrap=True, selectable=True))
            self._layout.addWidget(self._answers(line))
        elif line.term:
            self._layout.addWidget(self._value(line))
        if line.term:
            self._layout.addLayout(self._answered(line))
        if line.question_id or not line.answer:
            self._layout.addLayout(self._asked(line))
        self._layout.addStretch(1)

    def _head(self, line: ReadingLine) -> QVBoxLayout:
        whole = column(gap=2)
        head = FlowLayout(gap=2)
        head.addWidget(label(f"仕様書 {line.clause}", "heading", selectable=True))
        head.addWidget(pill(*state_words(line)))
        head.addWidget(filler())
        read = button("契約書で読む", "link")
        read.clicked.connect(lambda: self.clause_asked.emit(line.clause))
        head.addWidget(read)
        whole.addLayout(head)
        paper = frame("card")
        column(paper, margin=4).addWidget(prose(f"「{line.passage}」"))
        whole.addWidget(paper)
        return whole

    def _answers(self, line: ReadingLine) -> QWidget:
        card = frame("card")
        inner = column(card, margin=4, gap=2)
        for answer in line.answers:
            inner.addLayout(self._one(line, answer))
        inner.addWidget(label(now_words(line), "caption", wrap=True))
        return card

    def _one(self, line: ReadingLine, answer: ReadingAnswer) -> QVBoxLayout:
        is_now = answer.words == line.now
        whole = column(gap=1)
        whole.addWidget(label(answer.words, "title" if is_now else "", wrap=True, selectable=True))
        record = button("県の回答として記録…", tip="適用日と、根拠になる協議・承認・指示を記録します")
        record.setAccessibleName(f"県の回答として記録 {answer.words}")
        given = {"term": line.term, "value": answer.value}
        record.clicked.connect(lambda: self._record(line, f"回答：{answer.words}", given, GIVEN_FIELDS))
        whole.addLayout(_beneath(record, line if is_now else None))
        return whole

    def _value(self, line: ReadingLine) -> QWidget:
        card = frame("card")
        inner = column(card, margin=4, gap=1)
        inner.addWidget(label(line.now, "title", wrap=True, selectable=True))
        record = button("県の回答を記録…", tip="値、適用日と、根拠になる協議・承認・指示を記録します")
        given = {"term": line.term, "value": line.now}
        record.clicked.connect(lambda: self._record(line, asked_words(line), given, FREE_FIELDS))
        inner.addLayout(_beneath(record, line))
        inner.addWidget(label(now_words(line), "caption", wrap=True))
        return card

    def _answered(self, line: ReadingLine) -> QVBoxLayout:
        whole = column(gap=1)
        whole.addWidget(label("県の回答", "title"))
        whole.addWidget(label(answer_words(line), "" if line.answer else "quiet", wrap=True, selectable=True))
        if line.decision_id:
            whole.addLayout(self._lead(line.decision, RecordLink("decisions", line.decision_id)))
        return whole

    def _asked(self, line: ReadingLine) -> QVBoxLayout:
        whole = column(gap=1)
        whole.addWidget(label("疑義", "title"))
        if line.question_id:
            words = "疑義を開く" if line.term else "疑義を開いて、照会と回答を記録する"
            whole.addLayout(self._lead(words, RecordLink("questions", line.question_id)))
            return whole
        enter = button("疑義の一覧に登録…")
        given = question_entries(line)
        enter.clicked.connect(
            lambda: start_action(self._bench, Start("open_question.add", "questions", given=given), self)
        )
        whole.addWidget(enter, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _lead(self, words: str, link: RecordLink) -> QVBoxLayout:
        lead = button(words, "link", tip="この記録を開きます")
        lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
        box = column()
        box.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _record(self, line: ReadingLine, subject: str, given: Mapping[str, object], fields: tuple[str, ...]) -> None:
        told = f"仕様書 {line.clause}　{subject}"
        start = Start(ANSWER, "amendments", None, told, given, fields, "県の回答を記録")
        start_action(self._bench, start, self)


def _beneath(record: QWidget, now: ReadingLine | None) -> FlowLayout:
    """Return what stands beneath a reading: that it is the present one, and the way to record it as the answer."""
    under = FlowLayout(gap=2)
    if now is not None:
        under.addWidget(pill("いまの読み方", "good" if now.answer else "accent"))
    under.addWidget(record)
    return under
