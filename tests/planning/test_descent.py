"""Descents: what they find is proven to be the best, and where nothing is proven nothing is said."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.descent import DESCENTS, RESTS, Order, bound_in_parts, solve_by_descent
from app.planning.linear_program import INFINITY, Answer, LinearProgram, Status, Watch

Item = tuple[int, int]  # value and size
items = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=6)


def packed(found: list[Item], room: int) -> tuple[LinearProgram, Order]:
    """Return the program that packs the most value into the room, and how many items as its total."""
    program = LinearProgram()
    columns = [program.column() for _ in found]
    program.at_most([(column, float(size)) for column, (_, size) in zip(columns, found, strict=True)], float(room))
    total = program.column(float(len(found)))
    program.row(0.0, [*((column, 1.0) for column in columns), (total, -1.0)], 0.0)
    program.costs = {column: -float(value) for column, (value, _) in zip(columns, found, strict=True)}
    return program, Order((total,), tuple(columns))


def least(found: list[Item], room: int) -> int:
    """Return the least cost by trying everything."""
    return -max(
        sum(value for (value, _), taken in zip(found, choice, strict=True) if taken)
        for choice in product((0, 1), repeat=len(found))
        if sum(size for (_, size), taken in zip(found, choice, strict=True) if taken) <= room
    )


@given(items, st.integers(0, 25))
def test_what_a_descent_finds_is_the_best(found: list[Item], room: int) -> None:
    program, order = packed(found, room)
    answer = solve_by_descent(program, order, 0.5, Watch())
    if answer is not None:
        assert (answer.status, answer.gap, round(answer.objective)) == (Status.OPTIMAL, 0.0, least(found, room))
        assert sum(size for column, (_, size) in enumerate(found) if answer.chosen(column)) <= room


@given(items, st.integers(0, 25))
def test_no_bound_in_parts_is_above_the_best_or_below_the_relaxation(found: list[Item], room: int) -> None:
    program, order = packed(found, room)
    bound, relaxed = bound_in_parts(program, order.totals, Watch()), program.bound(Watch())
    assert bound is not None
    assert relaxed is not None
    assert relaxed - 1e-6 <= bound <= least(found, room) + 1e-6


def test_an_answer_further_than_the_slack_above_the_relaxation_is_refused() -> None:
    program, order = packed([(9, 2), (9, 2)], 3)  # 13.5 in the relaxation, 9 in truth
    assert solve_by_descent(program, Order((), order.steps), 4.4, Watch()) is None
    answer = solve_by_descent(program, Order((), order.steps), 4.6, Watch())
    assert answer is not None
    assert answer.objective == -9.0


def test_a_total_that_is_not_whole_parts_the_relaxation_and_leads_to_a_proof() -> None:
    program, order = packed([(9, 2), (9, 2)], 3)
    assert program.bound(Watch()) == -13.5
    assert bound_in_parts(program, order.totals, Watch()) == -9.0
    answer = solve_by_descent(program, order, 0.5, Watch())
    assert answer is not None
    assert answer.objective == -9.0


def test_where_nothing_can_be_nothing_is_said() -> None:
    program, order = packed([(1, 1), (1, 1)], 2)
    program.row(3.0, [(0, 1.0), (1, 1.0)], INFINITY)
    assert bound_in_parts(program, order.totals, Watch()) is None
    assert solve_by_descent(program, order, 0.5, Watch()) is None


def test_a_descent_that_is_cancelled_says_nothing() -> None:
    found = [((7 * number) % 31 + 1, (11 * number) % 37 + 1) for number in range(400)]
    program, order = packed(found, 900)
    assert solve_by_descent(program, order, 0.5, Watch(cancelled=lambda: True)) is None


def test_a_rest_that_comes_to_nothing_is_tried_no_more_than_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def nothing(program: LinearProgram, slack: float, watch: Watch, settled: object = ()) -> Answer:
        asked.append(1)
        return Answer(Status.INFEASIBLE)

    monkeypatch.setattr(LinearProgram, "solve", nothing)
    program, order = packed([(9, 4), (8, 3), (7, 3), (5, 2), (3, 2)], 7)
    assert solve_by_descent(program, order, 9.0, Watch()) is None
    assert 1 <= len(asked) <= RESTS < DESCENTS


def test_an_answer_of_the_rest_above_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    program, order = packed([(9, 2), (9, 2)], 4)
    best = program.solve(0.5, Watch())
    assert best.values is not None

    def dearer(program: LinearProgram, slack: float, watch: Watch, settled: object = ()) -> Answer:
        return Answer(Status.OPTIMAL, best.values, best.objective + 0.6)

    monkeypatch.setattr(LinearProgram, "solve", dearer)
    assert solve_by_descent(program, order, 0.5, Watch()) is None
    assert solve_by_descent(program, order, 0.7, Watch()) is not None
