"""The window on a real workspace: the demonstration year shows on every tab, and a change is written and undone."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.first_start import contract_name
from app.desktop.import_wizard.dialog import ImportDialog
from app.desktop.main_window import MainWindow
from app.desktop.tab_list import TABS
from app.desktop.tabs.cases.tab import CasesTab
from app.desktop.tabs.experts.tab import ExpertsTab
from app.desktop.tabs.home.tab import HomeTab
from app.desktop.tabs.plans.calendar_page import CalendarPage
from app.desktop.tabs.plans.chart_page import ChartPage
from app.desktop.tabs.plans.gantt_page import GanttPage
from app.desktop.tabs.plans.plan_page import PlanPage
from app.desktop.tabs.plans.support_page import SupportPage
from app.desktop.tabs.plans.tab import PlansTab
from app.desktop.tabs.reports.deliverables_page import DeliverablesPage
from app.desktop.tabs.reports.tab import ReportsTab
from app.desktop.task_runner import TaskRunner
from app.desktop.theme.appearance import Appearance
from app.desktop.workbench import RecordLink, Workbench
from app.platform.clock import SystemClock
from app.services.desk import Desk
from app.services.workspace.workspaces import Access, create_demonstration
from tests.desks import MemoryKeyRing

Settle = Callable[[], None]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("year") / "workspace"
    desk = create_demonstration(root, Access(MemoryKeyRing()), SystemClock(), "見本")
    yield desk
    desk.close()


@pytest.fixture
def real(qtbot: QtBot, year: Desk, appearance: Appearance) -> Iterator[tuple[MainWindow, Workbench, Settle]]:
    runner = TaskRunner()
    bench = Workbench(year, runner, year.today())
    window = MainWindow(bench, contract_name(year), appearance)
    qtbot.addWidget(window)
    window.show()

    def settle() -> None:
        for _ in range(2):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: runner.is_idle, timeout=20_000)

    settle()
    yield window, bench, settle
    runner.wait_for_done()


def test_every_tab_shows_the_demonstration_year_without_a_problem(
    real: tuple[MainWindow, Workbench, Settle], qtbot: QtBot
) -> None:
    window, bench, settle = real
    qtbot.waitUntil(lambda: bench.is_judged, timeout=20_000)
    told: list[str] = []
    bench.problem_told.connect(told.append)
    for tab in TABS:
        window.show_tab(tab.name)
        settle()
    assert told == []
    built = window._built
    assert isinstance(built["home"], HomeTab)
    assert not built["home"].content.findings.isHidden()
    assert isinstance(built["cases"], CasesTab)
    assert len(built["cases"].page.model.ids) > 100
    assert built["cases"].page.view.page is not None
    assert isinstance(built["experts"], ExpertsTab)
    assert len(built["experts"].page.model.ids) >= 12


def test_every_page_of_the_plans_shows_the_demonstration_year(real: tuple[MainWindow, Workbench, Settle]) -> None:
    window, bench, settle = real
    told: list[str] = []
    bench.problem_told.connect(told.append)
    tab = window.show_tab("plans")
    assert isinstance(tab, PlansTab)
    pages = {}
    for name in tab.segments.names:
        pages[name] = tab.segments.show_page(name)
        settle()
    assert told == []
    plan, chart, gantt, support, calendar = (pages[name] for name in ("plan", "chart", "gantt", "support", "calendar"))
    assert isinstance(plan, PlanPage)
    assert plan.sections.count() > 15
    assert isinstance(chart, ChartPage)
    assert isinstance(gantt, GanttPage)
    assert len(gantt.view.items) > 20
    assert isinstance(support, SupportPage)
    assert len(support.cards) == 7
    assert isinstance(calendar, CalendarPage)
    assert calendar.page is not None
    assert calendar.page.entries


def test_the_report_of_a_session_is_previewed(real: tuple[MainWindow, Workbench, Settle]) -> None:
    window, bench, settle = real
    session = bench.desk.ids("sessions", {"status": "reported"})[0]
    bench.link_opened.emit(RecordLink("deliverables", session))
    settle()
    tab = window.current
    assert isinstance(tab, ReportsTab)
    page = tab.segments.page
    assert isinstance(page, DeliverablesPage)
    assert page.panel.deadline is not None
    assert page.panel.deadline.subject_id == session
    assert page.panel.preview is not None
    assert "派遣" in page.panel.preview.text()


def test_a_change_is_written_told_and_undone(real: tuple[MainWindow, Workbench, Settle]) -> None:
    window, bench, settle = real
    received = bench.desk.ids("cases", {"status": "received", "kind": "dispatch"})[0]
    bench.link_opened.emit(RecordLink("cases", received))
    settle()
    tab = window.current
    assert isinstance(tab, CasesTab)
    assert tab.page.view.page is not None
    assert tab.page.view.page.state == "受付"
    action = next(offer.action for offer in tab.page.view.page.offers if offer.action.name == "case.start_matching")
    tab.page.view.run(action)
    settle()
    assert tab.page.view.page.state == "マッチング"
    assert window.toast.isVisible()
    assert window.top.undo.isEnabled()
    window.undo()
    settle()
    assert tab.page.view.page.state == "受付"
    assert tab.page.view.page.history[0].after == "受付"


def test_the_samples_of_the_office_can_be_previewed(real: tuple[MainWindow, Workbench, Settle], qtbot: QtBot) -> None:
    sample = Path(__file__).resolve().parents[1] / "samples" / "form_applications_cp932.csv"
    window, bench, settle = real
    wizard = ImportDialog(bench, window)
    wizard.file_page.choose_subject("applications")
    wizard.open()
    wizard.take(sample)
    settle()
    assert wizard.preview is not None
    assert wizard.preview_page.table.rowCount() == len(wizard.preview.rows)
    wizard.done(0)


def test_a_report_of_a_dispatch_comes_in_from_a_file_and_one_undo_takes_it_back(
    real: tuple[MainWindow, Workbench, Settle], year: Desk, tmp_path: Path
) -> None:
    window, bench, settle = real
    planned = year.ids("sessions", {"status": "planned"})
    before = [year.record("sessions", key) for key in planned]
    path = tmp_path / "reports.csv"
    year.export("sessions", path, "utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    headers = ("案件", "実施日", "開始", "終了", "実施方法", "オンライン希望の記録", "専門人材", "場所", "状態")
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**row, "場所": "第3会議室"} for row in rows if row["状態"] == "予定")
    path.write_text(text.getvalue(), encoding="utf-8")
    wizard = ImportDialog(bench, window)
    wizard.file_page.choose_subject("sessions")
    wizard.open()
    wizard.take(path)
    settle()
    assert wizard.preview is not None
    assert wizard.preview.counts["changed"] == len(planned) > 0
    wizard._take_in.click()
    settle()
    assert {year.record("sessions", key).place for key in planned} == {"第3会議室"}  # type: ignore[attr-defined]
    year.undo()
    assert [year.record("sessions", key) for key in planned] == before
