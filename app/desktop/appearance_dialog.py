"""How the window looks: light or dark, and the size of everything."""

from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.theme.appearance import SCALES, THEMES, Appearance
from app.desktop.widgets.field_editor import CalmComboBox
from app.desktop.widgets.labels import button, column, label, row


class AppearanceDialog(QDialog):
    """Changes take effect at once."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show what is chosen."""
        super().__init__(parent)
        self.setWindowTitle("表示の設定")
        self._appearance = appearance
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label("表示の設定", "heading"))
        self.theme = CalmComboBox()
        for name, word in THEMES.items():
            self.theme.addItem(word, name)
        self.theme.setCurrentIndex(self.theme.findData(appearance.theme))
        self.scale = CalmComboBox()
        for scale in SCALES:
            self.scale.addItem(f"{scale:.0%}", scale)
        self.scale.setCurrentIndex(max(0, self.scale.findData(appearance.scale)))
        for word, combo in (("配色", self.theme), ("大きさ", self.scale)):
            combo.setAccessibleName(word)
            layout.addWidget(label(word, "label"))
            layout.addWidget(combo)
        self.theme.currentIndexChanged.connect(lambda: appearance.choose(theme=str(self.theme.currentData())))
        self.scale.currentIndexChanged.connect(lambda: appearance.choose(scale=float(self.scale.currentData())))
        foot = row()
        foot.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)
