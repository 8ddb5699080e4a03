"""The page シート: one hearing as it is typed while it takes place, always saved."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QWidget

from app.desktop.tabs.hearings.presenter import sheet_rows, sheet_title, theme_words
from app.desktop.tabs.hearings.sheet_saver import SheetSaver, is_conflict
from app.desktop.theme.appearance import space
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import button, clear, column, frame, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.record_form import RecordForm
from app.desktop.widgets.search_box import SearchBox
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.domain.hearing import Hearing, HearingTheme
from app.domain.record import Record
from app.services.hearings.desk import HearingDesk
from app.services.hearings.views import BoardEntry, HearingSheet, SheetSaved, SheetTheme

WHOLE = ("municipality_persons", "prefecture_persons", "content", "needs")
ABOUT_FIELD = ("stage", "wish", "issue_kinds", "issues", "needs", "quote", "said_by")
AROUND = timedelta(days=100)  # a hearing outside its period is shown, too
HEADERS = ("市町村", "日", "状態", "分野")


class SheetPage(FreshPage):
    """Hearings at the left, then the fields of Table 1, then what is said about the chosen one."""

    record_asked = Signal(object)  # str: the hearing's id

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the hearings; the first one opens."""
        super().__init__(bench, parent)
        self._list_question, self._question = bench.question(self), bench.question(self)
        self._entries: tuple[BoardEntry, ...] = ()
        self._wanted = ""
        self._known: dict[str, object] = {}
        self._is_mine = False  # what changed last was saved here
        self.sheet: HearingSheet | None = None
        self.saver = SheetSaver(bench, self)
        self.search = SearchBox("市町村を探す")
        self.table = PlainTable(HEADERS, state=2)
        self.names = QListWidget()
        self.whole = RecordForm((Hearing.REGISTER.field(name) for name in WHOLE), bench)
        self.about = RecordForm((HearingTheme.REGISTER.field(name) for name in ABOUT_FIELD), bench)
        self._lay_out()
        self._connect()

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
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        layout.addWidget(self._ways())
        inner = QSplitter(Qt.Orientation.Horizontal)
        inner.setChildrenCollapsible(False)
        self.names.setAccessibleName("分野")
        self.names.setMinimumWidth(space(50))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        inner.addWidget(self.names)
        inner.addWidget(self._forms())
        inner.setSizes([space(110), space(150)])
        inner.setStretchFactor(0, 2)
        inner.setStretchFactor(1, 3)
        layout.addWidget(inner, 1)
        return page

    def _ways(self) -> QWidget:
        """Return what can be done with an entry that was not saved."""
        self._refused = frame("bar")
        ways = row(self._refused, margin=2, gap=2)
        ways.addWidget(label("保存できていない入力を", "quiet"))
        self._insist = button("自分の入力で上書きする")
        self._insist.clicked.connect(self._on_insist_clicked)
        drop = button("取り下げて読み直す")
        drop.clicked.connect(self._on_drop_clicked)
        ways.addWidget(self._insist)
        ways.addWidget(drop)
        ways.addStretch(1)
        self._refused.hide()
        return self._refused

    def _on_insist_clicked(self) -> None:
        self._refused.hide()
        self._problem.tell("")
        self.saver.insist()

    def _on_drop_clicked(self) -> None:
        self._refused.hide()
        self._problem.tell("")
        self.saver.give_up()
        self._read_sheet(self._show_sheet)

    def _forms(self) -> QWidget:
        self._form_stack = QStackedWidget()
        self._form_stack.addWidget(self.whole)
        about = QWidget()
        layout = column(about, gap=0)
        self._candidates = column(margin=3, gap=1)
        layout.addWidget(self.about, 1)
        layout.addLayout(self._candidates)
        self._form_stack.addWidget(about)
        return self._form_stack

    def _connect(self) -> None:
        self.search.search_changed.connect(lambda _: self._show_list())
        self.table.row_chosen.connect(self.show_hearing)
        self.names.currentItemChanged.connect(lambda _now, before: self._change_field(before))
        self.whole.edited.connect(lambda: self._typed(self.whole, ""))
        self.about.edited.connect(lambda: self._typed(self.about, self._code()))
        self.saver.state_changed.connect(self._state.setText)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._fail)
        for key, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=step: self._next_field(by))

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
        same = self._shown == sheet.hearing.id
        self.sheet = sheet
        self.saver.begin(sheet)
        self._problem.tell("")
        self._title.setText(sheet_title(sheet))
        self._state.setText("すべて保存しました")
        self._fill(self.whole, sheet.hearing, WHOLE, "")
        place = self.names.currentRow() if same else 0
        self._show_names(max(0, place))
        self._show_theme()
        self._stack.setCurrentIndex(1)

    def _show_names(self, place: int) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        themes = self.sheet.themes if self.sheet else ()
        for code, words in (
            ("", "全体（出席者・取組・希望）"),
            *((theme.code, theme_words(theme)) for theme in themes),
        ):
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(int(Qt.ItemDataRole.UserRole), code)
            self.names.addItem(item)
        self.names.setCurrentRow(place)
        self.names.blockSignals(False)

    def _code(self) -> str:
        item = self.names.currentItem()
        return str(item.data(int(Qt.ItemDataRole.UserRole))) if item is not None else ""

    def _theme(self, code: str) -> SheetTheme | None:
        themes = self.sheet.themes if self.sheet else ()
        return next((theme for theme in themes if theme.code == code), None)

    def _change_field(self, before: QListWidgetItem | None) -> None:
        code = str(before.data(int(Qt.ItemDataRole.UserRole))) if before is not None else ""
        self._finish(code)
        self._show_theme()

    def _next_field(self, by: int) -> None:
        self.names.setCurrentRow(min(max(0, self.names.currentRow() + by), self.names.count() - 1))

    def _show_theme(self) -> None:
        code = self._code()
        theme = self._theme(code)
        self._form_stack.setCurrentIndex(1 if theme is not None else 0)
        clear(self._candidates)
        if theme is None:
            return
        blank = HearingTheme(id="", hearing_id="", field=code)
        self._fill(self.about, theme.theme or blank, ABOUT_FIELD, code)
        self._show_candidates(theme)

    def _show_candidates(self, theme: SheetTheme) -> None:
        for found in theme.candidates:
            told = "　".join(part for part in ("案件の候補", found.state_label, found.case_number) if part)
            link = button(told, "link")
            link.clicked.connect(lambda _=False, id=found.candidate.id: self._open("case-candidates", id))
            self._candidates.addWidget(link)
        if theme.theme is not None and theme.theme.needs and not theme.candidates:
            make = button("この希望を案件の候補にする")
            make.clicked.connect(lambda: self._make_candidate(theme))
            line = row()
            line.addWidget(make)
            line.addStretch(1)
            self._candidates.addLayout(line)

    def _make_candidate(self, theme: SheetTheme) -> None:
        desk, record = self._bench.desk, theme.theme
        if record is not None:
            self._bench.act(lambda: desk.run("hearing_theme.to_candidate", record.id, {}), owner=self)

    def _open(self, register: str, id: str) -> None:
        self._bench.link_opened.emit(RecordLink(register, id))

    def _fill(self, form: RecordForm, record: Record, names: tuple[str, ...], code: str) -> None:
        form.set_values({name: getattr(record, name) for name in names})
        form.show_problems(())
        for name, entry in _entries(form).items():
            self._known[_key(code, name)] = entry

    def _typed(self, form: RecordForm, code: str) -> None:
        """Keep what changed; what the IME is still composing is not touched."""
        if self.sheet is None:
            return
        for name, entry in _entries(form).items():
            key = _key(code, name)
            if self._known.get(key) != entry:
                self._known[key] = entry
                self.saver.keep(key, entry)

    def _finish(self, code: str) -> None:
        """Take what the IME was composing in the form of a field, and save at once."""
        form = self.about if code else self.whole
        form.values()
        self._typed(form, code)
        self.saver.save()

    def _leave(self) -> None:
        if self.sheet is not None:
            self._finish(self._code())

    def _read_sheet(self, show: Callable[[HearingSheet], None]) -> None:
        hearings, hearing = self._bench.desk.hearings, self._wanted
        self._question.ask(lambda: hearings.sheet(hearing), show)

    def _on_saved(self, found: SheetSaved) -> None:
        """Tell the other pages; what stands in the forms is newer than anything that could be read."""
        if self.saver.is_clean:
            self._problem.tell("")
            self._refused.hide()
        self._is_mine = True
        self._bench.registers_changed.emit(frozenset(register for register, _ in found.outcome.touched))
        self._bench.judge()
        if self._shown != self._wanted and self.saver.is_clean:
            self._read_sheet(self._show_sheet)
        elif self._shown == self._wanted:
            self._read_sheet(self._update)

    def _update(self, sheet: HearingSheet) -> None:
        if self._shown != sheet.hearing.id:
            return
        self.sheet = sheet
        self._show_names(max(0, self.names.currentRow()))
        theme = self._theme(self._code())
        if theme is not None:
            clear(self._candidates)
            self._show_candidates(theme)

    @property
    def _shown(self) -> str:
        return self.sheet.hearing.id if self.sheet is not None else ""

    def _fail(self, error: AppError) -> None:
        self._wanted = self._shown
        self._show_list()
        self._insist.setVisible(is_conflict(error))
        self._refused.show()
        if not isinstance(error, InvalidEntry):
            self._problem.tell(self._bench.words(error))
            return
        code = error.problems[0].field.rpartition(".")[0]
        self._go_to(code)
        form = self.about if code else self.whole
        form.show_problems([_without_code(each) for each in error.problems if each.field.rpartition(".")[0] == code])

    def _go_to(self, code: str) -> None:
        """Show the field of Table 1 that a problem is about, with what was typed there."""
        if code == self._code():
            return
        codes = ["", *(theme.code for theme in self.sheet.themes)] if self.sheet else [""]
        self.names.setCurrentRow(codes.index(code) if code in codes else 0)
        form = self.about if code else self.whole
        unsaved = {name: self.saver.unsaved.get(_key(code, name)) for name in form.editors}
        form.set_values({name: entry for name, entry in unsaved.items() if entry is not None})


def read_entries(hearings: HearingDesk, on: date) -> tuple[BoardEntry, ...]:
    """Return every hearing that has a day, in order."""
    board = hearings.board(on, on)
    return hearings.board(board.period_start - AROUND, board.period_end + AROUND).entries


def _entries(form: RecordForm) -> Mapping[str, object]:
    """Return the entries without finishing what is being composed."""
    return {name: editor.value() for name, editor in form.editors.items()}


def _key(code: str, name: str) -> str:
    return f"{code}.{name}" if code else name


def _without_code(problem: FieldProblem) -> FieldProblem:
    return replace(problem, field=problem.field.rsplit(".", 1)[-1])
