"""Programs: whole answers with their proof, what cannot be, and letting go when asked to."""

import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.linear_program import LinearProgram, Status, Watch, quiet_solver

INFINITY = float("inf")


def knapsack(values: list[int], sizes: list[int], room: int) -> LinearProgram:
    """Return the program that packs the most value into the room."""
    program = LinearProgram()
    columns = [program.column() for _ in values]
    program.at_most([(column, float(size)) for column, size in zip(columns, sizes, strict=True)], float(room))
    program.costs = {column: -float(value) for column, value in zip(columns, values, strict=True)}
    return program


items = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7)


@given(items, st.integers(0, 30))
def test_a_whole_answer_is_as_good_as_trying_everything(found: list[tuple[int, int]], room: int) -> None:
    values, sizes = [value for value, _ in found], [size for _, size in found]
    answer = knapsack(values, sizes, room).solve(0.5, Watch())
    best = max(
        sum(value for value, taken in zip(values, choice, strict=True) if taken)
        for choice in product((0, 1), repeat=len(values))
        if sum(size for size, taken in zip(sizes, choice, strict=True) if taken) <= room
    )
    assert (answer.status, round(-answer.objective), answer.gap) == (Status.OPTIMAL, best, 0.0)
    assert sum(size for column, size in enumerate(sizes) if answer.chosen(column)) <= room


def test_a_bound_is_the_cost_when_nothing_need_be_whole_and_none_where_nothing_can_be() -> None:
    program = knapsack([9, 9], [2, 2], 3)
    assert program.bound(Watch()) == -13.5
    assert program.solve(0.5, Watch()).objective == -9.0
    program.row(3.0, [(0, 1.0), (1, 1.0)], INFINITY)
    assert program.bound(Watch()) is None


def test_a_bound_is_not_known_once_the_watch_cancels() -> None:
    values = [(7 * number) % 31 + 1 for number in range(400)]
    program = knapsack(values, [(11 * number) % 37 + 1 for number in range(400)], 900)
    assert program.bound(Watch(cancelled=lambda: True)) is None


def test_what_cannot_be_is_told_and_holds_no_values() -> None:
    program = LinearProgram()
    column = program.column()
    program.row(2.0, [(column, 1.0)], INFINITY)
    answer = program.solve(0.5, Watch())
    assert (answer.status, answer.is_found, answer.chosen(column)) == (Status.INFEASIBLE, False, False)


def test_a_program_without_columns_is_answered_at_once() -> None:
    answer = LinearProgram().solve(0.5, Watch())
    assert (answer.status, answer.is_found, answer.objective) == (Status.OPTIMAL, True, 0.0)


def test_a_watch_that_cancels_ends_the_work_without_a_proof() -> None:
    program = knapsack(list(range(1, 60)), [7 + number * 13 % 17 for number in range(59)], 200)
    answer = program.solve(0.0, Watch(cancelled=lambda: True))
    assert answer.status is Status.CANCELLED


def test_a_part_of_a_watch_tells_its_part_of_the_whole() -> None:
    told: list[float] = []
    part = Watch(progress=told.append).part(0.5, 1.0)
    part.progress(0.0)
    part.progress(0.5)
    part.progress(1.0)
    assert told == [0.5, 0.75, 1.0]


def test_the_solver_says_nothing_on_standard_output_and_is_loaded_only_when_it_is_used() -> None:
    script = (
        "import sys\n"
        "from app.planning.linear_program import LinearProgram, Watch\n"
        "assert not {'highspy', 'numpy'} & set(sys.modules)\n"
        "program = LinearProgram()\n"
        "program.costs = {program.column(): -1.0}\n"
        "assert program.solve(0.5, Watch()).chosen(0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_parts_of_a_work_share_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Watch(seconds=100.0, began=1_000.0)
    first, last = whole.part(0.0, 0.6), whole.part(0.6, 1.0)
    inner = last.part(0.5, 1.0)
    for now, left in ((1_000.0, (60.0, 100.0, 100.0)), (1_060.0, (0.0, 40.0, 40.0)), (1_090.0, (0.0, 10.0, 10.0))):
        monkeypatch.setattr("app.planning.linear_program.time.monotonic", lambda now=now: now)
        assert (first.left, last.left, inner.left) == pytest.approx(left)
    assert last.part(0.0, 0.5).left == 0.0
    monkeypatch.setattr("app.planning.linear_program.time.monotonic", lambda: 2_000.0)
    assert whole.left == inner.left == 0.0


def test_a_work_without_a_limit_has_parts_without_one() -> None:
    assert Watch().part(0.0, 0.1).part(0.5, 1.0).left == float("inf")


def test_every_program_is_given_the_time_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def noted(slack: float, seconds: float) -> object:
        given.append(seconds)
        return quiet_solver(slack)

    monkeypatch.setattr("app.planning.linear_program.quiet_solver", noted)
    over, program = Watch(seconds=1.0, began=0.0), knapsack([3, 4, 5], [2, 3, 4], 6)
    assert program.solve(0.0, over).status is Status.OPTIMAL
    assert program.bound(over) is not None
    program.solve(0.0, Watch())
    assert given == [0.0, 0.0, float("inf")]
