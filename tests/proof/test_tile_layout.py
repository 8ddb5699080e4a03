"""The stored tile map is the best layout of its grid: shown by the dual of the assignment, and swap by swap."""

from itertools import combinations

import pytest

from app.domain.tile_map import TileMap
from tests.proof.tile_layout import CELLS, STORED, Assigned, Cell, assigned, cost, offices, quality


@pytest.fixture(scope="module")
def stored() -> tuple[Cell, ...]:
    tiles = TileMap.from_csv(STORED.read_text(encoding="utf-8"))
    return tuple((tiles.of(office.code).row, tiles.of(office.code).column) for office in offices())


@pytest.fixture(scope="module")
def best() -> Assigned:
    return assigned()


def total(cells: tuple[Cell, ...]) -> float:
    return sum(cost(office, cell) for office, cell in enumerate(cells))


def test_the_grid_has_one_tile_for_each_municipality_and_no_holes(stored: tuple[Cell, ...]) -> None:
    assert sorted(stored) == sorted(CELLS)
    for axis in (0, 1):
        for line in {cell[axis] for cell in CELLS}:
            along = sorted(cell[1 - axis] for cell in CELLS if cell[axis] == line)
            assert along == list(range(along[0], along[-1] + 1))


def test_no_layout_of_the_grid_is_cheaper_for_the_prices_of_the_dual_bound_them_all(
    stored: tuple[Cell, ...], best: Assigned
) -> None:
    bound = sum(best.office_prices) + sum(best.cell_prices)
    for office in range(len(stored)):
        for number, cell in enumerate(CELLS):
            assert best.office_prices[office] + best.cell_prices[number] <= cost(office, cell) + 1e-7
    assert total(stored) == pytest.approx(bound, abs=1e-5)


def test_the_stored_layout_costs_as_little_as_the_best_one_reckoned_anew(
    stored: tuple[Cell, ...], best: Assigned
) -> None:
    assert total(stored) == pytest.approx(total(best.cells), abs=1e-7)


def test_no_two_tiles_would_be_better_the_other_way_round(stored: tuple[Cell, ...]) -> None:
    for one, other in combinations(range(len(stored)), 2):
        now = cost(one, stored[one]) + cost(other, stored[other])
        assert cost(one, stored[other]) + cost(other, stored[one]) >= now - 1e-9


def test_neighbours_stay_neighbours_and_directions_stay_right(stored: tuple[Cell, ...]) -> None:
    found = quality(stored)
    assert found.touching > 0.95
    assert found.nearest == 1.0
    assert min(found.north_south, found.east_west) > 0.99
    assert found.mean_distance < 0.5
