"""Rules on subcontracting as cases an official could read."""

from datetime import date

import pytest

from app.contract.findings import Severity
from app.contract.rules import rule_book
from app.domain.decision import DecisionKind, DecisionResult
from app.domain.expert import Engagement
from tests.factories import make_case, make_decision, make_expert, make_facts, make_session
from tests.factories_office import findings, found, make_approval, make_subcontract, refused

START = date(2026, 6, 1)


def test_a_whole_application_approved_beforehand_is_in_order() -> None:
    assert found(make_facts(make_approval(), make_subcontract()), "subcontracts") == []


# 7(2)ア


def test_a_subcontract_of_everything_is_refused_even_with_approval() -> None:
    before = make_facts(make_approval())
    assert refused(before, make_subcontract(covers_everything=True)) == ["subcontracts.covers_everything"]


# 7(2)イ


@pytest.mark.parametrize("item", ["partner", "partner_address", "relation", "scope", "necessity"])
def test_each_of_the_four_items_may_lack_in_a_draft_and_not_once_it_runs(item: str) -> None:
    running = make_subcontract(**{item: "　"})
    before = make_facts(make_approval(), today=START)
    assert refused(before, running) == ["subcontracts.item_missing_at_start"]
    draft = make_facts(make_approval(), running, today=date(2026, 5, 31))
    assert found(draft, "subcontracts", Severity.WARNING) == ["item_missing"]
    assert [each.field_name for each in findings(draft, "subcontracts")] == [item]


def test_filling_one_of_two_missing_items_is_not_refused() -> None:
    before = make_facts(make_approval(), make_subcontract(relation="", scope=""), today=START)
    assert refused(before, make_subcontract(relation="")) == []


@pytest.mark.parametrize(
    ("today", "severity", "code"),
    [
        (date(2026, 5, 31), Severity.WARNING, "not_approved"),
        (date(2026, 6, 1), Severity.VIOLATION, "not_approved_at_start"),
    ],
)
def test_a_draft_without_approval_is_a_warning_until_its_first_day(today: date, severity: Severity, code: str) -> None:
    facts = make_facts(make_subcontract(approval_id=""), today=today)
    assert found(facts, "subcontracts", severity) == [code]
    assert found(facts, "subcontracts") == [code]


def test_a_draft_may_be_saved_and_its_start_may_not_be_moved_to_today() -> None:
    draft = make_subcontract(approval_id="", starts_on=date(2026, 10, 1))
    before = make_facts(today=date(2026, 9, 30))
    assert refused(before, draft) == []
    moved = make_subcontract(approval_id="", starts_on=date(2026, 9, 30))
    assert refused(before.with_changes([draft]), moved) == ["subcontracts.not_approved_at_start"]


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        ({"id": "approval-9"}, "not_approved_at_start"),
        ({"kind": DecisionKind.CONSULTATION}, "approval_of_other_kind_at_start"),
        ({"result": DecisionResult.REFUSED}, "approval_not_agreed_at_start"),
        ({"decided_on": START}, "approved_too_late_at_start"),
    ],
)
def test_an_approval_that_does_not_hold_does_not_let_it_start(approval: dict[str, object], code: str) -> None:
    assert refused(make_facts(make_approval(**approval)), make_subcontract()) == [f"subcontracts.{code}"]


def test_an_approval_of_the_day_before_lets_it_start() -> None:
    assert refused(make_facts(make_approval(decided_on=date(2026, 5, 31))), make_subcontract()) == []


@pytest.mark.parametrize(
    ("approval", "code"),
    [
        ({"kind": DecisionKind.INSTRUCTION}, "approval_of_other_kind"),
        ({"result": DecisionResult.PENDING}, "approval_not_agreed"),
        ({"decided_on": START}, "approved_too_late"),
    ],
)
def test_a_draft_is_told_what_its_approval_lacks(approval: dict[str, object], code: str) -> None:
    facts = make_facts(make_approval(**approval), make_subcontract(), today=date(2026, 5, 26))
    assert found(facts, "subcontracts", Severity.WARNING) == [code]


# 7(2)ウ


def test_a_subcontract_below_another_is_applied_for_jointly() -> None:
    before = make_facts(make_approval(), make_subcontract())
    below = make_subcontract(id="subcontract-2", parent_id="subcontract-1")
    assert refused(before, below) == ["subcontracts.not_joint"]
    joint = make_subcontract(id="subcontract-2", parent_id="subcontract-1", is_joint=True)
    assert refused(before, joint) == []


def test_a_subcontract_below_another_wants_its_own_approval() -> None:
    before = make_facts(make_approval(), make_subcontract())
    below = make_subcontract(id="subcontract-2", parent_id="subcontract-1", is_joint=True, approval_id="")
    assert refused(before, below) == ["subcontracts.not_approved_at_start"]


# 6(2)オ


def test_the_approval_of_a_subcontract_serves_the_expert_who_points_at_it() -> None:
    around = (make_approval(), make_subcontract(), make_decision(), make_case(), make_session())
    for approval_id, is_found in (("", True), ("approval-1", False)):
        expert = make_expert(engagement=Engagement.CONTRACTED, approval_decision_id=approval_id)
        codes = [each.code for each in rule_book().findings(make_facts(*around, expert))]
        assert ("contract.engagement_without_approval" in codes) == is_found
