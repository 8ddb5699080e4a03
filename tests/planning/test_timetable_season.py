"""A whole season: 63 municipalities on every open day, some visited, proven to the last; and small clear cases."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

import pytest

from app.benchmark.timetables import season
from app.planning import timetable_solving
from app.planning.linear_program import Answer, LinearProgram, Status, Watch
from app.planning.timetable import (
    CauseKind,
    Person,
    Present,
    Problem,
    Slot,
    Span,
    Standing,
    Times,
    Timetable,
    Wanted,
    When,
)
from app.planning.timetable_model import NUDGE, TimetableModel, longest_trip
from app.planning.timetable_solving import best_timetable
from app.planning.timetable_trips import too_far_apart
from app.planning.travel import Point, Travel
from tests.planning.test_timetable import breaches

MONDAY, TUESDAY = date(2026, 7, 6), date(2026, 7, 7)
MORNING, NOON, LATE = Slot(time(10), time(11)), Slot(time(13), time(14)), Slot(time(14, 30), time(15, 30))
BASE, NEAR, FAR = Point(35.86, 139.65), Point(35.88, 139.66), Point(36.2, 139.1)


@pytest.fixture(scope="module")
def found() -> Timetable:
    return best_timetable(season())


def small(*wanted: Wanted, **more: object) -> Problem:
    """Return a problem of one day with two slots and one person."""
    base = Problem(
        days=(MONDAY,),
        slots=(MORNING, NOON),
        wanted=wanted,
        people=(Person("a"),),
        base=BASE,
        travel=Travel(1.3, 30.0),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_a_season_is_placed_whole_and_proven(found: Timetable) -> None:
    assert (found.status, found.gap, found.unplaced) == (Status.OPTIMAL, 0.0, ())
    assert (found.cost.unplaced, found.cost.moved, found.cost.late) == (0, 0, 0)
    assert breaches(season(), found) == []


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[Status]:
    """Return what becomes known of each program that is solved from now on, its relaxation aside."""
    known: list[Status] = []
    solve = LinearProgram.solve

    def noted(program: LinearProgram, slack: float, watch: Watch, settled: Iterable[tuple[int, float]] = ()) -> Answer:
        answer = solve(program, slack, watch, settled)
        known.append(answer.status)
        return answer

    monkeypatch.setattr(LinearProgram, "solve", noted)
    return known


def test_a_season_whose_relaxation_leads_to_the_best_asks_one_program(solved: list[Status]) -> None:
    assert best_timetable(season()).status is Status.OPTIMAL
    assert solved == [Status.OPTIMAL]


def test_counts_that_the_relaxation_tells_wrongly_are_sought_after_all(solved: list[Status]) -> None:
    guests = (("g0", "g1"), ("g1", "g2"), ("g0", "g2"))  # each two share one; a half of each would fit
    wanted = tuple(Wanted(f"{n}", "北", NEAR, False, Times(), None, names) for n, names in enumerate(guests))
    late = (MONDAY, TUESDAY, date(2026, 7, 8))
    problem = small(*wanted, days=late, slots=(NOON,), people=(Person("a"), Person("b")), reserve=2)
    found = best_timetable(problem)
    assert (found.status, found.cost.unplaced, found.cost.late) == (Status.OPTIMAL, 0, 2)
    assert breaches(problem, found) == []
    assert solved[:3] == [Status.INFEASIBLE, Status.OPTIMAL, Status.OPTIMAL]


@pytest.mark.parametrize("on_site", [True, False])
def test_a_hearing_that_stays_asks_one_program(solved: list[Status], on_site: bool) -> None:
    stays = Wanted("1", "北", NEAR, on_site, present=Present(MORNING.on(MONDAY), ("a",)))
    found = best_timetable(small(stays))
    assert (found.status, found.cost.moved, found.cost.unplaced) == (Status.OPTIMAL, 0, 0)
    assert solved == [Status.OPTIMAL]


def test_where_no_descent_leads_to_the_best_the_whole_program_is_asked(
    found: Timetable, solved: list[Status], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timetable_solving, "solve_by_descent", lambda *_: None)
    assert best_timetable(season()).cost == found.cost
    assert solved == [Status.OPTIMAL]


def test_a_season_is_placed_alike_every_time(found: Timetable) -> None:
    assert best_timetable(season()) == found


def relaxed_trips(problem: Problem) -> float | None:
    """Return how many days on site the relaxation demands."""
    model = TimetableModel(problem)
    model.ask_for_counts()
    return model.program.bound(Watch())


def test_no_trip_of_the_relaxation_mixes_parts_of_crews() -> None:
    people = tuple(  # no two of them can go out in both slots
        Person(name, Times(busy=tuple(Span(MONDAY, MONDAY, slot.starts_at, slot.ends_at) for slot in busy)))
        for name, busy in (("a", (NOON,)), ("b", ()), ("c", (MORNING,)))
    )
    visits = (Wanted("1", "北", NEAR, True), Wanted("2", "北", NEAR, True))
    bound = relaxed_trips(small(*visits, people=people, attendees=2))
    assert bound is not None
    assert bound == pytest.approx(3.0**3 + 1.0, abs=NUDGE)  # one is left over


def excluded(*visits: Wanted) -> list[tuple[int, ...]]:
    """Return of which columns one trip has one at most: of each visit in the first slot, then of each in the second."""
    problem = small(*visits, slots=(NOON, LATE))
    columns = [[(each, len(visits) * place + number) for number, each in enumerate(visits)] for place in range(2)]
    return list(too_far_apart(problem, [slot.on(MONDAY) for slot in problem.slots], columns))


def test_offices_without_a_way_between_exclude_each_other_in_both_slots_at_once() -> None:
    near, far = Wanted("1", "北", NEAR, True), Wanted("2", "北", FAR, True)
    assert excluded(near, far) == [(0, 1, 2, 3)]
    assert excluded(near, replace(far, office=NEAR)) == []
    assert excluded(near, far, replace(near, code="3")) == [(0, 1, 2, 4), (0, 1, 3, 4), (1, 2, 4, 5), (1, 3, 4, 5)]


def counts_at(bound: float, *moved: int) -> tuple[int, ...] | None:
    """Return the counts told by a bound of a program of two hearings: each count weighs three times the one before."""
    present = Present(MORNING.on(MONDAY), ("a",))
    wanted = (Wanted(f"{n}", "北", NEAR, present=present if n in moved else None) for n in range(2))
    return TimetableModel(small(*wanted)).counts_at(bound)


@pytest.mark.parametrize(
    ("bound", "counts"),
    [
        (0.0, (0, 0, 0, 0)),
        (NUDGE, (0, 0, 0, 0)),
        (NUDGE + 0.01, None),
        (1.0 - 1e-12, (1, 0, 0, 0)),
        (2.0, (2, 0, 0, 0)),
        (3.0, (0, 1, 0, 0)),
        (27.0 + 3.0 + 2.25, (2, 1, 0, 1)),
        (-9.0, (0, 0, -1, 0)),
        (-18.0 + 1.0, (1, 0, -2, 0)),
        (27.0 - 9.0, (0, 0, -1, 1)),
    ],
)
def test_a_bound_tells_the_least_counts(bound: float, counts: tuple[int, ...] | None) -> None:
    assert counts_at(bound, 0, 1) == counts


def test_no_area_is_visited_more_often_than_its_number_of_visits_demands(found: Timetable) -> None:
    problem = season()
    visited: dict[str, int] = {}
    for wanted in problem.wanted:
        if wanted.on_site:
            visited[wanted.area] = visited.get(wanted.area, 0) + 1
    longest = {
        area: longest_trip(problem, [each for each in problem.wanted if each.on_site and each.area == area])
        for area in visited
    }
    assert found.cost.trips == sum(-(-count // longest[area]) for area, count in visited.items())


def test_weeks_differ_by_no_more_than_their_open_days_do(found: Timetable) -> None:
    engaged: dict[tuple[int, int], set[tuple[date, str]]] = {}
    problem = season()
    for each in found.placements:
        what = problem.by_code[each.code].area if each.on_site else each.code
        engaged.setdefault(each.when.on.isocalendar()[:2], set()).add((each.when.on, what))
    full = [len(what) for week, what in engaged.items() if problem.weeks[week][1] == 5]
    assert max(full) - min(full) <= 1


def test_one_cancelled_of_a_whole_season_moves_nobody_else(found: Timetable) -> None:
    problem = season()
    present = {each.code: Present(each.when, each.people, each.room) for each in found.placements}
    gone = found.placements[30]
    no_more = Times(busy=(*problem.by_code[gone.code].times.busy, Span(gone.when.on, gone.when.on)))
    again = replace(
        problem,
        wanted=tuple(
            replace(each, times=no_more, present=None)
            if each.code == gone.code
            else replace(each, present=present[each.code])
            for each in problem.wanted
        ),
    )
    anew = best_timetable(again)
    assert (anew.status, anew.cost.unplaced, anew.cost.moved) == (Status.OPTIMAL, 0, 0)
    kept = {each.code: (each.when, each.people) for each in anew.placements if each.code != gone.code}
    assert kept == {each.code: (each.when, each.people) for each in found.placements if each.code != gone.code}


@pytest.mark.parametrize(("reserve", "late"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 3), (6, 3)])
def test_a_reserve_is_made_of_the_last_days_and_of_all_where_there_are_no_more(reserve: int, late: int) -> None:
    days = (MONDAY, TUESDAY, date(2026, 7, 8))
    assert small(days=days, reserve=reserve).late_days == frozenset(days[3 - late :])


def test_two_far_visits_are_not_on_one_day_and_two_near_ones_are() -> None:
    near = small(Wanted("1", "北", NEAR, True), Wanted("2", "北", NEAR, True), days=(MONDAY, TUESDAY))
    assert best_timetable(near).cost.trips == 1
    far = small(Wanted("1", "北", NEAR, True), Wanted("2", "北", FAR, True), days=(MONDAY, TUESDAY))
    assert best_timetable(far).cost.trips == 2


def test_a_crew_attends_nothing_online_on_its_day() -> None:
    found = best_timetable(small(Wanted("1", "北", NEAR, True), Wanted("2", "北", NEAR)))
    assert len(found.placements) == 1
    assert found.causes[0].kind in (CauseKind.PEOPLE, CauseKind.ON_SITE)
    two = best_timetable(
        small(Wanted("1", "北", NEAR, True), Wanted("2", "北", NEAR), people=(Person("a"), Person("b")))
    )
    assert {each.people for each in two.placements} == {("a",), ("b",)}


def test_the_way_from_a_hearing_that_stands_counts() -> None:
    stands = Standing("s", "西", FAR, When(MONDAY, time(10), time(11)), True, ("a",))
    assert best_timetable(small(Wanted("1", "北", NEAR), standing=(stands,))).unplaced == ("1",)
    near = replace(stands, office=NEAR)
    (placed,) = best_timetable(small(Wanted("1", "北", NEAR), standing=(near,))).placements
    assert placed.when == NOON.on(MONDAY)


def test_the_limit_of_a_day_counts_what_stands_and_is_told_as_the_cause() -> None:
    stands = Standing("s", "西", NEAR, When(MONDAY, time(10), time(11)), False, ("b",))
    found = best_timetable(small(Wanted("1", "北", NEAR), standing=(stands,), per_day=1))
    (cause,) = found.causes
    assert (cause.kind, cause.codes, cause.first, cause.lacking) == (CauseKind.LIMIT, ("1",), MONDAY, 1)


def test_rooms_that_are_lacking_are_the_cause() -> None:
    wanted = tuple(Wanted(f"{number}", "北", NEAR) for number in range(2))
    found = best_timetable(small(*wanted, slots=(MORNING,), people=(Person("a"), Person("b")), rooms=("r",)))
    (cause,) = found.causes
    assert (cause.kind, cause.lacking) == (CauseKind.ROOMS, 1)


def test_people_of_the_prefecture_are_not_at_two_places_at_once() -> None:
    wanted = tuple(Wanted(f"{number}", "北", NEAR, guests=("県A",)) for number in range(2))
    found = best_timetable(small(*wanted, slots=(MORNING,), people=(Person("a"), Person("b"))))
    assert [cause.kind for cause in found.causes] == [CauseKind.GUESTS]


def test_a_hearing_that_stands_and_nobody_can_attend_is_told() -> None:
    stands = Standing("s", "西", NEAR, When(MONDAY, time(10), time(11)))
    away = (Person("a", Times(busy=(Span(MONDAY, MONDAY),))),)
    found = best_timetable(small(standing=(stands,), people=away))
    assert [(cause.kind, cause.codes) for cause in found.causes] == [(CauseKind.UNATTENDED, ("s",))]
    assert best_timetable(small(standing=(stands,))).attending == {"s": ("a",)}


def test_the_last_days_are_kept_free_where_that_is_possible() -> None:
    wanted = (Wanted("1", "北", NEAR), Wanted("2", "北", NEAR))
    roomy = best_timetable(small(*wanted, days=(MONDAY, TUESDAY), reserve=1))
    assert {each.when.on for each in roomy.placements} == {MONDAY}
    tight = best_timetable(small(*wanted, days=(MONDAY, TUESDAY), reserve=1, per_day=1))
    assert (tight.cost.late, tight.cost.unplaced) == (1, 0)


def test_a_time_between_the_slots_is_kept_as_long_as_it_suits() -> None:
    odd = When(MONDAY, time(11, 15), time(12, 45))
    kept = best_timetable(small(Wanted("1", "北", NEAR, present=Present(odd, ("a",)))))
    assert ([each.when for each in kept.placements], kept.cost.moved) == ([odd], 0)
    busy = Times(busy=(Span(MONDAY, MONDAY, time(11), time(12)),))
    moved = best_timetable(small(Wanted("1", "北", NEAR, times=busy, present=Present(odd, ("a",)))))
    assert (moved.cost.moved, [each.when.starts_at for each in moved.placements]) == (1, [time(13)])


def test_nothing_wanted_and_no_days_are_no_trouble() -> None:
    assert best_timetable(small()).status is Status.OPTIMAL
    none = best_timetable(small(Wanted("1", "北", NEAR), days=()))
    assert (none.unplaced, [cause.kind for cause in none.causes]) == (("1",), [CauseKind.NO_DAY])


@pytest.mark.parametrize(("minute", "suits"), [(0, True), (59, False)])
def test_a_free_span_has_to_hold_the_whole_slot(minute: int, suits: bool) -> None:
    free = Times(free=(Span(MONDAY, MONDAY, time(10, minute), time(12)),))
    assert free.allow(MORNING.on(MONDAY)) is suits


def test_busy_times_touch_only_what_shares_a_minute() -> None:
    busy = Times(busy=(Span(MONDAY, MONDAY, time(11), time(13)),))
    assert busy.allow(MORNING.on(MONDAY))
    assert busy.allow(NOON.on(MONDAY))
    assert not Times(busy=(Span(MONDAY, MONDAY, time(10, 59), time(11)),)).allow(MORNING.on(MONDAY))
    assert not Times(busy=(Span(MONDAY, TUESDAY),)).allow(LATE.on(TUESDAY))
