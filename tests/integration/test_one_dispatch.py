"""One dispatch from the application to its end, with entries as people type them (specification 6(6))."""

from datetime import date, time

from app.domain.case import Case, CaseStatus, Mode
from app.domain.decision import Decision
from app.domain.record import Member
from app.domain.session import Session, SessionStatus
from app.services.desk import Desk
from tests.desk_fixtures import Ready
from tests.desks import (
    AUTHOR,
    TODAY,
    Office,
    add_case,
    add_decision,
    add_expert,
    decided_case,
    hold,
    log_size,
    made,
    newest,
    plan,
    reported,
)

WARABI = "112232"


def case_of(desk: Desk, case: str) -> Case:
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    return record


def session_of(desk: Desk, session: str) -> Session:
    record = desk.record("sessions", session)
    assert isinstance(record, Session)
    return record


def test_an_application_becomes_a_case_with_a_number_and_keeps_what_was_typed(desk: Desk) -> None:
    outcome = desk.run(
        "case.add",
        None,
        {
            "municipality_code": "埼玉県　蕨市",
            "applied_on": "Ｒ８．８．２０",
            "fields": "自治体フロントヤード改革の推進、オープンデータの推進・官民データ活用の推進",
            "content": "㈱ベンダーの見積が２倍に。\nどうすれば？",
            "wished_mode": "どちらでも可",
            "contact_name": "𠮷田　髙子",
        },
    )
    case = case_of(desk, made(outcome, "cases"))
    assert (case.municipality_code, case.applied_on) == (WARABI, date(2026, 8, 20))
    assert case.fields == (Member("front-yard"), Member("open-data"))
    assert (case.content, case.contact_name) == ("㈱ベンダーの見積が２倍に。\nどうすれば？", "𠮷田　髙子")
    assert (case.status, case.status_since) == (CaseStatus.RECEIVED, TODAY)
    assert case.number.startswith("派-")
    assert case.number.endswith("-0001")
    assert outcome.summary == f"案件を登録：{case.number}"
    assert outcome.changed == (case.id,)


def test_a_case_is_matched_consulted_and_decided_by_names_and_numbers(desk: Desk) -> None:
    expert = add_expert(desk, "髙木　さくら")
    case = add_case(desk)
    desk.run("case.start_matching", case, {})
    desk.run("case.match", case, {"派遣人材": "高木 さくら", "支援内容": "案を示す。"})
    assert case_of(desk, case).expert_ids == (Member(expert),)
    desk.run("case.consult", case, {})
    decision = add_decision(desk)
    number = desk.record("decisions", decision)
    assert isinstance(number, Decision)
    desk.run("case.decide", case, {"consultation_id": number.number, "decided_on": "９月２日"})
    decided = case_of(desk, case)
    assert (decided.consultation_id, decided.decided_on) == (decision, date(2026, 9, 2))
    assert decided.status == CaseStatus.DECIDED


def test_a_session_is_planned_with_the_decided_experts_and_the_wish_of_the_application(desk: Desk) -> None:
    expert = add_expert(desk)
    case = add_case(desk, received_number="LG-77", wished_mode="オンライン")
    desk.run("case.start_matching", case, {})
    desk.run("case.match", case, {"expert_ids": "髙木　さくら", "support_content": "案を示す。"})
    desk.run("case.consult", case, {})
    desk.run("case.decide", case, {"consultation_id": add_decision(desk), "decided_on": "R8.9.2"})
    when = {"held_on": "９月１８日（金）", "starts_at": "午後1時", "ends_at": "１６時"}
    session = session_of(desk, made(desk.run("session.plan", case, when), "sessions"))
    assert session.expert_ids == (Member(expert),)
    assert (session.mode, session.place) == (Mode.ONLINE, "オンライン")
    assert "LG-77" in session.online_wish
    assert (session.held_on, session.starts_at, session.ends_at) == (date(2026, 9, 18), time(13), time(16))
    assert (session.status, session.municipality_code, session.case_id) == (SessionStatus.PLANNED, WARABI, case)


def test_the_first_session_held_brings_its_case_into_support_in_the_same_commit(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    commits, _, _ = log_size(desk)
    outcome = desk.run("session.hold", session, {"content": "確認した。", "effect": "決まった。"})
    assert log_size(desk)[0] == commits + 1
    assert set(outcome.touched) == {("sessions", session), ("cases", case)}
    assert session_of(desk, session).status == SessionStatus.HELD
    supported = case_of(desk, case)
    assert (supported.status, supported.status_since) == (CaseStatus.SUPPORTING, date(2026, 9, 18))
    changed = [(line.field_label, line.before, line.after) for line in newest(desk, "cases", case)]
    assert changed == [
        ("状態", "決定", "支援中"),
        ("状態の開始日", "2026-09-30（水）", "2026-09-18（金）"),
    ]


def test_the_second_session_held_leaves_the_case_as_it_is(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    reported(desk, case)
    second = plan(desk, case, held_on="令和8年9月25日")
    outcome = desk.run("session.hold", second, {})
    assert outcome.touched == (("sessions", second),)


def test_the_clock_of_a_report_runs_from_the_session_and_stops_with_the_report(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    session = plan(desk, case)
    assert [line for line in desk.deadlines() if line.subject_id == session] == []
    hold(desk, session)
    (running,) = [line for line in desk.deadlines() if line.subject_id == session]
    assert (running.stated_on, running.safe_on, running.state) == (date(2026, 9, 30), date(2026, 9, 30), "soon")
    assert running.open_days_left == 0
    assert [step.counted for step in running.steps if step.counted] == [1, 2, 3, 4, 5]
    desk.run("session.report", session, {"reported_on": "９月３０日"})
    (stopped,) = [line for line in desk.deadlines() if line.subject_id == session]
    assert (stopped.state, stopped.submitted_on, stopped.open_days_left) == ("done", date(2026, 9, 30), None)


def test_a_case_is_completed_surveyed_and_closed(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    reported(desk, case)
    desk.run("case.complete", case, {})
    desk.run("case.ask_survey", case, {"survey_asked_on": "令和８年９月２５日"})
    desk.run("case.close", case, {})
    answer = {"survey_answered_on": "9/29", "survey_score": "４", "survey_comment": "具体的で助かった。"}
    desk.run("case.record_survey", case, answer)
    closed = case_of(desk, case)
    assert closed.status == CaseStatus.CLOSED
    assert (closed.survey_asked_on, closed.survey_answered_on) == (date(2026, 9, 25), date(2026, 9, 29))
    assert (closed.survey_score, closed.survey_comment) == (4, "具体的で助かった。")
    assert [turn for turn in desk.home().turns if turn.id == case] == []


def test_the_history_tells_the_whole_way_latest_first(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    reported(desk, case)
    desk.run("case.complete", case, {})
    desk.run("case.ask_survey", case, {})
    desk.run("case.close", case, {})
    lines = desk.history("cases", case)
    steps = [(line.reason, line.before, line.after) for line in lines if line.field_label == "状態"]
    assert steps == [
        ("案件を終了", "支援完了", "終了"),
        ("支援を完了", "支援中", "支援完了"),
        ("実施を記録", "決定", "支援中"),
        ("支援を決定", "県と協議中", "決定"),
        ("県との協議に進める", "マッチング", "県と協議中"),
        ("マッチングを始める", "受付", "マッチング"),
        ("案件を登録", "", "受付"),
    ]
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert {line.author for line in lines} == {AUTHOR}
    (registered,) = [line for line in lines if line.field_label == "記録"]
    assert (registered.before, registered.after) == ("", "登録")


def test_a_reported_session_is_mended_by_taking_the_report_back(ready: Ready) -> None:
    desk = ready.desk
    session = reported(desk, ready.case)
    desk.run("session.correct", session, {"理由": "日付の誤記"})
    taken_back = session_of(desk, session)
    assert (taken_back.status, taken_back.reported_on) == (SessionStatus.HELD, None)
    assert taken_back.status_reason == "日付の誤記"
    desk.run("session.edit", session, {"effect": "試行を決めた。"})
    desk.run("session.report", session, {"reported_on": "9月28日"})
    again = session_of(desk, session)
    assert (again.status, again.effect, again.status_reason) == (SessionStatus.REPORTED, "試行を決めた。", "")


def test_a_decided_case_goes_back_to_matching_and_forward_again(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    desk.run("case.rematch", case, {"status_reason": "人材の都合"})
    assert (case_of(desk, case).status, case_of(desk, case).status_reason) == (CaseStatus.MATCHING, "人材の都合")
    desk.run("case.consult", case, {})
    assert case_of(desk, case).status_reason == ""


def test_a_withdrawn_application_can_be_reopened(desk: Desk) -> None:
    case = add_case(desk)
    desk.run("case.withdraw", case, {"status_reason": "庁内の調整がつかない"})
    assert case_of(desk, case).status == CaseStatus.WITHDRAWN
    desk.run("case.reopen", case, {"status_reason": "調整がついた"})
    assert case_of(desk, case).status == CaseStatus.RECEIVED


def test_an_application_for_consultation_has_a_number_of_its_own_and_a_turn(desk: Desk) -> None:
    case = add_case(desk, kind="よろず相談")
    waiting = case_of(desk, case)
    assert waiting.number.startswith("相-")
    assert waiting.status == CaseStatus.RECEIVED
    assert [turn.what for turn in desk.home().turns if turn.id == case] == ["マッチングを始める"]


def test_everything_is_there_after_closing_and_opening_again(office: Office) -> None:
    desk = office.open()
    case = decided_case(desk, add_expert(desk))
    session = reported(desk, case)
    before = (desk.record("cases", case), desk.record("sessions", session), desk.history("cases", case))
    office.close()
    again = office.open()
    assert (again.record("cases", case), again.record("sessions", session), again.history("cases", case)) == before
    assert again.verify() == ()
