"""The tile map as data: every municipality once, every tile once, and the way of the arrow keys."""

from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.municipality import Municipalities
from app.domain.tile_map import TileMap

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
STORED = (RESOURCES / "tile_map.csv").read_text(encoding="utf-8")
OFFICES = Municipalities.from_csv((RESOURCES / "municipalities.csv").read_text(encoding="utf-8"))
WARABI, TODA, CHICHIBU = "112232", "112241", "112071"


def test_every_municipality_of_the_prefecture_has_one_tile_of_its_own() -> None:
    tiles = TileMap.from_csv(STORED)
    assert [tile.code for tile in tiles] == [office.code for office in OFFICES]
    assert len({(tile.row, tile.column) for tile in tiles}) == 63
    assert (tiles.rows, tiles.columns) == (9, 13)


def test_a_tile_leads_to_its_municipality_and_back() -> None:
    tiles = TileMap.from_csv(STORED)
    for tile in tiles:
        assert tiles.at(tile.row, tile.column) == tile.code
        assert tiles.of(tile.code) == tile
    assert tiles.at(0, 0) is None


def test_arrow_keys_lead_to_the_next_tile_and_stop_at_the_border() -> None:
    tiles = TileMap.from_csv(STORED)
    assert tiles.beside(TODA, 0, 1) == WARABI
    assert tiles.beside(WARABI, 0, -1) == TODA
    assert tiles.beside(CHICHIBU, 1, 0) is None
    assert tiles.beside(CHICHIBU, -1, 0) is not None


@pytest.mark.parametrize(
    "text",
    [
        "code,column,row\n112232,0,0\n",
        "code,row,column\n112232,0\n",
        "code,row,column\n112232,0,-1\n",
        "code,row,column\n112232,0,100\n",
        "code,row,column\n112232,0,１\n",
        "code,row,column\n112232,0,0\n112241,0,0\n",
        "code,row,column\n112232,0,0\n112232,0,1\n",
    ],
)
def test_what_is_no_map_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"tile"):
        TileMap.from_csv(text)


def test_a_wrong_code_is_refused() -> None:
    with pytest.raises(AppError):
        TileMap.from_csv("code,row,column\n112233,0,0\n")
