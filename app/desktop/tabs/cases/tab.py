"""The tab 案件: the list of cases, and the chosen case or one of its sessions beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.desktop.reading import RecordPage
from app.desktop.tab import Tab
from app.desktop.tabs.cases.presenter import CASE_COLUMNS, HINT, RELATIONS
from app.desktop.widgets.labels import button, clear, column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.case import Case


class CasesTab(Tab):
    """Cases with their sessions."""

    import_subject = "applications"

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show every case."""
        super().__init__(parent)
        self.page = RegisterPage(bench, Case.REGISTER, RELATIONS, CASE_COLUMNS, HINT, parent=self)
        self._bench = bench
        self.page.view.page_shown.connect(self._show_leads)
        column(self).addWidget(self.page)

    def _show_leads(self, page: RecordPage) -> None:
        """Lead from a case to its candidates (6(5)ウ, 6(6)ア), and from a session to its report (6(6)ク)."""
        clear(self.page.view.extra)
        if page.register == "cases":
            candidates = button("専門人材の候補を見る", tip="点数と理由、派遣の公平を示します")
            candidates.clicked.connect(lambda: self.open_candidates(page.id))
            self.page.view.extra.addWidget(candidates, 0, Qt.AlignmentFlag.AlignLeft)
        if page.register == "sessions":
            lead = button("結果報告書（成果物5）を見る", tip="足りない項目と期限も分かります")
            link = RecordLink("deliverables", page.id)
            lead.clicked.connect(lambda: self._bench.link_opened.emit(link))
            self.page.view.extra.addWidget(lead, 0, Qt.AlignmentFlag.AlignLeft)

    def open_candidates(self, case_id: str) -> None:
        """Show the candidates for a case in their window."""
        from app.desktop.tabs.cases.candidates_dialog import CandidatesDialog  # no list waits for it

        CandidatesDialog(self._bench, case_id, self).open()

    def refresh(self) -> None:
        """Load everything again."""
        self.page.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the list."""
        self.page.search.setFocus()
        return True

    def make_new(self) -> None:
        """Enter a new case."""
        self.page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to a case, a session or an answer."""
        self.page.show_record(link)
