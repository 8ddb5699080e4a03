"""An even spread of the dispatches: against every distribution there is, and against what official words demand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.fairness import (
    Opening,
    Work,
    best_plan,
    bound,
    bound_of,
    fairest,
    handed_out,
    loads,
    plan_program,
    reliefs,
)
from app.planning.linear_program import Watch

EXPERTS = ("a", "b", "c", "d")


def make_work(able: str, done_by: Mapping[str, int], *, needed: int = 1, fields: tuple[str, ...] = ("ai",)) -> Work:
    """Return sessions done by some; whoever does them without being able may keep them."""
    kept = {expert: times for expert, times in done_by.items() if expert not in able}
    return Work(fields, frozenset(able), sum(done_by.values()) // needed, needed, done_by, kept)


@st.composite
def distributions(draw: st.DrawFn) -> tuple[Work, ...]:
    works = []
    for number in range(draw(st.integers(1, 3))):
        able = draw(st.sets(st.sampled_from(EXPERTS), min_size=1))
        doers = draw(st.sets(st.sampled_from(EXPERTS), min_size=1, max_size=2))
        needed = draw(st.integers(1, len(doers)))
        count = draw(st.integers(1, 3))
        done: dict[str, int] = {}
        for _ in range(count):
            for expert in draw(st.permutations(sorted(doers)))[:needed]:
                done[expert] = done.get(expert, 0) + 1
        kept = {expert: times for expert, times in done.items() if expert not in able}
        works.append(Work((f"field-{number}",), frozenset(able), count, needed, done, kept))
    return tuple(works)


def every_distribution(works: tuple[Work, ...]) -> Iterator[tuple[Mapping[str, int], ...]]:
    """Yield each way of doing the same sessions."""
    parts = []
    for work in works:
        doers = sorted(work.able.union(work.kept_by))
        ways = product(*(range(work.most(expert) + 1) for expert in doers))
        parts.append([dict(zip(doers, way, strict=True)) for way in ways if sum(way) == work.units])
    yield from product(*parts)


def evenness(carried: Mapping[str, int]) -> tuple[int, ...]:
    """Return the loads, largest first: the smaller this is, the fairer."""
    return tuple(sorted(carried.values(), reverse=True))


def summed(way: tuple[Mapping[str, int], ...]) -> dict[str, int]:
    found = dict.fromkeys(EXPERTS, 0)
    for part in way:
        for expert, times in part.items():
            found[expert] += times
    return found


@settings(max_examples=60, deadline=None)
@given(works=distributions())
def test_no_distribution_is_more_even_and_none_as_even_is_nearer(works: tuple[Work, ...]) -> None:
    found = fairest(works, EXPERTS)
    assert found is not None
    every = [(evenness(summed(way)), _moved(works, way)) for way in every_distribution(works)]
    assert (evenness(found.loads), found.moved) == min(every)


def _moved(works: tuple[Work, ...], way: tuple[Mapping[str, int], ...]) -> int:
    return sum(
        max(0, times - work.done_by.get(expert, 0))
        for work, part in zip(works, way, strict=True)
        for expert, times in part.items()
    )


@settings(max_examples=60, deadline=None)
@given(works=distributions())
def test_the_bound_proves_the_largest_load(works: tuple[Work, ...]) -> None:
    found = fairest(works, EXPERTS)
    assert found is not None
    assert found.bound.smallest == found.largest
    # Reckoned again from the sessions alone, whoever does them.
    assert bound_of(works, found.bound.experts).forced == found.bound.forced


@settings(max_examples=60, deadline=None)
@given(works=distributions())
def test_a_distribution_is_most_even_exactly_when_no_chain_leads_to_two_fewer(works: tuple[Work, ...]) -> None:
    found = fairest(works, EXPERTS)
    assert found is not None
    assert all(each.gap < 2 for each in reliefs(found.works, EXPERTS))
    is_most_even = evenness(loads(works, EXPERTS)) == evenness(found.loads)
    assert is_most_even == all(each.gap < 2 for each in reliefs(works, EXPERTS))


def test_a_session_may_be_handed_over_through_somebody_else() -> None:
    # a could hand to b only, b to c only: c is reached from a through b.
    works = (make_work("ab", {"a": 6, "b": 1}), make_work("bc", {"b": 3}, fields=("bpr",)))
    (widest, *_) = reliefs(works, EXPERTS[:3])
    assert (widest.giver, widest.taker, widest.load, widest.least, widest.gap) == ("a", "c", 6, 0, 6)


def test_nobody_takes_what_they_are_not_able_to_do() -> None:
    assert reliefs((make_work("a", {"a": 9}),), ("a", "b")) == ()


def test_nobody_is_twice_in_one_session() -> None:
    # Three sessions with both of them in each: b can take no more of them.
    assert reliefs((make_work("ab", {"a": 3, "b": 3}, needed=2), make_work("a", {"a": 5})), ("a", "b")) == ()


def test_who_left_keeps_what_they_did_and_takes_nothing() -> None:
    works = (make_work("ab", {"a": 1, "gone": 8}),)
    assert {each.taker for each in reliefs(works, ("a", "b"))} == {"b"}
    found = fairest(works, ("a", "b"))
    assert found is not None
    assert evenness(found.loads) == (3, 3, 3)


def test_without_any_dispatch_there_is_nothing_to_prove() -> None:
    found = fairest((), ("a", "b"))
    assert found is not None
    assert (found.largest, found.moved, found.bound.smallest) == (0, 0, 0)
    assert found.loads == {"a": 0, "b": 0}


def test_a_field_that_one_expert_alone_covers_binds() -> None:
    works = (make_work("a", {"a": 5}, fields=("el-qr",)), make_work("abc", {"a": 1, "b": 1, "c": 1}))
    found = fairest(works, ("a", "b", "c"))
    assert found is not None
    assert (found.largest, found.bound.experts, found.bound.fields) == (5, frozenset("a"), ("el-qr",))


def test_who_gave_away_what_they_may_keep_could_take_it_back_and_binds_too() -> None:
    # Somebody gone did one session with a and now does none: a is relieved by b and by the one gone.
    given_away = Work(("ai",), frozenset("ab"), 2, 1, {"a": 1, "b": 1}, {"gone": 1})
    works = (given_away, make_work("a", {"a": 2}), make_work("b", {"b": 1}), make_work("", {"gone": 2}))
    assert evenness(loads(works)) == evenness(fairest_loads(works)) == (3, 2, 2)
    found = bound(works)
    assert (found.experts, found.forced, found.smallest) == (frozenset({"a", "b", "gone"}), 7, 3)


def fairest_loads(works: tuple[Work, ...]) -> Mapping[str, int]:
    found = fairest(works)
    assert found is not None
    return found.loads


def test_a_stopped_proof_is_none() -> None:
    many = tuple(make_work("abcd", {"a": 9}, fields=(str(number),)) for number in range(30))
    assert fairest(many, EXPERTS, Watch(cancelled=lambda: True, seconds=0.0)) is None


@st.composite
def openings(draw: st.DrawFn) -> tuple[Opening, ...]:
    points = st.sampled_from((10.0, 40.5, 40.6, 90.0))
    return tuple(
        Opening(str(number), draw(st.dictionaries(st.sampled_from(EXPERTS), points, max_size=3)))
        for number in range(draw(st.integers(0, 5)))
    )


@settings(max_examples=80, deadline=None)
@given(openings=openings(), carried=st.dictionaries(st.sampled_from(EXPERTS), st.integers(0, 3)))
def test_the_plan_is_most_even_and_among_those_most_suitable(
    openings: tuple[Opening, ...], carried: dict[str, int]
) -> None:
    found = best_plan(openings, carried)
    assert found is not None
    fillable = [each for each in openings if each.able]
    assert set(found.chosen) == {each.key for each in fillable}
    assert found.unfilled == tuple(each.key for each in openings if not each.able)
    best = min(
        (_loads_of(way, carried), -_points(fillable, way)) for way in product(*(sorted(each.able) for each in fillable))
    )
    chosen = tuple(found.chosen[each.key] for each in fillable)
    assert (_loads_of(chosen, carried), -_points(fillable, chosen)) == best
    assert Counter(found.loads) == Counter(carried) + Counter(chosen)


def test_a_program_has_no_more_steps_than_the_loads_can_take() -> None:
    # Forty dispatches among four: nobody of them can come to an eleventh, and who carries thirty gets none.
    forty = [Opening(str(number), dict.fromkeys("abcd", 50.0)) for number in range(40)]
    program, columns = plan_program(forty, {})
    assert len(program.upper) == len(columns) + 4 * 10
    program, columns = plan_program(forty, {"a": 30})
    assert len(program.upper) == len(columns) + 3 * 14


def test_each_is_handed_to_whoever_carries_least_and_may_take_it() -> None:
    assert handed_out([], {"a": 5}) == 0
    assert handed_out([(3, {"a": 3, "b": 3})], {"a": 1}) == 2
    assert handed_out([(3, {"a": 3, "b": 1})], {}) == 2
    assert handed_out([(1, {"a": 1}), (1, {"b": 1})], {"b": 4}) == 5


def _loads_of(way: tuple[str, ...], carried: Mapping[str, int]) -> int:
    """Return the sum of squared loads, which the most even loads make smallest."""
    found = dict.fromkeys(EXPERTS, 0) | dict(carried)
    for expert in way:
        found[expert] += 1
    return sum(load * load for load in found.values())


def _points(openings: list[Opening], way: tuple[str, ...]) -> int:
    return sum(round(opening.able[expert] * 10) for opening, expert in zip(openings, way, strict=True))


@pytest.mark.parametrize("gap", [0, 1, 2, 5])
def test_a_gap_is_told_as_it_is(gap: int) -> None:
    works = (make_work("ab", {"a": 4 + gap, "b": 4}),)
    assert [each.gap for each in reliefs(works, ("a", "b"))] == ([gap] if gap else [])
