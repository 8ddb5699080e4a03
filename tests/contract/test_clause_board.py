"""The board of all clauses: every demand answered, and its four states from findings and evidence."""

from datetime import date

import pytest

from app.contract.clause_answers import ANSWERS
from app.contract.clause_board import ClauseDemand, ClauseStanding, Standing, demands, standings
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.rules import rule_book
from app.domain.commitment import Commitment
from app.domain.record import Record
from app.domain.session import Session
from app.services.contract.clause_list import clause_list
from tests.factories import make_case, make_facts, make_session
from tests.larger_year import year_facts

CAP = ClauseDemand("6.6.d", "6(6)エ", "1市町村5回以内", "rule", "")


def finding(severity: Severity, rule: str = "6.6.d") -> Finding:
    return Finding(rule, "6(6)エ", severity, Subject("sessions", "session-1"), "contract.over_cap", {})


def one(demand: ClauseDemand, facts: ContractFacts, *found: Finding) -> ClauseStanding:
    (standing,) = standings([demand], facts, found)
    return standing


def state(*found: Finding, records: tuple[Record, ...] = (make_session(),)) -> Standing:
    return one(CAP, make_facts(*records), *found).state


def test_the_clause_list_has_eighty_eight_demands_and_each_is_answered_once() -> None:
    ids = [demand.id for demand in clause_list()]
    assert len(ids) == len(set(ids)) == 88
    assert set(ANSWERS) == set(ids)


def test_every_finding_of_the_demonstration_year_belongs_to_a_demand() -> None:
    ids = {demand.id for demand in clause_list()}
    assert {found.rule for found in rule_book().findings(year_facts())} <= ids


@pytest.mark.parametrize("severity", [Severity.VIOLATION, Severity.OVERDUE])
def test_a_demand_with_a_violation_or_something_overdue_is_red(severity: Severity) -> None:
    assert state(finding(Severity.WARNING), finding(severity)) == Standing.RED


def test_a_demand_with_a_warning_is_amber() -> None:
    assert state(finding(Severity.NOTICE), finding(Severity.WARNING)) == Standing.AMBER


def test_a_demand_with_evidence_and_nothing_open_is_green() -> None:
    assert state() == state(finding(Severity.NOTICE)) == state(finding(Severity.VIOLATION, "6.6.c")) == Standing.GREEN


def test_a_demand_without_evidence_and_nothing_open_is_not_there_yet() -> None:
    assert state(records=()) == Standing.NOT_YET


def test_the_latest_evidence_is_shown_first_and_all_of_it_is_counted() -> None:
    sessions = [make_session(id=f"session-{number:02}", held_on=date(2026, 9, 1)) for number in range(30)]
    shown = one(CAP, make_facts(*sessions))
    assert shown.evidence_count == 30
    assert [record.id for record in shown.evidence] == [f"session-{number:02}" for number in range(29, 9, -1)]
    assert all(isinstance(record, Session) for record in shown.evidence)


def test_what_is_answered_later_is_never_green_but_its_findings_are_told() -> None:
    demand = ClauseDemand("6.1.b1", "6(1)イ(ア)", "Webフォームからの申請", "feature", "")
    facts = make_facts(make_case(), make_session())
    assert one(demand, facts).state == Standing.NOT_YET
    assert one(demand, facts, finding(Severity.WARNING, "6.1.b1")).state == Standing.AMBER


@pytest.mark.parametrize(("clause", "expected"), [("6(6)コ", 1), ("６（６）コ", 1), ("6(6)サ", 0)])
def test_a_promise_of_the_proposal_is_evidence_for_its_own_clause(clause: str, expected: int) -> None:
    demand = ClauseDemand("6.6.j", "6(6)コ", "活用促進の工夫", "commitment", "")
    kept = Commitment(id="commitment-1", clause=clause, title="案内", done_on=date(2026, 9, 1))
    assert one(demand, make_facts(kept)).evidence_count == expected
    waiting = Commitment(id="commitment-2", clause=clause, title="案内")
    assert one(demand, make_facts(waiting)).evidence_count == 0


def test_a_clause_list_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        demands("id\tclause\n3.1\t3\n")
