"""The page 県の日程表: the prefecture's schedule as it comes, what it changes line by line, and taking it over."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.desktop.desk_port import Outcome
from app.desktop.tabs.hearings.presenter import SCHEDULE_HEADERS, line_key, line_words, schedule_rows, schedule_words
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.file_drops import dropped_file, welcome_file
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.services.hearings.views import LineKind, SchedulePreview

LARGEST_FILE_MB = 20  # the reader has its own bounds; this one keeps a wrong file out of memory
HINT = (
    "県から届いた日程表（Excel・CSV）を選ぶか、ここに落としてください。"
    "取り込む前に、変わることを一行ずつ確かめられます。"
)


class SchedulePage(QWidget):
    """Nothing is written until the one button is pressed; one undo takes all of it back."""

    taken = Signal()

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a file."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self.preview: SchedulePreview | None = None
        self.setAcceptDrops(True)
        self._lay_out()

    def read(self, path: Path) -> None:
        """Read a file and show what it would change."""
        hearings = self._bench.desk.hearings

        def work() -> SchedulePreview:
            return hearings.preview_schedule(_bounded(path), path.name)

        self._problem.tell("")
        self._question.ask(work, self._show, self._fail)

    def take(self) -> None:
        """Take over what is shown."""
        preview, hearings = self.preview, self._bench.desk.hearings
        if preview is None:
            return
        self._take.setEnabled(False)
        self._bench.act(lambda: hearings.take_schedule(preview), self._taken, self._fail, owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a local file."""
        welcome_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        path = dropped_file(event)
        if path is not None:
            self.read(path)

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        self._stack = QStackedWidget()
        nothing = EmptyState("県の日程表を取り込みます", HINT, "ファイルを選ぶ…")
        nothing.action_asked.connect(self.choose_file)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._result())
        layout.addWidget(self._stack, 1)

    def _result(self) -> QWidget:
        page = QWidget()
        layout = column(page, margin=4, gap=2)
        self._title = label("", "title", wrap=True)
        self._counts = label("", "quiet", wrap=True)
        self._remarks = label("", "caption", wrap=True)
        for part in (self._title, self._counts, self._remarks):
            layout.addWidget(part)
        tools = row(gap=2)
        self.filter = CalmComboBox()
        self.filter.setAccessibleName("内容で絞り込む")
        self.filter.addItem("変わる行・確かめる行", "changing")
        self.filter.addItem("すべての行", "")
        for kind in LineKind:
            self.filter.addItem(kind.label, kind.value)
        self.filter.currentIndexChanged.connect(lambda: self._show_rows())
        tools.addWidget(self.filter)
        tools.addStretch(1)
        other = button("別のファイル…")
        other.clicked.connect(self.choose_file)
        self._take = button("取り込む", "primary")
        self._take.clicked.connect(self.take)
        tools.addWidget(other)
        tools.addWidget(self._take)
        layout.addLayout(tools)
        self.table = PlainTable(SCHEDULE_HEADERS, state=0)
        self.table.setAccessibleName("日程表の各行")
        card = frame("card")
        column(card).addWidget(self.table)
        layout.addWidget(card, 1)
        self._line = label("", wrap=True, selectable=True)
        self._line.setAccessibleName("選んだ行のすべて")
        chosen = frame("card")
        column(chosen, margin=3).addWidget(self._line)
        layout.addWidget(chosen)
        self.table.row_chosen.connect(self._show_line)
        return page

    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, "県の日程表", "", "日程表 (*.xlsx *.csv)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()

    def _show(self, preview: SchedulePreview) -> None:
        self.preview = preview
        self._title.setText("　".join(part for part in (preview.file_name, preview.title) if part))
        self._counts.setText(schedule_words(preview))
        self._remarks.setText("\n".join(f"・{remark}" for remark in preview.remarks))
        self._remarks.setVisible(bool(preview.remarks))
        self._take.setEnabled(preview.changes_something)
        self._take.setText("取り込む" if preview.changes_something else "取り込むものはありません")
        self._show_rows()
        self._stack.setCurrentIndex(1)

    def _show_rows(self) -> None:
        if self.preview is not None:
            rows = schedule_rows(self.preview.lines, str(self.filter.currentData() or ""))
            self.table.show_rows(rows)
            self._line.setText("" if rows else "当てはまる行はありません。")
            if rows:
                self._show_line(rows[0].key)

    def _show_line(self, key: object) -> None:
        lines = self.preview.lines if self.preview else ()
        found = next((line for line in lines if line_key(line) == key), None)
        self._line.setText(line_words(found) if found is not None else "")

    def _taken(self, outcome: Outcome) -> None:
        self.preview = None
        self._stack.setCurrentIndex(0)
        self.taken.emit()

    def _fail(self, error: AppError) -> None:
        self._take.setEnabled(self.preview is not None and self.preview.changes_something)
        self._problem.tell(self._bench.words(error))


def _bounded(path: Path) -> bytes:
    """Return a file's bytes; AppError ``imports.file_unreadable`` or ``imports.file_too_large``."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_MB * 1_000_000 + 1)
    except OSError as error:
        raise AppError("imports.file_unreadable", where=path.name, file=path.name) from error
    if len(data) > LARGEST_FILE_MB * 1_000_000:
        raise AppError("imports.file_too_large", where=path.name, file=path.name, limit=LARGEST_FILE_MB)
    return data
