"""The tab 案件: the list of cases, and the chosen case or one of its sessions beside it."""

from PySide6.QtWidgets import QWidget

from app.desktop.tab import Tab
from app.desktop.tabs.cases.presenter import CASE_COLUMNS, RELATIONS
from app.desktop.widgets.labels import column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.workbench import RecordLink, Workbench
from app.domain.case import Case


class CasesTab(Tab):
    """Cases with their sessions."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show every case."""
        super().__init__(parent)
        self.page = RegisterPage(bench, Case.REGISTER, RELATIONS, CASE_COLUMNS)
        column(self).addWidget(self.page)

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
        """Go to a case or a session."""
        self.page.show_record(link)
