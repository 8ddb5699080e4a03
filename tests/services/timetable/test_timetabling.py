"""Timetables from the records: proposed, explained, taken over through the rules, and proposed again with few moves."""

from datetime import date, time

import pytest

from app.domain.case import Mode
from app.domain.errors import AppError
from app.domain.hearing import Hearing, HearingStatus
from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from app.services.timetable.views import Change, TimetableProposal, TimetableRequest
from tests.desks import Office, add_decision, log_size, made, refusal

WARABI, TODA, CHICHIBU, YOKOZE = "112232", "112241", "112071", "113611"


def absent(desk: Desk, first: str, last: str, **who: str) -> None:
    entries = {"from_on": first, "until_on": last, "kind": "不可", **who}
    desk.run("availability.add", None, entries)


def taken(desk: Desk, request: TimetableRequest | None = None) -> TimetableProposal:
    found = desk.timetable.propose(request or TimetableRequest())
    desk.timetable.take(found)
    return found


def hearing_of(desk: Desk, code: str) -> Hearing:
    (found,) = desk.ids("hearings", {"municipality_code": code})
    record = desk.record("hearings", found)
    assert isinstance(record, Hearing)
    return record


def test_every_municipality_is_placed_on_an_open_day_of_the_period_and_the_proof_is_told(hired: Desk) -> None:
    found = hired.timetable.propose()
    assert (found.status, found.gap, len(found.lines), found.unsolved, found.problems) == ("optimal", 0.0, 63, (), ())
    calendar = hired._records.facts().calendar
    assert all(calendar.is_open(line.on) for line in found.lines)
    assert min(line.on for line in found.lines) >= date(2026, 6, 1)
    assert max(line.on for line in found.lines) <= date(2026, 8, 24)  # the last five open days are the reserve
    assert {line.change for line in found.lines} == {Change.NEW}
    assert all(line.attendees and line.reason for line in found.lines)
    assert hired.ids("hearings") == []


def test_a_proposal_is_taken_over_as_one_change_that_one_undo_takes_back(hired: Desk) -> None:
    found = hired.timetable.propose()
    commits = log_size(hired)[0]
    done = hired.timetable.take(found)
    assert log_size(hired)[0] == commits + 1
    assert len(done.changed) == 63
    assert done.warnings == ()
    first = found.lines[0]
    record = hearing_of(hired, first.municipality_code)
    assert (record.held_on, record.starts_at, record.status) == (first.on, first.starts_at, HearingStatus.PLANNED)
    assert tuple(member.key for member in record.attendee_ids) == first.attendee_ids
    assert hired.findings() == () or not [each for each in hired.findings() if each.rule == "6.7.a"]
    hired.undo()
    assert hired.ids("hearings") == []


def test_what_was_taken_over_is_proposed_again_without_any_change(hired: Desk) -> None:
    taken(hired)
    again = hired.timetable.propose()
    assert (again.moves, again.changes) == (0, ())
    with refusal("timetable.nothing_to_take"):
        hired.timetable.take(again)


def test_after_a_cancellation_only_the_cancelled_hearing_gets_another_day(hired: Desk) -> None:
    found = taken(hired)
    line = found.lines[20]
    hearing = hearing_of(hired, line.municipality_code)
    hired.run("hearing.edit", hearing.id, {"status": "中止"})
    absent(hired, line.on.isoformat(), line.on.isoformat(), municipality_code=line.municipality)
    again = hired.timetable.propose()
    assert again.moves == 0
    (new,) = again.changes
    assert (new.municipality_code, new.change) == (line.municipality_code, Change.NEW)
    assert new.on != line.on


def test_when_a_municipality_no_longer_can_it_alone_moves_and_the_reason_says_so(hired: Desk) -> None:
    found = taken(hired)
    line = found.lines[10]
    absent(hired, line.on.isoformat(), line.on.isoformat(), municipality_code=line.municipality)
    again = hired.timetable.propose()
    (moved,) = again.changes
    assert (moved.municipality_code, moved.change, again.moves) == (line.municipality_code, Change.MOVED, 1)
    assert "市町村の都合" in moved.reason
    assert moved.before.startswith(f"{line.on.month}/{line.on.day}")
    hired.timetable.take(again)
    assert hearing_of(hired, line.municipality_code).held_on == moved.on


def test_a_fixed_hearing_stays_where_it_is(hired: Desk) -> None:
    fixed = {
        "municipality_code": "蕨市",
        "held_on": "6月15日",
        "starts_at": "11:00",
        "ends_at": "12:30",
        "is_fixed": True,
    }
    hired.run("hearing.add", None, fixed)
    found = hired.timetable.propose()
    (line,) = [each for each in found.lines if each.municipality_code == WARABI]
    assert (line.on, line.starts_at, line.change) == (date(2026, 6, 15), time(11, 0), Change.PEOPLE)
    assert "動かさない" in line.reason
    assert len(line.attendees) == 1
    hired.timetable.take(found)
    assert hearing_of(hired, WARABI).starts_at == time(11, 0)
    assert len(hearing_of(hired, WARABI).attendee_ids) == 1


def test_what_was_held_is_left_alone_and_a_day_that_passed_without_a_word_is_pointed_out(
    hired: Desk, early: Office
) -> None:
    held, silent = ({"municipality_code": name, "held_on": "6月15日"} for name in ("蕨市", "戸田市"))
    hired.run("hearing.add", None, silent)
    early.clock.day = date(2026, 7, 1)
    hired.run("hearing.add", None, {**held, "status": "実施済", "attendee_ids": (hired.ids("staff")[0],)})
    found = hired.timetable.propose()
    placed = {line.municipality_code for line in found.lines}
    assert not placed & {WARABI, TODA}
    assert len(placed) == 61
    (problem,) = found.problems
    assert problem.startswith("戸田市のヒアリング（6/15（月））は日が過ぎていますが")


def test_a_municipality_that_never_can_is_named_with_its_months(hired: Desk) -> None:
    absent(hired, "2026-05-01", "2026-09-30", municipality_code="蕨市")
    found = hired.timetable.propose()
    (left,) = found.unsolved
    assert (found.status, left.municipality) == ("infeasible", "蕨市")
    assert left.causes[0].message == "蕨市は6月～8月に都合のつく開庁日がありません。"
    assert len(found.lines) == 62
    free = {"municipality_code": "戸田市", "from_on": "2026-06-06", "until_on": "2026-06-07", "kind": "可能"}
    hired.run("availability.add", None, free)  # a Saturday and a Sunday
    causes = {each.municipality: each.causes[0].message for each in hired.timetable.propose().unsolved}
    assert causes["戸田市"] == "戸田市は6月に都合のつく開庁日がありません。"


def test_a_week_without_anybody_is_named_with_who_is_away(hired: Desk) -> None:
    for staff in hired.ids("staff"):
        absent(hired, "2026-07-13", "2026-07-17", staff_id=staff)
    only = {"municipality_code": "蕨市", "from_on": "2026-07-13", "until_on": "2026-07-17", "kind": "可能"}
    hired.run("availability.add", None, only)
    found = hired.timetable.propose()
    (left,) = found.unsolved
    assert left.municipality == "蕨市"
    message = left.causes[0].message
    assert message.startswith("7月第2週（7/13～7/17）は出席者が足りません（あと1人。")
    assert "鈴木　二" in message
    assert len(found.lines) == 62


def test_without_anybody_nothing_can_be_placed_and_the_reason_is_the_staff(desk: Desk) -> None:
    found = desk.timetable.propose()  # on 2026-09-30: the period is over, too
    assert (found.status, len(found.unsolved)) == ("infeasible", 63)
    assert any("従事者" in problem for problem in found.problems)
    assert [cause.message for cause in found.causes] == ["日程を置ける開庁日が残っていません。"]
    assert len(set(found.causes[0].municipality_codes)) == len(found.causes[0].municipality_codes) == 63


def test_on_site_hearings_of_one_area_share_a_day_and_need_a_consultation(hired: Desk) -> None:
    request = TimetableRequest(on_site=(CHICHIBU, YOKOZE))
    found = hired.timetable.propose(request)
    one, other = (line for line in found.lines if line.mode == "in_person")
    assert (one.on, one.attendees) == (other.on, other.attendees)
    assert found.trips == 1
    assert "秩父の実地2件" in one.reason
    assert any("横瀬町は実地ですが" in problem for problem in found.problems)
    before = log_size(hired)
    with pytest.raises(RefusedInWords) as refused:
        hired.timetable.take(found)
    assert {each.clause for each in refused.value.findings} == {"6(7)イ"}
    assert log_size(hired) == before
    online = {line.municipality_code for line in found.lines if line.mode == "online"}
    assert len(hired.timetable.take(found, online).changed) == 61


def test_a_hearing_that_becomes_a_visit_keeps_its_day_and_is_written(hired: Desk) -> None:
    taken(hired)
    before = hearing_of(hired, CHICHIBU)
    agreed = add_decision(hired, "令和8年5月15日", subject="秩父市での実地の協議")
    hired.run("hearing.edit", before.id, {"consultation_id": agreed})
    found = hired.timetable.propose(TimetableRequest(on_site=(CHICHIBU,)))
    (line,) = [each for each in found.changes if each.municipality_code == CHICHIBU]
    assert (line.change, line.on, line.starts_at) == (Change.MODE, before.held_on, before.starts_at)
    hired.timetable.take(found)
    assert hearing_of(hired, CHICHIBU).mode is Mode.IN_PERSON


def test_a_recorded_consultation_lets_a_visit_be_taken_over(hired: Desk) -> None:
    agreed = add_decision(hired, "令和8年5月15日", subject="秩父市での実地の協議")
    entries = {"municipality_code": "秩父市", "mode": "対面", "consultation_id": agreed, "status": "県が調整中"}
    made(hired.run("hearing.add", None, {"held_on": "6月10日", **entries}), "hearings")
    found = taken(hired)
    (line,) = [each for each in found.lines if each.municipality_code == CHICHIBU]
    assert (line.mode, line.consultation_id) == ("in_person", agreed)
    assert hearing_of(hired, CHICHIBU).status is HearingStatus.PLANNED


def test_a_proposal_is_outdated_once_a_hearing_was_changed(hired: Desk) -> None:
    found = hired.timetable.propose()
    hired.run("hearing.add", None, {"municipality_code": "蕨市", "held_on": "6月15日"})
    before = log_size(hired)
    with refusal("timetable.outdated"):
        hired.timetable.take(found)
    assert log_size(hired) == before


def test_the_limit_of_a_day_and_the_rooms_are_kept(hired: Desk) -> None:
    request = TimetableRequest(per_day=2, rooms=("第1会議室",), attendees=2)
    found = hired.timetable.propose(request)
    days = [line.on for line in found.lines]
    assert max(map(days.count, days)) <= 2
    assert {line.room for line in found.lines} == {"第1会議室"}
    assert len({(line.on, line.starts_at) for line in found.lines}) == 63
    assert all(len(set(line.attendee_ids)) == 2 for line in found.lines)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (TimetableRequest(per_day=0), "timetable.number"),
        (TimetableRequest(attendees=6), "timetable.number"),
        (TimetableRequest(reserve_open_days=-1), "timetable.number"),
        (TimetableRequest(slots=((time(9), time(11, 1)),)), "timetable.slot_too_long"),
        (TimetableRequest(slots=((time(9), time(9)),)), "timetable.slot_backwards"),
        (TimetableRequest(slots=((time(9), time(10)), (time(9, 59), time(11)))), "timetable.slots_overlap"),
        (TimetableRequest(from_on=date(2026, 7, 2), until_on=date(2026, 7, 1)), "timetable.days_backwards"),
        (TimetableRequest(staff_ids=("nobody",)), "timetable.no_such_person"),
        (TimetableRequest(on_site=("000000",)), "timetable.no_such_office"),
    ],
)
def test_a_request_that_cannot_be_is_refused_in_words(hired: Desk, request_: TimetableRequest, code: str) -> None:
    with refusal(code):
        hired.timetable.propose(request_)


def test_two_hours_are_allowed_and_touching_slots_do_not_overlap(hired: Desk) -> None:
    slots = ((time(9), time(11)), (time(11), time(13)))
    assert hired.timetable.propose(TimetableRequest(slots=slots)).status == "optimal"


def test_only_the_days_asked_for_are_used_and_the_rest_is_left_alone(hired: Desk) -> None:
    first = taken(hired)
    days = {line.municipality_code: line.on for line in first.lines}
    july = hired.timetable.propose(TimetableRequest(from_on=date(2026, 7, 1), until_on=date(2026, 7, 31)))
    assert july.changes == ()
    assert {line.municipality_code for line in july.lines} == {code for code, on in days.items() if on.month == 7}


def test_a_proposal_can_be_cancelled_and_then_holds_nothing_unproven(hired: Desk) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return True

    found = hired.timetable.propose(cancelled=cancelled)
    assert asked
    assert found.status == "cancelled"
    assert len(found.lines) + len(found.unsolved) == 63
    assert all(cause.message for each in found.unsolved for cause in each.causes)


def test_progress_is_told_and_never_leaves_its_bounds(hired: Desk) -> None:
    shares: list[float] = []
    hired.timetable.propose(progress=shares.append)
    assert shares
    assert all(0.0 <= share <= 1.0 for share in shares)


def test_the_same_records_give_the_same_proposal(hired: Desk) -> None:
    assert hired.timetable.propose().lines == hired.timetable.propose().lines


def test_somebody_who_left_attends_nothing_afterwards(hired: Desk) -> None:
    leaver, *_ = hired.ids("staff")
    hired.run("staff_member.edit", leaver, {"until_on": "令和8年6月30日"})
    found = hired.timetable.propose()
    assert not [line for line in found.lines if leaver in line.attendee_ids and line.on > date(2026, 6, 30)]


def test_an_unknown_proposal_is_no_proposal(hired: Desk) -> None:
    found = TimetableProposal("optimal", "", (), (), (), (), 0.0, 0.0, 0, 0, "")
    with pytest.raises(TypeError):
        hired.timetable.take(found)
    assert isinstance(AppError("timetable.outdated"), AppError)
