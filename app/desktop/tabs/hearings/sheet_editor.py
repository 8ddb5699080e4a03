"""What is typed of one hearing: the whole, the fields of Table 1 beside it, and what is said about the chosen one."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.desktop.tabs.hearings.presenter import theme_words
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, clear, column, row
from app.desktop.widgets.record_form import RecordForm
from app.desktop.widgets.turning_splitter import TurningSplitter
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import FieldProblem, InvalidEntry
from app.domain.hearing import Hearing, HearingTheme
from app.domain.record import Record
from app.services.hearings.views import HearingSheet, SheetTheme

BESIDE = 155  # the least width for fields and form side by side, in quarters of the font's height
WHOLE = ("municipality_persons", "prefecture_persons", "content", "needs")
ABOUT_FIELD = ("stage", "wish", "issue_kinds", "issues", "needs", "quote", "said_by")
CODE = int(Qt.ItemDataRole.UserRole)


class SheetEditor(TurningSplitter):
    """Tells what was typed by its key; text that the IME is still composing is not taken before it is finished."""

    typed = Signal(object, object)  # str, object: the key of the entry and the entry
    field_left = Signal()

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a sheet."""
        super().__init__(BESIDE, parent)
        self._bench = bench
        self._known: dict[str, object] = {}
        self.sheet: HearingSheet | None = None
        self.names = QListWidget()
        self.whole = RecordForm((Hearing.REGISTER.field(name) for name in WHOLE), bench)
        self.about = RecordForm((HearingTheme.REGISTER.field(name) for name in ABOUT_FIELD), bench)
        self._lay_out()
        self.names.currentItemChanged.connect(lambda _now, before: self._change_field(before))
        self.whole.edited.connect(lambda: self._tell_typed(self.whole, ""))
        self.about.edited.connect(lambda: self._tell_typed(self.about, self.code))

    @property
    def code(self) -> str:
        """Return the field of Table 1 that is shown; empty for the whole."""
        item = self.names.currentItem()
        return str(item.data(CODE)) if item is not None else ""

    def show_sheet(self, sheet: HearingSheet) -> None:
        """Show a sheet; the field stays where it is the same hearing."""
        same = self.sheet is not None and self.sheet.hearing.id == sheet.hearing.id
        self.sheet = sheet
        self._fill(self.whole, sheet.hearing, WHOLE, "")
        self._show_names(max(0, self.names.currentRow()) if same else 0)
        self._show_theme()

    def update_sheet(self, sheet: HearingSheet) -> None:
        """Show how far the fields are, and leave what is typed alone: it is newer than anything that could be read."""
        self.sheet = sheet
        self._show_names(max(0, self.names.currentRow()))
        theme = self._theme(self.code)
        if theme is not None:
            clear(self._candidates)
            self._show_candidates(theme)

    def step(self, by: int) -> None:
        """Go to a field further down or up."""
        self.names.setCurrentRow(min(max(0, self.names.currentRow() + by), self.names.count() - 1))

    def finish(self) -> None:
        """Take what the IME is composing as if it had been accepted."""
        if self.sheet is not None:
            self._finish(self.code)

    def show_problems(self, error: InvalidEntry, draft: Mapping[str, object]) -> None:
        """Go to the field that a refusal is about, with what was typed there, and tell the problems beside it."""
        code = error.problems[0].field.rpartition(".")[0]
        self._go_to(code, draft)
        form = self.about if code else self.whole
        form.show_problems([_without_code(each) for each in error.problems if each.field.rpartition(".")[0] == code])

    def _lay_out(self) -> None:
        self.names.setAccessibleName("分野")
        self.names.setMinimumSize(space(50), space(36))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._forms = QStackedWidget()
        self._forms.addWidget(self.whole)
        about = QWidget()
        layout = column(about, gap=0)
        self._candidates = column(margin=3, gap=1)
        layout.addWidget(self.about, 1)
        layout.addLayout(self._candidates)
        self._forms.addWidget(about)
        self.addWidget(self.names)
        self.addWidget(self._forms)
        self._forms.setMinimumHeight(space(80))
        self.share((110, 150), (40, 100))

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
            item.setData(CODE, code)
            self.names.addItem(item)
        self.names.setCurrentRow(place)
        self.names.blockSignals(False)

    def _theme(self, code: str) -> SheetTheme | None:
        themes = self.sheet.themes if self.sheet else ()
        return next((theme for theme in themes if theme.code == code), None)

    def _change_field(self, before: QListWidgetItem | None) -> None:
        self._finish(str(before.data(CODE)) if before is not None else "")
        self.field_left.emit()
        self._show_theme()

    def _show_theme(self) -> None:
        code = self.code
        theme = self._theme(code)
        self._forms.setCurrentIndex(1 if theme is not None else 0)
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
            to = RecordLink("case-candidates", found.candidate.id)
            link.clicked.connect(lambda _=False, to=to: self._bench.link_opened.emit(to))
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

    def _fill(self, form: RecordForm, record: Record, names: tuple[str, ...], code: str) -> None:
        form.set_values({name: getattr(record, name) for name in names})
        form.show_problems(())
        for name, entry in _entries(form).items():
            self._known[_key(code, name)] = entry

    def _tell_typed(self, form: RecordForm, code: str) -> None:
        """Tell what changed; what the IME is still composing is not touched."""
        if self.sheet is None:
            return
        for name, entry in _entries(form).items():
            key = _key(code, name)
            if self._known.get(key) != entry:
                self._known[key] = entry
                self.typed.emit(key, entry)

    def _finish(self, code: str) -> None:
        form = self.about if code else self.whole
        form.values()
        self._tell_typed(form, code)

    def _go_to(self, code: str, draft: Mapping[str, object]) -> None:
        if code == self.code:
            return
        codes = ["", *(theme.code for theme in self.sheet.themes)] if self.sheet else [""]
        self.names.setCurrentRow(codes.index(code) if code in codes else 0)
        form = self.about if code else self.whole
        unsaved = {name: draft.get(_key(code, name)) for name in form.editors}
        form.set_values({name: entry for name, entry in unsaved.items() if entry is not None})


def _entries(form: RecordForm) -> Mapping[str, object]:
    """Return the entries without finishing what is being composed."""
    return {name: editor.value() for name, editor in form.editors.items()}


def _key(code: str, name: str) -> str:
    return f"{code}.{name}" if code else name


def _without_code(problem: FieldProblem) -> FieldProblem:
    return replace(problem, field=problem.field.rsplit(".", 1)[-1])
