"""The tab 計画: the implementation plan, the team's chart, the schedule, support plans, events and the calendar."""

from PySide6.QtWidgets import QWidget

from app.desktop.tab import Tab
from app.desktop.tabs.plans.chart_page import ChartPage
from app.desktop.tabs.plans.gantt_page import GanttPage
from app.desktop.tabs.plans.plan_page import PlanPage
from app.desktop.widgets.labels import column
from app.desktop.widgets.segments import Segments
from app.desktop.workbench import Workbench


class PlansTab(Tab):
    """The plans that carry the year (5, 6(4), 6(8), 6(9))."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        """Show the implementation plan first."""
        super().__init__(parent)
        self._bench = bench
        self.segments = Segments(
            (
                ("plan", "実施計画書", lambda: PlanPage(bench)),
                ("chart", "実施体制図", lambda: ChartPage(bench)),
                ("gantt", "工程表", lambda: GanttPage(bench)),
            )
        )
        column(self).addWidget(self.segments)
