"""The page 月例報告: the months with their due days, the three texts, always saved, and the report as it is printed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.deadline_words import left_words
from app.desktop.tabs.reports.lacking_notice import LackingNotice
from app.desktop.tabs.reports.month_texts import MonthTextsEditor
from app.desktop.tabs.reports.month_words import HEADERS, Months, month_rows, read_months, texts_of
from app.desktop.tabs.reports.presenter import DONE
from app.desktop.tabs.reports.submitting import Submitting
from app.desktop.theme.appearance import space
from app.desktop.typing_saver import RecordSaved, TypingSaver
from app.desktop.widgets.due_panel import DueDateDialog
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, column, label, row
from app.desktop.widgets.page_area import PageArea
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.widgets.unsaved_bar import UnsavedBar
from app.desktop.workbench import RecordLink, Workbench
from app.domain.monthly_note import MonthlyNote
from app.services.reports.views import MonthLine

DOCUMENT = "6"
NOTES = MonthlyNote.REGISTER.name
BESIDE = 150  # the least width for texts and paper side by side, in quarters of the font's height
PRINT_AFTER_MS = 1_500  # after a saving: somebody who goes on typing is not made to wait for the paper
CHANGED_MEANWHILE = ("store.changed_meanwhile", "reports.note_known")


class MonthlyPage(FreshPage):
    """The months at the left, the texts beside them, the paper at the right."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the month that is next to be handed in."""
        super().__init__(bench, parent)
        self._question = bench.question(self)
        self._key = self._printed = ""
        self._wanted: tuple[str, str] | None = None  # texts to go to, once the months are read
        self.reading: Months | None = None
        self.table = PlainTable(HEADERS, state=0)
        self.texts = MonthTextsEditor()
        desk = bench.desk
        self.saver = TypingSaver(bench, lambda *saving: desk.reports.write(*saving), self)
        self.unsaved = UnsavedBar()
        self.lacking = LackingNotice()
        self.paper = PaperView(bench, "作成しています…", tells_missing=False)
        self._submitting = Submitting(bench, self)
        self._state = label("", "quiet")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PRINT_AFTER_MS)
        self._lay_out()
        self._connect()

    @property
    def line(self) -> MonthLine | None:
        """Return the month that is shown."""
        lines = self.reading.lines if self.reading is not None else ()
        return next((each for each in lines if each.key == self._key), None)

    def refresh(self) -> None:
        """Read the months and the texts again."""
        desk, key = self._bench.desk, self._key
        self._question.ask(lambda: read_months(desk, key), self._show)

    def leave(self) -> None:
        """Save what was typed; what is typed from now on is a step of undo of its own."""
        self.texts.finish()
        self.saver.leave()

    def close_down(self) -> None:
        """Save everything that was typed, before the window closes."""
        self.leave()
        self.saver.save_all()

    def show_unsaved(self) -> None:
        """Go to a month whose texts could not be saved."""
        found = self.saver.refusal
        if found is not None:
            self.show_month(found.id)

    def show_month(self, key: str) -> None:
        """Go to a month, after saving what was typed."""
        if key != self._key:
            self.leave()
            self._key = key
            self.refresh()

    def show_note(self, id: str, field: str = "") -> None:
        """Go to the month whose texts have this id; without one, to the text of the shown month."""
        self._wanted = (id, field)
        if self.reading is not None:
            self._go_to_wanted(self.reading)

    def _go_to_wanted(self, reading: Months) -> None:
        if self._wanted is None:
            return
        (note, field), self._wanted = self._wanted, None
        found = next((each.key for each in reading.lines if note and each.note_id == note), "")
        if found:
            self.show_month(found)
        self.texts.go_to(field)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed before the page is left."""
        self.leave()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        parts = TurningSplitter(BESIDE)
        parts.addWidget(self._middle())
        parts.addWidget(self._beside())
        parts.share((90, 140), (70, 90))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.table.setMinimumWidth(space(40))
        self.table.setAccessibleName("月")
        for part, width in ((self.table, 104), (parts, 230)):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, width)
        splitter.setSizes([space(104), space(230)])
        column(self, gap=0).addWidget(splitter)

    def _beside(self) -> QWidget:
        beside = PageArea(self._right())
        beside.setMinimumSize(space(60), space(90))
        return beside

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setMinimumWidth(space(50))
        layout = column(middle, gap=0)
        layout.addWidget(self.unsaved)
        layout.addWidget(self.texts, 1)
        foot = row(margin=2)
        foot.addWidget(label("ほかの内容は、すべて記録から作ります。", "caption", wrap=True), 1)
        self._state.setAccessibleName("保存の状態")
        foot.addWidget(self._state)
        layout.addLayout(foot)
        return middle

    def _right(self) -> QWidget:
        right = QWidget()
        layout = column(right, margin=3, gap=2)
        head = FlowLayout(gap=2)
        self._title = label("", "title")
        self._left = label("", "quiet")
        self._why = button("なぜこの日？", "link")
        self._submit = button("提出を記録", "primary")
        for part in (self._title, filler(), self._left, self._why, self._submit):
            head.addWidget(part)
        layout.addLayout(head)
        layout.addWidget(self.lacking)
        layout.addWidget(self.paper, 1)
        return right

    def _connect(self) -> None:
        self.table.row_chosen.connect(self.show_month)
        self.texts.typed.connect(lambda name, text: self.saver.keep(self._key, name, text))
        self.saver.state_changed.connect(self._state.setText)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(lambda _: self._tell_unsaved())
        self.unsaved.insist_asked.connect(self._on_insist_asked)
        self.unsaved.drop_asked.connect(self._on_drop_asked)
        self.paper.paper_made.connect(self.lacking.show_lacking)
        self.lacking.lead_asked.connect(self._lead)
        self._timer.timeout.connect(self._print)
        self._why.clicked.connect(self._on_why_clicked)
        self._submit.clicked.connect(self._on_submit_clicked)

    def _show(self, reading: Months) -> None:
        self.reading = reading
        self._key = reading.texts.key
        if not self.texts.is_composing:
            self.saver.see(self._key, reading.texts.heads)
        self.table.blockSignals(True)
        self.table.show_rows(month_rows(reading.lines))
        self.table.choose(self._key)
        self.table.blockSignals(False)
        self.texts.show_texts(self._key, texts_of(reading.texts, self.saver.draft(self._key)))
        self._show_line()
        if self._printed != self._key:
            self._print()
        else:
            self._timer.start()
        self._go_to_wanted(reading)

    def _show_line(self) -> None:
        line = self.line
        if line is None:
            return
        self._title.setText(f"{line.label}分")
        self._left.setText(left_words(line.deadline) or line.state.label)
        self._submit.setVisible(line.deadline.state not in DONE)

    def _print(self) -> None:
        self._timer.stop()
        if not self.isVisible():
            self._printed = ""
            return
        self._printed = self._key
        self.paper.make(DOCUMENT, self._key)

    def _lead(self, link: RecordLink) -> None:
        if link.register == NOTES:
            self.texts.go_to(link.field)
        else:
            self._bench.link_opened.emit(link)

    def _on_saved(self, found: RecordSaved) -> None:
        """Tell the other pages; what stands in the editor is newer than anything that could be read."""
        self._tell_unsaved()
        self._bench.registers_changed.emit(frozenset(register for register, _ in found.outcome.touched))

    def _tell_unsaved(self) -> None:
        found = self.saver.refusal
        if found is None:
            self.unsaved.hide()
        else:
            words = f"{found.id}：{self._bench.words(found.error)}"
            self.unsaved.tell(words, can_insist=found.error.code in CHANGED_MEANWHILE)

    def _on_why_clicked(self) -> None:
        if self.line is not None:
            DueDateDialog(self.line.deadline, self).open()

    def _on_submit_clicked(self) -> None:
        self.leave()
        if self.line is not None:
            self._submitting.record(self.line.deadline)

    def _on_insist_asked(self) -> None:
        found = self.saver.refusal
        if found is not None:
            self.saver.insist(found.id)
        self._tell_unsaved()

    def _on_drop_asked(self) -> None:
        found = self.saver.refusal
        if found is not None:
            self.saver.give_up(found.id)
        self._tell_unsaved()
        self.refresh()
