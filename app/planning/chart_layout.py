"""The places of the boxes of an organisation chart: a tidy tree in which no two boxes ever touch.

Lengths are points of the drawing; y grows downwards. Every subtree has a strip of its own, so links never cross and
boxes never overlap. A run of several neighbours that lead nobody is stacked, so that a large team stays on one page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

BESIDE = 1  # neighbours without anybody below them stand beside each other up to this number, stacked beyond it
STACK = 4  # boxes of one stacked column


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of the drawing."""

    width: float = 122.0
    height: float = 46.0
    gap: float = 12.0  # between neighbours
    drop: float = 20.0  # between a row and the next
    lean: float = 10.0  # how far a stack stands to the right of the line that leads to it
    between: float = 6.0  # between the boxes of a stack


@dataclass(frozen=True, slots=True)
class Node:
    """One box as it is kept: below whom, on which row at least, and in which place among its neighbours."""

    id: str
    parent_id: str = ""
    row: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """One box at its place; ``row`` is the row on which it came to stand."""

    id: str
    x: float
    y: float
    row: int


@dataclass(frozen=True, slots=True)
class Link:
    """The line from a box to one below it, as corner points."""

    parent_id: str
    child_id: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Layout:
    """The finished drawing; each box is followed by those below it."""

    sizes: Sizes
    boxes: tuple[Placed, ...]
    links: tuple[Link, ...]
    width: float
    height: float


@dataclass
class _Run:
    """Neighbours that are drawn as one: a single subtree, or a stack of boxes that lead nobody."""

    members: list[str]
    width: float
    is_stack: bool = False


@dataclass
class _Drawing:
    sizes: Sizes
    nodes: Mapping[str, Node]
    below: Mapping[str, Sequence[str]]
    runs: dict[str, list[_Run]] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    stacked: set[str] = field(default_factory=set)


def chart_layout(nodes: Iterable[Node], sizes: Sizes | None = None) -> Layout:
    """Return the places of the boxes; one whose upper box is missing, or leads back to it, stands at the top."""
    known = {node.id: node for node in nodes}
    drawing = _Drawing(sizes or Sizes(), known, _below(known))
    whole = _measure(drawing, "", frozenset())
    _place(drawing, "", 0.0, whole, 0)
    boxes = tuple(drawing.placed.values())
    size = drawing.sizes
    return Layout(
        size,
        boxes,
        tuple(_links(drawing)),
        max((box.x + size.width for box in boxes), default=0.0),
        max((box.y + size.height for box in boxes), default=0.0),
    )


def _below(known: Mapping[str, Node]) -> dict[str, list[str]]:
    """Return the boxes below each box in their order; under ``""`` those at the top."""
    found: dict[str, list[str]] = {}
    for node in sorted(known.values(), key=lambda node: (node.place, node.id)):
        found.setdefault(node.parent_id if _is_reachable(node, known) else "", []).append(node.id)
    return found


def _is_reachable(node: Node, known: Mapping[str, Node]) -> bool:
    """Tell whether a box stands below another one without going round in a circle through itself.

    Of boxes in a circle, the one with the smallest id is taken to the top; the others stay below it.
    """
    if node.parent_id not in known:
        return False
    seen, upper = [node.id], known[node.parent_id]
    while upper.id not in seen:
        seen.append(upper.id)
        if upper.parent_id not in known:
            return True
        upper = known[upper.parent_id]
    return node.id != min(seen[seen.index(upper.id) :])


def _measure(drawing: _Drawing, parent: str, above: frozenset[str]) -> float:
    """Divide the boxes below one into runs and return the width of its strip."""
    size = drawing.sizes
    runs: list[_Run] = []
    loose: list[str] = []
    for child in drawing.below.get(parent, ()):
        if drawing.below.get(child):
            runs += _runs_of_leaves(loose, size)
            loose = []
            runs.append(_Run([child], _measure(drawing, child, above | {child})))
        else:
            loose.append(child)
    runs += _runs_of_leaves(loose, size)
    drawing.runs[parent] = runs
    drawing.stacked.update(member for run in runs if run.is_stack for member in run.members)
    return max(size.width, _width(runs, size)) if parent else _width(runs, size)


def _runs_of_leaves(leaves: Sequence[str], size: Sizes) -> list[_Run]:
    if len(leaves) <= BESIDE:
        return [_Run([leaf], size.width) for leaf in leaves]
    columns = -(-len(leaves) // STACK)
    each = -(-len(leaves) // columns)
    return [
        _Run(list(leaves[start : start + each]), size.width + size.lean, is_stack=True)
        for start in range(0, len(leaves), each)
    ]


def _width(runs: Sequence[_Run], size: Sizes) -> float:
    return sum(run.width for run in runs) + size.gap * max(len(runs) - 1, 0)


def _place(drawing: _Drawing, parent: str, left: float, strip: float, row: int) -> None:
    """Place what stands below a box into its strip, from ``row`` on."""
    size, runs = drawing.sizes, drawing.runs[parent]
    x = left + (strip - _width(runs, size)) / 2
    for run in runs:
        if run.is_stack:
            _place_stack(drawing, run, x, row)
        else:
            _place_one(drawing, run.members[0], x, run.width, row)
        x += run.width + size.gap


def _place_one(drawing: _Drawing, id: str, left: float, strip: float, row: int) -> None:
    size = drawing.sizes
    own = max(row, drawing.nodes[id].row)
    drawing.placed[id] = Placed(id, left + (strip - size.width) / 2, _top(own, size), own)
    if drawing.runs.get(id):
        _place(drawing, id, left, strip, own + 1)


def _place_stack(drawing: _Drawing, run: _Run, left: float, row: int) -> None:
    size = drawing.sizes
    own = max(row, *(drawing.nodes[member].row for member in run.members))
    for number, member in enumerate(run.members):
        y = _top(own, size) + number * (size.height + size.between)
        drawing.placed[member] = Placed(member, left + size.lean, y, own)


def _top(row: int, size: Sizes) -> float:
    return row * (size.height + size.drop)


def _links(drawing: _Drawing) -> Iterable[Link]:
    """Yield the lines: down to the middle of the gap, across, down; to a stacked box in from its left."""
    size = drawing.sizes
    for parent, runs in drawing.runs.items():
        if not parent:
            continue
        above = drawing.placed[parent]
        x, y = above.x + size.width / 2, above.y + size.height
        turn = y + size.drop / 2
        for run in runs:
            for member in run.members:
                box = drawing.placed[member]
                if member in drawing.stacked:
                    side, level = box.x - size.lean / 2, box.y + size.height / 2
                    yield Link(parent, member, ((x, y), (x, turn), (side, turn), (side, level), (box.x, level)))
                else:
                    middle = box.x + size.width / 2
                    yield Link(parent, member, ((x, y), (x, turn), (middle, turn), (middle, box.y)))
