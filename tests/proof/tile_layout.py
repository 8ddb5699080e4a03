"""Lays the tile map: one equal tile for each municipality, on a grid in the shape of the prefecture.

Run it to write ``resources/tile_map.csv`` anew and to see how good the layout is:

    python tests/proof/tile_layout.py

1. The offices are drawn apart until each has the room of one tile, neighbours held together and kept in their
   directions. Neighbours are the pairs of offices in whose circle (over their distance as diameter) no third one lies.
2. The tiles of the grid are given to the municipalities so that the squared distances between tile and drawn-apart
   office add up to the least possible: an assignment, whose relaxation is whole, so that its dual proves it.

The grid is 63 tiles without holes in any row or column; of those it was chosen for the smallest sum.
"""

import csv
import io
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # when it is run as a program
    sys.path.insert(0, str(ROOT))

from app.domain.municipality import Municipalities, Municipality  # noqa: E402

STORED = ROOT / "resources" / "tile_map.csv"
# First and last column of each row, from the north.
GRID = ((2, 3), (2, 5), (2, 8), (0, 9), (1, 10), (4, 10), (4, 12), (4, 12), (7, 11))
CELLS = tuple((row, column) for row, (first, last) in enumerate(GRID) for column in range(first, last + 1))
KILOMETRES_OF_A_TILE = 8.0
ORIGIN = (36.28, 139.0)
KILOMETRES_OF_A_DEGREE = (110.95, 111.32 * math.cos(math.radians(35.98)))
ROUNDS = 1_000
APART, TOGETHER, DIRECTION = 0.25, 0.06, 0.025  # of the way to where a pair should be, in each round
CLEARLY_APART_KILOMETRES = 5.0
SHIFT = (0.3, 0.9)  # of the drawn-apart offices on the grid, rows and columns

Point = tuple[float, float]  # rows from the north, columns from the west
Cell = tuple[int, int]


@cache
def offices() -> tuple[Municipality, ...]:
    """Return the municipalities by code."""
    return tuple(Municipalities.from_csv((ROOT / "resources" / "municipalities.csv").read_text(encoding="utf-8")))


@cache
def positions() -> tuple[Point, ...]:
    """Return where the offices are, in tiles."""
    return tuple(
        (
            (ORIGIN[0] - float(each.latitude)) * KILOMETRES_OF_A_DEGREE[0] / KILOMETRES_OF_A_TILE,
            (float(each.longitude) - ORIGIN[1]) * KILOMETRES_OF_A_DEGREE[1] / KILOMETRES_OF_A_TILE,
        )
        for each in offices()
    )


@cache
def neighbours() -> tuple[tuple[int, int], ...]:
    """Return the pairs of offices that have nobody between them."""
    places = positions()

    def squared(one: int, other: int) -> float:
        return (places[one][0] - places[other][0]) ** 2 + (places[one][1] - places[other][1]) ** 2

    return tuple(
        (one, other)
        for one, other in combinations(range(len(places)), 2)
        if all(
            squared(one, third) + squared(other, third) >= squared(one, other)
            for third in range(len(places))
            if third not in (one, other)
        )
    )


@cache
def targets() -> tuple[Point, ...]:
    """Return the offices drawn apart, on the grid."""
    import numpy

    places = numpy.array(positions())
    pairs = numpy.array(neighbours())
    one, other = pairs[:, 0], pairs[:, 1]
    meant = places[other] - places[one]
    meant /= numpy.hypot(meant[:, 0], meant[:, 1])[:, None]
    drawn = places.copy()
    for _ in range(ROUNDS):
        between = drawn[None, :, :] - drawn[:, None, :]
        far = numpy.hypot(between[..., 0], between[..., 1])
        numpy.fill_diagonal(far, 1.0)
        push = numpy.where(far < 1.0, (1.0 - far) * APART / far, 0.0)
        force = -(push[..., None] * between).sum(axis=1)
        way = drawn[other] - drawn[one]
        length = numpy.hypot(way[:, 0], way[:, 1])[:, None]
        pull = numpy.where(length > 1.0, (length - 1.0) * TOGETHER / length, 0.0) * way
        turn = (meant * length - way) * DIRECTION
        numpy.add.at(force, one, pull - turn)
        numpy.add.at(force, other, turn - pull)
        drawn += force
    return tuple((float(row) + SHIFT[0], float(column) + SHIFT[1]) for row, column in drawn)


def cost(office: int, cell: Cell) -> float:
    """Return the squared distance of an office, drawn apart, from a tile."""
    row, column = targets()[office]
    return (row - cell[0]) ** 2 + (column - cell[1]) ** 2


@dataclass(frozen=True)
class Assigned:
    """The best layout, and the prices of its dual: together they add up to the same sum."""

    cells: tuple[Cell, ...]  # by office
    office_prices: tuple[float, ...]
    cell_prices: tuple[float, ...]


def assigned() -> Assigned:
    """Return the assignment of least cost with its dual, by HiGHS."""
    import highspy
    import numpy

    count = len(offices())
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)  # one number of threads for a whole process, or every later program is refused
    costs = numpy.array([cost(office, cell) for office in range(count) for cell in CELLS])
    highs.addVars(count * count, numpy.zeros(count * count), numpy.full(count * count, numpy.inf))
    highs.changeColsCost(count * count, numpy.arange(count * count, dtype=numpy.int32), costs)
    ones = numpy.ones(count)
    for office in range(count):
        highs.addRow(1.0, 1.0, count, numpy.arange(office * count, (office + 1) * count, dtype=numpy.int32), ones)
    for cell in range(count):
        highs.addRow(1.0, 1.0, count, numpy.arange(cell, count * count, count, dtype=numpy.int32), ones)
    highs.run()
    solution = highs.getSolution()
    chosen = numpy.array(solution.col_value).reshape(count, count)
    cells = tuple(CELLS[int(chosen[office].argmax())] for office in range(count))
    prices = tuple(float(price) for price in solution.row_dual)
    return Assigned(cells, prices[:count], prices[count:])


@dataclass(frozen=True)
class Quality:
    """How well a layout keeps neighbours together and directions right; shares of 1."""

    touching: float  # neighbours whose tiles touch, corners included
    sides: float  # neighbours whose tiles share a side
    nearest: float  # municipalities whose nearest office lies on a touching tile
    north_south: float  # pairs at least 5 km apart north to south that are not turned round
    east_west: float
    mean_distance: float  # of a tile from the drawn-apart office, in tiles


def quality(cells: Sequence[Cell]) -> Quality:
    """Return how good a layout is."""
    places, pairs = positions(), neighbours()
    apart = [max(abs(cells[a][0] - cells[b][0]), abs(cells[a][1] - cells[b][1])) for a, b in pairs]
    sides = [abs(cells[a][0] - cells[b][0]) + abs(cells[a][1] - cells[b][1]) == 1 for a, b in pairs]
    everybody = range(len(places))
    near = [min((math.dist(places[a], places[b]), b) for b in everybody if b != a)[1] for a in everybody]
    nearest = [max(abs(cells[a][0] - cells[b][0]), abs(cells[a][1] - cells[b][1])) <= 1 for a, b in enumerate(near)]
    return Quality(
        touching=sum(each <= 1 for each in apart) / len(pairs),
        sides=sum(sides) / len(pairs),
        nearest=sum(nearest) / len(nearest),
        north_south=_kept_order(cells, 0),
        east_west=_kept_order(cells, 1),
        mean_distance=sum(math.sqrt(cost(office, cell)) for office, cell in enumerate(cells)) / len(cells),
    )


def _kept_order(cells: Sequence[Cell], axis: int) -> float:
    """Return the share of pairs clearly apart along an axis that are not turned round."""
    clear = [
        (here - there, cells[one][axis] - cells[other][axis])
        for (one, here), (other, there) in combinations(enumerate(place[axis] for place in positions()), 2)
        if abs(here - there) * KILOMETRES_OF_A_TILE >= CLEARLY_APART_KILOMETRES
    ]
    return sum(way * laid >= 0 for way, laid in clear) / len(clear)


def as_csv(cells: Sequence[Cell]) -> str:
    """Return a layout as it is stored."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("code", "row", "column"))
    writer.writerows((office.code, *cell) for office, cell in zip(offices(), cells, strict=True))
    return text.getvalue()


def picture(cells: Sequence[Cell]) -> str:
    """Return a layout as lines of text, three signs for each tile."""
    at: Mapping[Cell, str] = {cell: office.name[:3] for office, cell in zip(offices(), cells, strict=True)}
    width = max(column for _, column in CELLS) + 1
    rows = range(len(GRID))
    return "\n".join(
        "".join(at.get((row, column), "").ljust(3, "　") + "｜" for column in range(width)) for row in rows
    )


def main() -> None:
    """Write the layout and tell how good it is."""
    found = assigned().cells
    STORED.write_text(as_csv(found), encoding="utf-8")
    sys.stdout.write(f"{picture(found)}\n{quality(found)}\n")


if __name__ == "__main__":
    main()
