"""CSV一式: the bundle for the prefecture, with what the chosen encoding cannot write."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QWidget

from app.desktop.desk_port import MadeBundle
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import button, column, label, row
from app.desktop.widgets.message_bar import MessageBar
from app.desktop.widgets.plain_table import PlainRow, PlainTable
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench
from app.domain.errors import AppError
from app.platform.atomic_file import write_atomically

ENCODINGS = {"utf-8-sig": "UTF-8（BOM付き、推奨）", "cp932": "CP932（古い表計算ソフト向け）"}


class BundleDialog(QDialog):
    """Makes the bundle, shows what is in it, and saves it."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Make the bundle in the recommended encoding."""
        super().__init__(parent)
        self.setWindowTitle("県へ渡すCSV一式")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(190, 170))
        self._bench = bench
        self._question = bench.question(self)
        self._made: MadeBundle | None = None
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label("県へ渡すCSV一式", "heading"))
        layout.addWidget(
            label("1つのZIPに、各台帳のCSV、項目の説明、改ざんを確かめる一覧、送付状を入れます。", "quiet", wrap=True)
        )
        self.encoding = CalmComboBox()
        self.encoding.setAccessibleName("文字コード")
        for name, word in ENCODINGS.items():
            self.encoding.addItem(word, name)
        self.encoding.currentIndexChanged.connect(lambda: self._make())
        layout.addWidget(self.encoding)
        self._problem = MessageBar()
        layout.addWidget(self._problem)
        self._state = label("作成しています…", "quiet", wrap=True)
        layout.addWidget(self._state)
        self.entries = PlainTable(("ファイル", "行数", "SHA-256"))
        layout.addWidget(self.entries, 2)
        self._lacking_title = label("この文字コードにない文字", "title")
        layout.addWidget(self._lacking_title)
        self.lacking = PlainTable(("行", "項目", "文字"))
        layout.addWidget(self.lacking, 1)
        layout.addLayout(self._buttons())
        self._make()

    def _buttons(self) -> QHBoxLayout:
        foot = row(gap=2)
        foot.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.reject)
        self._save = button("ZIPを保存…", "primary")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._on_save_clicked)
        foot.addWidget(close)
        foot.addWidget(self._save)
        return foot

    def save(self, path: Path) -> None:
        """Write the bundle off the UI thread."""
        made = self._made
        if made is not None:
            self._bench.runner.background(
                lambda: write_atomically(path, made.data),
                lambda _: self._state.setText(f"保存しました：{path.name}"),
                self._fail,
                owner=self,
            )

    def _make(self) -> None:
        desk, encoding = self._bench.desk, str(self.encoding.currentData())
        self._save.setEnabled(False)
        self._problem.tell("")
        self._state.setText("作成しています…")
        self._question.ask(lambda: desk.bundle(encoding), self._show, self._fail, in_background=True)

    def _show(self, made: MadeBundle) -> None:
        self._made = made
        self._save.setEnabled(True)
        self.entries.show_rows([PlainRow(item, (item.name, f"{item.rows:,}", item.sha256)) for item in made.entries])
        lacking = [PlainRow(item, (str(item.row), item.field, item.character)) for item in made.unencodable]
        self.lacking.show_rows(lacking)
        for part in (self.lacking, self._lacking_title):
            part.setVisible(bool(lacking))
        size = len(made.data) / 1024
        words = f"{len(made.entries)}個のファイル、{size:,.0f}KB。"
        if lacking:
            words += f"CP932にない文字が{len(lacking)}か所あります。UTF-8を選ぶか、下の一覧を県に伝えてください。"
        self._state.setText(words)

    def _fail(self, error: AppError) -> None:
        self._state.setText("")
        self._problem.tell(self._bench.words(error))

    def _on_save_clicked(self) -> None:
        dialog = QFileDialog(self, "ZIPを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"dxdesk_{self._bench.on.isoformat()}.zip")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.open()
