"""Rules on the team as cases an official could read."""

from datetime import date

import pytest

from app.contract.findings import Severity
from app.contract.team import change_proof, team_on
from app.domain.decision import DecisionKind, DecisionResult
from app.domain.staff import Qualification, StaffRole
from tests.factories import SIGNED_ON, make_amendment, make_expert, make_facts
from tests.factories_office import (
    findings,
    found,
    make_approval,
    make_kickoff,
    make_leader,
    make_member,
    make_pledge,
    make_successor,
    refused,
)

LEADER, MEMBER = make_leader(), make_member()
END = date(2027, 3, 31)


def spans(*staff: object, code: str) -> list[tuple[str, str]]:
    """Return the first and last days of the gaps of one code."""
    facts = make_facts(*staff)  # type: ignore[arg-type]
    gaps = [each for each in findings(facts, "team") if each.code == f"team.{code}"]
    return [(str(each.values["first"]), str(each.values["last"])) for each in gaps]


# 7(1)ア


def test_a_leader_and_a_member_for_every_day_are_enough() -> None:
    assert [each for each in findings(make_facts(LEADER, MEMBER), "team") if each.rule in ("7.1.a", "7.1.c")] == []


def test_without_anybody_each_demand_is_one_finding_over_the_whole_period() -> None:
    assert spans(code="no_leader") == spans(code="no_member") == [("2026-05-11", "2027-03-31")]
    assert spans(code="no_qualified") == [("2026-05-11", "2027-03-31")]
    assert spans(code="too_few") == []


def test_a_gap_is_told_from_its_first_to_its_last_day() -> None:
    former = make_member(until_on=date(2026, 7, 31))
    later = make_member(id="staff-3", name="高橋　実", from_on=date(2026, 8, 11))
    assert spans(LEADER, former, later, code="no_member") == [("2026-08-01", "2026-08-10")]


def test_a_successor_who_begins_the_next_day_leaves_no_gap() -> None:
    former = make_member(until_on=date(2026, 7, 31))
    later = make_member(id="staff-3", name="高橋　実", from_on=date(2026, 8, 1))
    assert spans(LEADER, former, later, code="no_member") == []


def test_the_first_and_the_last_day_of_the_contract_count() -> None:
    late = make_member(from_on=date(2026, 5, 12))
    assert spans(LEADER, late, code="no_member") == [("2026-05-11", "2026-05-11")]
    until_end = make_member(until_on=END)
    assert spans(LEADER, until_end, code="no_member_ahead") == []
    early = make_member(until_on=date(2027, 3, 30))
    assert spans(LEADER, early, code="no_member_ahead") == [("2027-03-31", "2027-03-31")]


@pytest.mark.parametrize(
    ("until_on", "severity", "code"),
    [
        (date(2026, 9, 29), Severity.VIOLATION, "no_leader"),
        (date(2026, 9, 30), Severity.WARNING, "no_leader_ahead"),
    ],
)
def test_a_gap_that_begins_today_is_a_violation_and_from_tomorrow_on_a_warning(
    until_on: date, severity: Severity, code: str
) -> None:
    facts = make_facts(make_leader(until_on=until_on), MEMBER, today=date(2026, 9, 30))
    assert code in found(facts, "team", severity)


def test_one_person_in_both_roles_is_one_person() -> None:
    both = make_member(name="佐藤明")
    assert spans(LEADER, both, code="too_few") == [("2026-05-11", "2027-03-31")]
    assert spans(LEADER, both, code="no_member") == []


def test_two_leaders_are_no_member() -> None:
    second = make_leader(id="staff-9", name="伊藤　望")
    assert spans(LEADER, second, code="no_member") == [("2026-05-11", "2027-03-31")]


def test_a_minimum_that_is_raised_holds_from_its_day() -> None:
    raised = make_amendment(term="staff.members_minimum", value="2", holds_from=date(2026, 9, 1))
    facts = make_facts(LEADER, MEMBER, amendments=(raised,))
    (gap,) = [each for each in findings(facts, "team") if each.code == "team.no_member"]
    assert (gap.values["first"], gap.values["minimum"]) == ("2026-09-01", 2)


def test_a_reversed_period_is_refused() -> None:
    before = make_facts(LEADER)
    assert refused(before, make_member(until_on=date(2026, 5, 10))) == ["team.period_reversed"]
    assert refused(before, make_member(until_on=SIGNED_ON)) == []


def test_recording_who_left_or_the_first_of_a_team_is_never_refused() -> None:
    assert refused(make_facts(), LEADER) == []
    assert refused(make_facts(LEADER, MEMBER), make_leader(until_on=date(2026, 8, 1))) == []


# 7(1)ウ


@pytest.mark.parametrize(
    ("changes", "is_qualified"),
    [
        ({"supported_municipalities": 2, "supported_months": 24}, True),
        ({"supported_municipalities": 1, "supported_months": 24}, False),
        ({"supported_municipalities": 2, "supported_months": 23}, False),
        ({"supported_municipalities": None, "supported_months": None}, False),
        ({"qualification": Qualification.PREFECTURE, "experience": "令和4年度に主導"}, True),
        ({"qualification": Qualification.PREFECTURE, "experience": "　"}, False),
        ({"qualification": Qualification.EQUIVALENT, "experience": "国の事業を主導"}, True),
        ({"qualification": Qualification.EQUIVALENT, "experience": ""}, False),
        ({"qualification": Qualification.NONE}, False),
    ],
)
def test_who_is_qualified(changes: dict[str, object], is_qualified: bool) -> None:
    facts = make_facts(make_leader(**changes), MEMBER)
    assert ("no_qualified" not in found(facts, "team", Severity.VIOLATION)) == is_qualified
    claims = changes.get("qualification") != Qualification.NONE
    assert ("qualification_unproven" in found(facts, "team", Severity.WARNING)) == (claims and not is_qualified)


def test_a_qualified_member_is_enough_and_each_day_is_asked() -> None:
    plain = make_leader(qualification=Qualification.NONE)
    qualified = make_leader(id="staff-2", name="鈴木　光", role=StaffRole.MEMBER, until_on=date(2026, 8, 31))
    assert spans(plain, qualified, make_member(id="staff-4", name="森　樹"), code="no_qualified") == [
        ("2026-09-01", "2027-03-31")
    ]


# 7(1)


@pytest.mark.parametrize(
    ("successor", "approval", "code"),
    [
        ({"approval_id": ""}, {}, "change_not_approved"),
        ({}, {"kind": DecisionKind.CONSULTATION}, "change_approval_of_other_kind"),
        ({}, {"result": DecisionResult.PENDING}, "change_approval_not_agreed"),
        ({}, {"decided_on": date(2026, 12, 1)}, "change_approved_too_late"),
        ({"equivalence": "　"}, {}, "equivalence_missing"),
    ],
)
def test_a_successor_without_prior_approval_or_equivalence_is_refused(
    successor: dict[str, object], approval: dict[str, object], code: str
) -> None:
    before = make_facts(LEADER, MEMBER, make_approval(**approval))
    assert refused(before, make_successor(**successor)) == [f"team.{code}"]


def test_a_successor_approved_the_day_before_is_accepted() -> None:
    before = make_facts(LEADER, MEMBER, make_approval(decided_on=date(2026, 11, 30)))
    assert refused(before, make_successor()) == []


def test_a_newcomer_after_somebody_left_is_asked_for_the_predecessor() -> None:
    former = make_member(until_on=date(2026, 7, 31))
    newcomer = make_member(id="staff-3", name="高橋　実", from_on=date(2026, 8, 1))
    assert "predecessor_not_named" in found(make_facts(LEADER, former, newcomer), "team", Severity.WARNING)
    beside = make_member(id="staff-3", name="高橋　実", from_on=date(2026, 7, 31))
    assert "predecessor_not_named" not in found(make_facts(LEADER, former, beside), "team")
    named = make_successor(from_on=date(2026, 8, 1))
    assert "predecessor_not_named" not in found(make_facts(LEADER, former, named, make_approval()), "team")
    same = make_member(id="staff-3", from_on=date(2026, 8, 1))
    assert "predecessor_not_named" not in found(make_facts(LEADER, former, same), "team")


# 9(1)


def test_the_team_of_a_day_has_everybody_once() -> None:
    facts = make_facts(LEADER, MEMBER, make_member(id="staff-5", from_on=date(2026, 6, 1)))
    team = team_on(facts, date(2026, 6, 1))
    assert [person.name for person in team.everybody] == ["佐藤　明", "鈴木　光"]
    assert team_on(facts, date(2026, 5, 10)).everybody == ()


def test_the_proof_shows_the_team_before_and_after_the_change() -> None:
    facts = make_facts(LEADER, MEMBER)
    proof = change_proof(facts, make_successor())
    assert proof is not None
    assert (proof.before_on, proof.after_on, proof.holds) == (date(2026, 11, 30), date(2026, 12, 1), True)
    assert [(row.clause, row.minimum, row.before, row.after) for row in proof.rows] == [
        ("7(1)ア", 1, ("佐藤　明",), ("佐藤　明",)),
        ("7(1)ア", 1, ("鈴木　光",), ("高橋　実",)),
        ("7(1)ア", 2, ("佐藤　明", "鈴木　光"), ("佐藤　明", "高橋　実")),
        ("7(1)ウ", 1, ("佐藤　明",), ("佐藤　明",)),
    ]


def test_after_a_handover_side_by_side_the_predecessor_no_longer_counts() -> None:
    facts = make_facts(LEADER, make_member(until_on=date(2026, 12, 10)))
    proof = change_proof(facts, make_successor())
    assert proof is not None
    assert proof.after_on == date(2026, 12, 11)
    assert proof.rows[1].after == ("高橋　実",)


def test_a_change_that_takes_the_only_qualified_person_does_not_hold() -> None:
    successor = make_successor(role=StaffRole.LEADER, replaces_id="staff-1")
    facts = make_facts(LEADER, MEMBER, make_approval())
    proof = change_proof(facts, successor)
    assert proof is not None
    assert [row.clause for row in proof.rows if not row.is_met_after] == ["7(1)ウ"]
    assert "change_breaks_demand" in found(facts.with_changes([successor]), "team", Severity.WARNING)
    qualified = make_leader(id="staff-3", name="高橋　実", replaces_id="staff-1", from_on=date(2026, 12, 1))
    assert "change_breaks_demand" not in found(facts.with_changes([qualified]), "team")


def test_the_proof_of_a_departure_shows_who_is_left() -> None:
    proof = change_proof(make_facts(LEADER, MEMBER), make_member(until_on=date(2026, 12, 31)), is_leaving=True)
    assert proof is not None
    assert (proof.before_on, proof.after_on, proof.holds) == (date(2026, 12, 31), date(2027, 1, 1), False)
    assert proof.rows[1].is_met_before
    assert proof.rows[1].after == ()


def test_a_departure_without_a_day_has_no_proof_yet() -> None:
    assert change_proof(make_facts(LEADER, MEMBER), MEMBER, is_leaving=True) is None


def test_a_predecessor_without_a_last_day_leaves_when_the_successor_comes() -> None:
    unqualified = make_successor(role=StaffRole.LEADER, replaces_id="staff-1")
    assert spans(LEADER, MEMBER, make_approval(), unqualified, code="no_qualified_ahead") == [
        ("2026-12-01", "2027-03-31")
    ]


# 7(1)イ


@pytest.mark.parametrize(
    ("persons", "interpretation", "is_found"),
    [
        ("佐藤　明、鈴木　光", "", True),
        ("佐藤 明・鈴木光", "", True),
        ("佐藤　明、鈴木　光", "通訳1名を手配", False),
        ("佐藤　明", "", False),
    ],
)
def test_a_meeting_with_somebody_without_japanese_wants_interpretation(
    persons: str, interpretation: str, is_found: bool
) -> None:
    silent = make_member(speaks_japanese=False, interpretation="会議ごとに手配する")
    meeting = make_kickoff(contractor_persons=persons, interpretation=interpretation)
    facts = make_facts(make_leader(), silent, meeting)
    assert ("meeting_not_interpreted" in found(facts, "team", Severity.WARNING)) == is_found
    speaking = make_facts(make_leader(), make_member(), meeting)
    assert "meeting_not_interpreted" not in found(speaking, "team")


def test_somebody_without_japanese_wants_interpretation() -> None:
    silent = make_member(speaks_japanese=False)
    assert "no_interpretation" in found(make_facts(silent), "team", Severity.WARNING)
    arranged = make_member(speaks_japanese=False, interpretation="通訳を同席させる")
    assert "no_interpretation" not in found(make_facts(arranged), "team")
    assert "no_interpretation" not in found(make_facts(MEMBER), "team")


# 10(1), 10(5)


@pytest.mark.parametrize(("today", "is_found"), [(date(2026, 5, 10), False), (date(2026, 5, 11), True)])
def test_pledge_and_briefing_are_overdue_from_the_first_day_of_work(today: date, is_found: bool) -> None:
    codes = found(make_facts(LEADER, today=today), "team", Severity.OVERDUE)
    assert ("no_pledge" in codes, "no_briefing" in codes) == (is_found, is_found)


def test_pledge_and_briefing_are_asked_for_one_by_one() -> None:
    pledged = make_pledge(briefed_on=None)
    assert found(make_facts(LEADER, pledged), "team", Severity.OVERDUE) == ["no_briefing"]
    briefed = make_pledge(pledged_on=None)
    assert found(make_facts(LEADER, briefed), "team", Severity.OVERDUE) == ["no_pledge"]
    assert found(make_facts(LEADER, make_pledge()), "team", Severity.OVERDUE) == []


def test_a_pledge_still_to_be_given_does_not_count() -> None:
    coming = make_pledge(pledged_on=date(2026, 10, 1))
    assert found(make_facts(LEADER, coming, today=date(2026, 9, 30)), "team", Severity.OVERDUE) == ["no_pledge"]
    assert found(make_facts(LEADER, coming, today=date(2026, 10, 1)), "team", Severity.OVERDUE) == []


def test_a_listed_expert_is_asked_and_an_unlisted_one_is_not() -> None:
    assert found(make_facts(make_expert()), "team", Severity.OVERDUE) == ["no_pledge", "no_briefing"]
    assert found(make_facts(make_expert(is_listed=False)), "team", Severity.OVERDUE) == []
    pledge = make_pledge(person="髙木　さくら", staff_id="", expert_id="expert-1")
    assert found(make_facts(make_expert(), pledge), "team", Severity.OVERDUE) == []


def test_somebody_who_left_still_owes_the_pledge() -> None:
    gone = make_leader(until_on=date(2026, 6, 30))
    assert "no_pledge" in found(make_facts(gone), "team", Severity.OVERDUE)


def test_one_pledge_serves_all_records_of_a_person() -> None:
    again = make_leader(id="staff-7", name="佐藤明", from_on=date(2026, 8, 1))
    assert found(make_facts(LEADER, again, make_pledge()), "team", Severity.OVERDUE) == []
