"""バックアップ: the verified copies, making one, and going back to one in two clicks."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.desktop.desk_port import BackupLine
from app.desktop.widgets.labels import button, column, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.plain_table import PlainRow, PlainTable
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench
from app.domain.errors import AppError


class BackupDialog(QDialog):
    """Lists the copies, newest first."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Load the list."""
        super().__init__(parent)
        self._bench = bench
        self._chosen: Path | None = None
        self.setWindowTitle("バックアップ")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(190, 130))
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label("バックアップ", "heading"))
        words = "毎日、取込の前、更新の前に、内容を確かめた暗号化済みの写しを作ります。"
        layout.addWidget(label(words, "quiet", wrap=True))
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        self.table = PlainTable(("作成", "きっかけ", "大きさ", "ファイル"))
        self.table.nothing = "写しはまだありません。"
        self.table.row_chosen.connect(self._on_row_chosen)
        layout.addWidget(self.table, 1)
        self._state = label("", "quiet", wrap=True)
        layout.addWidget(self._state)
        foot = row(gap=2)
        make = button("別の場所に保存…", tip="USBメモリなど、別の場所に写しを作ります")
        make.clicked.connect(self._on_make_clicked)
        self.restore = button("この時点に戻す…")
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._on_restore_clicked)
        close = button("閉じる", "primary")
        close.clicked.connect(self.accept)
        for part in (make, self.restore):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        bench.runner.database(bench.desk.backups, self._show, self._fail, owner=self)

    def make(self, path: Path) -> None:
        """Write a verified copy off the UI thread."""
        desk = self._bench.desk
        self._state.setText("作成しています…")
        done = f"保存しました：{path.name}"
        self._bench.runner.database(
            lambda: desk.backup(path), lambda _: self._state.setText(done), self._fail, owner=self
        )

    def _show(self, lines: tuple[BackupLine, ...]) -> None:
        self.table.show_rows([PlainRow(line.path, backup_texts(line)) for line in lines])
        self._state.setText("")

    def _fail(self, error: AppError) -> None:
        self._state.setText("")
        self._problem.tell(self._bench.words(error))

    def _on_row_chosen(self, path: Path) -> None:
        self._chosen = path
        self.restore.setEnabled(True)

    def _on_make_clicked(self) -> None:
        dialog = QFileDialog(self, "バックアップを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"dxdesk_{self._bench.on.isoformat()}.dxbackup")
        dialog.fileSelected.connect(lambda chosen: self.make(Path(chosen)))
        dialog.open()

    def _on_restore_clicked(self) -> None:
        text = "選んだ時点に戻します。いまの内容は、戻す前に写しを作って残します。"
        box = QMessageBox(QMessageBox.Icon.Question, "この時点に戻す", text, parent=self)
        box.addButton("やめる", QMessageBox.ButtonRole.RejectRole)
        box.addButton("戻す", QMessageBox.ButtonRole.AcceptRole)
        box.accepted.connect(self._restore)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _restore(self) -> None:
        chosen = self._chosen
        self.accept()
        if chosen is not None:
            self._bench.restore_asked.emit(chosen)


def backup_texts(line: BackupLine) -> tuple[str, str, str, str]:
    """Return a copy in words."""
    return (
        line.made_on.isoformat(),
        line.occasion,
        f"{line.size / 1024:,.0f}KB",
        line.path.name,
    )
