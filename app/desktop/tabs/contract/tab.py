"""The tab 契約: clauses, due dates, outlook, what was agreed, registers, outbox, the contract's text, and its end."""

from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import LEDGERS, OUTBOX, PROPOSALS, SETTLED
from app.desktop.tab import Tab
from app.desktop.tabs.contract.clauses_page import ClausesPage
from app.desktop.tabs.contract.closing_page import ClosingsPage
from app.desktop.tabs.contract.contract_reader import ContractReader
from app.desktop.tabs.contract.deadlines_page import DeadlinesPage
from app.desktop.tabs.contract.forecast_page import ForecastPage
from app.desktop.tabs.contract.ledger_page import LedgerPage
from app.desktop.tabs.contract.outbox_page import OutboxPage
from app.desktop.tabs.contract.readings_page import ReadingsPage
from app.desktop.tabs.contract.settled_page import SettledPage
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import column
from app.desktop.widgets.page_list import PageList
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench


class ContractTab(Tab):
    """Where the contract stands, and how that can be proved."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the board of clauses first."""
        super().__init__(parent)
        self._bench = bench
        self.segments = Segments(
            (
                ("clauses", "条項", self._clauses),
                ("deadlines", "期限", lambda: DeadlinesPage(bench)),
                ("forecast", "見通し", lambda: ForecastPage(bench)),
                ("settled", "協議と読み方", self._settled),
                ("ledgers", "台帳", lambda: LedgerPage(bench)),
                ("outbox", "送信箱", lambda: OutboxPage(bench)),
                ("text", "契約書", lambda: ContractReader(bench)),
                ("closing", "終了手続き", lambda: ClosingsPage(bench)),
            )
        )
        column(self).addWidget(self.segments)

    def refresh(self) -> None:
        """Load the shown page again."""
        page = self._shown()
        if isinstance(page, RegisterPage | FreshPage):
            page.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the shown page."""
        page = self._shown()
        if isinstance(page, RegisterPage | ClausesPage | DeadlinesPage | ReadingsPage | ContractReader):
            page.search.setFocus()
            return True
        return False

    def make_new(self) -> None:
        """Make a new record of the shown register."""
        page = self._shown()
        if isinstance(page, RegisterPage):
            page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to a record of one of the registers, or to a demand of the contract."""
        if link.register == PROPOSALS:
            outlook = self.segments.show_page("forecast")
            if isinstance(outlook, ForecastPage):
                outlook.modes.choose("proposals")
                outlook.show_proposals().show_proposal(link.id)
            return
        page = self.segments.show_page(_place_of(link.register))
        if isinstance(page, PageList | OutboxPage):
            page.show_record(link)
        elif isinstance(page, ClausesPage) and link.id:
            page.show_demand(link.id)

    def _shown(self) -> QWidget:
        """Return the page in hand, inside a list of pages too."""
        page = self.segments.page
        return page.page if isinstance(page, PageList | OutboxPage) else page

    def _clauses(self) -> ClausesPage:
        made = ClausesPage(self._bench)
        made.clause_asked.connect(self._read_clause)
        return made

    def _settled(self) -> SettledPage:
        made = SettledPage(self._bench)
        made.clause_asked.connect(self._read_clause)
        return made

    def _read_clause(self, clause: str) -> None:
        page = self.segments.show_page("text")
        if isinstance(page, ContractReader):
            page.show_clause(clause)


def _place_of(register: str) -> str:
    """Return the page that shows a register; the board of clauses for what is none."""
    places = ((SETTLED, "settled"), (LEDGERS, "ledgers"), (OUTBOX, "outbox"))
    return next((place for registers, place in places if register in registers), "clauses")
