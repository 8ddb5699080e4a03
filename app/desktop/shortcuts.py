"""The sheet of keyboard shortcuts (F1)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.desktop.tab_list import TABS
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, column, label, row, scrolled
from app.desktop.widgets.window_room import resize_within

SHORTCUTS = (
    ("Ctrl+F", "一覧の検索へ"),
    ("Ctrl+K", "すべてから探す"),
    ("Ctrl+N", "新しく登録"),
    ("Ctrl+Enter", "入力画面で保存"),
    ("Esc", "入力画面を閉じる、検索を消す"),
    ("Ctrl+Z", "元に戻す"),
    ("Ctrl+Shift+Z", "やり直す"),
    ("Ctrl+P", "一覧を印刷"),
    ("Ctrl+C", "一覧の選択行をコピー（表計算に貼れる）"),
    ("↑ ↓ / Enter", "一覧を移動 / 記録を開く"),
    ("Alt+S", "一覧を並べ替え"),
    ("← →", "ページや見方の言葉を移る"),
    ("F5", "読み直す"),
    ("F1", "この一覧"),
)


class ShortcutsDialog(QDialog):
    """Lists every shortcut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the tabs first, then the rest."""
        super().__init__(parent)
        self.setWindowTitle("キーボード操作")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = column(self, margin=6, gap=4)
        layout.addWidget(label("キーボード操作", "heading"))
        listed = QWidget()
        grid = QGridLayout(listed)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(6))
        grid.setVerticalSpacing(space(2))
        grid.setColumnStretch(1, 1)
        tabs = tuple((f"Ctrl+{number}", f"タブ「{tab.label}」") for number, tab in enumerate(TABS, start=1))
        for line, (keys, what) in enumerate(tabs + SHORTCUTS):
            grid.addWidget(label(keys, "title"), line, 0)
            grid.addWidget(label(what), line, 1)
        layout.addWidget(scrolled(listed), 1)
        foot = row()
        foot.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)
        bars = QSize(space(4), space(2))  # so that no bar is needed where all of it has room
        resize_within(self, layout.sizeHint().expandedTo(listed.sizeHint() + layout.minimumSize() + bars))
