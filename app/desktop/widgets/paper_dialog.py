"""A paper in a window of its own: what it lacks, its pages, saving and printing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.widgets.labels import button, column, label, row
from app.desktop.widgets.paper_view import PaperView
from app.desktop.widgets.window_room import resize_within, steps
from app.desktop.workbench import Workbench


class PaperDialog(QDialog):
    """Makes the paper as soon as it is opened; leaving for what it lacks closes it."""

    def __init__(
        self, bench: Workbench, title: str, kind: str, for_id: str, parent: QWidget, edition: str = ""
    ) -> None:
        """Show a document, of a record where ``for_id`` names one."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within(self, steps(230, 190))
        self.paper = PaperView(bench, "作成しています…")
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addWidget(self.paper, 1)
        foot = row()
        foot.addStretch(1)
        close = button("閉じる")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)
        bench.link_opened.connect(self.accept)
        self.paper.make(kind, for_id, edition)
