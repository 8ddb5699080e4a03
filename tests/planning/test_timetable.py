"""Timetables: what they always keep, that none is cheaper, and that one is found again with few changes."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.planning.linear_program import Status
from app.planning.timetable import (
    Person,
    Placement,
    Present,
    Problem,
    Slot,
    Span,
    Standing,
    Times,
    Timetable,
    Wanted,
    When,
    cost_of,
)
from app.planning.timetable_solving import best_timetable
from app.planning.travel import Point, Travel
from tests.planning.exhaustive_timetable import cheapest, clash, kept

MONDAY = date(2026, 7, 6)
SLOTS = (Slot(time(10), time(11, 30)), Slot(time(13), time(14, 30)), Slot(time(15), time(16, 30)))
BASE = Point(35.86, 139.65)
OFFICES = {  # area, offices: two near each other and one an hour away; another area far off
    "北": (Point(36.20, 139.28), Point(36.18, 139.30), Point(36.05, 139.55)),
    "西": (Point(35.99, 139.09), Point(35.98, 139.10), Point(36.07, 139.10)),
}


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Return a small problem with every kind of trouble."""
    days = tuple(MONDAY + timedelta(days=n) for n in sorted(draw(st.sets(st.integers(0, 9), min_size=1, max_size=3))))
    slots = SLOTS[: draw(st.integers(1, 3))]
    whens = [slot.on(day) for day in days for slot in slots]
    odd = [When(day, time(11), time(12, 45)) for day in days]
    spans = st.lists(st.sampled_from(whens), max_size=2).map(
        lambda found: tuple(Span(each.on, each.on, each.starts_at, each.ends_at) for each in found)
    )
    times = st.one_of(st.just(Times()), st.builds(Times, busy=spans), st.builds(Times, free=spans))
    people = tuple(Person(f"p{n}", draw(times)) for n in range(draw(st.integers(0, 3))))
    names = [person.id for person in people]
    some = st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple) if names else st.just(())
    rooms = tuple(f"r{n}" for n in range(draw(st.integers(0, 2))))
    room = st.sampled_from([*rooms, ""])
    presents = st.one_of(st.none(), st.builds(Present, st.sampled_from([*whens, *odd, odd[0]]), some, room))
    guests = st.sampled_from([(), (), ("g0",), ("g0", "g1")])
    places = st.sampled_from([(area, office) for area, offices in OFFICES.items() for office in offices])

    def wanted(number: int) -> Wanted:
        area, office = draw(places)
        return Wanted(f"w{number}", area, office, draw(st.booleans()), draw(times), draw(presents), draw(guests))

    def standing(number: int) -> Standing:
        area, office = draw(places)
        when = draw(st.sampled_from([*whens, *odd]))
        return Standing(f"s{number}", area, office, when, draw(st.booleans()), draw(some), draw(room), draw(guests))

    return Problem(
        days=days,
        slots=slots,
        wanted=tuple(wanted(number) for number in range(draw(st.integers(0, 4)))),
        people=people,
        base=BASE,
        travel=Travel(1.3, 30.0),
        standing=tuple(standing(number) for number in range(draw(st.integers(0, 2)))),
        rooms=rooms,
        attendees=draw(st.integers(1, 2)),
        per_day=draw(st.integers(1, 3)),
        reserve=draw(st.integers(0, 1)),
    )


def breaches(problem: Problem, found: Timetable) -> list[str]:
    """Return what a timetable breaks; looked at hearing by hearing, with nothing of the solver."""
    alone = [f"{each.code}: {told}" for each in found.placements for told in alone_wrong(problem, each)]
    together = [*people_wrong(problem, found), *guests_wrong(problem, found)]
    return [*alone, *together, *rooms_wrong(problem, found), *days_wrong(problem, found)]


def alone_wrong(problem: Problem, placement: Placement) -> Iterator[str]:
    """Yield what is wrong with one placement by itself."""
    when = placement.when
    if when.on not in problem.days:
        yield "closed day"
    if not problem.by_code[placement.code].times.allow(when):
        yield "does not suit"
    if not any(slot.on(when.on) == when for slot in problem.slots) and not kept(problem, placement):
        yield "no slot"
    if len(set(placement.people)) != problem.attendees:
        yield f"attended by {len(placement.people)}"
    if problem.rooms and not placement.on_site and placement.room not in problem.rooms:
        yield "no room"
    for person in problem.people:
        if person.id in placement.people and not person.times.allow(when):
            yield f"{person.id} cannot"


def people_wrong(problem: Problem, found: Timetable) -> Iterator[str]:
    """Yield who would be at two places at once, the way between them included."""
    placed = [(problem.by_code[each.code], each.when, each.people) for each in found.placements]
    stands = [(each, each.when, each.people or found.attending.get(each.code, ())) for each in problem.standing]
    both: tuple[tuple[Wanted | Standing, When, tuple[str, ...]], ...] = (*placed, *stands)
    for (one, at, people), (other, then, others) in combinations(both, 2):
        both_named = all(isinstance(each, Standing) and each.people for each in (one, other))
        if not both_named and set(people) & set(others) and clash(problem, one, at, other, then):
            yield f"{one.code}, {other.code}: one person at two places"


def guests_wrong(problem: Problem, found: Timetable) -> Iterator[str]:
    """Yield who of the prefecture would be at two places at once."""
    placed = [(problem.by_code[each.code], each.when) for each in found.placements]
    stands = [(each, each.when) for each in problem.standing]
    both: tuple[tuple[Wanted | Standing, When], ...] = (*placed, *stands)
    for (one, at), (other, then) in combinations(both, 2):
        stand = isinstance(one, Standing) and isinstance(other, Standing)
        if not stand and set(one.guests) & set(other.guests) and clash(problem, one, at, other, then):
            yield f"{one.code}, {other.code}: one guest at two places"


def rooms_wrong(problem: Problem, found: Timetable) -> Iterator[str]:
    """Yield which room would be used twice at once."""
    stands = {each.code for each in problem.standing}
    both: tuple[Placement | Standing, ...] = (*found.placements, *problem.standing)
    used = [each for each in both if not each.on_site and each.room]
    for one, other in combinations(used, 2):
        if one.room == other.room and one.when.overlaps(other.when) and not {one.code, other.code} <= stands:
            yield f"{one.code}, {other.code}: one room"


def days_wrong(problem: Problem, found: Timetable) -> Iterator[str]:
    """Yield the days with too many hearings, or with more than one trip."""
    for day in problem.days:
        placed = [each for each in found.placements if each.when.on == day]
        if placed and len(placed) + sum(each.when.on == day for each in problem.standing) > problem.per_day:
            yield f"{day}: too many"
        trip = [each for each in placed if each.on_site and not kept(problem, each)]
        if len({problem.by_code[each.code].area for each in trip}) > 1 or len({each.people for each in trip}) > 1:
            yield f"{day}: two trips"


@given(problems())
def test_no_timetable_breaks_a_bound(problem: Problem) -> None:
    found = best_timetable(problem)
    assert found.status is Status.OPTIMAL
    assert breaches(problem, found) == []
    assert {each.code for each in found.placements} | set(found.unplaced) == {each.code for each in problem.wanted}
    assert found.cost == cost_of(problem, found.placements, found.cost.unplaced - len(found.unplaced))


@given(problems())
def test_no_timetable_is_cheaper_than_the_one_found(problem: Problem) -> None:
    assert best_timetable(problem).cost == cheapest(problem)


def test_both_solvers_know_that_a_crew_needs_the_way_between_two_visits() -> None:
    near, _, far = OFFICES["北"]  # over an hour apart, half an hour between the slots
    problem = Problem(
        days=(MONDAY,),
        slots=SLOTS[1:],
        wanted=(Wanted("w0", "北", near, True), Wanted("w1", "北", far, True)),
        people=(Person("p0"),),
        base=BASE,
        travel=Travel(1.3, 30.0),
    )
    assert best_timetable(problem).cost == cheapest(problem)
    assert cheapest(problem).unplaced == 1


@given(problems())
def test_whatever_is_left_over_has_a_cause(problem: Problem) -> None:
    found = best_timetable(problem)
    named = {code for cause in found.causes for code in cause.codes}
    assert set(found.unplaced) <= named
