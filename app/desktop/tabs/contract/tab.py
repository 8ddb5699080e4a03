"""The tab 契約: clauses, due dates, outlook, registers, the contract's text, and what was settled about it."""

from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import LEDGERS, RELATIONS, SETTLED
from app.desktop.tab import Tab
from app.desktop.tabs.contract.clauses_page import ClausesPage
from app.desktop.tabs.contract.contract_reader import ContractReader
from app.desktop.tabs.contract.deadlines_page import DeadlinesPage
from app.desktop.tabs.contract.forecast_page import ForecastPage
from app.desktop.tabs.contract.ledger_page import LedgerPage
from app.desktop.widgets.labels import column
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench
from app.domain.registers import REGISTERS


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
                ("ledgers", "台帳", lambda: LedgerPage(bench)),
                ("decisions", "協議・承認・指示", lambda: self._list("decisions")),
                ("text", "契約書", lambda: ContractReader(bench)),
                ("amendments", "条件の変更", lambda: self._list("amendments")),
                ("closings", "閉庁日", lambda: self._list("closings")),
            )
        )
        column(self).addWidget(self.segments)

    def refresh(self) -> None:
        """Load the shown page again."""
        page = self._register_page()
        if page is not None:
            page.refresh()
        elif isinstance(shown := self.segments.page, ClausesPage | DeadlinesPage | ForecastPage):
            shown.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the shown page."""
        page = self._register_page() or self.segments.page
        if isinstance(page, RegisterPage | ClausesPage | DeadlinesPage | ContractReader):
            page.search.setFocus()
            return True
        return False

    def make_new(self) -> None:
        """Make a new record of the shown register."""
        page = self._register_page()
        if page is not None:
            page.make_new()

    def open_link(self, link: RecordLink) -> None:
        """Go to a record of one of the registers, or to a demand of the contract."""
        if link.register in SETTLED:
            page = self.segments.show_page(link.register)
            if isinstance(page, RegisterPage):
                page.show_record(link)
        elif link.register in LEDGERS:
            page = self.segments.show_page("ledgers")
            if isinstance(page, LedgerPage):
                page.show_record(link)
        else:
            page = self.segments.show_page("clauses")
            if isinstance(page, ClausesPage) and link.id:
                page.show_demand(link.id)

    def _register_page(self) -> RegisterPage | None:
        page = self.segments.page
        if isinstance(page, LedgerPage):
            return page.page
        return page if isinstance(page, RegisterPage) else None

    def _clauses(self) -> ClausesPage:
        made = ClausesPage(self._bench)
        made.clause_asked.connect(self._read_clause)
        return made

    def _read_clause(self, clause: str) -> None:
        page = self.segments.show_page("text")
        if isinstance(page, ContractReader):
            page.show_clause(clause)

    def _list(self, register: str) -> RegisterPage:
        return RegisterPage(self._bench, REGISTERS[register], RELATIONS)
