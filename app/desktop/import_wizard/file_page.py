"""The first page of an import: what the file holds, and the file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import button, column, frame, label, row
from app.desktop.workbench import Workbench
from app.domain.imports import ImportProfile
from app.platform.atomic_file import write_atomically


class FilePage(QWidget):
    """Chooses the subject, a saved mapping, and the file."""

    file_chosen = Signal(object)  # Path

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Offer every subject that can be taken in."""
        super().__init__(parent)
        from app.services.imports.subjects import SUBJECTS  # reads files: not needed before an import

        self._bench = bench
        layout = column(self, margin=8, gap=3)
        layout.addWidget(label("ファイルの取込", "heading"))
        words = "事務所から届いたままのCSVやExcelを選んでください。文字コードと見出しは自動で見分けます。"
        layout.addWidget(label(words, "quiet", wrap=True))
        card = frame("card")
        inner = column(card, margin=6, gap=2)
        self._subject = CalmComboBox()
        self._subject.setAccessibleName("取り込むもの")
        for name, subject in SUBJECTS.items():
            self._subject.addItem(subject.label, name)
        self._profile = CalmComboBox()
        self._profile.setAccessibleName("保存した列の対応")
        for word, part in (("取り込むもの", self._subject), ("列の対応", self._profile)):
            inner.addWidget(label(word, "label"))
            inner.addWidget(part)
        choose = button("ファイルを選ぶ…")
        choose.clicked.connect(self._on_choose_clicked)
        self._offered: Path | None = None
        self._read = button("", "primary")
        self._read.hide()
        self._read.clicked.connect(self._on_read_clicked)
        blank = button("空の様式を保存…", "link", tip="書き方の決まりが付いたExcelの様式です")
        blank.clicked.connect(self._on_template_clicked)
        foot = row(gap=3)
        foot.addWidget(self._read)
        foot.addWidget(choose)
        foot.addWidget(blank)
        foot.addStretch(1)
        inner.addSpacing(inner.spacing())
        inner.addLayout(foot)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        self._subject.currentIndexChanged.connect(lambda: self._load_profiles())
        self._load_profiles()

    @property
    def subject(self) -> str:
        """Return the name of the chosen subject."""
        return str(self._subject.currentData())

    @property
    def profile(self) -> str:
        """Return the name of the chosen mapping; empty lets the file be recognised."""
        return str(self._profile.currentData() or "")

    def offer(self, path: Path) -> None:
        """Let a file that was dropped on the window be read once its subject is chosen."""
        self._offered = path
        self._read.setText(f"「{path.name}」を読む")
        self._read.show()
        self._read.setFocus()

    def choose_subject(self, name: str) -> None:
        """Choose what the file holds."""
        self._subject.setCurrentIndex(max(0, self._subject.findData(name)))

    def save_template(self, path: Path) -> None:
        """Write an empty form off the UI thread."""
        desk, subject = self._bench.desk, self.subject
        self._bench.runner.background(
            lambda: write_atomically(path, desk.template(subject)), lambda _: None, owner=self
        )

    def _load_profiles(self) -> None:
        desk, subject = self._bench.desk, self.subject
        self._bench.runner.database(lambda: desk.import_profiles(subject), self._show_profiles, owner=self)

    def _show_profiles(self, profiles: tuple[ImportProfile, ...]) -> None:
        self._profile.clear()
        self._profile.addItem("見出しから自動で決める", "")
        for profile in profiles:
            self._profile.addItem(f"保存した対応：{profile.name}", profile.name)

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, "取り込むファイル", "", "表 (*.csv *.xlsx *.txt *.tsv);;すべて (*)")
        dialog.fileSelected.connect(lambda chosen: self.file_chosen.emit(Path(chosen)))
        dialog.open()

    def _on_read_clicked(self) -> None:
        if self._offered is not None:
            self.file_chosen.emit(self._offered)

    def _on_template_clicked(self) -> None:
        dialog = QFileDialog(self, "空の様式を保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._subject.currentText()}_様式.xlsx")
        dialog.fileSelected.connect(lambda chosen: self.save_template(Path(chosen)))
        dialog.open()
