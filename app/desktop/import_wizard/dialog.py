"""The dialog of an import: choose or drop a file, look at every row, then take it in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from app.desktop.import_wizard.file_page import FilePage
from app.desktop.import_wizard.presenter import outcome_of
from app.desktop.import_wizard.preview_page import PreviewPage
from app.desktop.widgets.check_box import CheckBox
from app.desktop.widgets.file_drops import dropped_file, welcome_file
from app.desktop.widgets.flow import FlowLayout, filler
from app.desktop.widgets.labels import button, column, frame, label
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.platform.atomic_file import write_atomically

if TYPE_CHECKING:
    from app.services.imports.preview import ImportPreview
    from app.services.imports.service import ImportResult


class ImportDialog(QDialog):
    """Two pages: the file, and what it would do."""

    def __init__(
        self, bench: Workbench, parent: QWidget | None = None, path: Path | None = None, subject: str = ""
    ) -> None:
        """Start with choosing a file, or with the given one."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self.preview: ImportPreview | None = None
        self._path: Path | None = None
        self.setWindowTitle("ファイルの取込")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        resize_within(self, steps(250, 190))
        self.file_page = FilePage(bench)
        if subject:
            self.file_page.choose_subject(subject)
        self.file_page.file_chosen.connect(self.take)
        self.preview_page = PreviewPage(bench)
        self.preview_page.mapping_changed.connect(self._preview_again)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.file_page)
        self._pages.addWidget(self.preview_page)
        self._lay_out()
        if path is not None:
            self._path = path
            self._state.setText(f"{path.name}：取り込むものを選んでください。")
            self.file_page.offer(path)

    def take(self, path: Path) -> None:
        """Read a file and show what it would do."""
        self._path = path
        self._ask(None)

    def apply(self) -> None:
        """Take in what is shown, all of it or, when asked, all but the refused rows."""
        preview, desk = self.preview, self._bench.desk
        if preview is None:
            return
        partial = self.partial.isChecked()
        self._take_in.setEnabled(False)
        self._bench.runner.database(lambda: desk.import_apply(preview, partial), self._applied, self._fail, owner=self)

    def save_refused(self, path: Path) -> None:
        """Write the refused rows with their reasons, to send back."""
        preview, desk = self.preview, self._bench.desk
        if preview is None:
            return
        self._bench.runner.background(
            lambda: write_atomically(path, desk.refused_file(preview)),
            lambda _: self._state.setText(f"保存しました：{path.name}"),
            self._fail,
            owner=self,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a local file."""
        welcome_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped file."""
        path = dropped_file(event)
        if path is not None:
            self.take(path)

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        layout.addWidget(self._pages, 1)
        foot = frame("bar")
        lines = column(foot, margin=4, gap=2)
        self._state = label("", "quiet", wrap=True)
        lines.addWidget(self._state)
        whole = QWidget()
        tools = FlowLayout(whole, gap=2)
        lines.addWidget(whole)
        self._back = button("別のファイル")
        self._back.clicked.connect(lambda: self._show_page(0))
        self._refused = button("拒否された行を保存…")
        self._refused.clicked.connect(self._on_refused_clicked)
        self.partial = CheckBox("取り込める行だけ取り込む")
        self.partial.toggled.connect(lambda: self._show_state())
        self._take_in = button("取り込む", "primary")
        self._take_in.clicked.connect(self.apply)
        close = button("閉じる")
        close.clicked.connect(self.reject)
        for part in (self._back, self._refused):
            tools.addWidget(part)
        tools.addWidget(filler())
        for last in (self.partial, close, self._take_in):
            tools.addWidget(last)
        layout.addWidget(foot)
        self._show_page(0)

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        for part in (self._back, self._refused, self.partial, self._take_in):
            part.setVisible(number == 1)
        self._show_state()

    def _show_state(self) -> None:
        preview = self.preview
        refused = len(preview.refused) if preview else 0
        writes = any(item.record is not None for item in preview.rows) if preview else False
        self._refused.setEnabled(bool(refused))
        self.partial.setEnabled(bool(refused))
        self._take_in.setEnabled(writes and (not refused or self.partial.isChecked()))
        if self._pages.currentIndex() == 0:
            self._state.setText("ファイルはここに落としても選べます。")
        elif refused and not self.partial.isChecked():
            self._state.setText(f"取り込めない行が{refused:,}行あるため、このままでは1行も取り込みません。")
        else:
            self._state.setText("" if writes else "取り込む行はありません。")

    def _ask(self, mapping: dict[str, str] | None) -> None:
        path, desk, subject = self._path, self._bench.desk, self.file_page.subject
        profile = self.file_page.profile if mapping is None else ""
        if path is None:
            return
        self._problem.tell("")
        self._state.setText("読み込んでいます…")
        self._question.ask(lambda: desk.import_preview(path, subject, profile, mapping), self._show, self._fail)

    def _preview_again(self) -> None:
        self._ask(self.preview_page.mapping)

    def _show(self, preview: "ImportPreview") -> None:
        again = self.preview is not None and self._pages.currentIndex() == 1
        self.preview = preview
        self.preview_page.show_preview(preview, keep_mapping=again)
        self._show_page(1)

    def _applied(self, result: "ImportResult") -> None:
        if not result.taken_in:
            self._show_state()
            return
        self._bench.announce(outcome_of(result))
        self.accept()

    def _fail(self, error: AppError) -> None:
        self._show_state()
        self._problem.tell(self._bench.words(error))

    def _on_refused_clicked(self) -> None:
        dialog = QFileDialog(self, "拒否された行を保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        stem = self._path.stem if self._path else "file"
        dialog.selectFile(f"{stem}_差戻し.csv")
        dialog.fileSelected.connect(lambda chosen: self.save_refused(Path(chosen)))
        dialog.open()
