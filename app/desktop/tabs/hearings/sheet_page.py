"""The page シート: one hearing as it is typed while it takes place, always saved."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.hearings.presenter import sheet_rows, sheet_title
from app.desktop.tabs.hearings.sheet_editor import SheetEditor
from app.desktop.theme.appearance import space
from app.desktop.typing_saver import RecordSaved, RecordUnsaved, TypingSaver, is_conflict
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, column, frame, label
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.search_box import SearchBox
from app.desktop.widgets.unsaved_bar import UnsavedBar
from app.desktop.workbench import Workbench
from app.domain.errors import InvalidEntry
from app.services.hearings.desk import HearingDesk
from app.services.hearings.views import BoardEntry, HearingSheet

AROUND = timedelta(days=100)  # a hearing outside its period is shown, too
HEADERS = ("市町村", "日", "状態", "分野")


class SheetPage(FreshPage):
    """Hearings at the left, the sheet of the chosen one at the right; it is saved a moment after the last key."""

    record_asked = Signal(object)  # str: the hearing's id

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the hearings; the first one opens."""
        super().__init__(bench, parent)
        self._list_question, self._question = bench.question(self), bench.question(self)
        self._entries: tuple[BoardEntry, ...] = ()
        self._wanted = ""
        self._is_mine = False  # what changed last was saved here
        desk = bench.desk
        self.saver = TypingSaver(bench, lambda *saving: desk.hearings.save_sheet(*saving), self)
        self.search = SearchBox("市町村を探す")
        self.table = PlainTable(HEADERS, state=2)
        self.editor = SheetEditor(bench)
        self.unsaved = UnsavedBar()
        self._lay_out()
        self._connect()

    @property
    def shown(self) -> str:
        """Return the hearing whose sheet is shown; empty before the first."""
        return self.editor.sheet.hearing.id if self.editor.sheet is not None else ""

    def refresh(self) -> None:
        """Read the hearings, and the sheet when nothing typed is on its way."""
        hearings, on = self._bench.desk.hearings, self._bench.on
        self._list_question.ask(lambda: read_entries(hearings, on), self._show_entries)

    def show_hearing(self, id: str) -> None:
        """Open a sheet once what was typed into the one before is saved; where that is refused, stay."""
        self._leave()
        self._wanted = id
        if self.saver.is_clean:
            self._read_sheet(self._show_sheet)

    def leave(self) -> None:
        """Save everything without waiting for any answer: the window closes."""
        self._leave()
        self.saver.save_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed before the page is left."""
        self._leave()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        left = QWidget()
        beside = column(left, margin=2, gap=2)
        beside.addWidget(self.search)
        beside.addWidget(self.table, 1)
        left.setMinimumWidth(space(40))
        self._stack = QStackedWidget()
        self._nothing = EmptyState("ヒアリングがありません", "「日程」で日を決めるか、県の日程表を取り込んでください。")
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._paper())
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._stack)
        self.splitter.setSizes([space(100), space(260)])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 3)
        column(self).addWidget(self.splitter)

    def _paper(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=0)
        head = frame("bar")
        line = FlowLayout(head, margin=3, gap=2)
        self._title = label("", "title", wrap=True, selectable=True)
        self._state = label("", "quiet")
        self._state.setAccessibleName("保存の状態")
        record = button("記録・議事録")
        record.clicked.connect(lambda: self.record_asked.emit(self._wanted))
        line.addWidget(self._title)
        line.addWidget(filler())
        line.addWidget(self._state)
        line.addWidget(record)
        self._state.setMinimumWidth(space(30))
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(head)
        layout.addWidget(self.unsaved)
        layout.addWidget(self.editor, 1)
        return page

    def _connect(self) -> None:
        self.search.search_changed.connect(lambda _: self._show_list())
        self.table.row_chosen.connect(self.show_hearing)
        self.editor.typed.connect(lambda key, entry: self.saver.keep(self.shown, key, entry))
        self.editor.field_left.connect(self.saver.save)
        self.saver.state_changed.connect(self._state.setText)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_failed)
        self.unsaved.insist_asked.connect(lambda: self.saver.insist(self.shown))
        self.unsaved.drop_asked.connect(self._on_drop_asked)
        for key, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=step: self.editor.step(by))

    def _show_entries(self, entries: tuple[BoardEntry, ...]) -> None:
        self._entries = entries
        self._show_list()
        ids = [entry.hearing_id for entry in entries]
        if self._wanted not in ids:
            self._wanted = ids[0] if ids else ""
        if self._wanted and self.saver.is_clean and not self._is_mine:
            self._read_sheet(self._show_sheet)
        self._is_mine = False
        self._stack.setCurrentIndex(1 if self._wanted else 0)

    def _show_list(self) -> None:
        wanted = self.search.text().strip()
        self.table.show_rows(sheet_rows([entry for entry in self._entries if wanted in entry.municipality]))
        self.table.blockSignals(True)
        self.table.choose(self._wanted)
        self.table.blockSignals(False)

    def _show_sheet(self, sheet: HearingSheet) -> None:
        self.saver.see(sheet.hearing.id, sheet.heads)
        self._tell_unsaved()
        self._title.setText(sheet_title(sheet))
        self._state.setText("すべて保存しました")
        self.editor.show_sheet(sheet)
        self._stack.setCurrentIndex(1)

    def _leave(self) -> None:
        self.editor.finish()
        self.saver.leave()

    def _read_sheet(self, show: Callable[[HearingSheet], None]) -> None:
        hearings, hearing = self._bench.desk.hearings, self._wanted
        self._question.ask(lambda: hearings.sheet(hearing), show)

    def _on_saved(self, found: RecordSaved) -> None:
        """Tell the other pages; what stands in the forms is newer than anything that could be read."""
        self._tell_unsaved()
        self._is_mine = True
        self._bench.registers_changed.emit(frozenset(register for register, _ in found.outcome.touched))
        self._bench.judge()
        if self.shown != self._wanted and self.saver.is_clean:
            self._read_sheet(self._show_sheet)
        elif self.shown == self._wanted:
            self._read_sheet(self._update)

    def _update(self, sheet: HearingSheet) -> None:
        if self.shown == sheet.hearing.id:
            self.editor.update_sheet(sheet)

    def _on_failed(self, found: RecordUnsaved) -> None:
        self._wanted = self.shown
        self._show_list()
        self._tell_unsaved()
        if isinstance(found.error, InvalidEntry):
            self.editor.show_problems(found.error, self.saver.draft(found.id))

    def _tell_unsaved(self) -> None:
        found = self.saver.refusal
        if found is None:
            self.unsaved.hide()
        else:
            self.unsaved.tell(self._bench.words(found.error), can_insist=is_conflict(found.error))

    def _on_drop_asked(self) -> None:
        self.saver.give_up(self.shown)
        self._read_sheet(self._show_sheet)


def read_entries(hearings: HearingDesk, on: date) -> tuple[BoardEntry, ...]:
    """Return every hearing that has a day, in order."""
    board = hearings.board(on, on)
    return hearings.board(board.period_start - AROUND, board.period_end + AROUND).entries
