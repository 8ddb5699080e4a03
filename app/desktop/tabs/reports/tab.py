"""The tab 報告: the deliverables, what was handed in, and the bundle."""

from PySide6.QtWidgets import QWidget

from app.desktop.tab import Tab
from app.desktop.tabs.reports.bundle_dialog import BundleDialog
from app.desktop.tabs.reports.deliverables_page import DeliverablesPage
from app.desktop.tabs.reports.monthly_page import NOTES, MonthlyPage
from app.desktop.widgets.labels import button, column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS

HINT = "「成果物」で「提出を記録」を押すと、提出した日と書類がここに載ります。"


class ReportsTab(Tab):
    """What goes to the prefecture."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the deliverables first."""
        super().__init__(parent)
        self._bench = bench
        self.segments = Segments(
            (
                ("deliverables", "成果物", lambda: DeliverablesPage(bench)),
                ("monthly", "月例報告", lambda: MonthlyPage(bench)),
                ("submissions", "提出簿", lambda: self._list("submissions")),
            )
        )
        bundle = button("CSV一式…", tip="県へ渡す台帳の一式を作ります")
        bundle.clicked.connect(self.open_bundle)
        self.segments.add_corner(bundle)
        column(self).addWidget(self.segments)

    def open_bundle(self) -> None:
        """Open the dialog of the bundle."""
        BundleDialog(self._bench, self).open()

    def refresh(self) -> None:
        """Load the shown page again."""
        page = self.segments.page
        if isinstance(page, RegisterPage | DeliverablesPage | MonthlyPage):
            page.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the shown page."""
        page = self.segments.page
        if isinstance(page, RegisterPage):
            page.search.setFocus()
            return True
        return False

    def make_new(self) -> None:
        """Make a new record of the shown list."""
        page = self.segments.page
        if isinstance(page, RegisterPage):
            page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to a record of one of the lists, or to the report of a session."""
        if link.register == "submissions":
            page = self.segments.show_page(link.register)
            if isinstance(page, RegisterPage):
                page.show_record(link)
            return
        if link.register == NOTES:
            page = self.segments.show_page("monthly")
            if isinstance(page, MonthlyPage):
                page.show_note(link.id, link.field)
            return
        page = self.segments.show_page("deliverables")
        if link.id and isinstance(page, DeliverablesPage):
            page.show_session(link.id)

    def leave(self) -> None:
        """Save what was typed into the monthly report."""
        for page in self.findChildren(MonthlyPage):
            page.close_down()

    @property
    def is_stored(self) -> bool:
        """Tell whether every text of a month that was typed is in the store."""
        return all(page.saver.is_stored for page in self.findChildren(MonthlyPage))

    def show_unsaved(self) -> None:
        """Go to the month whose texts could not be saved."""
        page = self.segments.show_page("monthly")
        if isinstance(page, MonthlyPage):
            page.show_unsaved()

    def _list(self, register: str) -> RegisterPage:
        return RegisterPage(self._bench, REGISTERS[register], {register: ()}, hint=HINT)
