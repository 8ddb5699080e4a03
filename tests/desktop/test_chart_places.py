"""Where a box of the chart may go: every key and every drop is a move that can be made, or none."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.tabs.plans.chart_places import (
    EDGE,
    LAST_ROW,
    Placement,
    all_below,
    box_at,
    dropped,
    neighbours,
    put_below,
    stepped,
)
from app.planning.chart_layout import Node, chart_layout
from app.services.plans.views import BoxView

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)


def boxes_of(nodes: Sequence[Node]) -> list[BoxView]:
    """Return boxes at the places where they are drawn."""
    layout, known = chart_layout(nodes), {node.id: node for node in nodes}
    return [
        BoxView(
            box.id, box.id, "", "", "", "contractor", "受託者", known[box.id].parent_id, box.row, known[box.id].place,
            box.x, box.y, layout.sizes.width, layout.sizes.height, "",
        )
        for box in layout.boxes
    ]  # fmt: skip


TEAM = boxes_of(
    [
        Node("県"),
        Node("責任者", "県"),
        Node("甲", "責任者", place=0),
        Node("乙", "責任者", place=1),
        Node("専門", "責任者", place=2),
        Node("丙", "専門"),
    ]
)


@st.composite
def charts(draw: st.DrawFn) -> list[BoxView]:
    count = draw(st.integers(1, 12))
    nodes = []
    for number in range(count):
        upper = f"b{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else ""
        nodes.append(Node(f"b{number}", upper, place=number))
    return boxes_of(nodes)


def find(id: str) -> BoxView:
    return next(box for box in TEAM if box.id == id)


def at(id: str, across: float, down: float) -> tuple[float, float]:
    box = find(id)
    return box.x + box.width * across, box.y + box.height * down


def test_arrows_change_the_place_among_neighbours_and_stop_at_the_ends() -> None:
    assert [box.id for box in neighbours(TEAM, "責任者")] == ["甲", "乙", "専門"]
    assert stepped(TEAM, "乙", LEFT) == Placement("責任者", 0, 0)
    assert stepped(TEAM, "乙", RIGHT) == Placement("責任者", 0, 2)
    assert stepped(TEAM, "甲", LEFT) is None
    assert stepped(TEAM, "専門", RIGHT) is None
    assert stepped(TEAM, "", LEFT) is None


def test_arrows_change_the_row_but_never_above_the_next_free_one() -> None:
    assert stepped(TEAM, "甲", UP) is None
    assert stepped(TEAM, "甲", DOWN) == Placement("責任者", 3, 0)
    lower = [box if box.id != "甲" else BoxView(**{**as_dict(box), "row": LAST_ROW}) for box in TEAM]
    assert stepped(lower, "甲", DOWN) is None
    assert stepped(lower, "甲", UP) == Placement("責任者", LAST_ROW - 1, 0)
    assert stepped(lower, "甲", RIGHT) == Placement("責任者", LAST_ROW, 1)


def as_dict(box: BoxView) -> dict[str, object]:
    return {name: getattr(box, name) for name in BoxView.__slots__}


def test_a_box_may_be_hung_below_any_box_that_is_not_below_itself() -> None:
    assert put_below(TEAM, "甲", "専門") == Placement("専門", 0, 1)
    assert put_below(TEAM, "専門", "丙") is None
    assert put_below(TEAM, "専門", "専門") is None
    assert put_below(TEAM, "", "専門") is None
    assert all_below(TEAM, "責任者") == {"責任者", "甲", "乙", "専門", "丙"}


@pytest.mark.parametrize(
    ("across", "down", "way", "placement"),
    [
        (0.5, 0.5, "below", Placement("乙", 0, 0)),
        (EDGE - 0.01, 0.5, "before", Placement("責任者", 0, 0)),
        (1 - EDGE + 0.01, 0.5, "after", Placement("責任者", 0, 1)),
        (EDGE + 0.01, 0.5, "below", Placement("乙", 0, 0)),
    ],
)
def test_a_drop_goes_below_a_box_or_beside_it_at_its_edges(
    across: float, down: float, way: str, placement: Placement
) -> None:
    drop = dropped(TEAM, "甲", *at("乙", across, down))
    assert drop is not None
    assert (drop.target_id, drop.way, drop.placement) == ("乙", way, placement)


def test_a_drop_on_nothing_on_itself_or_on_what_is_below_does_nothing() -> None:
    assert dropped(TEAM, "甲", -50.0, -50.0) is None
    assert dropped(TEAM, "甲", *at("甲", 0.5, 0.5)) is None
    assert dropped(TEAM, "責任者", *at("丙", 0.5, 0.5)) is None
    assert box_at(TEAM, *at("丙", 0.0, 0.0)) == find("丙")


@given(charts(), st.data())
def test_no_move_ever_hangs_a_box_below_itself_or_out_of_the_row_of_places(
    boxes: list[BoxView], data: st.DataObject
) -> None:
    ids = [box.id for box in boxes]
    box, target = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(boxes))
    across, down = data.draw(st.floats(0, 1)), data.draw(st.floats(0, 1))
    drop = dropped(boxes, box, target.x + target.width * across, target.y + target.height * down)
    step = stepped(boxes, box, data.draw(st.sampled_from([LEFT, RIGHT, UP, DOWN])))
    for placement in (drop.placement if drop else None, step, put_below(boxes, box, target.id)):
        if placement is not None:
            assert placement.parent_id not in all_below(boxes, box)
            assert 0 <= placement.place <= len(neighbours(boxes, placement.parent_id, without=box))
            assert 0 <= placement.row <= LAST_ROW
