"""The editor of a file kept in the workspace: chosen or dropped, read off the UI thread."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.widgets.field_editor import FieldEditor
from app.desktop.widgets.file_drops import dropped_file, welcome_file
from app.desktop.widgets.labels import button, column, label, row
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.domain.record import Field


class FileEditor(FieldEditor):
    """Takes one file into the workspace and holds the id of its record."""

    def __init__(self, field: Field, bench: Workbench, parent: QWidget | None = None) -> None:
        """Accept a file."""
        super().__init__(field, parent)
        self._bench = bench
        self._id = ""
        self.setAcceptDrops(True)
        self._name = label("ファイルはありません", "quiet", wrap=True)
        choose = button("ファイルを選ぶ…", tip="ここにファイルを落としても選べます")
        choose.clicked.connect(self._on_choose_clicked)
        self._remove = button("外す", "link")
        self._remove.clicked.connect(lambda: self.set_value(""))
        self._remove.hide()
        self.setFocusProxy(choose)
        layout = column(self, gap=0.5)
        box = row(gap=1)
        box.addWidget(choose)
        box.addWidget(self._name, 1)
        box.addWidget(self._remove)
        layout.addLayout(box)
        layout.addWidget(self._echo)

    def value(self) -> object:
        """Return the id of the file's record."""
        return self._id

    def set_value(self, value: object) -> None:
        """Show the name of a file kept before."""
        self._id = str(value or "")
        self._remove.setVisible(bool(self._id))
        self._name.setText("ファイルはありません" if not self._id else "保存済みのファイル")
        if self._id:
            desk, key = self._bench.desk, self._id
            self._bench.runner.database(
                lambda: getattr(desk.record("attachments", key), "name", key), self._name.setText, owner=self
            )
        self.edited.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept one local file."""
        welcome_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped file."""
        path = dropped_file(event)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file and keep it in the workspace."""
        desk = self._bench.desk

        self.tell("読み込んでいます…", "caption")
        self._bench.runner.database(lambda: desk.attach(path), self._taken, self._refused, owner=self)

    def _taken(self, id: str) -> None:
        self.tell("")
        self.set_value(id)

    def _refused(self, error: AppError) -> None:
        self.tell(self._bench.words(error), "problem")

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, "ファイルを選ぶ")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()
