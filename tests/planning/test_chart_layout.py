"""The chart of the team: every box has its place, no two touch, and no link runs through a box."""

from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.chart_layout import BESIDE, STACK, Layout, Node, Placed, Sizes, chart_layout

SIZES = Sizes()
IDS = [f"box-{number}" for number in range(24)]
# Any forest and any nonsense: circles, boxes below themselves, boxes below what is not there.
NODES = st.lists(
    st.builds(
        Node,
        id=st.sampled_from(IDS),
        parent_id=st.sampled_from(["", "nowhere", *IDS]),
        row=st.integers(0, 20),
        place=st.integers(0, 100),
    ),
    max_size=24,
    unique_by=lambda node: node.id,
)


def by_id(layout: Layout) -> dict[str, Placed]:
    return {box.id: box for box in layout.boxes}


def touch(one: Placed, other: Placed) -> bool:
    return (
        one.x < other.x + SIZES.width
        and other.x < one.x + SIZES.width
        and one.y < other.y + SIZES.height
        and other.y < one.y + SIZES.height
    )


def tree(*below: str, parent: str = "top") -> list[Node]:
    return [Node("top"), *(Node(name, parent, place=number) for number, name in enumerate(below))]


@settings(max_examples=200)
@given(NODES)
def test_every_box_is_placed_once_and_no_two_touch(nodes: list[Node]) -> None:
    layout = chart_layout(nodes)
    assert sorted(box.id for box in layout.boxes) == sorted(node.id for node in nodes)
    assert not [pair for pair in combinations(layout.boxes, 2) if touch(*pair)]


@settings(max_examples=200)
@given(NODES)
def test_no_link_runs_through_a_box_and_every_link_leads_down(nodes: list[Node]) -> None:
    layout = chart_layout(nodes)
    places = by_id(layout)
    for link in layout.links:
        assert places[link.parent_id].y + SIZES.height < places[link.child_id].y
        for box in layout.boxes:
            assert not any(runs_through(box, *ends) for ends in pairwise(link.points)), (link, box)


def runs_through(box: Placed, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Tell whether an upright or level line passes the inside of a box."""
    inside = 0.01
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return (
        left < box.x + SIZES.width - inside
        and right > box.x + inside
        and top < box.y + SIZES.height - inside
        and bottom > box.y + inside
    )


@settings(max_examples=100)
@given(NODES)
def test_each_box_stands_on_its_row_or_below_and_the_drawing_is_as_large_as_its_boxes(nodes: list[Node]) -> None:
    layout = chart_layout(nodes)
    places = by_id(layout)
    for node in nodes:
        assert places[node.id].row >= node.row
    assert layout.width == max((box.x + SIZES.width for box in layout.boxes), default=0)
    assert layout.height == max((box.y + SIZES.height for box in layout.boxes), default=0)
    assert all(box.x >= 0 and box.y >= 0 for box in layout.boxes)


def test_the_same_boxes_in_another_order_stand_at_the_same_places() -> None:
    nodes = [*tree("a", "b"), Node("c", "a"), Node("d", "a", place=1), Node("e", "b")]
    assert chart_layout(nodes) == chart_layout(list(reversed(nodes)))


def test_a_box_stands_in_the_middle_above_those_below_it() -> None:
    places = by_id(chart_layout([*tree("a", "b"), Node("c", "a"), Node("d", "b")]))
    assert places["top"].x == (places["a"].x + places["b"].x) / 2
    assert places["c"].x == places["a"].x


def test_neighbours_stand_in_the_order_of_their_places() -> None:
    nodes = [Node("top"), *(Node(name, "top", place=place) for name, place in (("c", 2), ("a", 0), ("b", 1)))]
    nodes += [Node(f"{name}-below", name) for name in "abc"]
    places = by_id(chart_layout(nodes))
    assert places["a"].x < places["b"].x < places["c"].x


@pytest.mark.parametrize(("count", "columns"), [(BESIDE, 1), (BESIDE + 1, 1), (STACK, 1), (STACK + 1, 2)])
def test_boxes_that_lead_nobody_are_stacked_in_columns(count: int, columns: int) -> None:
    names = [f"box-{number}" for number in range(count)]
    places = by_id(chart_layout(tree(*names)))
    assert len({places[name].x for name in names}) == columns


def test_a_box_of_a_lower_row_is_pushed_down_with_what_stands_below_it() -> None:
    places = by_id(chart_layout([Node("top"), Node("a", "top", row=3), Node("b", "a")]))
    assert (places["a"].row, places["b"].row) == (3, 4)


def test_boxes_in_a_circle_all_stand_and_one_of_them_is_at_the_top() -> None:
    layout = chart_layout([Node("a", "c"), Node("b", "a"), Node("c", "b"), Node("d", "d")])
    assert sorted(box.id for box in layout.boxes if box.row == 0) == ["a", "d"]
    assert {(link.parent_id, link.child_id) for link in layout.links} == {("a", "b"), ("b", "c")}


def test_each_box_is_followed_by_those_below_it() -> None:
    layout = chart_layout([*tree("a", "b"), Node("c", "a")])
    assert ids(layout.boxes) == ["top", "a", "c", "b"]


def ids(boxes: Iterable[Placed]) -> list[str]:
    return [box.id for box in boxes]


def test_nothing_gives_an_empty_drawing() -> None:
    layout = chart_layout([])
    assert (layout.boxes, layout.links, layout.width, layout.height) == ((), (), 0.0, 0.0)
