"""The tab 計画: the implementation plan, the team's chart, the schedule, support plans, events and the calendar."""

from PySide6.QtWidgets import QWidget

from app.desktop.desk_port import Desk
from app.desktop.tab import Tab
from app.desktop.tabs.plans.calendar_page import CalendarPage
from app.desktop.tabs.plans.chart_page import ChartPage
from app.desktop.tabs.plans.events_page import EventsPage
from app.desktop.tabs.plans.gantt_page import GanttPage
from app.desktop.tabs.plans.lists import GROUPS, OF_EVENTS, list_pages
from app.desktop.tabs.plans.plan_page import PlanPage
from app.desktop.tabs.plans.support_page import SupportPage
from app.desktop.widgets.fresh_page import FreshPage
from app.desktop.widgets.labels import column
from app.desktop.widgets.page_list import PageList
from app.desktop.widgets.register_page import RegisterPage
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import RecordLink, Workbench
from app.domain.plan import PlanKind, PlanVersion


class PlansTab(Tab):
    """The plans that carry the year (5, 6(4), 6(8), 6(9))."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the implementation plan first."""
        super().__init__(parent)
        self._bench = bench
        self._question = bench.question(self)
        self._plan: PlanPage | None = None
        self.segments = Segments(
            (
                ("plan", "実施計画書", self._plan_page),
                ("chart", "実施体制図", lambda: ChartPage(bench)),
                ("gantt", "工程表", lambda: GanttPage(bench)),
                ("support", "伴走支援", self._support),
                ("events", "行事・コンテスト・事例", lambda: EventsPage(bench)),
                ("calendar", "カレンダー", lambda: CalendarPage(bench)),
                ("lists", "台帳", self._lists),
            )
        )
        column(self).addWidget(self.segments)

    def refresh(self) -> None:
        """Load the shown page again."""
        page = self._shown()
        if isinstance(page, FreshPage | RegisterPage):
            page.refresh()

    def go_to_search(self) -> bool:
        """Go to the search of the shown list."""
        page = self._shown()
        if isinstance(page, RegisterPage):
            page.search.setFocus()
            return True
        return False

    def make_new(self) -> None:
        """Make a new version, task, accompaniment or record, as the shown page has them."""
        page = self._shown()
        if isinstance(page, PlanPage | ChartPage | GanttPage | SupportPage | RegisterPage):
            page.make_new()

    def leave(self) -> None:
        """Save what was typed."""
        if self._plan is not None:
            self._plan.close_down()

    @property
    def is_stored(self) -> bool:
        """Tell whether every section that was typed is in the store."""
        return self._plan is None or self._plan.saver.is_stored

    def show_unsaved(self) -> None:
        """Go to a section that could not be saved."""
        page = self.segments.show_page("plan")
        if isinstance(page, PlanPage):
            page.show_unsaved()

    def open_link(self, link: RecordLink) -> None:
        """Go to a record: a version to its page, anything else to its list."""
        if link.register == PlanVersion.REGISTER.name and link.id and not link.field:
            desk = self._bench.desk
            self._question.ask(lambda: _kind_of(desk, link.id), lambda kind: self._show_version(kind, link.id))
            return
        pages = self.segments.show_page("events" if link.register in OF_EVENTS else "lists")
        if isinstance(pages, PageList):
            pages.show_record(link)

    def _shown(self) -> QWidget:
        page = self.segments.page
        return page.page if isinstance(page, PageList) else page

    def _show_version(self, kind: PlanKind, id: str) -> None:
        page = self.segments.show_page("chart" if kind is PlanKind.CHART else "plan")
        if isinstance(page, PlanPage | ChartPage):
            page.show_version(id)

    def _plan_page(self) -> PlanPage:
        self._plan = PlanPage(self._bench)
        return self._plan

    def _support(self) -> SupportPage:
        made = SupportPage(self._bench)
        made.schedule_asked.connect(self._show_schedule)
        return made

    def _lists(self) -> PageList:
        groups = tuple((group, list_pages(self._bench, registers)) for group, registers in GROUPS)
        return PageList("計画の台帳", groups)

    def _show_schedule(self, accompaniment_id: str) -> None:
        page = self.segments.show_page("gantt")
        if isinstance(page, GanttPage):
            page.show_scope(accompaniment_id)


def _kind_of(desk: Desk, id: str) -> PlanKind:
    """Return which of the two papers a version is of."""
    version = desk.record(PlanVersion.REGISTER.name, id)
    return version.kind if isinstance(version, PlanVersion) and version.kind is not None else PlanKind.PLAN
