"""The candidates for a case in a window: in order with their reasons, and choosing one (6(5)ウ, 6(6)ア, 6(6)カ)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QWidget

from app.desktop.tabs.cases.candidates_words import HEADERS, candidate_rows, list_words, term_words, title_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.action_start import Start, start_action
from app.desktop.widgets.labels import button, clear, column, frame, label, prose, row, scrolled
from app.desktop.widgets.paper_dialog import PaperDialog
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.text_inputs import LineInput, commit_composition
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError
from app.domain.record import Member
from app.services.matching.views import Candidate, CandidateList

PAPER = "candidates"


class CandidatesDialog(QDialog):
    """Asks again for another day; choosing opens the form of the case with the expert in it."""

    def __init__(self, bench: Workbench, case_id: str, parent: QWidget | None = None) -> None:
        """Show the candidates on no particular day."""
        super().__init__(parent)
        self.setWindowTitle("専門人材の候補")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(335, 180))
        self._bench, self._case_id = bench, case_id
        self._question = bench.question(self)
        self.found: CandidateList | None = None
        self.day = LineInput()
        self.day.setAccessibleName("派遣を考えている日")
        self.day.setPlaceholderText("例：令和8年12月10日")
        self.day.setFixedWidth(space(56))
        self._wrong = label("日付として読めません（例：2026-12-10）", "problem")
        self.table = PlainTable(HEADERS, state=0)
        self.table.setAccessibleName("専門人材の候補")
        self.choose = button("この人に決める…", "primary")
        self._lay_out()
        self.day.returnPressed.connect(self.ask)
        self.day.editingFinished.connect(self.ask)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.choose.clicked.connect(self._on_choose_clicked)
        bench.link_opened.connect(self.accept)
        self._asked: date | None = None
        self._ask(None)

    def ask(self) -> None:
        """Ask for the day that stands in the field."""
        from app.domain.japanese_date import DateUnreadable, parse_date

        commit_composition(self)
        typed = self.day.text().strip()
        try:
            on = parse_date(typed, self._bench.on) if typed else None
        except DateUnreadable:
            self._wrong.show()
            return
        self._wrong.hide()
        if on != self._asked:
            self._ask(on)

    def _ask(self, on: date | None) -> None:
        self._asked = on
        self.choose.setEnabled(False)
        desk, case_id = self._bench.desk, self._case_id
        self._question.ask(lambda: desk.matching.candidates(case_id, on), self._show, self._fail)

    def _lay_out(self) -> None:
        layout = column(self, margin=4, gap=2)
        self._title = label("候補を調べています…", "heading", wrap=True)
        layout.addWidget(self._title)
        asking = row(gap=2)
        asking.addWidget(label("派遣を考えている日"))
        asking.addWidget(self.day)
        asking.addWidget(label("入れると、曜日と同じ日の予定も確かめます", "caption"))
        self._wrong.hide()
        asking.addWidget(self._wrong)
        asking.addStretch(1)
        layout.addLayout(asking)
        self._told = column(gap=1)
        layout.addLayout(self._told)
        reasons = QWidget()
        self._reasons = column(reasons, margin=4, gap=2)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(scrolled(reasons))
        splitter.setSizes([space(235), space(95)])
        layout.addWidget(splitter, 1)
        layout.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        foot = row(gap=2)
        paper = button("候補の一覧を印刷・保存…", tip="県との協議に使う一覧を作ります")
        paper.clicked.connect(self._on_paper_clicked)
        self._open = button("専門人材を開く")
        self._open.clicked.connect(self._on_open_clicked)
        close = button("閉じる")
        close.clicked.connect(self.reject)
        self.choose.setEnabled(False)
        foot.addWidget(paper)
        foot.addWidget(self._open)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.choose)
        return foot

    @property
    def chosen(self) -> Candidate | None:
        """Return the candidate of the current row."""
        key = self.table.key_of(self.table.currentRow())
        every = self.found.candidates if self.found is not None else ()
        return next((each for each in every if each.expert_id == key), None)

    def _show(self, found: CandidateList) -> None:
        self.found = found
        self._title.setText(title_words(found))
        clear(self._told)
        words, tone = list_words(found)
        notice = frame("notice", tone)
        column(notice, margin=2).addWidget(label(words, wrap=True, selectable=True))
        self._told.addWidget(notice)
        self.table.show_rows(candidate_rows(found))
        self.table.setCurrentCell(-1, -1)
        if found.candidates:
            self.table.choose(found.candidates[0].expert_id)
        if not (self.day.hasFocus() and self.day.text()):  # somebody is typing there
            self.table.setFocus()

    def _on_row_chosen(self, _: object) -> None:
        clear(self._reasons)
        each = self.chosen
        if each is None:
            return
        self._reasons.addWidget(label(each.name, "title", wrap=True, selectable=True))
        if each.affiliation:
            self._reasons.addWidget(label(each.affiliation, "quiet", wrap=True, selectable=True))
        for caution in (each.excluded, *each.cautions):
            if caution:
                notice = frame("notice", "warn")
                column(notice, margin=2).addWidget(label(caution, wrap=True, selectable=True))
                self._reasons.addWidget(notice)
        for term in each.terms:
            self._reasons.addWidget(label(term_words(term), "label"))
            self._reasons.addWidget(prose(term.words))
        self._reasons.addStretch(1)
        self._may_choose(each)

    def _may_choose(self, each: Candidate) -> None:
        may = self.found is not None and self.found.may_choose
        self.choose.setEnabled(may and not each.excluded)
        reason = "" if may else "「マッチングを始める」を実行した案件で選べます"
        self.choose.setToolTip(each.excluded or reason)

    def _on_choose_clicked(self) -> None:
        each = self.chosen
        if each is not None:
            given = {"expert_ids": (Member(each.expert_id),)}
            start = Start("case.match", "cases", self._case_id, self._title.text(), given)
            start_action(self._bench, start, self, lambda _: self.accept())

    def _on_open_clicked(self) -> None:
        each = self.chosen
        if each is not None:
            self._bench.link_opened.emit(RecordLink("experts", each.expert_id))

    def _on_paper_clicked(self) -> None:
        PaperDialog(self._bench, "専門人材の候補", PAPER, self._case_id, self).open()

    def _fail(self, error: AppError) -> None:
        self._asked = self.found.on if self.found is not None else None
        clear(self._told)
        notice = frame("notice", "bad")
        column(notice, margin=2).addWidget(label(self._bench.words(error), wrap=True, selectable=True))
        self._told.addWidget(notice)
