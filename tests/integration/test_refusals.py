"""What the contract forbids is refused with its clause and a remedy, and nothing is written."""

import pytest

from app.domain.errors import InvalidEntry
from app.domain.expert import Expert
from app.domain.session import Session
from app.services.desk import Desk
from tests.desk_fixtures import Ready
from tests.desks import (
    Office,
    add_case,
    add_decision,
    add_expert,
    add_instruction,
    consulted_case,
    decided_case,
    explain_and_consent,
    hold,
    offer,
    plan,
    reasons,
    refused,
    reported,
)

FIVE_DAYS = ("9月7日", "9月8日", "9月9日", "9月10日", "9月11日")


def warnings(desk: Desk, action: str, on: str, values: dict[str, object]) -> dict[str, str]:
    """Return what an allowed action is warned of, with the clauses."""
    return {finding.message: finding.clause for finding in desk.run(action, on, values).warnings}


def planning(**changes: object) -> dict[str, object]:
    return {"held_on": "9月18日", "starts_at": "9:00", "ends_at": "12:00", "place": "市役所", **changes}


# The decision (6(6)ア)


def test_nothing_is_decided_without_the_recorded_consultation(desk: Desk) -> None:
    case = consulted_case(desk, add_expert(desk))
    error = refused(desk, "case.decide", case, {"decided_on": "9月2日"})
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == ["consultation_id"]


def test_a_number_that_names_no_consultation_is_refused(desk: Desk) -> None:
    case = consulted_case(desk, add_expert(desk))
    error = refused(desk, "case.decide", case, {"consultation_id": "協-Z99-0001", "decided_on": "9月2日"})
    assert isinstance(error, InvalidEntry)
    assert [problem.code for problem in error.problems] == ["entry.reference_unknown"]


@pytest.mark.parametrize("result", ["不承認", "継続"])
def test_a_consultation_that_did_not_end_in_agreement_allows_no_decision(desk: Desk, result: str) -> None:
    case = consulted_case(desk, add_expert(desk))
    decision = add_decision(desk, result=result)
    found = reasons(desk, "case.decide", case, {"consultation_id": decision, "decided_on": "9月2日"})
    assert list(found.values()) == ["6(6)ア"]


def test_the_decision_may_fall_on_the_day_of_the_consultation_not_before(desk: Desk) -> None:
    case = consulted_case(desk, add_expert(desk))
    decision = add_decision(desk, "9月1日")
    found = reasons(desk, "case.decide", case, {"consultation_id": decision, "decided_on": "8月31日"})
    assert list(found.values()) == ["6(6)ア"]
    desk.run("case.decide", case, {"consultation_id": decision, "decided_on": "9月1日"})


def test_nothing_is_taken_to_the_prefecture_without_a_candidate_and_the_support_to_give(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.start_matching", case, {})
    assert list(reasons(desk, "case.consult", case).values()) == ["6(6)ア", "6(6)ア"]


def test_a_session_before_its_decision_is_refused_on_the_day_it_is_allowed(desk: Desk) -> None:
    case = decided_case(desk, add_expert(desk), on="9月2日")
    found = reasons(desk, "session.plan", case, planning(held_on="9月1日"))
    assert list(found.values()) == ["6(6)ア"]
    plan(desk, case, held_on="9月2日")


def test_an_expert_who_was_not_decided_is_not_sent(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    other = add_expert(desk, "山﨑　誠")
    found = reasons(desk, "session.plan", case, planning(expert_ids=other))
    assert list(found.values()) == ["6(6)ア"]
    assert "山﨑　誠" in next(iter(found))


def test_a_session_without_any_expert_is_refused(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    error = refused(desk, "session.plan", case, planning(expert_ids=""))
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == ["expert_ids"]


# The experts (6(2)エ, 6(3)イ, 6(3)ウ)


def test_an_expert_is_listed_only_after_explanation_and_consent(desk: Desk) -> None:
    expert = add_expert(desk, listed=False)
    assert list(reasons(desk, "expert.list", expert).values()) == ["6(3)ウ", "6(3)ウ"]
    desk.run("expert.record_explanation", expert, {"explained_on": "5月12日", "explained_by": "事務局"})
    (message,) = reasons(desk, "expert.list", expert)
    assert "了承" in message
    consent = {"consented_on": "5月12日", "consent_scope": "氏名と専門性", "consent_text_version": "第1版"}
    desk.run("expert.record_consent", expert, consent)
    desk.run("expert.list", expert, {})
    record = desk.record("experts", expert)
    assert isinstance(record, Expert)
    assert record.is_listed


def test_consent_given_before_the_explanation_is_no_consent(desk: Desk) -> None:
    expert = add_expert(desk, listed=False)
    consent = {"consented_on": "5月11日", "consent_scope": "氏名", "consent_text_version": "第1版"}
    desk.run("expert.record_explanation", expert, {"explained_on": "5月12日", "explained_by": "事務局"})
    desk.run("expert.record_consent", expert, consent)
    assert list(reasons(desk, "expert.list", expert).values()) == ["6(3)ウ"]


@pytest.mark.parametrize(("field", "clause"), [("expertise", "6(3)イ"), ("fields", "6(3)イ"), ("on_site", "6(2)エ")])
def test_an_expert_without_expertise_fields_or_support_on_site_is_not_listed(
    desk: Desk, field: str, clause: str
) -> None:
    expert = add_expert(desk, listed=False, **{field: ""})
    explain_and_consent(desk, expert)
    assert list(reasons(desk, "expert.list", expert).values()) == [clause]


@pytest.mark.parametrize(("field", "clause"), [("expertise", "6(3)イ"), ("fields", "6(3)イ"), ("on_site", "6(2)エ")])
def test_a_listed_expert_does_not_lose_what_the_listing_rests_on(desk: Desk, field: str, clause: str) -> None:
    expert = add_expert(desk)
    empty = "不可" if field == "on_site" else ""
    assert list(reasons(desk, "expert.edit", expert, {field: empty}).values()) == [clause]


def test_an_expert_outside_the_database_is_not_planned(ready: Ready) -> None:
    desk, expert, case = ready.desk, ready.expert, ready.case
    desk.run("expert.unlist", expert, {})
    assert list(reasons(desk, "session.plan", case, planning()).values()) == ["6(6)ア・6(3)"]


def test_an_expert_is_sent_from_the_day_of_the_consent_not_before(desk: Desk) -> None:
    expert = add_expert(desk, listed=False)
    desk.run("expert.record_explanation", expert, {"explained_on": "9月4日", "explained_by": "事務局"})
    consent = {"consented_on": "9月7日", "consent_scope": "氏名", "consent_text_version": "第1版"}
    desk.run("expert.record_consent", expert, consent)
    desk.run("expert.list", expert, {})
    case = decided_case(desk, expert)
    assert list(reasons(desk, "session.plan", case, planning(held_on="9月4日")).values()) == ["6(3)ウ"]
    plan(desk, case, held_on="9月7日")


def test_an_expert_who_is_planned_stays_in_the_database(desk: Desk) -> None:
    expert = add_expert(desk)
    session = plan(desk, decided_case(desk, expert))
    number = desk.shown("sessions", session)[0].text
    (message,) = reasons(desk, "expert.unlist", expert)
    assert number in message
    desk.run("session.cancel", session, {"status_reason": "市の都合"})
    desk.run("expert.unlist", expert, {})
    record = desk.record("experts", expert)
    assert isinstance(record, Expert)
    assert (record.is_listed, record.listed_on) == (False, None)


def test_an_expert_who_was_sent_is_never_deleted(desk: Desk) -> None:
    expert = add_expert(desk)
    reported(desk, decided_case(desk, expert))
    desk.run("expert.unlist", expert, {})
    assert list(reasons(desk, "expert.remove", expert).values()) == ["6(3)ア"]


def test_a_listed_expert_is_not_deleted_until_unlisted(desk: Desk) -> None:
    expert = add_expert(desk)
    assert list(reasons(desk, "expert.remove", expert).values()) == ["6(3)ア"]
    desk.run("expert.unlist", expert, {})
    desk.run("expert.remove", expert, {})
    assert desk.ids("experts") == []


# How often (6(6)エ)


def test_the_fifth_session_of_a_municipality_is_planned_and_the_sixth_refused(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    for day in FIVE_DAYS:
        plan(desk, case, held_on=day)
    found = reasons(desk, "session.plan", case, planning())
    assert list(found.values()) == ["6(6)エ"]
    assert "5回" in next(iter(found))


def test_the_cap_counts_the_sessions_of_all_cases_of_a_municipality(desk: Desk) -> None:
    expert = add_expert(desk)
    first, second = decided_case(desk, expert), decided_case(desk, expert)
    for case, day in zip((first, first, first, second, second), FIVE_DAYS, strict=True):
        plan(desk, case, held_on=day)
    for case in (first, second):
        assert list(reasons(desk, "session.plan", case, planning()).values()) == ["6(6)エ"]
    elsewhere = decided_case(desk, expert, "戸田市")
    plan(desk, elsewhere)


def test_a_cancelled_session_makes_room_and_comes_back_only_where_there_is_room(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    sessions = [plan(desk, case, held_on=day) for day in FIVE_DAYS]
    desk.run("session.cancel", sessions[0], {"status_reason": "台風"})
    plan(desk, case, held_on="9月14日")
    assert list(reasons(desk, "session.restore", sessions[0], {"status_reason": "再開"}).values()) == ["6(6)エ"]
    desk.run("session.cancel", sessions[1], {"status_reason": "台風"})
    desk.run("session.restore", sessions[0], {"status_reason": "再開"})


# How long (6(6)ウ)


@pytest.mark.parametrize(
    "entries", [{"starts_at": "9:00", "ends_at": "17:01"}, {"starts_at": "0:00", "ends_at": "23:59"}]
)
def test_a_session_over_eight_hours_is_refused(ready: Ready, entries: dict[str, object]) -> None:
    desk, case = ready.desk, ready.case
    assert list(reasons(desk, "session.plan", case, planning(**entries)).values()) == ["6(6)ウ"]


@pytest.mark.parametrize(
    "entries",
    [{"starts_at": "9:00", "ends_at": "17:00"}, {"starts_at": "9:00", "ends_at": "18:00", "break_minutes": "６０分"}],
)
def test_a_session_of_eight_hours_without_its_breaks_is_planned(ready: Ready, entries: dict[str, object]) -> None:
    desk, case = ready.desk, ready.case
    plan(desk, case, **entries)


def test_a_session_must_not_grow_over_eight_hours_when_it_is_recorded(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    assert list(reasons(desk, "session.hold", session, {"starts_at": "8:00", "ends_at": "16:01"}).values()) == [
        "6(6)ウ"
    ]
    hold(desk, session, starts_at="8:00", ends_at="16:00")


@pytest.mark.parametrize(("starts_at", "ends_at"), [("22:00", "1:00"), ("13:00", "13:00")])
def test_a_session_across_midnight_or_without_length_is_refused(ready: Ready, starts_at: str, ends_at: str) -> None:
    desk, case = ready.desk, ready.case
    found = reasons(desk, "session.plan", case, planning(starts_at=starts_at, ends_at=ends_at))
    assert list(found.values()) == ["6(6)ウ"]


def test_midnight_itself_is_refused_where_it_is_typed(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    error = refused(desk, "session.plan", case, planning(starts_at="21:00", ends_at="２４：００"))
    assert isinstance(error, InvalidEntry)
    assert [problem.code for problem in error.problems] == ["entry.time_midnight"]
    plan(desk, case, starts_at="21:00", ends_at="23:59")


def test_a_session_of_nothing_but_breaks_is_refused(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    assert list(reasons(desk, "session.plan", case, planning(break_minutes="180")).values()) == ["6(6)ウ"]
    assert warnings(desk, "session.plan", case, planning(break_minutes="179")) != {}


# When (3)


def test_the_last_day_of_performance_is_allowed_with_a_warning_and_the_next_day_refused(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    assert list(reasons(desk, "session.plan", case, planning(held_on="令和9年3月20日")).values()) == ["3"]
    assert list(warnings(desk, "session.plan", case, planning(held_on="令和9年3月19日")).values()) == ["3・6(6)ク"]


def test_a_planned_session_is_not_moved_beyond_the_performance_deadline(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    assert list(reasons(desk, "session.edit", session, {"held_on": "令和9年3月20日"}).values()) == ["3"]


def test_nothing_is_held_before_its_day(desk: Desk, office: Office) -> None:
    session = plan(desk, decided_case(desk, add_expert(desk)), held_on="10月1日")
    assert list(reasons(desk, "session.hold", session).values()) == ["6(1)イ(ウ)"]
    office.clock.day = office.clock.day.replace(month=10, day=1)
    desk.run("session.hold", session, {})


def test_a_session_is_not_recorded_as_held_on_a_day_to_come(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    assert list(reasons(desk, "session.hold", session, {"held_on": "10月1日"}).values()) == ["6(1)イ(ウ)"]
    desk.run("session.hold", session, {"held_on": "9月30日"})


# How (6(6)イ)


@pytest.mark.parametrize("wish", ["", "　", "\n"])
def test_an_online_session_needs_the_wish_of_the_municipality_on_record(ready: Ready, wish: str) -> None:
    desk, case = ready.desk, ready.case
    found = reasons(desk, "session.plan", case, planning(mode="オンライン", online_wish=wish))
    assert list(found.values()) == ["6(6)イ"]


def test_an_online_session_with_the_wish_on_record_is_planned(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case, mode="オンライン", online_wish="9/1 電話で市民課長から")
    assert list(reasons(desk, "session.edit", session, {"online_wish": ""}).values()) == ["6(6)イ"]


# The report (6(6)ク) and the end (6(6)キ)


@pytest.mark.parametrize("section", ["content", "effect", "materials", "tools"])
def test_a_session_is_not_reported_while_a_section_is_missing(ready: Ready, section: str) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    hold(desk, session, **{section: "　"})
    assert list(reasons(desk, "session.report", session, {"reported_on": "9月24日"}).values()) == ["6(6)ク"]
    desk.run("session.edit", session, {section: "なし"})
    desk.run("session.report", session, {"reported_on": "9月24日"})


def test_a_report_may_bear_the_day_of_the_session_not_one_before(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    hold(desk, session)
    assert list(reasons(desk, "session.report", session, {"reported_on": "9月17日"}).values()) == ["6(6)ク"]
    desk.run("session.report", session, {"reported_on": "9月18日"})


def test_a_reported_session_is_not_edited(ready: Ready) -> None:
    desk = ready.desk
    session = reported(desk, ready.case)
    found = reasons(desk, "session.edit", session, {"effect": "もっと良くなった。"})
    assert list(found.values()) == ["6(1)イ(ウ)"]
    assert "報告済" in next(iter(found))
    record = desk.record("sessions", session)
    assert isinstance(record, Session)
    assert record.effect == "見直し案が決まった。"


def test_a_case_is_completed_only_when_a_session_was_held_and_none_is_planned(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    first, second = plan(desk, case), plan(desk, case, held_on="9月25日")
    hold(desk, first)
    assert list(reasons(desk, "case.complete", case).values()) == ["6(6)ク"]
    desk.run("session.cancel", second, {"status_reason": "不要になった"})
    desk.run("case.complete", case, {})


def test_a_case_is_closed_only_when_reported_and_surveyed(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    hold(desk, session)
    desk.run("case.complete", case, {})
    assert list(reasons(desk, "case.close", case).values()) == ["6(6)ク", "6(6)キ"]
    desk.run("session.report", session, {"reported_on": "9月24日"})
    assert list(reasons(desk, "case.close", case).values()) == ["6(6)キ"]
    desk.run("case.ask_survey", case, {})
    desk.run("case.close", case, {})


def test_an_application_whose_support_has_begun_is_not_withdrawn(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    assert list(reasons(desk, "case.withdraw", case, {"status_reason": "中止"}).values()) == ["6(6)ア"]
    hold(desk, session)
    assert list(reasons(desk, "case.withdraw", case, {"status_reason": "中止"}).values()) == ["6(6)ア"]


@pytest.mark.parametrize("action", ["session.plan", "case.ask_survey", "case.record_survey"])
def test_a_consultation_takes_no_step_that_belongs_to_a_dispatch(desk: Desk, action: str) -> None:
    case = add_case(desk, kind="よろず相談")
    assert list(reasons(desk, action, case).values()) == ["6(1)イ(ウ)"]


# What goes together


def test_an_expert_in_two_places_at_once_is_warned_of_across_municipalities(desk: Desk) -> None:
    expert = add_expert(desk)
    here, there = decided_case(desk, expert), decided_case(desk, expert, "戸田市")
    plan(desk, here)
    assert warnings(desk, "session.plan", there, planning(starts_at="16:00", ends_at="17:30")) == {}
    found = warnings(desk, "session.plan", there, planning(starts_at="14:30", ends_at="16:00"))
    assert list(found.values()) == ["6(6)カ"]


def test_recording_an_instruction_changes_no_cap_by_itself(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    for day in FIVE_DAYS:
        plan(desk, case, held_on=day)
    add_instruction(desk)
    assert not offer(desk, "session.plan", case).allowed


def test_a_case_with_sessions_stays_with_the_municipality_that_they_count_for(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    desk.run("case.edit", case, {"municipality_code": "戸田市"})
    session = plan(desk, case)
    assert refused(desk, "case.edit", case, {"municipality_code": "蕨市"}).code == "services.case_has_sessions"
    desk.run("case.edit", case, {"municipality_code": "戸田市", "content": "直した。"})
    record = desk.record("sessions", session)
    assert isinstance(record, Session)
    assert record.municipality_code == "112241"


def test_a_case_with_a_planned_session_is_not_taken_back_to_matching(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    assert list(reasons(desk, "case.rematch", case, {"status_reason": "変更"}).values()) == ["6(6)ア"]
    desk.run("session.cancel", session, {"status_reason": "変更"})
    desk.run("case.rematch", case, {"status_reason": "変更"})


def test_the_contract_is_not_signed_after_its_own_end(desk: Desk) -> None:
    (contract,) = desk.ids("contracts")
    assert refused(desk, "contract.edit", contract, {"signed_on": "令和9年4月1日"}).code == "services.signed_after_end"
    desk.run("contract.edit", contract, {"signed_on": "令和9年3月31日"})
