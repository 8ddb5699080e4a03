"""A paper as it would be handed in now: what it still lacks, and its pages to look at, save and print."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.desk_port import MadeDocument
from app.desktop.papers import completeness, make_paper
from app.desktop.theme.appearance import space
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.labels import button, clear, column, frame, label
from app.desktop.workbench import RecordLink, Workbench
from app.domain.errors import AppError

if TYPE_CHECKING:
    from app.desktop.widgets.pdf_view import PdfPreview

MOST_MISSING = 8
LEAST_HEIGHT = 80  # of the paper in sight, in quarters of the font's height


class PaperView(QWidget):
    """Makes one paper in the background; each entry that it lacks leads to where it is typed."""

    paper_made = Signal(object)  # MadeDocument

    def __init__(
        self, bench: Workbench, nothing: str, *, tells_missing: bool = True, parent: QWidget | None = None
    ) -> None:
        """Start without a paper; ``nothing`` stands in its place.

        ``tells_missing`` is false where the page tells in its own way what the paper lacks.
        """
        super().__init__(parent)
        self._bench = bench
        self._nothing_words = nothing
        self._tells_missing = tells_missing
        self._question = bench.question(self)
        self.preview: PdfPreview | None = None
        self._told = column(gap=0.5)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(space(LEAST_HEIGHT))
        self._nothing = EmptyState(nothing)
        self._stack.addWidget(self._nothing)
        self._paper = frame("card")
        column(self._paper, margin=0.25)
        self._stack.addWidget(self._paper)
        layout = column(self, gap=2)
        layout.addLayout(self._told)
        layout.addWidget(self._stack, 1)

    def make(self, kind: str, for_id: str = "", edition: str = "") -> None:
        """Make a paper anew; the former one stays until the new one is there."""
        desk = self._bench.desk
        if self._stack.currentWidget() is self._nothing:
            self._nothing.tell("作成しています…")
        self._question.ask(lambda: make_paper(desk, kind, for_id, edition), self._show, self._fail, in_background=True)

    def clear(self) -> None:
        """Show no paper."""
        self._question.drop()
        clear(self._told)
        self._nothing.tell(self._nothing_words)
        self._stack.setCurrentWidget(self._nothing)

    def _show(self, made: MadeDocument) -> None:
        clear(self._told)
        if made.missing and self._tells_missing:
            self._told.addWidget(self._lacking(made))
        if self.preview is None:
            from app.desktop.widgets.pdf_view import PdfPreview  # QtPdf is not needed before the first preview

            self.preview = PdfPreview(self._bench)
            layout = self._paper.layout()
            if layout is not None:
                layout.addWidget(self.preview)
        self.preview.show_document(made.data, made.file_name)
        self._stack.setCurrentWidget(self._paper)
        self.paper_made.emit(made)

    def _lacking(self, made: MadeDocument) -> QWidget:
        words, tone = completeness(made)
        notice = frame("notice", tone)
        inner = column(notice, margin=2, gap=0.5)
        inner.addWidget(label(words, wrap=True))
        for item in made.missing[:MOST_MISSING]:
            if not item.register:
                inner.addWidget(label(item.label, "quiet", wrap=True))
                continue
            lead = button(f"→ {item.label}", "link", tip="この項目の入力へ進みます")
            link = RecordLink(item.register, item.id, item.field if item.id else "")
            lead.clicked.connect(lambda _=False, to=link: self._bench.link_opened.emit(to))
            inner.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)
        if len(made.missing) > MOST_MISSING:
            inner.addWidget(label(f"ほか{len(made.missing) - MOST_MISSING}件", "quiet"))
        return notice

    def _fail(self, error: AppError) -> None:
        clear(self._told)
        self._nothing.tell("いまは作成できません", self._bench.words(error))
        self._stack.setCurrentWidget(self._nothing)
