"""Proposals beside what else is on record: outdated by what changes, bound by every hearing that stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from app.services.timetable.views import TimetableProposal, TimetableRequest
from tests.desks import Office, add_decision, log_size, refusal

WARABI, CHICHIBU, YOKOZE = "112232", "112071", "113611"


def absent(desk: Desk, first: str, last: str, **who: str) -> None:
    entries = {"from_on": first, "until_on": last, "kind": "不可", **who}
    desk.run("availability.add", None, entries)


def close_first_day(desk: Desk, early: Office, found: TimetableProposal) -> None:
    desk.run("closing_day.add", None, {"closed_on": found.lines[0].on.isoformat(), "reason": "庁舎停電"})


def take_municipality_away(desk: Desk, early: Office, found: TimetableProposal) -> None:
    line = found.lines[0]
    absent(desk, line.on.isoformat(), line.on.isoformat(), municipality_code=line.municipality)


def take_attendee_away(desk: Desk, early: Office, found: TimetableProposal) -> None:
    line = found.lines[0]
    absent(desk, line.on.isoformat(), line.on.isoformat(), staff_id=line.attendee_ids[0])


def let_attendee_leave(desk: Desk, early: Office, found: TimetableProposal) -> None:
    desk.run("staff_member.edit", found.lines[0].attendee_ids[0], {"until_on": "令和8年5月31日"})


def let_the_day_come(desk: Desk, early: Office, found: TimetableProposal) -> None:
    early.clock.day = found.lines[0].on


@pytest.mark.parametrize(
    "change",
    [close_first_day, take_municipality_away, take_attendee_away, let_attendee_leave, let_the_day_come],
)
def test_a_proposal_is_outdated_once_what_it_was_reckoned_from_has_changed(
    hired: Desk, early: Office, change: Callable[[Desk, Office, TimetableProposal], None]
) -> None:
    found = hired.timetable.propose()
    change(hired, early, found)
    before = log_size(hired)
    with refusal("timetable.outdated"):
        hired.timetable.take(found)
    assert log_size(hired) == before


def test_a_proposal_asked_for_somebody_who_is_gone_is_outdated(hired: Desk) -> None:
    gone, *_ = hired.ids("staff")
    found = hired.timetable.propose(TimetableRequest(staff_ids=tuple(hired.ids("staff"))))
    hired.run("staff_member.remove", gone, {})
    with refusal("timetable.outdated"):
        hired.timetable.take(found)


def test_a_proposal_holds_on_the_next_day_and_beside_changes_that_do_not_touch_it(hired: Desk, early: Office) -> None:
    found = hired.timetable.propose()
    early.clock.day = date(2026, 5, 31)  # the last day before the season
    hired.run("closing_day.add", None, {"closed_on": "2026-09-01", "reason": "点検"})
    hired.run("staff_member.edit", hired.ids("staff")[0], {"affiliation": "別の部署"})
    assert len(hired.timetable.take(found).changed) == 63


def test_the_consultation_of_one_municipality_is_not_that_of_another(hired: Desk) -> None:
    agreed = add_decision(hired, "令和8年5月15日", subject="秩父市での実地の協議")
    entries = {"municipality_code": "秩父市", "mode": "対面", "consultation_id": agreed, "held_on": "6月10日"}
    hired.run("hearing.add", None, entries)
    found = hired.timetable.propose(TimetableRequest(on_site=(YOKOZE,)))
    named = {line.municipality_code: line.consultation_id for line in found.lines if line.mode == "in_person"}
    assert named == {CHICHIBU: agreed, YOKOZE: ""}
    assert [problem.split("は")[0] for problem in found.problems] == ["横瀬町"]
    with pytest.raises(RefusedInWords) as refused:
        hired.timetable.take(found, (YOKOZE,))
    assert {each.clause for each in refused.value.findings} == {"6(7)イ"}


SECOND = {"municipality_code": "蕨市", "held_on": "6月16日", "starts_at": "10:00", "ends_at": "11:30"}
ON_SECOND = TimetableRequest(
    from_on=date(2026, 6, 16),
    until_on=date(2026, 6, 16),
    slots=((time(10), time(11, 30)), (time(13, 30), time(15))),
    reserve_open_days=0,
    per_day=3,
)


def with_second(desk: Desk, **entries: object) -> None:
    """Record a hearing of 蕨市 on 15 June and a second one on 16 June."""
    desk.run("hearing.add", None, {**SECOND, "held_on": "6月15日", "is_fixed": True})
    desk.run("hearing.add", None, {**SECOND, **entries})


@pytest.mark.parametrize("fixed", [True, False])
def test_a_second_hearing_of_a_municipality_holds_its_people(hired: Desk, fixed: bool) -> None:
    with_second(hired, attendee_ids=tuple(hired.ids("staff")), is_fixed=fixed)
    found = hired.timetable.propose(replace(ON_SECOND, per_day=20))
    assert {line.starts_at for line in found.lines} == {time(13, 30)}
    assert WARABI not in {line.municipality_code for line in found.lines}


def test_a_second_hearing_of_a_municipality_holds_its_room(hired: Desk) -> None:
    with_second(hired, room="第1会議室")
    found = hired.timetable.propose(replace(ON_SECOND, rooms=("第1会議室",)))
    assert [line.starts_at for line in found.lines] == [time(13, 30)]


@pytest.mark.parametrize("times", [{}, {"starts_at": "", "ends_at": ""}])
@pytest.mark.parametrize(("limit", "placed"), [(1, 0), (2, 1)])
def test_a_second_hearing_of_a_municipality_counts_on_its_day(
    hired: Desk, times: dict[str, str], limit: int, placed: int
) -> None:
    with_second(hired, **times)
    found = hired.timetable.propose(replace(ON_SECOND, per_day=limit))
    assert len(found.lines) == placed
    assert found.unsolved
    assert all(cause.message for each in found.unsolved for cause in each.causes)
