"""A paper as it is printed now: made in the background, shown page by page, saved and printed from there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.desk_port import MadeDocument
from app.desktop.papers import make_paper
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.labels import column
from app.desktop.workbench import Workbench
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.desktop.widgets.pdf_view import PdfPreview


class PaperPane(QWidget):
    """Shows one document, as a draft while it is not complete; what it lacks is told by the page it belongs to."""

    shown = Signal(object)  # MadeDocument

    def __init__(self, bench: Workbench, kind: str, parent: QWidget | None = None) -> None:
        """Show documents of a kind."""
        super().__init__(parent)
        self._bench, self._kind = bench, kind
        self._question = bench.question(self)
        self.preview: PdfPreview | None = None
        self._stack = QStackedWidget()
        self._nothing = EmptyState("")
        self._stack.addWidget(self._nothing)
        column(self).addWidget(self._stack)

    def make(self, for_id: str, edition: str = "") -> None:
        """Make the document of a record anew."""
        desk, kind = self._bench.desk, self._kind
        if self.preview is None:
            self._nothing.tell("作成しています…")
        self._question.ask(lambda: make_paper(desk, kind, for_id, edition), self._show, self._fail, in_background=True)

    def _show(self, made: MadeDocument) -> None:
        if self.preview is None:
            from app.desktop.widgets.pdf_view import PdfPreview  # QtPdf is not needed before the first preview

            self.preview = PdfPreview(self._bench)
            self._stack.addWidget(self.preview)
        self.preview.show_document(made.data, made.file_name)
        self._stack.setCurrentWidget(self.preview)
        self.shown.emit(made)

    def _fail(self, error: AppError) -> None:
        self._nothing.tell("いまは作成できません", self._bench.words(error))
        self._stack.setCurrentWidget(self._nothing)
