"""What the 計画 tab asks: plans and charts in versions, schedules, support plans, events.

Everything that writes is an action of the action book, and so can be undone; the methods here only spare the caller
its name. Names: ``plan_version.draw|submit|approve|follow_people|add|edit|remove``, ``plan_section.edit|refill``,
``chart_box.add|edit|place|remove``, ``plan_task.add|edit|move|progress|remove|draw|set_baseline``,
``indicator.*``, ``event_participant.*``, ``contest_score.*``, ``contest_entry.settle``, ``meeting.plan_kickoff``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from app.contract.facts import ContractFacts
from app.domain.accompaniment import Accompaniment
from app.domain.event import Event
from app.domain.plan import PlanKind, PlanSection
from app.services.actions.running import ActionService
from app.services.actions.saving import TypingService
from app.services.judging.fact_loading import facts_on_demand
from app.services.plans import chart, gantt, occasions, support, versions
from app.services.plans.event_views import ContestPage, EventLine, EventPage, SharingMatrix
from app.services.plans.views import (
    ChartPage,
    GanttPage,
    PlanPage,
    SectionDifference,
    SupportLine,
    SupportPlanPage,
    VersionLine,
)
from app.services.surroundings import Surroundings
from app.services.views import Outcome, Saved
from app.store.queries import Reader
from app.store.store import Store


class PlanDesk:
    """Plans and events of an open workspace; every method is one unit of work."""

    def __init__(self, store: Store, surroundings: Surroundings, actions: ActionService, typing: TypingService) -> None:
        """Read from this store; write through these actions, and what is typed through ``typing``."""
        self._store = store
        self._surroundings = surroundings
        self._actions = actions
        self._typing = typing

    @contextmanager
    def _reading(self) -> Iterator[tuple[Reader, ContractFacts]]:
        """Lend a snapshot with its facts; each register is read when it is looked at."""
        with self._store.reading() as reader:
            yield reader, facts_on_demand(reader, self._surroundings)

    # 実施計画書

    def versions(self, kind: str = "") -> tuple[VersionLine, ...]:
        """Return the versions of the plan, of the chart, or of both, newest first."""
        with self._reading() as (_, facts):
            return versions.version_lines(facts, PlanKind(kind) if kind else None)

    def plan(self, version_id: str = "") -> PlanPage:
        """Return one version of the plan, the newest without id."""
        with self._reading() as (_, facts):
            return versions.plan_page(facts, version_id)

    def new_version(self, kind: str, changes: str = "") -> Outcome:
        """Make the next version: copied from the last one, or filled from the records before there is any."""
        return self._actions.run("plan_version.draw", None, {"kind": kind, "changes": changes})

    def edit_section(
        self, section_id: str, body: str, heading: str | None = None, seen: Mapping[str, str] | None = None
    ) -> Outcome:
        """Write one section; refused once its version is submitted, or when ``seen`` is no longer how it is (5(6))."""
        values = {"body": body} if heading is None else {"body": body, "heading": heading}
        return self._actions.run("plan_section.edit", section_id, values, seen)

    def save_section(
        self,
        section_id: str,
        entries: Mapping[str, object],
        seen: Mapping[str, str] | None = None,
        visit: str = "",
    ) -> Saved:
        """Save what was typed into a section; savings in a row under the same ``visit`` are one step of undo."""
        return self._typing.edit("plan_section.edit", section_id, entries, seen, visit)

    def refill_section(self, section_id: str) -> Outcome:
        """Write a section anew from the records as they are today."""
        return self._actions.run("plan_section.refill", section_id, {})

    def section_against_records(self, section_id: str) -> SectionDifference:
        """Return a section beside what the records would say today; nothing is written."""
        with self._reading() as (reader, facts):
            return versions.against_records(reader.get(PlanSection, section_id), facts)

    def differences(self, version_a: str, version_b: str) -> tuple[SectionDifference, ...]:
        """Return what changed between two versions of the plan, section by section and line by line."""
        with self._reading() as (_, facts):
            former, latter = (versions.sections_of(facts, each) for each in (version_a, version_b))
            return versions.differences(former, latter)

    def submit(self, version_id: str, submitted_on: date) -> Outcome:
        """Record that a version was handed to the prefecture; from then on it is locked."""
        return self._actions.run("plan_version.submit", version_id, {"submitted_on": submitted_on})

    def approve(self, version_id: str, approval_id: str) -> Outcome:
        """Record the prefecture's approval of a submitted version by its decision (5(3))."""
        return self._actions.run("plan_version.approve", version_id, {"approval_id": approval_id})

    # 実施体制図

    def chart(self, version_id: str = "") -> ChartPage:
        """Return one version of the chart laid out, the newest without id."""
        with self._reading() as (_, facts):
            found = versions.versions_of(facts, PlanKind.CHART)
            return chart.chart_page(facts, found, versions.chosen(facts, PlanKind.CHART, version_id))

    def place_box(self, box_id: str, parent_id: str, row: int, place: int) -> Outcome:
        """Move a box: below another box, or to another place among its neighbours."""
        values = {"parent_id": parent_id, "row": row, "place": place}
        return self._actions.run("chart_box.place", box_id, values)

    def follow_people(self, version_id: str) -> Outcome:
        """Bring a chart that is not submitted in line with the records of people."""
        return self._actions.run("plan_version.follow_people", version_id, {})

    # 工程表

    def gantt(self, accompaniment_id: str = "") -> GanttPage:
        """Return the schedule of the whole contract, or of one accompaniment."""
        with self._reading() as (_, facts):
            return gantt.gantt_page(facts, accompaniment_id)

    def draw_tasks(self, accompaniment_id: str = "") -> Outcome:
        """Add the tasks that the contract terms, or the steps of a support plan, ask for and that are not there."""
        return self._actions.run("plan_task.draw", None, {"accompaniment_id": accompaniment_id})

    def set_baseline(self, accompaniment_id: str = "") -> Outcome:
        """Keep the schedule as agreed, once: tasks that have a baseline keep theirs."""
        return self._actions.run("plan_task.set_baseline", None, {"accompaniment_id": accompaniment_id})

    # 伴走支援の実施プラン

    def support_plans(self) -> tuple[SupportLine, ...]:
        """Return every accompanied municipality at a glance."""
        with self._reading() as (_, facts):
            return support.support_lines(facts)

    def support_plan(self, accompaniment_id: str) -> SupportPlanPage:
        """Return the support plan of one municipality."""
        with self._reading() as (reader, facts):
            item = reader.get(Accompaniment, accompaniment_id)
            return support.support_page(item, facts, self._surroundings.language)

    def accompaniment_report(self, month: date) -> str:
        """Return what the monthly report says about accompaniment in a month (6(4)カ)."""
        with self._reading() as (_, facts):
            return support.report_text(facts, month)

    # キックオフ

    def plan_kickoff(self, held_on: date) -> Outcome:
        """Make the kickoff meeting with its agenda from the plan, the team and the open questions (5(2)–5(4))."""
        return self._actions.run("meeting.plan_kickoff", None, {"held_on": held_on})

    # 行事

    def events(self) -> tuple[EventLine, ...]:
        """Return every event with its figures."""
        with self._reading() as (_, facts):
            return occasions.event_lines(facts)

    def event(self, event_id: str) -> EventPage:
        """Return one event with its participants."""
        with self._reading() as (reader, facts):
            event = reader.get(Event, event_id)
            return occasions.event_page(event, facts, self._surroundings.municipalities, self._surroundings.language)

    def contest(self, event_id: str = "") -> ContestPage:
        """Return the standing of a contest, of the latest one without id."""
        with self._reading() as (_, facts):
            return occasions.contest_page(facts, occasions.contest_of(facts, event_id))

    def settle_entry(self, entry_id: str, award: str) -> Outcome:
        """Write the points and the award of an entry from the judges' sheets."""
        return self._actions.run("contest_entry.settle", entry_id, {"award": award})

    def sharing(self) -> SharingMatrix:
        """Return which municipality received which case study."""
        with self._reading() as (_, facts):
            return occasions.sharing_matrix(facts, self._surroundings.municipalities)
