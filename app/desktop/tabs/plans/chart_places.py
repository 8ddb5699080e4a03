"""Where a box of the chart may go: what a key or a drop means for its upper box, its row and its place; no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.plans.views import BoxView

EDGE = 0.22  # share of a box at each of its sides where a drop means beside it, not below it
LAST_ROW = 20


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a box is put: below whom, on which row at least (nought: the next free one), at which place."""

    parent_id: str
    row: int
    place: int


@dataclass(frozen=True, slots=True)
class Drop:
    """What a drop would do: the box it refers to, in which way (``below``, ``before``, ``after``), and the result."""

    target_id: str
    way: str
    placement: Placement


def box_at(boxes: Sequence[BoxView], x: float, y: float) -> BoxView | None:
    """Return the box under a point of the drawing."""
    return next((box for box in boxes if box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height), None)


def neighbours(boxes: Sequence[BoxView], parent_id: str, without: str = "") -> list[BoxView]:
    """Return the boxes below one in their order; those at the top for none."""
    known = {box.id for box in boxes}
    top = parent_id not in known
    found = [
        box
        for box in boxes
        if box.id != without and (box.parent_id == parent_id or (top and box.parent_id not in known))
    ]
    return sorted(found, key=lambda box: (box.place, box.id))


def all_below(boxes: Sequence[BoxView], id: str) -> set[str]:
    """Return the ids of a box and of everything below it."""
    found = {id}
    while True:
        more = {box.id for box in boxes if box.parent_id in found} - found
        if not more:
            return found
        found |= more


def next_row(boxes: Sequence[BoxView], parent_id: str) -> int:
    """Return the row on which a box below another one stands by itself."""
    upper = next((box for box in boxes if box.id == parent_id), None)
    return 0 if upper is None else upper.row + 1


def kept_row(boxes: Sequence[BoxView], box: BoxView, parent_id: str) -> int:
    """Return the row to keep for a box: its own where it was put lower than it would stand by itself, else nought."""
    is_lower = box.parent_id == parent_id and box.row > next_row(boxes, parent_id)
    return box.row if is_lower else 0


def stepped(boxes: Sequence[BoxView], id: str, step: tuple[int, int]) -> Placement | None:
    """Return where an arrow key puts a box: to the next place, or one row down or up; None where that is no move."""
    box = next((each for each in boxes if each.id == id), None)
    if box is None:
        return None
    beside = [each.id for each in neighbours(boxes, box.parent_id)]
    place = beside.index(box.id)
    across, down = step
    if across:
        target = place + across
        if not 0 <= target < len(beside):
            return None
        return Placement(box.parent_id, kept_row(boxes, box, box.parent_id), target)
    row, lowest = box.row + down, next_row(boxes, box.parent_id)
    if not lowest <= row <= LAST_ROW:
        return None
    return Placement(box.parent_id, row if row > lowest else 0, place)


def put_below(boxes: Sequence[BoxView], id: str, target_id: str) -> Placement | None:
    """Return where a box goes as the last one below another; None where it would hang below itself."""
    if not id or target_id in all_below(boxes, id):
        return None
    return Placement(target_id, 0, len(neighbours(boxes, target_id, without=id)))


def dropped(boxes: Sequence[BoxView], id: str, x: float, y: float) -> Drop | None:
    """Return what dropping a box on a point does; None where it does nothing."""
    target = box_at(boxes, x, y)
    box = next((each for each in boxes if each.id == id), None)
    if target is None or box is None or target.id in all_below(boxes, id):
        return None
    way = _way(target, x, y)
    if way == "below":
        placement = put_below(boxes, id, target.id)
        return Drop(target.id, way, placement) if placement is not None else None
    beside = [each.id for each in neighbours(boxes, target.parent_id, without=id)]
    place = beside.index(target.id) + (way == "after")
    return Drop(target.id, way, Placement(target.parent_id, kept_row(boxes, box, target.parent_id), place))


def _way(target: BoxView, x: float, y: float) -> str:
    across, down = (x - target.x) / target.width, (y - target.y) / target.height
    if across < EDGE or (down < EDGE and across < 0.5):
        return "before"
    if across > 1 - EDGE or (down > 1 - EDGE and across > 0.5):
        return "after"
    return "below"
