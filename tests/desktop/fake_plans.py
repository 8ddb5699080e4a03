"""Plans and the calendar in memory: no version, no task, no event, and empty days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from app.services.plans.event_views import ContestPage, EventLine, SharingMatrix
from app.services.plans.views import CalendarDay, CalendarPage, ChartPage, GanttPage, PlanPage, SupportLine


class Day(Protocol):
    def today(self) -> date: ...


class FakePlans:
    """Answers like the part of the desk that knows about plans, before anything was planned."""

    def __init__(self, desk: Day) -> None:
        self._today = desk.today()

    def plan(self, version_id: str = "") -> PlanPage:
        return PlanPage((), None, (), ())

    def chart(self, version_id: str = "") -> ChartPage:
        return ChartPage((), None, (), (), 0, 0, (), (), ())

    def gantt(self, accompaniment_id: str = "") -> GanttPage:
        return GanttPage("", "工程表", self._today, self._today + timedelta(days=180), (), (), False, 0)

    def support_plans(self) -> tuple[SupportLine, ...]:
        return ()

    def events(self) -> tuple[EventLine, ...]:
        return ()

    def contest(self, event_id: str = "") -> ContestPage:
        return ContestPage("", "", (), (), (), (), False)

    def sharing(self) -> SharingMatrix:
        return SharingMatrix((), (), 0)


class FakeCalendar:
    """Answers like the calendar of everything, on which nothing lies."""

    def __init__(self, desk: Day) -> None:
        self._today = desk.today()

    def kinds(self) -> tuple[tuple[str, str], ...]:
        return (("deadline", "期限"),)

    def entries(self, from_on: date, until_on: date, kinds: Sequence[str] = ()) -> CalendarPage:
        count = (until_on - from_on).days + 1
        days = (from_on + timedelta(days=number) for number in range(count))
        shown = tuple(CalendarDay(day, day.weekday() < 5, "", day == self._today) for day in days)
        return CalendarPage(from_on, until_on, shown, ())
