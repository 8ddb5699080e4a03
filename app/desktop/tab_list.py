"""The tabs of the window: a new tab is one more line."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.desktop.ledgers import LEDGERS, OUTBOX, PROPOSALS, SETTLED
from app.desktop.tab import Tab
from app.desktop.workbench import Workbench

HEARING_REGISTERS = frozenset({"hearings", "hearing-themes", "case-candidates", "availabilities", "schedule-lines"})
PLAN_REGISTERS = frozenset({"plan-versions", "plan-sections", "chart-boxes", "plan-tasks"})
SUPPORT_REGISTERS = frozenset({"accompaniments", "accompaniment-sessions", "indicators"})
EVENT_REGISTERS = frozenset(
    {"events", "event-participants", "contest-entries", "contest-scores", "case-studies", "sharings"}
)
REPORT_REGISTERS = frozenset({"deliverables", "submissions", "monthly-notes", "contract"})


class TabInfo(NamedTuple):
    """One tab: its word and icon, the registers whose records it shows, and how it is built when first shown."""

    name: str
    label: str
    icon: str
    registers: frozenset[str]
    build: Callable[[Workbench, QWidget], Tab]


def _home(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.home.tab import HomeTab

    return HomeTab(bench, parent)


def _cases(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.cases.tab import CasesTab

    return CasesTab(bench, parent)


def _experts(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.experts.tab import ExpertsTab

    return ExpertsTab(bench, parent)


def _hearings(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.hearings.tab import HearingsTab

    return HearingsTab(bench, parent)


def _plans(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.plans.tab import PlansTab

    return PlansTab(bench, parent)


def _contract(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.contract.tab import ContractTab

    return ContractTab(bench, parent)


def _reports(bench: Workbench, parent: QWidget) -> Tab:
    from app.desktop.tabs.reports.tab import ReportsTab

    return ReportsTab(bench, parent)


TABS: tuple[TabInfo, ...] = (
    TabInfo("home", "ホーム", "home", frozenset(), _home),
    TabInfo("cases", "案件", "case", frozenset({"cases", "sessions", "answers"}), _cases),
    TabInfo("experts", "専門人材", "experts", frozenset({"experts"}), _experts),
    TabInfo("hearings", "ヒアリング", "calendar", HEARING_REGISTERS, _hearings),
    TabInfo("plans", "計画", "plan", PLAN_REGISTERS | SUPPORT_REGISTERS | EVENT_REGISTERS, _plans),
    TabInfo("contract", "契約", "book", LEDGERS | {*SETTLED, *OUTBOX, PROPOSALS, "clauses"}, _contract),
    TabInfo("reports", "報告", "report", REPORT_REGISTERS, _reports),
)


def tab_of(register: str) -> str:
    """Return the name of the tab that shows a register; the first when none does."""
    return next((tab.name for tab in TABS if register in tab.registers), TABS[0].name)
