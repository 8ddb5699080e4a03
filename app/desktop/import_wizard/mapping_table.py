"""Which column of the file means what: each header with a choice of the fields it may feed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.theme.appearance import space
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import column, label, scrolled

if TYPE_CHECKING:
    from app.services.imports.preview import ImportPreview


class MappingTable(QWidget):
    """Shows the mapping of a preview and lets it be changed."""

    mapping_changed = Signal()

    def __init__(self, preview: "ImportPreview", parent: QWidget | None = None) -> None:
        """List the headers of the file in their order."""
        super().__init__(parent)
        self._combos: dict[str, CalmComboBox] = {}
        content = QWidget()
        grid = QGridLayout(content)
        grid.setHorizontalSpacing(space(4))
        grid.addWidget(label("ファイルの列", "label"), 0, 0)
        grid.addWidget(label("取り込む項目", "label"), 0, 1)
        pairs = zip(preview.mapping.headers, preview.mapping.targets, strict=True)
        for line, (header, target) in enumerate(pairs, start=1):
            combo = CalmComboBox()
            combo.setAccessibleName(f"列「{header}」の取り込み先")
            combo.addItem("（取り込まない）", "")
            for declared in preview.subject.columns:
                combo.addItem(declared.header, declared.name)
            combo.setCurrentIndex(max(0, combo.findData(target)))
            combo.currentIndexChanged.connect(lambda: self.mapping_changed.emit())
            self._combos[header] = combo
            grid.addWidget(label(header or "（見出しなし）", wrap=True), line, 0)
            grid.addWidget(combo, line, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self._combos) + 1, 1)
        column(self).addWidget(scrolled(content))

    @property
    def mapping(self) -> dict[str, str]:
        """Return header -> name of the column it feeds."""
        return {header: str(combo.currentData()) for header, combo in self._combos.items() if combo.currentData()}

    def choose(self, header: str, target: str) -> None:
        """Let a header feed a column."""
        combo = self._combos[header]
        combo.setCurrentIndex(max(0, combo.findData(target)))
