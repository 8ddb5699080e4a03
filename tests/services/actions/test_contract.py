"""Decisions, changed terms and closings, recorded and in force (specification 6(6)エ, 8, 11(1))."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.contract import TermAmendment
from app.domain.decision import Decision, DecisionKind, DecisionResult
from app.domain.errors import InvalidEntry
from app.services.desk import Desk
from tests.desk_fixtures import Ready
from tests.desks import (
    add_decision,
    add_instruction,
    decided_case,
    hold,
    log_size,
    made,
    offer,
    plan,
    reasons,
    refused,
    reported,
)

CAP = "dispatch.cap_per_municipality"
CAP_IN_WORDS = "1市町村あたりの派遣回数の上限"
WARABI, TODA = "112232", "112241"
FIVE_DAYS = ("9月7日", "9月8日", "9月9日", "9月10日", "9月11日")


def amend(desk: Desk, decision: str, **entries: object) -> str:
    """Change the cap of every municipality to six from 2026-10-05, unless other entries are given."""
    values = {"term": CAP, "value": "６回", "holds_from": "令和8年10月5日", "decision_id": decision, **entries}
    return made(desk.run("term_amendment.add", None, values), "amendments")


def used_up(desk: Desk, case: str) -> list[str]:
    return [plan(desk, case, held_on=day) for day in FIVE_DAYS]


def planning(day: str) -> dict[str, object]:
    return {"held_on": day, "starts_at": "13:00", "ends_at": "16:00"}


# Changed terms


def test_a_cap_raised_for_one_municipality_allows_the_sixth_session_from_its_day(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    used_up(desk, case)
    assert not offer(desk, "session.plan", case).allowed
    amend(desk, add_instruction(desk), municipality_code="蕨市")
    assert offer(desk, "session.plan", case).allowed
    assert list(reasons(desk, "session.plan", case, planning("10月4日")).values()) == ["6(6)エ"]
    plan(desk, case, held_on="10月5日")
    assert list(reasons(desk, "session.plan", case, planning("10月6日")).values()) == ["6(6)エ"]


def test_the_cap_of_the_others_stays_as_it_was(ready: Ready) -> None:
    desk = ready.desk
    other = decided_case(desk, ready.expert, "戸田市")
    used_up(desk, other)
    amend(desk, add_instruction(desk), municipality_code="蕨市")
    assert list(reasons(desk, "session.plan", other, planning("10月5日")).values()) == ["6(6)エ"]


def test_the_old_value_stays_answerable_for_its_days(desk: Desk) -> None:
    decision = add_instruction(desk)
    amend(desk, decision, municipality_code="蕨市")
    terms = desk.terms()
    assert (terms.integer(CAP, date(2026, 10, 4), WARABI), terms.integer(CAP, date(2026, 10, 5), WARABI)) == (5, 6)
    assert terms.integer(CAP, date(2026, 10, 5), TODA) == 5
    assert terms.dated(CAP, date(2026, 10, 4), WARABI).decision_id == ""
    changed = terms.dated(CAP, date(2026, 10, 5), WARABI)
    assert (changed.decision_id, changed.holds_from) == (decision, date(2026, 10, 5))


def test_a_term_is_not_changed_without_a_decision(desk: Desk) -> None:
    error = refused(desk, "term_amendment.add", None, {"term": CAP, "value": "6", "holds_from": "10/5"})
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == ["decision_id"]


@pytest.mark.parametrize(("result", "kind"), [("了承", "協議"), ("不承認", "指示"), ("継続", "承認")])
def test_only_an_agreed_instruction_or_approval_changes_a_term(desk: Desk, result: str, kind: str) -> None:
    decision = add_decision(desk, kind=kind, result=result)
    entries = {"term": CAP, "value": "6", "holds_from": "10/5", "decision_id": decision}
    assert list(reasons(desk, "term_amendment.add", None, entries).values()) == ["8・11(1)"]


@pytest.mark.parametrize("kind", ["指示", "承認"])
def test_an_agreed_instruction_or_approval_changes_a_term_from_its_own_day(desk: Desk, kind: str) -> None:
    decision = add_decision(desk, "9月28日", kind=kind)
    entries = {"term": CAP, "value": "6", "holds_from": "9月27日", "decision_id": decision}
    assert list(reasons(desk, "term_amendment.add", None, entries).values()) == ["8・11(1)"]
    amend(desk, decision, holds_from="9月28日")


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (CAP, "六"),
        (CAP, "-1"),
        (CAP, "5.5"),
        (CAP, "令和9年3月31日"),
        (CAP, "1000001"),
        ("performance.deadline", "6"),
        ("performance.deadline", "令和9年2月29日"),
    ],
)
def test_a_value_that_cannot_be_read_by_its_unit_is_refused(desk: Desk, term: str, value: str) -> None:
    entries = {"term": term, "value": value, "holds_from": "10/5", "decision_id": add_instruction(desk)}
    assert refused(desk, "term_amendment.add", None, entries).code == "calendar.amendment_unreadable"


@pytest.mark.parametrize("term", ["dispatch.cup", "派遣回数", "1市町村あたりの派遣回数の上限だったもの"])
def test_a_term_that_the_contract_does_not_have_is_refused(desk: Desk, term: str) -> None:
    entries = {"term": term, "value": "6", "holds_from": "10/5", "decision_id": add_instruction(desk)}
    error = refused(desk, "term_amendment.add", None, entries)
    assert isinstance(error, InvalidEntry)
    assert [(problem.field, problem.code) for problem in error.problems] == [("term", "entry.term_unknown")]


@pytest.mark.parametrize("term", [CAP, "1市町村あたりの派遣回数の上限", "１市町村あたりの派遣回数の上限　"])
def test_a_term_is_chosen_by_its_name_and_shown_by_it(desk: Desk, term: str) -> None:
    amendment = amend(desk, add_instruction(desk), term=term)
    assert desk.record("amendments", amendment).term == CAP  # type: ignore[attr-defined]
    (row,) = desk.rows("amendments", [amendment])
    assert row.cells["term"] == CAP_IN_WORDS
    shown = {each.field.name: each.text for each in desk.shown("amendments", amendment)}
    assert shown["term"] == CAP_IN_WORDS
    assert any(line.after == CAP_IN_WORDS for line in desk.history("amendments", amendment))


def test_the_terms_that_may_be_picked_are_named_in_japanese_with_their_clause(desk: Desk) -> None:
    (action,) = (each for each in desk.actions() if each.name == "term_amendment.add")
    field = next(each for each in action.fields if each.name == "term")
    assert "." not in field.hint
    assert len(desk.options(field)) == len(desk.terms().by_key)
    (found,) = (each for each in desk.options(field, "派遣回数の上限") if each.value == CAP)
    assert (found.label, found.note) == (CAP_IN_WORDS, "仕様書6(6)エ")


def test_a_refusal_names_the_term_by_its_name(desk: Desk) -> None:
    decision = add_decision(desk, kind="協議")
    entries = {"term": CAP, "value": "6", "holds_from": "10/5", "decision_id": decision}
    (message,) = reasons(desk, "term_amendment.add", None, entries)
    assert CAP_IN_WORDS in message
    assert CAP not in message


def test_a_cap_lowered_below_what_is_used_deletes_nothing_and_is_found(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    sessions = used_up(desk, case)
    decision = add_instruction(desk, "9月1日")
    outcome = desk.run(
        "term_amendment.add", None, {"term": CAP, "value": "3", "holds_from": "9月1日", "decision_id": decision}
    )
    assert {register for register, _ in outcome.touched} == {"amendments"}
    assert sorted(desk.ids("sessions")) == sorted(sessions)
    over = [finding for finding in desk.findings() if finding.rule == "6.6.d"]
    assert {finding.subject_id for finding in over} == set(sessions[3:])
    assert {finding.severity for finding in over} == {"violation"}


def test_what_is_over_a_lowered_cap_can_still_be_recorded_and_reported(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    last = used_up(desk, case)[-1]
    amend(desk, add_instruction(desk, "9月1日"), value="3", holds_from="9月1日")
    hold(desk, last)
    desk.run("session.report", last, {"reported_on": "9月14日"})
    assert not offer(desk, "session.plan", case).allowed


def test_an_amendment_taken_out_again_puts_the_old_value_back(desk: Desk) -> None:
    amendment = amend(desk, add_instruction(desk))
    assert desk.terms().integer(CAP, date(2026, 10, 5)) == 6
    desk.run("term_amendment.remove", amendment, {})
    assert desk.terms().integer(CAP, date(2026, 10, 5)) == 5
    assert desk.ids("amendments") == []


def test_a_later_performance_deadline_opens_the_days_up_to_it(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    assert list(reasons(desk, "session.plan", case, planning("令和9年3月20日")).values()) == ["3"]
    amend(desk, add_instruction(desk), term="performance.deadline", value="令和9年3月24日", holds_from="令和8年10月1日")
    plan(desk, case, held_on="令和9年3月24日")
    assert list(reasons(desk, "session.plan", case, planning("令和9年3月25日")).values()) == ["3"]


def test_an_amendment_whose_decision_is_turned_down_later_is_found_by_name(desk: Desk) -> None:
    decision = add_instruction(desk)
    amendment = amend(desk, decision)
    desk.run("decision.edit", decision, {"result": "不承認"})
    (found,) = [finding for finding in desk.findings() if finding.subject_register == "amendments"]
    assert (found.subject_id, found.subject, found.severity) == (amendment, CAP_IN_WORDS, "violation")


# Closings


def test_a_closing_moves_the_due_date_of_a_report_and_says_why(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    hold(desk, session)
    (before,) = [line for line in desk.deadlines() if line.subject_id == session]
    closing = made(desk.run("closing_day.add", None, {"closed_on": "9月28日", "reason": "庁舎停電"}), "closings")
    (after,) = [line for line in desk.deadlines() if line.subject_id == session]
    assert (before.stated_on, after.stated_on) == (date(2026, 9, 30), date(2026, 10, 1))
    assert "庁舎停電" in next(step.reason for step in after.steps if step.on == date(2026, 9, 28))
    desk.run("closing_day.remove", closing, {})
    (again,) = [line for line in desk.deadlines() if line.subject_id == session]
    assert again == before


@pytest.mark.parametrize("closed_on", ["9月18日", "9月19日", "10月1日"])
def test_a_closing_outside_the_open_days_counted_moves_nothing(ready: Ready, closed_on: str) -> None:
    session = plan(ready.desk, ready.case)
    hold(ready.desk, session)
    ready.desk.run("closing_day.add", None, {"closed_on": closed_on, "reason": "点検"})
    (deadline,) = [line for line in ready.desk.deadlines() if line.subject_id == session]
    assert deadline.stated_on == date(2026, 9, 30)


def test_a_closing_makes_the_safe_day_of_a_fixed_date_earlier(desk: Desk) -> None:
    desk.run("closing_day.add", None, {"closed_on": "令和9年3月31日", "reason": "閉庁"})
    (completion,) = [line for line in desk.deadlines() if line.deliverable == 10]
    assert (completion.stated_on, completion.safe_on) == (date(2027, 3, 31), date(2027, 3, 30))


# Decisions and their evidence


def test_a_decision_keeps_day_persons_content_and_its_evidence(desk: Desk, tmp_path: Path) -> None:
    minutes = tmp_path / "議事録.pdf"
    minutes.write_bytes(b"%PDF-1.7 invented")
    attachment = desk.attach(minutes)
    decision = add_decision(desk, "令和8年9月1日", evidence_id=attachment)
    record = desk.record("decisions", decision)
    assert isinstance(record, Decision)
    assert (record.kind, record.result) == (DecisionKind.CONSULTATION, DecisionResult.AGREED)
    assert (record.decided_on, record.evidence_id) == (date(2026, 9, 1), attachment)
    assert record.number.startswith("協-")
    shown = {each.field.name: each.text for each in desk.shown("decisions", decision)}
    assert shown["evidence_id"] == "議事録.pdf"


def test_a_new_decision_starts_today_with_the_declared_values(desk: Desk) -> None:
    start = desk.initial("decision.add", None)
    assert (start["kind"], start["result"]) == (DecisionKind.CONSULTATION, DecisionResult.AGREED)
    assert (start["decided_on"], start["subject"]) == (desk.today(), "")


@pytest.mark.parametrize("field", ["decided_on", "subject", "prefecture_persons", "contractor_persons", "content"])
def test_a_decision_without_day_persons_or_content_is_refused(desk: Desk, field: str) -> None:
    whole = {
        "decided_on": "9月1日",
        "subject": "協議",
        "prefecture_persons": "A主査",
        "contractor_persons": "B",
        "content": "了承",
    }
    error = refused(desk, "decision.add", None, {**whole, field: "　"})
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == [field]


def test_what_the_prefecture_decided_is_recorded_even_when_it_brings_a_violation(ready: Ready) -> None:
    desk = ready.desk
    (decision,) = desk.ids("decisions")
    desk.run("decision.edit", decision, {"result": "不承認"})
    (found,) = [finding for finding in desk.findings() if finding.clause == "6(6)ア"]
    assert (found.subject_register, found.subject_id) == ("cases", ready.case)


# The contract itself and what was handed in


def test_a_deliverable_handed_in_stops_its_clock(desk: Desk) -> None:
    values = {"deliverable": "１", "title": "実施計画書", "submitted_on": "令和8年5月18日"}
    desk.run("submission.add", None, values)
    desk.run("submission.add", None, {"deliverable": "2", "title": "実施体制図", "submitted_on": "5月19日"})
    states = {line.deliverable: line.state for line in desk.deadlines() if line.deliverable in (1, 2, 3)}
    assert states == {1: "done", 2: "done_late", 3: "overdue"}


@pytest.mark.parametrize("number", ["0", "11", "三"])
def test_there_are_ten_deliverables(desk: Desk, number: str) -> None:
    entries = {"deliverable": number, "title": "実施計画書", "submitted_on": "5月18日"}
    assert isinstance(refused(desk, "submission.add", None, entries), InvalidEntry)


def test_the_contract_takes_another_signing_day_and_the_due_dates_follow(desk: Desk) -> None:
    (contract,) = desk.ids("contracts")
    desk.run("contract.edit", contract, {"signed_on": "令和8年5月12日", "contractor": "株式会社彩の国サポート（架空）"})
    (plan_of_work,) = [line for line in desk.deadlines() if line.deliverable == 1]
    assert plan_of_work.stated_on == date(2026, 5, 19)


def test_editing_an_amendment_is_not_offered_only_taking_it_out(desk: Desk) -> None:
    amendment = amend(desk, add_instruction(desk))
    assert isinstance(desk.record("amendments", amendment), TermAmendment)
    assert [each.action.name for each in desk.offers("amendments", amendment)] == ["term_amendment.remove"]


def test_a_decision_that_something_rests_on_is_never_deleted(desk: Desk) -> None:
    decision = add_decision(desk)
    assert [each.action.name for each in desk.offers("decisions", decision)] == ["decision.edit"]


def test_the_log_grows_by_one_commit_for_each_use_case(ready: Ready) -> None:
    before = log_size(ready.desk)[0]
    reported(ready.desk, ready.case)
    assert log_size(ready.desk)[0] == before + 3


# What is told of a change that is not refused


def told(desk: Desk, action: str, on: str | None, values: dict[str, object]) -> list[str]:
    """Return the clauses of what a change that is done is warned of."""
    return [warning.clause for warning in desk.run(action, on, values).warnings]


def test_a_decision_that_is_taken_back_is_recorded_and_tells_which_case_loses_its_ground(ready: Ready) -> None:
    (decision,) = ready.desk.ids("decisions")
    assert told(ready.desk, "decision.edit", decision, {"result": "了承"}) == []
    assert told(ready.desk, "decision.edit", decision, {"result": "不承認"}) == ["6(6)ア"]


def test_nothing_is_handed_in_or_decided_on_a_day_still_to_come(desk: Desk) -> None:
    tomorrow = {"deliverable": "1", "title": "実施計画書", "submitted_on": "令和8年10月1日"}
    assert list(reasons(desk, "submission.add", None, tomorrow).values()) == ["8・表2"]
    made(desk.run("submission.add", None, {**tomorrow, "submitted_on": "令和8年9月30日"}), "submissions")
    decision = add_decision(desk, "令和8年9月30日")
    assert list(reasons(desk, "decision.edit", decision, {"decided_on": "10月1日"}).values()) == ["11(1)"]


# Terms bear on records that nobody touches


def test_an_amendment_that_sessions_rest_on_is_not_taken_away(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    used_up(desk, case)
    amendment = amend(desk, add_instruction(desk), municipality_code="蕨市")
    sixth = plan(desk, case, held_on="10月5日")
    assert list(reasons(desk, "term_amendment.remove", amendment).values()) == ["6(6)エ"]
    desk.run("session.cancel", sixth, {"status_reason": "取りやめ"})
    desk.run("term_amendment.remove", amendment, {})
    assert desk.ids("amendments") == []


def test_a_cap_lowered_below_what_is_used_warns_and_deletes_nothing(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    sessions = used_up(desk, case)
    instruction = add_instruction(desk)
    lowered = {"term": CAP, "value": "4", "holds_from": "令和8年10月1日", "decision_id": instruction}
    assert told(desk, "term_amendment.add", None, {**lowered, "value": "5"}) == []
    (warning,) = desk.run("term_amendment.add", None, lowered).warnings
    assert (warning.severity, warning.clause) == ("warning", "6(6)エ")
    assert "蕨市" in warning.message
    assert sorted(desk.ids("sessions")) == sorted(sessions)
    assert [
        each.message for each in desk.open_findings() if each.clause == "6(6)エ" and each.severity == "warning"
    ] == [warning.message]
    assert not offer(desk, "session.plan", case).allowed


def test_a_later_day_of_signing_is_recorded_and_tells_which_sessions_lay_before_it(ready: Ready) -> None:
    desk = ready.desk
    plan(desk, ready.case, held_on="9月18日")
    (contract,) = desk.ids("contracts")
    assert "3" not in told(desk, "contract.edit", contract, {"signed_on": "令和8年9月18日"})
    assert "3" in told(desk, "contract.edit", contract, {"signed_on": "令和8年9月19日"})


def test_taking_somebody_off_the_team_tells_what_the_team_lacks(desk: Desk) -> None:
    leader = {"name": "佐藤　明", "role": "プロジェクトリーダー", "from_on": "令和8年5月11日"}
    member = {"name": "鈴木　光", "role": "プロジェクト構成員", "from_on": "令和8年5月11日"}
    first, second = (made(desk.run("staff_member.add", None, values), "staff") for values in (leader, member))
    assert "7(1)ア" in told(desk, "staff_member.edit", second, {"until_on": "令和8年9月15日"})
    assert "7(1)ア" in told(desk, "staff_member.remove", first, {})


def test_an_undo_of_what_somebody_else_rests_on_tells_it(ready: Ready) -> None:
    office, case = ready.office, ready.case
    used_up(ready.desk, case)
    instruction = add_instruction(ready.desk)
    office.close()
    amend(office.open("甲"), instruction, municipality_code="蕨市")
    office.close()
    plan(office.open("乙"), case, held_on="10月5日")
    office.close()
    first = office.open("甲")
    (warning,) = first.undo().warnings
    assert (warning.severity, warning.clause) == ("violation", "6(6)エ")
    assert first.redo().warnings == ()
