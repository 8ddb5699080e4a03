"""The second page of an import: every row with what it would do, and which column means what."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.import_wizard.mapping_table import MappingTable
from app.desktop.import_wizard.presenter import HEADERS, count_words, preview_rows
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import button, clear, column, label, row
from app.desktop.widgets.plain_table import PlainTable
from app.desktop.widgets.segments import Segments
from app.desktop.widgets.text_inputs import LineInput
from app.desktop.workbench import Workbench
from app.domain.imports import ImportProfile

if TYPE_CHECKING:
    from app.services.imports.preview import ImportPreview


class PreviewPage(QWidget):
    """Shows a preview; a changed mapping asks for another one."""

    mapping_changed = Signal()

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a preview."""
        super().__init__(parent)
        self._bench = bench
        self._preview: ImportPreview | None = None
        self._mapping: MappingTable | None = None
        layout = column(self, margin=5, gap=2)
        self._title = label("", "title", wrap=True)
        self._counts = label("", "quiet", wrap=True)
        layout.addWidget(self._title)
        layout.addWidget(self._counts)
        self._remarks = column(gap=0)
        layout.addLayout(self._remarks)
        self.segments = Segments((("rows", "各行の結果", self._rows), ("columns", "列の対応", self._columns)))
        layout.addWidget(self.segments, 1)

    @property
    def mapping(self) -> dict[str, str]:
        """Return the mapping as it is chosen now."""
        return self._mapping.mapping if self._mapping else {}

    def show_preview(self, preview: "ImportPreview", *, keep_mapping: bool = False) -> None:
        """Show a preview; the columns stay as they are chosen when only they changed."""
        self._preview = preview
        self._title.setText(preview.file_name)
        self._counts.setText(count_words(preview))
        clear(self._remarks)
        for remark in preview.remarks:
            self._remarks.addWidget(label(f"・{remark.reason}", "caption", wrap=True))
        self._show_rows()
        if not keep_mapping:
            self._show_mapping(preview)

    def _rows(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=1)
        self._filter = CalmComboBox()
        self._filter.setAccessibleName("結果で絞り込む")
        for word, name in (
            ("すべての行", ""),
            ("取り込めない行", "refused"),
            ("新規", "new"),
            ("変更", "changed"),
            ("重複", "duplicate"),
            ("変更なし", "unchanged"),
        ):
            self._filter.addItem(word, name)
        self._filter.currentIndexChanged.connect(lambda: self._show_rows())
        layout.addWidget(self._filter)
        self.table = PlainTable(HEADERS, state=0)
        layout.addWidget(self.table, 1)
        return page

    def _columns(self) -> QWidget:
        page = QWidget()
        layout = column(page, gap=2)
        self._mapping_place = column()
        layout.addLayout(self._mapping_place, 1)
        save = row(gap=2)
        self.profile_name = LineInput()
        self.profile_name.setPlaceholderText("この対応の名前。例：申請フォーム")
        self.profile_name.setAccessibleName("列の対応の名前")
        keep = button("対応を保存")
        keep.clicked.connect(self.save_profile)
        self._kept = label("", "quiet")
        for part in (self.profile_name, keep, self._kept):
            save.addWidget(part)
        save.addStretch(1)
        layout.addLayout(save)
        if self._preview is not None:
            self._show_mapping(self._preview)
        return page

    def save_profile(self) -> None:
        """Keep the mapping under its name."""
        preview, name, desk = self._preview, self.profile_name.text(), self._bench.desk
        if preview is None:
            return

        def kept(profile: ImportProfile) -> None:
            self._kept.setText(f"「{profile.name}」として保存しました。")

        self._bench.runner.database(lambda: desk.save_import_profile(name, preview), kept, owner=self)

    def _show_rows(self) -> None:
        if self._preview is not None:
            self.table.show_rows(preview_rows(self._preview, str(self._filter.currentData() or "")))

    def _show_mapping(self, preview: "ImportPreview") -> None:
        if not hasattr(self, "_mapping_place"):
            return
        clear(self._mapping_place)
        self._mapping = MappingTable(preview)
        self._mapping.mapping_changed.connect(self.mapping_changed)
        self._mapping_place.addWidget(self._mapping)
