"""One deliverable: its dates, what is missing, its preview, and the record of its submission."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.deadline_words import left_words, spoken_day, state_words
from app.desktop.desk_port import Deadline, DocumentKind, MadeDocument
from app.desktop.papers import make_paper
from app.desktop.tabs.reports.lacking_notice import LackingNotice
from app.desktop.tabs.reports.presenter import DONE, EDITIONS
from app.desktop.tabs.reports.submitting import Submitting
from app.desktop.widgets.combo_box import CalmComboBox
from app.desktop.widgets.due_panel import DueDateDialog
from app.desktop.widgets.empty_state import EmptyState
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.labels import button, clear, column, frame, label, pill, row
from app.desktop.workbench import RecordLink, Workbench
from app.platform.atomic_file import write_atomically

if TYPE_CHECKING:
    from app.desktop.widgets.pdf_view import PdfPreview


class DeliverablePanel(QWidget):
    """Makes a draft as soon as a deliverable is chosen, and names what it still needs."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Start without a deliverable."""
        super().__init__(parent)
        self._bench = bench
        self._making = bench.question(self)
        self._submitting = Submitting(bench, self)
        self.deadline: Deadline | None = None
        self._kind: DocumentKind | None = None
        self._for_id = ""
        self.preview: PdfPreview | None = None
        layout = column(self, margin=4, gap=3)
        self._head = column(gap=1)
        layout.addLayout(self._head)
        self._tools = FlowLayout(gap=1.5)
        layout.addLayout(self._tools)
        self._missing = LackingNotice()
        self._missing.lead_asked.connect(self._bench.link_opened)
        layout.addWidget(self._missing)
        self._paper = frame("card")
        column(self._paper, margin=0.25)
        self._paper.hide()
        layout.addWidget(self._paper, 1)
        self._nothing = EmptyState("成果物を一覧から選んでください")
        layout.addWidget(self._nothing, 1)

    def show_deadline(self, deadline: Deadline, kind: DocumentKind | None, for_id: str = "") -> None:
        """Show a deliverable and make its draft for a record or month, where it can be made."""
        self.deadline, self._kind, self._for_id = deadline, kind, for_id
        self._show_head(deadline)
        self._show_tools(deadline, kind)
        self._missing.hide()
        self._paper.hide()
        self._nothing.show()
        if kind is None:
            self._nothing.tell("この成果物はまだここで作成できません", "期限と提出の記録はここで管理できます。")
            return
        self._nothing.tell("作成しています…")
        self._make()

    def _make(self) -> None:
        deadline, kind, desk = self.deadline, self._kind, self._bench.desk
        if deadline is None or kind is None:
            return
        subject, edition = self._for_id, self._edition.currentData() or ""
        self._making.ask(lambda: make_paper(desk, kind.kind, subject, edition), self._show_made, in_background=True)

    def _show_head(self, deadline: Deadline) -> None:
        clear(self._head)
        head = row(gap=2)
        head.addWidget(label(deadline.label, "title", wrap=True), 1)
        word, tone = state_words(deadline)
        head.addWidget(pill(left_words(deadline) or word, tone))
        self._head.addLayout(head)
        if deadline.stated_on is not None:
            told = QWidget()
            days = FlowLayout(told, gap=2)
            days.addWidget(
                label(f"期限 {spoken_day(deadline.stated_on)}　仕様書 {deadline.clause}", "quiet", wrap=True)
            )
            why = button("なぜこの日？", "link")
            why.clicked.connect(lambda: DueDateDialog(deadline, self).open())
            days.addWidget(why)
            self._head.addWidget(told)

    def _show_tools(self, deadline: Deadline, kind: DocumentKind | None) -> None:
        clear(self._tools)
        self._edition = CalmComboBox()
        for edition in kind.editions if kind else ():
            self._edition.addItem(EDITIONS.get(edition, edition), edition)
        self._edition.setVisible(bool(kind and len(kind.editions) > 1))
        self._edition.setAccessibleName("版")
        self._edition.currentIndexChanged.connect(lambda: self._make())
        self._tools.addWidget(self._edition)
        if deadline.subject_id:
            lead = button("記録を開く")
            link = RecordLink(deadline.subject_register, deadline.subject_id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            self._tools.addWidget(lead)
        if kind and "xlsx" in kind.forms:
            excel = button("Excelを保存…")
            excel.clicked.connect(self._on_excel_clicked)
            self._tools.addWidget(excel)
        if deadline.state not in DONE:
            submit = button("提出を記録", "primary")
            submit.clicked.connect(self._on_submit_clicked)
            self._tools.addWidget(submit)

    def _show_made(self, made: MadeDocument) -> None:
        self._missing.show_lacking(made)
        self._show_preview(made)

    def _show_preview(self, made: MadeDocument) -> None:
        if self.preview is None:
            from app.desktop.widgets.pdf_view import PdfPreview  # QtPdf is not needed before the first preview

            self.preview = PdfPreview(self._bench)
            layout = self._paper.layout()
            if layout is not None:
                layout.addWidget(self.preview)
        self.preview.show_document(made.data, made.file_name)
        self._nothing.hide()
        self._paper.show()

    def _on_excel_clicked(self) -> None:
        dialog = QFileDialog(self, "Excelを保存")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._kind.title if self._kind else ''}.xlsx")
        dialog.fileSelected.connect(lambda chosen: self.save_workbook(Path(chosen)))
        dialog.open()

    def save_workbook(self, path: Path) -> None:
        """Make the workbook of the deliverable and write it, off the UI thread."""
        kind, desk = self._kind, self._bench.desk
        if kind is None:
            return
        edition = str(self._edition.currentData() or "")

        def work() -> None:
            write_atomically(path, desk.make(kind.kind, "", edition, True, "xlsx").data)

        self._bench.runner.background(work, lambda _: None, owner=self)

    def _on_submit_clicked(self) -> None:
        if self.deadline is not None:
            self._submitting.record(self.deadline)
