"""A finding put to rest: by an agreed decision, not before it, and only as long as its facts stay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contract.accepting import accepted_findings, in_force, open_findings
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.rules import rule_book
from app.contract.rules.acceptances import acceptances_rest_on_decisions
from app.domain.acceptance import Acceptance
from app.domain.decision import DecisionResult
from tests.factories import make_decision, make_facts
from tests.larger_year import year_facts

FINDING = Finding(
    "6.6.d",
    "6(6)エ",
    Severity.VIOLATION,
    Subject("sessions", "session-6"),
    "contract.over_cap",
    {"ordinal": 6, "cap": 5},
)
DECIDED_ON = date(2026, 9, 10)


def accepted(finding: Finding = FINDING, **changes: object) -> Acceptance:
    entries = {"rule": finding.rule, "fingerprint": finding.identity, "decision_id": "decision-1", "reason": "了承"}
    return Acceptance(id="acceptance-1", **{**entries, **changes})  # type: ignore[arg-type]


def facts_with(acceptance: Acceptance, today: date = DECIDED_ON, **decision: object) -> ContractFacts:
    return make_facts(acceptance, make_decision(decided_on=DECIDED_ON, **decision), today=today)


def is_open(facts: ContractFacts, finding: Finding = FINDING) -> bool:
    spoken = open_findings([finding], in_force(facts))
    rested = accepted_findings([finding], in_force(facts))
    assert len(spoken) + len(rested) == 1
    return bool(spoken)


def test_a_finding_that_nobody_accepted_speaks() -> None:
    assert is_open(make_facts())


def test_an_accepted_finding_is_quiet_from_the_day_of_its_decision() -> None:
    assert not is_open(facts_with(accepted()))
    assert is_open(facts_with(accepted(), DECIDED_ON - timedelta(days=1)))


@pytest.mark.parametrize("result", [DecisionResult.REFUSED, DecisionResult.PENDING])
def test_a_decision_that_was_not_agreed_puts_nothing_to_rest(result: DecisionResult) -> None:
    assert is_open(facts_with(accepted(), result=result))


def test_a_decision_that_is_not_on_record_puts_nothing_to_rest() -> None:
    assert is_open(make_facts(accepted()))


def test_an_accepted_finding_speaks_again_when_one_of_its_values_changes() -> None:
    facts = facts_with(accepted())
    assert is_open(facts, replace(FINDING, values={"ordinal": 7, "cap": 5}))
    assert is_open(facts, replace(FINDING, subject=Subject("sessions", "session-7")))


def test_an_accepted_warning_speaks_again_when_it_becomes_a_violation() -> None:
    warning = replace(FINDING, severity=Severity.WARNING)
    facts = facts_with(accepted(warning))
    assert not is_open(facts, warning)
    assert is_open(facts, FINDING)


def test_an_accepted_finding_names_what_put_it_to_rest() -> None:
    acceptance = accepted()
    (rested,) = accepted_findings([FINDING], in_force(facts_with(acceptance)))
    assert (rested.finding, rested.acceptance) == (FINDING, acceptance)


def test_two_findings_that_differ_anywhere_have_different_identities() -> None:
    others = [
        replace(FINDING, rule="6.6.c"),
        replace(FINDING, code="contract.too_long"),
        replace(FINDING, subject=Subject("cases", "session-6")),
        replace(FINDING, values={"ordinal": 5, "cap": 6}),
        replace(FINDING, values={}),
    ]
    assert len({finding.identity for finding in (FINDING, *others)}) == 6
    assert len(FINDING.identity) == Acceptance.REGISTER.field("fingerprint").max_length


def test_an_acceptance_without_an_agreed_decision_is_a_violation() -> None:
    (finding,) = acceptances_rest_on_decisions(make_facts(accepted()))
    assert (finding.rule, finding.severity, finding.subject.id) == ("11.1", Severity.VIOLATION, "acceptance-1")
    assert list(acceptances_rest_on_decisions(facts_with(accepted()))) == []
    assert list(acceptances_rest_on_decisions(facts_with(accepted(), DECIDED_ON - timedelta(days=1))))


def test_a_day_that_passes_changes_no_value_of_a_finding_of_the_demonstration_year() -> None:
    book = rule_book()
    today = year_facts()
    tomorrow = replace(today, today=today.today + timedelta(days=1))
    before = {finding.fingerprint: {finding.identity} for finding in book.findings(today)}
    for finding in book.findings(today):
        before[finding.fingerprint].add(finding.identity)
    for finding in book.findings(tomorrow):
        assert finding.identity in before.get(finding.fingerprint, {finding.identity}), finding
