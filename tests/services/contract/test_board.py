"""Findings put to rest, proposals, forecast, board and terms on a day, through the desk."""

from datetime import date

import pytest

from app.domain.acceptance import Acceptance
from app.domain.errors import InvalidEntry
from app.services.contract.board import plain_clauses
from app.services.contract.forecasting import plain_forecast
from app.services.desk import Desk
from app.services.views import FindingText
from tests.desk_fixtures import Ready
from tests.desks import add_decision, add_expert, add_instruction, decided_case, made, plan, reasons, refused

CAP = "dispatch.cap_per_municipality"


def too_few_experts(desk: Desk) -> FindingText:
    (finding,) = [finding for finding in desk.findings() if finding.rule == "6.2.b"]
    return finding


def rules(findings: tuple[FindingText, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def entries(finding: FindingText, decision: str, **changes: object) -> dict[str, object]:
    values = {"rule": finding.rule, "fingerprint": finding.identity, "decision_id": decision, "reason": "県の了承"}
    return {**values, **changes}


def test_an_accepted_finding_is_quiet_everywhere_and_listed_with_its_decision(ready: Ready) -> None:
    desk = ready.desk
    finding, decision = too_few_experts(desk), add_decision(desk)
    acceptance = made(desk.run("finding.accept", None, entries(finding, decision)), "acceptances")
    assert "6.2.b" in rules(desk.findings())
    assert "6.2.b" not in rules(desk.open_findings())
    (accepted,) = desk.accepted_findings()
    assert (accepted.finding, accepted.acceptance_id, accepted.decision_id) == (finding, acceptance, decision)
    assert accepted.reason == "県の了承"
    record = desk.record("acceptances", acceptance)
    assert isinstance(record, Acceptance)
    assert (record.rule, record.finding) == ("6.2.b", finding.message)


def test_an_accepted_finding_speaks_again_when_its_facts_change(ready: Ready) -> None:
    desk = ready.desk
    desk.run("finding.accept", None, entries(too_few_experts(desk), add_decision(desk)))
    add_expert(desk, "山﨑　誠")
    assert "6.2.b" in rules(desk.open_findings())
    assert desk.accepted_findings() == ()


def test_an_acceptance_taken_back_lets_the_finding_speak(ready: Ready) -> None:
    desk = ready.desk
    before = rules(desk.open_findings())
    acceptance = made(
        desk.run("finding.accept", None, entries(too_few_experts(desk), add_decision(desk))), "acceptances"
    )
    desk.run("acceptance.remove", acceptance, {})
    assert rules(desk.open_findings()) == before


def test_a_finding_is_accepted_once(ready: Ready) -> None:
    desk = ready.desk
    values = entries(too_few_experts(desk), add_decision(desk))
    desk.run("finding.accept", None, values)
    assert refused(desk, "finding.accept", None, values).code == "board.already_accepted"


@pytest.mark.parametrize("changes", [{"result": "不承認"}, {"result": "継続"}, {"on": "令和8年10月1日"}])
def test_a_decision_not_agreed_by_today_accepts_nothing(ready: Ready, changes: dict[str, str]) -> None:
    desk = ready.desk
    ready.office.clock.day = date(2026, 10, 1)
    decision = add_decision(desk, **changes)
    ready.office.clock.day = date(2026, 9, 30)
    values = entries(too_few_experts(desk), decision)
    assert list(reasons(desk, "finding.accept", None, values).values()) == ["11(1)"]


def test_a_decision_turned_down_later_lets_the_finding_speak_and_is_found(ready: Ready) -> None:
    desk = ready.desk
    decision = add_decision(desk)
    desk.run("finding.accept", None, entries(too_few_experts(desk), decision))
    desk.run("decision.edit", decision, {"result": "不承認"})
    assert "6.2.b" in rules(desk.open_findings())
    assert [each for each in desk.open_findings() if each.subject_register == "acceptances"]


@pytest.mark.parametrize("missing", ["decision_id", "reason"])
def test_nothing_is_accepted_without_a_decision_and_a_reason(ready: Ready, missing: str) -> None:
    values = entries(too_few_experts(ready.desk), add_decision(ready.desk), **{missing: ""})
    assert isinstance(refused(ready.desk, "finding.accept", None, values), InvalidEntry)


def test_a_finding_is_named_by_its_rule_and_at_least_eight_digits(ready: Ready) -> None:
    desk = ready.desk
    finding, decision = too_few_experts(desk), add_decision(desk)
    for changes in ({"fingerprint": finding.identity[:7]}, {"rule": "6.2.c"}, {"fingerprint": "0" * 64}):
        assert refused(desk, "finding.accept", None, entries(finding, decision, **changes)).code == (
            "board.no_such_finding"
        )
    desk.run("finding.accept", None, entries(finding, decision, fingerprint=finding.identity[:8]))


def test_proposals_are_prepared_for_those_who_never_asked_and_wait_for_the_consent(ready: Ready) -> None:
    desk = ready.desk
    outcome = desk.run("motivation_proposal.prepare", None, {})
    assert len(outcome.changed) == 62
    assert refused(desk, "motivation_proposal.prepare", None, {}).code == "forecast.nobody_to_propose_to"
    proposal = outcome.changed[0]
    sent = {"sent_on": "9月30日"}
    assert list(reasons(desk, "motivation_proposal.edit", proposal, sent).values()) == ["6(6)ケ"]
    ready.office.clock.day = date(2026, 10, 1)
    late = add_decision(desk, "10月1日")
    assert list(reasons(desk, "motivation_proposal.edit", proposal, {**sent, "consent_id": late}).values()) == [
        "6(6)ケ"
    ]
    desk.run("motivation_proposal.edit", proposal, {**sent, "consent_id": add_decision(desk, "9月30日")})


def test_the_forecast_has_what_scripts_rely_on(ready: Ready) -> None:
    plan(ready.desk, ready.case, held_on="10月9日")
    page = ready.desk.forecast()
    plain = plain_forecast(page)
    for name in ("dispatch_sessions", "accompaniment_sessions", "consultations", "hearings"):
        count = plain[name]
        assert isinstance(count, dict)
        assert {"held", "planned", "forecast", "low", "high", "needed_per_month", "last_safe_week"} <= count.keys()
    assert (page.outlooks["dispatch_sessions"].planned, len(page.rooms), len(page.silent)) == (1, 63, 62)
    assert ready.desk.forecast(1).outlooks["dispatch_sessions"].cancelled == 1


def test_every_clause_has_its_state_its_words_and_its_evidence(ready: Ready) -> None:
    plan(ready.desk, ready.case)
    lines = ready.desk.clauses()
    assert len(lines) == 88
    assert all(line.words.strip() for line in lines)
    by_id = {line.id: line for line in lines}
    assert (by_id["6.6.d"].state, by_id["6.6.d"].evidence[0].register) == ("green", "sessions")
    assert by_id["6.2.b"].state == "red"
    assert (by_id["6.1.b1"].state, bool(by_id["6.1.b1"].later)) == ("not_yet", True)
    assert {"id", "clause", "state", "evidence"} <= plain_clauses(lines)[0].keys()


def test_an_accepted_violation_no_longer_makes_its_clause_red(ready: Ready) -> None:
    desk = ready.desk
    desk.run("finding.accept", None, entries(too_few_experts(desk), add_decision(desk)))
    assert {line.id: line.state for line in desk.clauses()}["6.2.b"] == "green"


def test_what_a_term_said_on_a_day_is_told_with_its_decision(desk: Desk) -> None:
    decision = add_instruction(desk)
    desk.run("term_amendment.add", None, {"term": CAP, "value": "6", "holds_from": "10月5日", "decision_id": decision})
    before, after = desk.term_on(CAP, date(2026, 10, 4)), desk.term_on(CAP, date(2026, 10, 5))
    assert (before.value, before.decision, before.holds_from) == ("5回", "", None)
    assert (after.value, after.decision_id, after.holds_from) == ("6回", decision, date(2026, 10, 5))
    assert "協-" in after.decision
    assert "6(6)エ" in after.reason


def test_a_second_dispatch_case_makes_its_municipality_one_that_has_asked(ready: Ready) -> None:
    decided_case(ready.desk, ready.expert, "戸田市")
    assert len(ready.desk.forecast().silent) == 61
