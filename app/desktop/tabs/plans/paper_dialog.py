"""A paper in a window of its own: looked at, saved, printed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.tabs.plans.paper_pane import PaperPane
from app.desktop.theme.appearance import space
from app.desktop.widgets.labels import button, column, label, row
from app.desktop.workbench import Workbench


class PaperDialog(QDialog):
    """Makes the paper as soon as it is opened."""

    def __init__(
        self, bench: Workbench, title: str, kind: str, for_id: str, parent: QWidget, edition: str = ""
    ) -> None:
        """Show a document of a record."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(space(200), space(185))
        self.pane = PaperPane(bench, kind)
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(self.pane, 1)
        foot = row()
        foot.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)
        self.pane.make(for_id, edition)
