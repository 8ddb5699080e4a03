"""The errands beside the tabs: taking in files, backups, and how the window looks."""

from PySide6.QtWidgets import QWidget

from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import Workbench

# (name, word, icon)
ERRANDS: tuple[tuple[str, str, str], ...] = (
    ("import", "ファイルの取込", "import"),
    ("backup", "バックアップ", "backup"),
    ("appearance", "表示の設定", "more"),
    ("shortcuts", "キー操作", "info"),
)


def open_errand(name: str, bench: Workbench, appearance: Appearance, parent: QWidget, subject: str = "") -> None:
    """Open the dialog of an errand; ``subject`` is what a file to take in most likely holds."""
    if name == "appearance":
        from app.desktop.appearance_dialog import AppearanceDialog

        AppearanceDialog(appearance, parent).open()
    elif name == "shortcuts":
        from app.desktop.shortcuts import ShortcutsDialog

        ShortcutsDialog(parent).open()
    elif name == "backup":
        from app.desktop.backup_dialog import BackupDialog

        BackupDialog(bench, parent).open()
    elif name == "import":
        from app.desktop.import_wizard.dialog import ImportDialog

        ImportDialog(bench, parent, subject=subject).open()
