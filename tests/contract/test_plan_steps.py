"""A version that was submitted is locked with everything in it; only a new one takes a change (5(3), 5(6))."""

from datetime import date

import pytest

from app.contract.findings import Severity
from app.contract.plan_steps import OF_DRAFTS
from app.contract.workflow import obstacles
from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.event import ContestEntry, ContestScore, Event, EventParticipant
from app.domain.plan import ChartBox, Indicator, PlanKind, PlanSection, PlanTask
from app.domain.record import Record
from tests.factories import make_facts
from tests.factories_office import found, make_approval, make_plan

DRAFT = make_plan(submitted_on=None, approval_id="")
SUBMITTED = make_plan(approval_id="")
SECTION = PlanSection(id="section-1", version_id="plan-1", key="overview", heading="業務概要", body="本文")
BOX = ChartBox(id="box-1", version_id="plan-1", title="プロジェクトリーダー")
OF_PARTS = (
    ("plan_section.edit", SECTION),
    ("plan_section.refill", SECTION),
    ("chart_box.edit", BOX),
    ("chart_box.place", BOX),
    ("chart_box.remove", BOX),
)


def codes(action: str, record: Record, *others: Record) -> list[str]:
    """Return why an action is refused on a record."""
    return [finding.code for finding in obstacles(action, record, make_facts(record, *others))]


@pytest.mark.parametrize(("action", "part"), OF_PARTS)
def test_a_part_of_a_submitted_version_is_locked_and_that_of_a_draft_is_open(action: str, part: Record) -> None:
    assert codes(action, part, DRAFT) == []
    assert codes(action, part, SUBMITTED) == ["plans.version_is_locked"]


@pytest.mark.parametrize("action", sorted(OF_DRAFTS))
def test_a_submitted_version_is_neither_edited_nor_removed_nor_redrawn(action: str) -> None:
    chart = {"kind": PlanKind.CHART}
    assert codes(action, make_plan(submitted_on=None, approval_id="", **chart)) == []
    assert codes(action, make_plan(approval_id="", **chart)) == ["plans.version_is_locked"]


def test_only_a_submitted_version_is_approved() -> None:
    assert codes("plan_version.approve", DRAFT) == ["plans.not_submitted_yet"]
    assert codes("plan_version.approve", SUBMITTED) == []


def test_a_day_of_submission_is_corrected_until_the_version_is_approved() -> None:
    assert codes("plan_version.submit", DRAFT) == []
    assert codes("plan_version.submit", SUBMITTED) == []
    assert codes("plan_version.submit", make_plan(), make_approval()) == ["plans.approved_already"]


def test_only_the_chart_has_people_to_follow() -> None:
    assert codes("plan_version.follow_people", DRAFT) == ["plans.only_the_chart_has_people"]


@pytest.mark.parametrize(
    ("action", "record", "resting", "code"),
    [
        ("accompaniment.remove", Accompaniment(id="x"), PlanTask(id="y", accompaniment_id="x"), "accompaniments"),
        ("accompaniment.remove", Accompaniment(id="x"), Indicator(id="y", accompaniment_id="x"), "accompaniments"),
        ("plan_task.remove", PlanTask(id="x"), AccompanimentSession(id="y", task_id="x"), "plans"),
        ("event.remove", Event(id="x"), EventParticipant(id="y", event_id="x"), "events"),
        ("contest_entry.remove", ContestEntry(id="x"), ContestScore(id="y", entry_id="x"), "events"),
    ],
)
def test_what_others_rest_on_is_not_taken_away(action: str, record: Record, resting: Record, code: str) -> None:
    assert codes(action, record, resting) == [f"{code}.still_needed"]
    assert codes(action, record) == []


# 5(1), 6(4)イ: a task runs forward, and what was entered as done has happened.

TODAY = date(2026, 9, 30)


def task(**changes: object) -> PlanTask:
    entries: dict[str, object] = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 18), **changes}
    return PlanTask(id="task-1", title="試行", **entries)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": date(2026, 9, 1)}, ""),
        ({"ends_on": date(2026, 8, 31)}, "task_ends_first"),
        ({"began_on": date(2026, 9, 2), "finished_on": date(2026, 9, 2)}, ""),
        ({"began_on": date(2026, 9, 2), "finished_on": date(2026, 9, 1)}, "task_finished_first"),
        ({"began_on": TODAY}, ""),
        ({"began_on": date(2026, 10, 1)}, "task_day_ahead"),
        ({"finished_on": TODAY}, ""),
        ({"finished_on": date(2026, 10, 1)}, "task_day_ahead"),
    ],
)
def test_a_task_runs_forward_and_its_actual_days_have_come(changes: dict[str, object], code: str) -> None:
    facts = make_facts(task(**changes), today=TODAY)
    assert found(facts, "plans", Severity.VIOLATION) == ([code] if code else [])


@pytest.mark.parametrize(("accompaniment_id", "clause"), [("", "5(1)"), ("accompaniment-1", "6(4)イ")])
def test_a_task_is_found_under_the_clause_of_its_schedule(accompaniment_id: str, clause: str) -> None:
    from app.services.judging.judging import BOOK

    backward = task(ends_on=date(2026, 8, 1), accompaniment_id=accompaniment_id)
    findings = BOOK.findings(make_facts(backward, today=TODAY))
    assert [finding.clause for finding in findings if finding.code == "plans.task_ends_first"] == [clause]
