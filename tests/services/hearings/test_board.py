"""The board: each day with its hearings, what is in their way, what has no day, and how far everything is."""

from datetime import date, time

import pytest

from app.domain.hearing import HearingStatus
from app.services.desk import Desk
from app.services.hearings.views import BoardEntry, HearingBoard
from app.services.judging.wording import RefusedInWords
from tests.desks import Office, refusal
from tests.services.hearings.schedules import (
    CODES,
    KAWAGOE,
    WARABI,
    add_hearing,
    add_staff,
    hearing_of,
    hold,
    line,
    take,
    taken,
)

V2 = "hearing_schedule_v2.xlsx"
JUNE = (date(2026, 6, 1), date(2026, 6, 30))
PERIOD = (date(2026, 6, 1), date(2026, 8, 31))


def entry(board: HearingBoard, office: str) -> BoardEntry:
    (found,) = [each for each in board.entries if each.municipality == office]
    return found


def codes(desk: Desk, office: str = "川越市") -> list[str]:
    return [clash.code for clash in entry(desk.hearings.board(*PERIOD), office).clashes]


def test_every_day_of_the_span_stands_on_the_board_with_its_hearings_in_the_order_of_their_start(planned: Desk) -> None:
    board = planned.hearings.board(*JUNE)
    assert [day.on for day in board.days] == [date(2026, 6, number) for number in range(1, 31)]
    first = board.days[0]
    assert [(each.municipality, each.times) for each in first.entries] == [
        ("川越市", "10:00～11:30"),
        ("さいたま市", "13:30～14:30"),
    ]
    assert len(board.entries) == 24
    assert board.days[5].closed_reason == "土曜日"
    assert not board.days[0].closed_reason


def test_the_board_knows_the_period_and_its_holidays(planned: Desk) -> None:
    board = planned.hearings.board(date(2026, 5, 31), date(2026, 9, 1))
    assert (board.period_start, board.period_end) == PERIOD
    assert [day.is_in_period for day in (board.days[0], board.days[1], board.days[-2], board.days[-1])] == [
        False,
        True,
        True,
        False,
    ]
    closed = {day.on: day.closed_reason for day in board.days}
    assert (closed[date(2026, 7, 20)], closed[date(2026, 8, 11)]) == ("海の日", "山の日")


@pytest.mark.parametrize("until", [date(2026, 5, 31), date(2027, 7, 6)])
def test_a_span_that_runs_backwards_or_is_endless_is_refused(planned: Desk, until: date) -> None:
    with refusal("hearings.span"):
        planned.hearings.board(date(2026, 6, 1), until)


def test_an_entry_says_who_where_and_how(planned: Desk) -> None:
    person = add_staff(planned)
    hearing = hearing_of(planned, "蕨市")
    planned.run("hearing.edit", hearing.id, {"attendee_ids": [person], "room": "第2会議室"})
    found = entry(planned.hearings.board(*JUNE), "蕨市")
    assert (found.area, found.mode, found.mode_label, found.room) == ("南部", "online", "オンライン", "第2会議室")
    assert (found.attendees, found.attendee_ids) == (("石川　千尋",), (person,))
    assert (found.status, found.status_label, found.tone) == ("planned", "予定", "")
    assert (found.prefecture_persons, found.municipality_persons) == ("戦略課B", "総務課\n情報担当")


def test_what_has_no_day_stands_by_area_with_the_words_of_the_prefecture(planned: Desk) -> None:
    take(planned, V2)
    (toda,) = planned.hearings.board(*JUNE).unscheduled
    assert (toda.municipality, toda.area, toda.is_arranging, toda.state, toda.note) == (
        "戸田市",
        "南部",
        True,
        "県が調整中",
        "再調整",
    )
    assert toda.hearing_id == hearing_of(planned, "戸田市").id


def test_each_reason_for_having_no_day_is_named(desk: Desk) -> None:
    taken(desk, line(day="調整中"), line(name="蕨市", day="中止"), line(name="行田市"))
    desk.run("hearing.remove", hearing_of(desk, "行田市").id, {})
    taken(desk, line(day="調整中"), line(name="蕨市", day="中止"))
    states = {each.municipality: each.state for each in desk.hearings.board(*JUNE).unscheduled}
    assert len(states) == 63
    assert (states["川越市"], states["蕨市"], states["行田市"], states["秩父市"]) == (
        "県が調整中",
        "中止",
        "県の日程表に記載なし",
        "予定なし",
    )


def test_progress_counts_each_municipality_once_in_all_and_by_area(scheduled: Office) -> None:
    scheduled.clock.day = date(2026, 6, 30)
    desk = scheduled.open()
    take(desk, V2)
    hold(desk, hearing_of(desk, "蕨市").id)
    add_hearing(desk, "蕨市", held_on="2026-07-01")
    board = desk.hearings.board(*JUNE)
    done = board.progress
    assert (done.held, done.planned, done.arranging, done.missing, done.total) == (1, 61, 1, 0, 63)
    south = next(area for area in board.areas if area.area == "南部")
    assert (south.held, south.planned, south.arranging, south.total) == (1, 1, 1, 3)
    assert sum(area.total for area in board.areas) == 63


def test_a_hearing_that_is_called_off_stays_on_its_day_and_counts_as_nothing(planned: Desk) -> None:
    planned.run("hearing.call_off", hearing_of(planned, "川越市").id, {})
    board = planned.hearings.board(*JUNE)
    assert (entry(board, "川越市").status_label, entry(board, "川越市").tone) == ("中止", "muted")
    assert board.progress.missing == 1
    assert codes(planned) == []


# Clashes


def test_one_of_our_people_in_two_hearings_at_once_is_told_on_both(desk: Desk) -> None:
    person = add_staff(desk)
    one = add_hearing(desk, attendee_ids=[person])
    other = add_hearing(desk, "蕨市", starts_at="11:00", ends_at="12:00", attendee_ids=[person])
    board = desk.hearings.board(*JUNE)
    (mine,) = entry(board, "川越市").clashes
    (theirs,) = entry(board, "蕨市").clashes
    assert (mine.code, mine.others, theirs.others) == ("person_twice", (other,), (one,))
    assert "石川　千尋さんは2026-06-10の同じ時刻に、川越市と蕨市の" in mine.message
    assert "蕨市と川越市の" in theirs.message
    assert (mine.severity, entry(board, "川越市").tone) == ("warning", "warn")


@pytest.mark.parametrize(("starts", "clashes"), [("11:29", ["person_twice"]), ("11:30", [])])
def test_a_hearing_may_begin_when_the_other_ends(desk: Desk, starts: str, clashes: list[str]) -> None:
    person = add_staff(desk)
    add_hearing(desk, attendee_ids=[person])
    add_hearing(desk, "蕨市", starts_at=starts, ends_at="12:30", attendee_ids=[person])
    assert codes(desk) == clashes


def test_a_room_is_used_once_at_a_time(desk: Desk) -> None:
    add_hearing(desk, room="第２会議室")
    add_hearing(desk, "蕨市", starts_at="11:00", ends_at="12:00", room="第2会議室 ")
    assert codes(desk) == ["room_twice"]
    assert codes(desk, "蕨市") == ["room_twice"]


def test_the_city_halls_of_two_municipalities_are_two_places(desk: Desk) -> None:
    taken(desk, line(mode="対面（市役所）"), line(name="蕨市", mode="対面（市役所）", prefecture="戦略課A"))
    assert "room_twice" not in codes(desk)


def test_several_persons_of_the_prefecture_are_compared_one_by_one(desk: Desk) -> None:
    taken(desk, line(prefecture="戦略課A、戦略課B ほか1名"), line(name="蕨市", prefecture="戦略課B・戦略課C"))
    assert codes(desk) == ["prefecture_person_twice"]
    assert "戦略課B" in entry(desk.hearings.board(*JUNE), "蕨市").clashes[0].message


@pytest.mark.parametrize(("ends", "expected"), [("12:00", []), ("12:01", ["too_long"])])
def test_two_hours_are_the_most(desk: Desk, ends: str, expected: list[str]) -> None:
    add_hearing(desk, ends_at=ends)
    assert codes(desk) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-06-12", []), ("2026-06-13", ["on_closed_day"]), ("2026-07-20", ["on_closed_day"])],
)
def test_hearings_are_on_open_days(desk: Desk, day: str, expected: list[str]) -> None:
    add_hearing(desk, held_on=day)
    assert codes(desk) == expected


def test_a_hearing_on_site_shows_its_missing_consultation_until_there_is_one(desk: Desk) -> None:
    taken(desk, line(mode="現地"))
    (clash,) = entry(desk.hearings.board(*JUNE), "川越市").clashes
    assert (clash.code, clash.severity, clash.clause, clash.label) == (
        "on_site_without_consultation",
        "violation",
        "6(7)イ",
        "実地の協議なし",
    )
    decision = add_decision(desk)
    desk.run("hearing.consult_on_site", None, {"consultation_id": decision})
    assert codes(desk) == []
    with refusal("hearings.no_site_to_consult"):
        desk.run("hearing.consult_on_site", None, {"consultation_id": decision})


def add_decision(desk: Desk) -> str:
    entries = {
        "decided_on": "2026-05-25",
        "subject": "実地でのヒアリング",
        "prefecture_persons": "戦略課A",
        "contractor_persons": "石川　千尋",
        "content": "了承を得た。",
    }
    return desk.run("decision.add", None, entries).changed[0]


def test_a_second_hearing_with_a_municipality_is_pointed_out_on_both(desk: Desk) -> None:
    add_hearing(desk)
    add_hearing(desk, held_on="2026-06-17")
    board = desk.hearings.board(*JUNE)
    assert [[clash.code for clash in each.clashes] for each in board.entries] == [["planned_again"]] * 2
    assert {clash.severity for each in board.entries for clash in each.clashes} == {"notice"}


def test_people_and_municipalities_that_cannot_come_are_told(desk: Desk) -> None:
    person = add_staff(desk)
    add_hearing(desk, attendee_ids=[person])
    busy = desk.run("availability.add", None, {"staff_id": person, "from_on": "2026-06-10", "kind": "busy"}).changed[0]
    assert codes(desk) == ["not_available"]
    desk.run("availability.edit", busy, {"starts_at": "11:30", "ends_at": "17:00"})
    assert codes(desk) == []
    desk.run("availability.add", None, {"municipality_code": KAWAGOE, "from_on": "2026-06-11", "kind": "free"})
    assert codes(desk) == ["municipality_not_available"]


def test_somebody_who_no_longer_works_on_the_contract_cannot_come(desk: Desk) -> None:
    person = add_staff(desk, until_on="2026-06-09")
    add_hearing(desk, attendee_ids=[person])
    assert codes(desk) == ["not_available"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"municipality_code": KAWAGOE, "staff_id": "?"},
        {"municipality_code": KAWAGOE, "until_on": "2026-06-09"},
        {"municipality_code": KAWAGOE, "starts_at": "10:00", "ends_at": "10:00"},
    ],
)
def test_an_availability_is_of_one_party_and_runs_forwards(desk: Desk, values: dict[str, str]) -> None:
    person = add_staff(desk)
    entries = {"from_on": "2026-06-10", "kind": "busy", **values}
    if "staff_id" in entries:
        entries["staff_id"] = person
    with pytest.raises(RefusedInWords):
        desk.run("availability.add", None, entries)


# Placing


def test_a_municipality_without_a_hearing_gets_one_online(desk: Desk) -> None:
    done = desk.hearings.place(KAWAGOE, date(2026, 6, 10), time(14))
    hearing = hearing_of(desk, "川越市")
    assert (hearing.held_on, hearing.starts_at, hearing.ends_at) == (date(2026, 6, 10), time(14), time(15, 30))
    assert hearing.status is HearingStatus.PLANNED
    assert done.summary == "川越市のヒアリングを2026-06-10（水）14:00に置きました"
    desk.undo()
    assert desk.ids("hearings") == []


def test_a_hearing_is_moved_and_keeps_its_length_and_its_start(planned: Desk) -> None:
    hearing = hearing_of(planned, "川越市")
    planned.hearings.place(hearing.id, date(2026, 6, 11))
    moved = hearing_of(planned, "川越市")
    assert (moved.id, moved.held_on, moved.starts_at, moved.ends_at) == (
        hearing.id,
        date(2026, 6, 11),
        time(10),
        time(11, 30),
    )
    planned.hearings.place(KAWAGOE, date(2026, 6, 12), time(9, 15))
    moved = hearing_of(planned, "川越市")
    assert (moved.held_on, moved.starts_at, moved.ends_at) == (date(2026, 6, 12), time(9, 15), time(10, 45))


def test_a_hearing_being_arranged_is_planned_once_it_has_a_day(planned: Desk) -> None:
    take(planned, V2)
    toda = hearing_of(planned, "戸田市")
    planned.run("hearing.edit", toda.id, {"mode": "online"})
    planned.hearings.place(CODES["戸田市"], date(2026, 7, 3))
    placed = hearing_of(planned, "戸田市")
    assert (placed.id, placed.status, placed.held_on, placed.starts_at) == (
        toda.id,
        HearingStatus.PLANNED,
        date(2026, 7, 3),
        time(10),
    )
    planned.run("hearing.arrange", toda.id, {})
    assert (hearing_of(planned, "戸田市").status, hearing_of(planned, "戸田市").held_on) == (
        HearingStatus.ARRANGING,
        None,
    )


def test_placing_outside_the_period_is_refused_by_the_contract(planned: Desk) -> None:
    planned.hearings.place(KAWAGOE, date(2026, 8, 31))
    with pytest.raises(RefusedInWords) as refused:
        planned.hearings.place(KAWAGOE, date(2026, 9, 1))
    assert refused.value.findings[0].clause == "6(7)ア"


def test_placing_warns_of_what_it_brings(planned: Desk) -> None:
    person = add_staff(planned)
    for office in ("川越市", "熊谷市"):
        planned.run("hearing.edit", hearing_of(planned, office).id, {"attendee_ids": [person]})
    done = planned.hearings.place(KAWAGOE, date(2026, 6, 2), time(15))
    assert any("同じ時刻に" in warning.message for warning in done.warnings)
    assert not planned.hearings.place(KAWAGOE, date(2026, 6, 3), time(15)).warnings


def test_an_on_site_hearing_of_the_prefecture_is_moved_although_its_consultation_is_still_missing(
    planned: Desk,
) -> None:
    planned.hearings.place(CODES["秩父市"], date(2026, 6, 8))
    assert hearing_of(planned, "秩父市").held_on == date(2026, 6, 8)


def test_a_hearing_that_was_held_or_called_off_is_not_moved(scheduled: Office) -> None:
    scheduled.clock.day = date(2026, 6, 30)
    desk = scheduled.open()
    held = hearing_of(desk, "蕨市")
    hold(desk, held.id)
    with pytest.raises(RefusedInWords) as refused:
        desk.hearings.place(held.id, date(2026, 7, 3))
    assert "実施済" in refused.value.findings[0].message
    off = hearing_of(desk, "熊谷市")
    desk.run("hearing.call_off", off.id, {})
    with pytest.raises(RefusedInWords):
        desk.hearings.place(off.id, date(2026, 7, 3))
    desk.hearings.place(WARABI, date(2026, 7, 3))
    assert len(desk.ids("hearings", {"municipality_code": WARABI})) == 2


def test_a_hearing_is_not_held_before_its_day_nor_without_anybody_of_ours(scheduled: Office) -> None:
    scheduled.clock.day = date(2026, 6, 1)
    desk = scheduled.open()
    person = add_staff(desk)
    with pytest.raises(RefusedInWords):
        desk.run("hearing.hold", hearing_of(desk, "熊谷市").id, {"attendee_ids": [person]})
    desk.run("hearing.hold", hearing_of(desk, "川越市").id, {"attendee_ids": [person]})
    assert hearing_of(desk, "川越市").status is HearingStatus.HELD


def test_placing_something_that_is_not_there_is_refused(desk: Desk) -> None:
    with refusal("store.record_missing"):
        desk.hearings.place("nothing", date(2026, 6, 10))


def test_a_planned_hearing_without_a_day_is_refused_but_one_being_arranged_is_not(desk: Desk) -> None:
    with pytest.raises(RefusedInWords):
        add_hearing(desk, held_on="")
    add_hearing(desk, held_on="", starts_at="", ends_at="", status="arranging")
    assert desk.hearings.board(*JUNE).unscheduled[1].is_arranging


def test_a_hearing_is_not_cut_at_midnight_but_its_late_start_refused(planned: Desk) -> None:
    hearing = hearing_of(planned, "川越市").id
    planned.run("hearing.edit", hearing, {"starts_at": "10:00", "ends_at": "12:00"})
    for start in (time(22), time(23)):
        with refusal("hearings.past_midnight"):
            planned.hearings.place(hearing, date(2026, 6, 11), start)
    kept = hearing_of(planned, "川越市")
    assert (kept.starts_at, kept.ends_at) == (time(10), time(12))
    planned.hearings.place(hearing, date(2026, 6, 11), time(21, 59))
    moved = hearing_of(planned, "川越市")
    assert (moved.starts_at, moved.ends_at) == (time(21, 59), time(23, 59))


def test_a_new_hearing_that_would_not_end_on_its_day_is_refused(desk: Desk) -> None:
    with refusal("hearings.past_midnight"):
        desk.hearings.place(KAWAGOE, date(2026, 6, 10), time(22, 30))
    assert desk.ids("hearings") == []
    desk.hearings.place(KAWAGOE, date(2026, 6, 10), time(22, 29))
    assert hearing_of(desk, "川越市").ends_at == time(23, 59)


def test_a_hearing_whose_day_has_passed_unrecorded_says_so_on_its_badge(scheduled: Office, planned: Desk) -> None:
    scheduled.clock.day = date(2026, 6, 1)
    assert "unrecorded" not in codes(planned)
    scheduled.clock.day = date(2026, 6, 2)
    (clash,) = [each for each in entry(planned.hearings.board(*JUNE), "川越市").clashes if each.code == "unrecorded"]
    assert (clash.severity, clash.label) == ("warning", "実施の記録待ち")
