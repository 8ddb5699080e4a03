"""Whatever is entered into the office's registers in whatever order: what was not refused breaks no guarding rule."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.domain.asset import AssetKind, Disposal, InformationAsset
from app.domain.decision import DecisionKind, DecisionResult
from app.domain.plan import PlanKind, PlanVersion
from app.domain.record import Record
from app.domain.staff import Qualification, StaffMember, StaffRole
from app.domain.subcontract import Subcontract
from app.services.actions.book import ACTIONS
from app.services.actions.situation import Situation
from app.services.judging.judging import BOOK, hindrances, judge
from tests.factories import make_decision, make_facts
from tests.factories_office import (
    make_approval,
    make_asset,
    make_copy,
    make_leader,
    make_member,
    make_plan,
    make_subcontract,
)

KINDS: tuple[type[Record], ...] = (StaffMember, Subcontract, InformationAsset, PlanVersion)
STEPS = sorted(f"{kind.REGISTER.table}.{verb}" for kind in KINDS for verb in ("add", "edit", "remove"))
TODAY = date(2026, 9, 20)
DAYS = st.one_of(st.none(), st.dates(date(2026, 5, 1), date(2027, 4, 10)))
TEXTS = st.sampled_from(["", "　", "記録", "佐藤　明"])
DECISIONS = st.sampled_from(["", "approval-1", "approval-2", "approval-3", "decision-1", "decision-9"])
ENTRIES: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "role": st.sampled_from(list(StaffRole)),
        "from_on": DAYS,
        "until_on": DAYS,
        "qualification": st.sampled_from(list(Qualification)),
        "supported_municipalities": st.integers(0, 3),
        "supported_months": st.integers(22, 25),
        "experience": TEXTS,
        "replaces_id": st.sampled_from(["", "staff-1", "staff-2", "new-1"]),
        "equivalence": TEXTS,
        "approval_id": DECISIONS,
        "partner": TEXTS,
        "partner_address": TEXTS,
        "relation": TEXTS,
        "scope": TEXTS,
        "necessity": TEXTS,
        "covers_everything": st.booleans(),
        "parent_id": st.sampled_from(["", "subcontract-1", "new-1"]),
        "is_joint": st.booleans(),
        "starts_on": DAYS,
        # One entry serves the two registers that have a kind: the asset's first, the plan's second.
        "kind": st.tuples(st.sampled_from(list(AssetKind)), st.sampled_from(list(PlanKind))),
        "origin_id": st.sampled_from(["", "asset-1", "asset-2", "new-1"]),
        "received_on": DAYS,
        "purpose": TEXTS,
        "copy_reason": TEXTS,
        "disposal": st.one_of(st.none(), st.sampled_from(list(Disposal))),
        "disposed_on": DAYS,
        "disposed_by": TEXTS,
        "version": st.integers(1, 3),
        "made_on": DAYS,
        "submitted_on": DAYS,
    }
)
MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 40), ENTRIES), min_size=1, max_size=25
)
Moves = list[tuple[str, int, int, dict[str, object]]]


def beginning() -> ContractFacts:
    """Return a contract with its team, a plan, a subcontract, an asset with a copy, and decisions of every kind."""
    return make_facts(
        make_leader(),
        make_member(),
        make_plan(),
        make_subcontract(),
        make_asset(),
        make_copy(),
        make_approval(),
        make_approval(id="approval-2", decided_on=date(2026, 12, 1)),
        make_approval(id="approval-3", result=DecisionResult.REFUSED),
        make_decision(id="decision-1", kind=DecisionKind.CONSULTATION),
        today=TODAY,
    )


def violations(facts: ContractFacts) -> set[tuple[str, str]]:
    """Return what the guarding rules find as violated, and where; approval-2 is dated ahead from the beginning."""
    return {
        (finding.code, finding.subject.id)
        for booked in BOOK.rules
        if booked.guards
        for finding in booked.check(facts)
        if finding.severity == Severity.VIOLATION and finding.subject.register != "decisions"
    }


def attempt(
    facts: ContractFacts, name: str, pick: int, entries: Mapping[str, object], fresh: "count[int]"
) -> ContractFacts:
    """Do one action as the desk would: nothing when it is refused."""
    action = ACTIONS[name]
    subjects = sorted(facts.tables.get(action.register, {}).values(), key=lambda record: record.id)
    if action.needs_subject and not subjects:
        return facts
    situation = Situation(
        facts=facts,
        today=facts.today,
        now=datetime(2026, 9, 20, tzinfo=UTC),
        subject=subjects[pick % len(subjects)] if action.needs_subject else None,
        new_id=lambda: f"new-{next(fresh)}",
        next_number=lambda prefix: f"{prefix}-{next(fresh)}",
    )
    if hindrances(action, situation):
        return facts
    values = {field.name: entries[field.name] for field in action.fields if field.name in entries}
    if "kind" in values and isinstance(entries["kind"], tuple):
        values["kind"] = entries["kind"][0 if action.register == "assets" else 1]
    judgement = judge(facts, action.change(situation, values))
    return facts if judgement.refusals else judgement.facts


def test_the_beginning_breaks_nothing() -> None:
    assert violations(beginning()) == set()


@settings(max_examples=150)
@given(MOVES)
def test_within_a_day_no_order_of_allowed_actions_breaks_a_guarding_rule(moves: Moves) -> None:
    facts, fresh = beginning(), count(1)
    for name, pick, _, entries in moves:
        facts = attempt(facts, name, pick, entries, fresh)
        assert violations(facts) == set()


@settings(max_examples=150)
@given(MOVES)
def test_over_the_year_only_a_day_that_comes_breaks_a_guarding_rule_and_never_an_action(moves: Moves) -> None:
    """A draft of a subcontract may be saved without approval; its first day makes it a violation, whoever acts."""
    facts, fresh = beginning(), count(1)
    for name, pick, days_on, entries in moves:
        facts = replace(facts, today=facts.today + timedelta(days=days_on))
        matured = violations(facts)
        assert {code for code, _ in matured if not code.endswith("_at_start")} == set()
        facts = attempt(facts, name, pick, entries, fresh)
        assert violations(facts) <= matured


def test_the_orderly_ways_are_open() -> None:
    """Show that the properties above are not empty: one orderly action of each register is done."""
    facts, fresh = beginning(), count(1)
    ways: tuple[tuple[str, dict[str, object]], ...] = (
        (
            "staff_member.add",
            {"name": "高橋　実", "from_on": date(2026, 10, 1), "replaces_id": "staff-2", "equivalence": "同等",
             "approval_id": "approval-1"},
        ),
        ("subcontract.add", {"partner": "架空合同会社", "starts_on": date(2026, 12, 2)}),
        (
            "information_asset.add",
            {"name": "集計表", "kind": (AssetKind.DERIVATIVE, None), "origin_id": "asset-1", "copy_reason": "集計",
             "purpose": "集計"},
        ),
        ("plan_version.add", {"kind": (None, PlanKind.PLAN), "version": 2, "made_on": TODAY}),
    )  # fmt: skip
    for name, entries in ways:
        before = facts
        facts = attempt(facts, name, 0, entries, fresh)
        assert facts is not before
