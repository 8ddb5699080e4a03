"""What two hearings cannot share, as cases an official could read; each pair is found once, on the later hearing."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from app.contract.findings import Severity
from app.contract.hearing_clashes import once_more, persons_named, shared
from app.contract.hearing_steps import hearing_obstacles
from app.contract.workflow import obstacles
from app.domain.case import Mode
from app.domain.hearing import (
    Availability,
    AvailabilityPeriod,
    CandidateState,
    CaseCandidate,
    Hearing,
    HearingStatus,
    HearingTheme,
)
from app.domain.record import Member, Record
from app.domain.staff import StaffMember
from tests.factories import TODA, WARABI
from tests.factories_support import findings, found, make_hearing, named_facts

AREA = "hearings"


def planned(**changes: Any) -> Hearing:
    values = {"starts_at": time(10), "ends_at": time(12), "attendee_ids": (), "status": HearingStatus.PLANNED}
    return make_hearing(**{**values, **changes})


def other(**changes: Any) -> Hearing:
    values = {"id": "hearing-2", "municipality_code": TODA, "starts_at": time(11), "ends_at": time(13)}
    return planned(**{**values, **changes})


def warned(*records: Record) -> set[str]:
    return found(named_facts(*records, today=date(2026, 6, 1)), AREA, Severity.WARNING)


ME = (Member("staff-1"),)


def test_a_person_of_ours_is_in_one_hearing_at_a_time() -> None:
    staff = StaffMember(id="staff-1", name="石川　千尋", from_on=date(2026, 5, 11))
    facts = named_facts(staff, planned(attendee_ids=ME), other(attendee_ids=ME), today=date(2026, 6, 1))
    (finding,) = findings(facts, AREA, Severity.WARNING)
    assert (finding.code, finding.subject.id, finding.clause) == ("hearings.person_twice", "hearing-2", "6(7)ア")
    assert (finding.values["name"], finding.values["other"]) == ("石川　千尋", "蕨市")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"person_twice"}),
        ({"starts_at": time(12)}, set()),
        ({"starts_at": time(11, 59)}, {"person_twice"}),
        ({"starts_at": time(8), "ends_at": time(10)}, set()),
        ({"held_on": date(2026, 6, 17)}, set()),
        ({"status": HearingStatus.CANCELLED}, set()),
        ({"status": HearingStatus.ARRANGING}, set()),
        ({"starts_at": None, "ends_at": None}, set()),
        ({"attendee_ids": (Member("staff-2"),)}, set()),
    ],
)
def test_only_hearings_that_take_place_at_the_same_time_clash(changes: dict[str, Any], expected: set[str]) -> None:
    second = other(**{"attendee_ids": ME, **changes})
    assert warned(planned(attendee_ids=ME), second) == expected


def test_persons_of_the_prefecture_are_compared_by_name() -> None:
    first = planned(prefecture_persons="戦略課A")
    assert warned(first, other(prefecture_persons="戦略課Ａ、戦略課B")) == {"prefecture_person_twice"}
    assert warned(first, other(prefecture_persons="戦略課B")) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("戦略課A", ("戦略課A",)),
        ("戦略課A、戦略課B\n戦略課C", ("戦略課A", "戦略課B", "戦略課C")),
        ("戦略課A ほか1名", ("戦略課A",)),
        ("戦略課A・戦略課A", ("戦略課A",)),
        ("情報システム戦略課　A主査", ("情報システム戦略課　A主査",)),
    ],
)
def test_persons_are_told_apart_in_a_text(text: str, names: tuple[str, ...]) -> None:
    assert persons_named(text) == names


def test_a_room_is_used_once_and_a_city_hall_is_each_municipalitys_own() -> None:
    assert warned(planned(room="第1会議室"), other(room="第１会議室")) == {"room_twice"}
    assert warned(planned(room=""), other(room="")) == set()
    on_site = {"mode": Mode.IN_PERSON, "room": "市役所"}
    assert "room_twice" not in warned(planned(**on_site), other(**on_site))
    assert "room_twice" in warned(planned(**on_site, id="1"), other(**on_site, municipality_code=WARABI))
    named = {"mode": Mode.IN_PERSON, "room": "県庁第3庁舎"}
    assert "room_twice" in warned(planned(**named), other(**named))


def test_each_pair_is_found_once_with_the_later_start_second() -> None:
    third = other(id="hearing-3", municipality_code="112011", starts_at=time(11, 30), ends_at=time(12, 30))
    pairs = [(pair.earlier.id, pair.later.id) for pair in shared([third, other(room="r"), planned(room="r")])]
    assert pairs == [("hearing-1", "hearing-2")]


def test_a_second_planned_hearing_is_a_notice_and_a_second_held_one_a_warning() -> None:
    second = planned(id="hearing-2", held_on=date(2026, 6, 17))
    facts = named_facts(planned(), second, today=date(2026, 6, 1))
    codes = {finding.code for finding in findings(facts, AREA, Severity.NOTICE)}
    assert codes == {"hearings.planned_again", "hearings.not_arranged"}
    assert [(pair.earlier.id, pair.later.id) for pair in once_more([second, planned()])] == [("hearing-1", "hearing-2")]


def test_a_planned_hearing_has_a_day_and_one_being_arranged_needs_none() -> None:
    without = planned(held_on=None)
    assert found(named_facts(without), AREA) == {"without_day"}
    assert found(named_facts(replace(without, status=HearingStatus.ARRANGING)), AREA) == set()


def test_who_is_busy_or_gone_cannot_attend_a_planned_hearing_and_may_have_attended_one_that_was_held() -> None:
    busy = AvailabilityPeriod(id="a", staff_id="staff-1", from_on=date(2026, 6, 16), kind=Availability.BUSY)
    hearing = planned(attendee_ids=ME)
    assert warned(hearing, busy) == {"not_available"}
    assert warned(replace(hearing, status=HearingStatus.HELD), busy) == set()
    gone = StaffMember(id="staff-1", name="石川　千尋", from_on=date(2026, 5, 11), until_on=date(2026, 6, 15))
    assert warned(hearing, gone) == {"not_available"}
    assert warned(hearing, replace(gone, until_on=date(2026, 6, 16))) == set()
    theirs = replace(busy, staff_id="", municipality_code=WARABI)
    assert warned(hearing, theirs) == {"municipality_not_available"}


def test_an_availability_names_one_party_and_ends_after_it_begins() -> None:
    period = AvailabilityPeriod(id="a", staff_id="staff-1", from_on=date(2026, 6, 16))
    assert found(named_facts(period), AREA) == set()
    assert found(named_facts(replace(period, staff_id="")), AREA) == {"availability_of_whom"}
    assert found(named_facts(replace(period, municipality_code=WARABI)), AREA) == {"availability_of_whom"}
    assert found(named_facts(replace(period, until_on=date(2026, 6, 16))), AREA) == set()
    assert found(named_facts(replace(period, until_on=date(2026, 6, 15))), AREA) == {"availability_backwards"}
    times = replace(period, starts_at=time(10), ends_at=time(10))
    assert found(named_facts(times), AREA) == {"availability_backwards"}


def said(action: str, record: Record, *others: Record, today: date = date(2026, 6, 16)) -> set[str]:
    facts = named_facts(record, *others, today=today)
    return {finding.code.removeprefix("hearings.") for finding in hearing_obstacles(action, record, facts)}


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("hearing.move", {HearingStatus.PLANNED, HearingStatus.ARRANGING}),
        ("hearing.hold", {HearingStatus.PLANNED}),
        ("hearing.arrange", {HearingStatus.PLANNED, HearingStatus.CANCELLED}),
        ("hearing.call_off", {HearingStatus.PLANNED, HearingStatus.ARRANGING}),
    ],
)
def test_each_step_of_a_hearing_leads_from_its_own_states(action: str, allowed: set[HearingStatus]) -> None:
    free = {status for status in HearingStatus if not said(action, replace(planned(), status=status))}
    assert free == allowed


def test_a_hearing_is_held_on_its_day_at_the_earliest() -> None:
    assert said("hearing.hold", planned()) == set()
    assert said("hearing.hold", planned(), today=date(2026, 6, 15)) == {"held_in_future"}


def test_a_theme_becomes_a_candidate_once() -> None:
    theme = HearingTheme(id="theme-1", hearing_id="hearing-1", field="ai", needs="研修")
    assert said("hearing_theme.to_candidate", theme) == set()
    for state in CandidateState:
        known = CaseCandidate(id="c", hearing_id="hearing-1", theme_id="theme-1", state=state)
        assert said("hearing_theme.to_candidate", theme, known) == {"candidate_known"}
    empty = HearingTheme(id="theme-2", hearing_id="hearing-1", field="ai", needs=" ")
    assert said("hearing_theme.to_candidate", empty) == {"theme_without_need"}


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        ("edit", {CandidateState.OPEN}),
        ("to_case", {CandidateState.OPEN}),
        ("drop", {CandidateState.OPEN}),
        ("reopen", {CandidateState.DROPPED}),
        ("remove", {CandidateState.OPEN, CandidateState.DROPPED}),
    ],
)
def test_each_step_of_a_candidate_leads_from_its_own_states(action: str, allowed: set[CandidateState]) -> None:
    free = {
        state
        for state in CandidateState
        if not said(f"case_candidate.{action}", CaseCandidate(id="c", hearing_id="h", state=state))
    }
    assert free == allowed


def test_a_hearing_stays_while_something_rests_on_it() -> None:
    hearing, theme = make_hearing(), HearingTheme(id="theme-1", hearing_id="hearing-1", field="ai")
    candidate = CaseCandidate(id="c", hearing_id="hearing-1", theme_id="theme-1")
    facts = named_facts(hearing, theme, candidate)
    assert len(obstacles("hearing.remove", hearing, facts)) == 2
    assert len(obstacles("hearing_theme.remove", theme, facts)) == 1
    assert obstacles("hearing.remove", hearing, named_facts(hearing)) == ()
