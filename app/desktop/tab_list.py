"""The tabs of the window: a new tab is one more line."""

from collections.abc import Callable
from typing import NamedTuple

from app.desktop.ledgers import LEDGERS, SETTLED
from app.desktop.tab import Tab
from app.desktop.workbench import Workbench

HEARING_REGISTERS = frozenset({"hearings", "hearing-themes", "case-candidates", "availabilities", "schedule-lines"})


class TabInfo(NamedTuple):
    """One tab: its word and icon, the registers whose records it shows, and how it is built when first shown."""

    name: str
    label: str
    icon: str
    registers: frozenset[str]
    build: Callable[[Workbench], Tab]


def _home(bench: Workbench) -> Tab:
    from app.desktop.tabs.home.tab import HomeTab

    return HomeTab(bench)


def _cases(bench: Workbench) -> Tab:
    from app.desktop.tabs.cases.tab import CasesTab

    return CasesTab(bench)


def _experts(bench: Workbench) -> Tab:
    from app.desktop.tabs.experts.tab import ExpertsTab

    return ExpertsTab(bench)


def _hearings(bench: Workbench) -> Tab:
    from app.desktop.tabs.hearings.tab import HearingsTab

    return HearingsTab(bench)


def _contract(bench: Workbench) -> Tab:
    from app.desktop.tabs.contract.tab import ContractTab

    return ContractTab(bench)


def _reports(bench: Workbench) -> Tab:
    from app.desktop.tabs.reports.tab import ReportsTab

    return ReportsTab(bench)


TABS: tuple[TabInfo, ...] = (
    TabInfo("home", "ホーム", "home", frozenset(), _home),
    TabInfo("cases", "案件", "case", frozenset({"cases", "sessions", "answers"}), _cases),
    TabInfo("experts", "専門人材", "experts", frozenset({"experts"}), _experts),
    TabInfo("hearings", "ヒアリング", "calendar", HEARING_REGISTERS, _hearings),
    TabInfo("contract", "契約", "book", LEDGERS | {*SETTLED, "clauses"}, _contract),
    TabInfo("reports", "報告", "report", frozenset({"deliverables", "submissions", "contract"}), _reports),
)


def tab_of(register: str) -> str:
    """Return the name of the tab that shows a register; the first when none does."""
    return next((tab.name for tab in TABS if register in tab.registers), TABS[0].name)
