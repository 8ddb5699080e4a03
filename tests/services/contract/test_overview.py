"""Counts, due dates, turns and findings: what a person sees first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.services.desk import Desk
from app.services.views import Count, Deadline, Turn
from tests.desk_fixtures import Ready
from tests.desks import (
    TODAY,
    Office,
    add_case,
    add_decision,
    add_expert,
    consulted_case,
    decided_case,
    hold,
    plan,
    reported,
)

REASON = {"status_reason": "理由"}


def counts(desk: Desk) -> dict[str, Count]:
    return {count.unit + count.label: count for count in desk.home().counts}


def turn_of(desk: Desk, case: str) -> Turn | None:
    found = [turn for turn in desk.home().turns if turn.id == case]
    assert len(found) <= 1
    return found[0] if found else None


def deadline_of(desk: Desk, session: str) -> Deadline:
    (found,) = [line for line in desk.deadlines() if line.subject_id == session]
    return found


# Counts: 回, 件 and 人回 stand apart


def test_sessions_cases_and_persons_are_counted_apart(ready: Ready) -> None:
    desk = ready.desk
    second = add_expert(desk, "山﨑　誠")
    case = consulted_case(desk, ready.expert, "戸田市")
    desk.run("case.rematch", case, REASON)
    desk.run("case.match", case, {"expert_ids": (ready.expert, second), "support_content": "研修"})
    desk.run("case.consult", case, {})
    desk.run("case.decide", case, {"consultation_id": add_decision(desk), "decided_on": "9月2日"})
    reported(desk, case)
    hold(desk, plan(desk, case, held_on="9月25日", expert_ids=second))
    plan(desk, case, held_on="10月2日")
    desk.run("session.cancel", plan(desk, case, held_on="10月9日"), REASON)
    found = counts(desk)
    assert (found["回派遣"].done, found["回派遣"].planned) == (2, 1)
    assert (found["人回派遣（延べ人数）"].done, found["人回派遣（延べ人数）"].planned) == (3, 2)
    assert (found["件派遣の案件"].done, found["件派遣の案件"].planned) == (0, 2)
    assert (found["回派遣"].target, found["回派遣"].minimum) == (85, 50)


def test_a_case_counts_as_done_when_its_support_is_completed_and_not_when_withdrawn(ready: Ready) -> None:
    desk = ready.desk
    desk.run("case.withdraw", add_case(desk), REASON)
    reported(desk, ready.case)
    assert (counts(desk)["件派遣の案件"].done, counts(desk)["件派遣の案件"].planned) == (0, 1)
    desk.run("case.complete", ready.case, {})
    assert (counts(desk)["件派遣の案件"].done, counts(desk)["件派遣の案件"].planned) == (1, 0)
    desk.run("case.ask_survey", ready.case, {})
    desk.run("case.close", ready.case, {})
    assert counts(desk)["件派遣の案件"].done == 1


def test_consultations_wait_to_be_counted_until_they_are_answered_unless_withdrawn(desk: Desk) -> None:
    add_case(desk, kind="よろず相談")
    desk.run("case.withdraw", add_case(desk, kind="よろず相談"), REASON)
    (count,) = [count for count in desk.home().counts if count.clause == "6(5)オ"]
    assert (count.unit, count.done, count.planned, count.target) == ("件", 0, 1, 55)
    assert counts(desk)["回派遣"].done == counts(desk)["件派遣の案件"].planned == 0


def test_listed_experts_are_counted_in_heads_against_the_ten_of_the_contract(ready: Ready) -> None:
    add_expert(ready.desk, "𠮷田　恵", listed=False)
    (count,) = [count for count in ready.desk.home().counts if count.clause == "6(2)イ"]
    assert (count.unit, count.done, count.minimum) == ("名", 1, 10)


def test_the_status_tells_the_same_counts_as_plain_values(demonstration: Desk) -> None:
    status: Mapping[str, Any] = demonstration.status()
    home = {count.unit + count.label: count for count in demonstration.home().counts}
    assert status["counts"]["dispatch_sessions"] == home["回派遣"].done
    assert status["counts"]["dispatch_persons"] == home["人回派遣（延べ人数）"].done
    assert status["counts"]["consultations"] == 55
    assert status["counts"]["experts_listed"] == 11
    assert {"accompaniment_sessions", "hearings_held"} <= set(status["counts"])
    assert status["targets"]["dispatch_sessions"] == 85
    assert status["on"] == "2027-01-15"


# Due dates


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2026, 9, 18), "soon", 5),
        (date(2026, 9, 29), "soon", 1),
        (date(2026, 9, 30), "soon", 0),
        (date(2026, 10, 1), "overdue", -1),
    ],
)
def test_the_report_of_a_session_is_due_on_the_fifth_open_day_and_overdue_on_the_next(
    ready: Ready, day: date, state: str, left: int
) -> None:
    session = plan(ready.desk, ready.case)
    hold(ready.desk, session)
    ready.office.clock.day = day
    deadline = deadline_of(ready.desk, session)
    assert (deadline.stated_on, deadline.state, deadline.open_days_left) == (date(2026, 9, 30), state, left)


@pytest.mark.parametrize(("on", "state"), [("9月30日", "done"), ("10月1日", "done_late")])
def test_a_report_on_the_due_day_is_in_time_and_on_the_next_late(ready: Ready, on: str, state: str) -> None:
    session = plan(ready.desk, ready.case)
    hold(ready.desk, session)
    ready.office.clock.day = date(2026, 10, 2)
    ready.desk.run("session.report", session, {"reported_on": on})
    assert deadline_of(ready.desk, session).state == state


def test_a_date_that_is_six_open_days_away_is_due_and_five_away_is_soon(office: Office) -> None:
    office.clock.day = date(2026, 10, 1)
    desk = office.open()
    monthly = [line for line in desk.deadlines() if line.stated_on == date(2026, 10, 10)]
    assert [(line.state, line.open_days_left) for line in monthly] == [("due", 6)]
    office.clock.day = date(2026, 10, 2)
    monthly = [line for line in desk.deadlines() if line.stated_on == date(2026, 10, 10)]
    assert [(line.state, line.open_days_left) for line in monthly] == [("soon", 5)]


def test_the_survey_report_is_provisional_until_the_hearings_are_done(desk: Desk) -> None:
    (survey,) = [line for line in desk.deadlines() if line.deliverable == 7]
    assert (survey.state, survey.stated_on) == ("provisional", date(2026, 9, 30))


def test_every_month_of_the_contract_has_its_report_and_the_last_is_due_with_the_contract(desk: Desk) -> None:
    monthly = [line for line in desk.deadlines() if line.deliverable == 6]
    assert len(monthly) == 11
    assert (monthly[0].stated_on, monthly[-1].stated_on) == (date(2026, 6, 10), date(2027, 3, 31))


def test_deadlines_come_earliest_first_and_each_explains_itself(demonstration: Desk) -> None:
    found = demonstration.deadlines()
    days = [line.stated_on for line in found if line.stated_on]
    assert days == sorted(days)
    assert len(days) == len(found)
    for line in found:
        assert line.rule
        assert line.steps
        assert line.clause
        assert line.safe_on is not None
        assert line.latest_on is not None
        assert line.safe_on <= line.stated_on <= line.latest_on if line.stated_on else False


def test_home_shows_only_what_is_still_to_be_handed_in(demonstration: Desk) -> None:
    home = demonstration.home()
    assert home.on == date(2027, 1, 15)
    assert {line.state for line in home.deadlines} <= {"overdue", "soon", "due", "provisional"}
    assert 0 < len(home.deadlines) <= 12


# Whose turn it is


def test_the_turn_goes_from_contractor_to_prefecture_and_back(desk: Desk) -> None:
    expert = add_expert(desk)
    case = add_case(desk)
    seen = []

    def note() -> None:
        turn = turn_of(desk, case)
        seen.append((turn.who, turn.what) if turn else None)

    note()
    desk.run("case.start_matching", case, {})
    note()
    desk.run("case.match", case, {"expert_ids": expert, "support_content": "案を示す。"})
    desk.run("case.consult", case, {})
    note()
    desk.run("case.decide", case, {"consultation_id": add_decision(desk), "decided_on": "9月2日"})
    note()
    assert seen == [
        ("受託者", "マッチングを始める"),
        ("受託者", "人材と支援内容を決める"),
        ("県", "協議に答える"),
        ("受託者", "派遣の日程を決める"),
    ]


def test_the_turn_of_a_planned_session_passes_to_the_contractor_after_its_day(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case, held_on="9月30日")
    number = desk.shown("sessions", session)[0].text
    turn = turn_of(desk, ready.case)
    assert turn is not None
    assert (turn.who, turn.what) == ("専門人材・市町村", f"派遣（{number}）を実施する")
    ready.office.clock.day = date(2026, 10, 1)
    turn = turn_of(desk, ready.case)
    assert turn is not None
    assert (turn.who, turn.what, turn.since_on) == ("受託者", f"派遣（{number}）の実施を記録する", TODAY)


def test_a_held_session_wants_its_report_even_when_its_case_is_completed(ready: Ready) -> None:
    desk = ready.desk
    session = plan(desk, ready.case)
    number = desk.shown("sessions", session)[0].text
    hold(desk, session)
    for _ in ("supporting", "completed"):
        turn = turn_of(desk, ready.case)
        assert turn is not None
        assert (turn.what, turn.since_on) == (f"派遣（{number}）の結果を報告する", date(2026, 9, 18))
        if _ == "supporting":
            desk.run("case.complete", ready.case, {})


def test_a_supported_case_with_nothing_planned_asks_for_the_next_session_or_the_end(ready: Ready) -> None:
    desk = ready.desk
    reported(desk, ready.case)
    turn = turn_of(desk, ready.case)
    assert turn is not None
    assert turn.what == "次の派遣を予定するか支援を完了する"
    desk.run("case.complete", ready.case, {})
    turn = turn_of(desk, ready.case)
    assert turn is not None
    assert turn.what == "アンケートを依頼する"
    desk.run("case.ask_survey", ready.case, {})
    turn = turn_of(desk, ready.case)
    assert turn is not None
    assert turn.what == "案件を終了する"


def test_a_case_that_ended_or_was_withdrawn_is_nobodys_turn(ready: Ready) -> None:
    desk = ready.desk
    reported(desk, ready.case)
    desk.run("case.complete", ready.case, {})
    desk.run("case.ask_survey", ready.case, {})
    desk.run("case.close", ready.case, {})
    withdrawn = add_case(desk)
    desk.run("case.withdraw", withdrawn, REASON)
    assert turn_of(desk, ready.case) is None
    assert turn_of(desk, withdrawn) is None


def test_the_longest_waiting_turn_comes_first(demonstration: Desk) -> None:
    since = [turn.since_on for turn in demonstration.home().turns if turn.since_on]
    assert since == sorted(since)
    assert all(turn.subject and turn.who and turn.what for turn in demonstration.home().turns)


# Findings


def test_findings_come_gravest_first_with_clause_subject_message_and_remedy(demonstration: Desk) -> None:
    found = demonstration.findings()
    grave = ["violation", "overdue", "warning", "notice"]
    ranks = [grave.index(finding.severity) for finding in found]
    assert ranks == sorted(ranks)
    assert all(finding.clause and finding.subject and finding.message and finding.remedy for finding in found)


def test_too_few_experts_is_a_warning_until_the_database_is_due_and_a_violation_after(office: Office) -> None:
    office.clock.day = date(2026, 5, 25)
    desk = office.open()
    before = {finding.severity for finding in desk.findings() if finding.rule in ("6.2.b", "6.2.c")}
    office.clock.day = date(2026, 5, 26)
    after = {finding.severity for finding in desk.findings() if finding.rule in ("6.2.b", "6.2.c")}
    assert (before, after) == ({"warning"}, {"violation"})


def test_a_dispatch_to_another_office_leaves_the_counts_of_the_cap_apart(ready: Ready) -> None:
    desk = ready.desk
    there = decided_case(desk, ready.expert, "戸田市")
    for day in ("9月7日", "9月8日", "9月9日", "9月10日", "9月11日"):
        plan(desk, there, held_on=day)
    plan(desk, ready.case, held_on="9月14日")
    assert [finding for finding in desk.findings() if finding.rule == "6.6.d"] == []
