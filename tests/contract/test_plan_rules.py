"""Rules on the plan, the kickoff and the forms as cases an official could read."""

from datetime import date

import pytest

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.findings import Severity
from app.domain.decision import DecisionKind, DecisionResult
from app.domain.meeting import MeetingKind
from app.domain.plan import PlanKind
from tests.factories import make_amendment, make_decision, make_facts, make_submission
from tests.factories_office import findings, found, make_approval, make_form, make_kickoff, make_plan, refused

MODE_AGREED = make_decision(decided_on=date(2026, 5, 15))


# 5(2): signed on 11 May 2026, the kickoff is due on 25 May.


@pytest.mark.parametrize(("today", "is_overdue"), [(date(2026, 5, 25), False), (date(2026, 5, 26), True)])
def test_a_kickoff_is_overdue_from_the_fifteenth_day_after_signing(today: date, is_overdue: bool) -> None:
    assert ("kickoff_not_held" in found(make_facts(today=today), "plans", Severity.OVERDUE)) == is_overdue


def test_nothing_is_said_of_the_kickoff_before_it_is_due() -> None:
    assert found(make_facts(today=date(2026, 5, 25)), "plans") == []


@pytest.mark.parametrize(("held_on", "is_late"), [(date(2026, 5, 25), False), (date(2026, 5, 26), True)])
def test_a_kickoff_on_the_due_day_is_in_time_and_one_day_later_is_late(held_on: date, is_late: bool) -> None:
    facts = make_facts(MODE_AGREED, make_kickoff(held_on=held_on), today=date(2026, 5, 26))
    assert "kickoff_not_held" not in found(facts, "plans")
    assert ("kickoff_late" in found(facts, "plans", Severity.WARNING)) == is_late


def test_a_kickoff_planned_too_late_is_warned_of_beforehand_and_overdue_when_the_due_day_has_passed() -> None:
    planned = make_kickoff(held_on=date(2026, 6, 1))
    assert "kickoff_late" in found(make_facts(planned, today=date(2026, 5, 20)), "plans")
    assert "kickoff_not_held" not in found(make_facts(planned, today=date(2026, 5, 20)), "plans")
    assert "kickoff_not_held" in found(make_facts(planned, today=date(2026, 5, 26)), "plans")


def test_another_meeting_or_one_before_signing_is_no_kickoff() -> None:
    for meeting in (make_kickoff(kind=MeetingKind.REGULAR), make_kickoff(held_on=date(2026, 5, 10))):
        assert "kickoff_not_held" in found(make_facts(meeting), "plans")


def test_an_instruction_moves_the_kickoff() -> None:
    moved = make_amendment(term="kickoff.days", value="21", holds_from=date(2026, 5, 20))
    facts = make_facts(today=date(2026, 6, 1), amendments=(moved,))
    assert "kickoff_not_held" not in found(facts, "plans")
    assert "kickoff_not_held" in found(make_facts(today=date(2026, 6, 2), amendments=(moved,)), "plans")


# 5(4)


@pytest.mark.parametrize(("today", "is_found"), [(date(2026, 5, 22), False), (date(2026, 5, 23), True)])
def test_a_kickoff_wants_minutes_from_the_day_after_it(today: date, is_found: bool) -> None:
    without = make_kickoff(minutes=" \n", minutes_sent_on=None)
    unsent = make_kickoff(minutes_sent_on=None)
    assert ("no_minutes" in found(make_facts(without, today=today), "plans", Severity.WARNING)) == is_found
    assert ("minutes_not_sent" in found(make_facts(unsent, today=today), "plans", Severity.NOTICE)) == is_found
    assert "minutes_not_sent" not in found(make_facts(without, today=today), "plans")


def test_minutes_written_and_sent_are_enough_and_other_meetings_are_not_asked() -> None:
    bare = make_kickoff(id="meeting-2", kind=MeetingKind.OTHER, minutes="", minutes_sent_on=None)
    codes = found(make_facts(make_kickoff(), bare), "plans")
    assert "no_minutes" not in codes
    assert "minutes_not_sent" not in codes


# 5(5)


@pytest.mark.parametrize(
    ("changes", "is_settled"),
    [
        ({"decided_on": date(2026, 5, 22)}, True),
        ({"decided_on": date(2026, 5, 23)}, False),
        ({"decided_on": date(2026, 5, 15), "result": DecisionResult.PENDING}, False),
        ({"decided_on": date(2026, 5, 15), "id": "decision-9"}, False),
    ],
)
def test_the_mode_is_settled_by_a_consultation_agreed_by_the_day(changes: dict[str, object], is_settled: bool) -> None:
    facts = make_facts(make_decision(**changes), make_kickoff())
    assert ("mode_not_settled" not in found(facts, "plans", Severity.WARNING)) == is_settled


# 5(3)


@pytest.mark.parametrize(
    ("plan", "approval", "code"),
    [
        ({}, {"id": "approval-9"}, "approval_missing"),
        ({}, {"kind": DecisionKind.CONSULTATION}, "approval_of_other_kind"),
        ({}, {"kind": DecisionKind.INSTRUCTION}, "approval_of_other_kind"),
        ({}, {"result": DecisionResult.REFUSED}, "approval_not_agreed"),
        ({}, {"result": DecisionResult.PENDING}, "approval_not_agreed"),
        ({}, {"decided_on": date(2026, 5, 14)}, "approved_before_submission"),
        ({"submitted_on": None}, {}, "approved_unsubmitted"),
    ],
)
def test_an_approval_that_does_not_hold_is_refused(
    plan: dict[str, object], approval: dict[str, object], code: str
) -> None:
    before = make_facts(make_approval(**approval))
    assert refused(before, make_plan(**plan)) == [f"plans.{code}"]
    assert code in found(before.with_changes([make_plan(**plan)]), "plans", Severity.VIOLATION)


def test_a_plan_may_be_approved_on_the_day_it_is_submitted() -> None:
    facts = make_facts(make_approval(decided_on=date(2026, 5, 15)), make_plan())
    assert found(facts, "plans", Severity.VIOLATION) == []


def test_a_plan_not_yet_approved_is_no_violation() -> None:
    assert refused(make_facts(), make_plan(approval_id="")) == []


@pytest.mark.parametrize(("today", "is_found"), [(date(2026, 5, 22), False), (date(2026, 5, 23), True)])
def test_after_the_kickoff_the_plan_wants_its_approval(today: date, is_found: bool) -> None:
    facts = make_facts(make_kickoff(), make_plan(approval_id=""), today=today)
    assert ("not_approved" in found(facts, "plans", Severity.WARNING)) == is_found
    assert "not_approved" not in found(facts.with_changes([make_plan()]), "plans")


def test_the_approval_of_the_chart_does_not_approve_the_plan() -> None:
    facts = make_facts(make_kickoff(), make_plan(kind=PlanKind.CHART))
    assert "not_approved" in found(facts, "plans")


# 5(6)


def test_a_corrected_version_wants_submission_and_then_approval() -> None:
    made = make_plan(id="plan-2", version=2, made_on=date(2026, 9, 1), submitted_on=None, approval_id="")
    submitted = make_plan(id="plan-2", version=2, submitted_on=date(2026, 9, 3), approval_id="")
    approved = make_plan(id="plan-2", version=2, submitted_on=date(2026, 9, 3), approval_id="approval-2")
    base = make_facts(make_approval(), make_approval(id="approval-2", decided_on=date(2026, 9, 4)), make_plan())
    (first,) = [each for each in findings(base.with_changes([made]), "plans") if each.rule == "5.6"]
    assert (first.code, first.values["made_on"]) == ("plans.correction_not_submitted", "2026-09-01")
    (second,) = [each for each in findings(base.with_changes([submitted]), "plans") if each.rule == "5.6"]
    assert (second.code, second.values["submitted_on"]) == ("plans.correction_not_approved", "2026-09-03")
    assert [each for each in findings(base.with_changes([approved]), "plans") if each.rule == "5.6"] == []


def test_the_first_version_and_one_that_was_followed_are_not_asked_for() -> None:
    first = make_plan(submitted_on=None, approval_id="")
    second = make_plan(id="plan-2", version=2, submitted_on=None, approval_id="")
    third = make_plan(id="plan-3", version=3)
    codes = found(make_facts(make_approval(), first), "plans")
    assert "correction_not_submitted" not in codes
    codes = found(make_facts(make_approval(), first, second, third), "plans")
    assert "correction_not_submitted" not in codes


def test_the_newest_version_of_each_paper_is_looked_at() -> None:
    plan = make_plan(version=2, approval_id="")
    chart = make_plan(id="plan-2", kind=PlanKind.CHART, version=2, approval_id="")
    assert found(make_facts(plan, chart), "plans").count("correction_not_approved") == 2


def test_a_version_number_is_used_once_for_each_paper() -> None:
    before = make_facts(make_approval(), make_plan())
    assert refused(before, make_plan(id="plan-2")) == ["plans.version_twice"]
    assert refused(before, make_plan(id="plan-2", kind=PlanKind.CHART)) == []
    assert refused(before, make_plan(id="plan-2", version=2)) == []


# 5(1)


@pytest.mark.parametrize(("kind", "deliverable"), [(PlanKind.PLAN, 1), (PlanKind.CHART, 2)])
@pytest.mark.parametrize(
    ("submitted_on", "state"), [(date(2026, 5, 18), DeadlineState.DONE), (date(2026, 5, 19), DeadlineState.DONE_LATE)]
)
def test_a_submitted_version_is_the_deliverable(
    kind: PlanKind, deliverable: int, submitted_on: date, state: DeadlineState
) -> None:
    facts = make_facts(make_plan(kind=kind, submitted_on=submitted_on))
    by_number = {each.deliverable: each for each in deadlines(facts) if each.deliverable in (1, 2, 3)}
    assert by_number[deliverable].state == state
    others = [each.state for number, each in by_number.items() if number != deliverable]
    assert others == [DeadlineState.OVERDUE, DeadlineState.OVERDUE]


def test_the_earliest_of_version_and_submission_counts() -> None:
    facts = make_facts(make_plan(submitted_on=date(2026, 5, 18)), make_submission(submitted_on=date(2026, 5, 20)))
    (found_deadline,) = [each for each in deadlines(facts) if each.deliverable == 1]
    assert found_deadline.submitted_on == date(2026, 5, 18)


# 9(4)


@pytest.mark.parametrize(
    ("decided_on", "today", "is_found"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), False),
        (date(2026, 6, 2), date(2026, 6, 1), True),
        (date(2026, 6, 2), date(2026, 5, 31), False),
    ],
)
def test_a_form_is_agreed_by_the_first_day_of_its_use(decided_on: date, today: date, is_found: bool) -> None:
    facts = make_facts(make_decision(decided_on=decided_on), make_form(), today=today)
    assert ("form_not_agreed" in found(facts, "plans", Severity.WARNING)) == is_found


def test_a_form_without_consultation_is_warned_of() -> None:
    assert "form_not_agreed" in found(make_facts(make_form(consultation_id="")), "plans")
