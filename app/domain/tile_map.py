"""The tile map: every municipality as one equal tile, laid out so that neighbours stay neighbours."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.domain.municipality import check_code

COLUMNS = ("code", "row", "column")
MOST = 99  # rows and columns


class Tile(NamedTuple):
    """Where a municipality lies: rows count from the north, columns from the west, both from 0."""

    code: str
    row: int
    column: int


@dataclass(frozen=True)
class TileMap:
    """The tiles of a prefecture, in the order of their codes."""

    tiles: tuple[Tile, ...]

    @classmethod
    def from_csv(cls, text: str) -> "TileMap":
        """Read ``code,row,column``; ValueError for another header, a bad code or place, or two on one tile."""
        header, *rows = csv.reader(io.StringIO(text))
        if tuple(header) != COLUMNS:
            raise ValueError(f"the header of a tile map is {','.join(COLUMNS)}")
        tiles = tuple(sorted(_tile(row) for row in rows if row))
        if len({tile.code for tile in tiles}) < len(tiles) or len({tile[1:] for tile in tiles}) < len(tiles):
            raise ValueError("a municipality or a tile is there twice")
        return cls(tiles)

    def __iter__(self) -> Iterator[Tile]:
        """Yield the tiles by code."""
        return iter(self.tiles)

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return max((tile.row for tile in self.tiles), default=-1) + 1

    @property
    def columns(self) -> int:
        """Return how many columns there are."""
        return max((tile.column for tile in self.tiles), default=-1) + 1

    def at(self, row: int, column: int) -> str | None:
        """Return the code of the municipality on a tile; None where there is none."""
        return self._by_place.get((row, column))

    def of(self, code: str) -> Tile:
        """Return the tile of a municipality; KeyError when it has none."""
        return self._by_code[code]

    def beside(self, code: str, down: int, right: int) -> str | None:
        """Return the municipality that the arrow keys lead to: the nearest tile in a direction, or None."""
        tile = self._by_code[code]
        for distance in range(1, max(self.rows, self.columns)):
            found = self.at(tile.row + down * distance, tile.column + right * distance)
            if found is not None:
                return found
        return None

    @cached_property
    def _by_place(self) -> Mapping[tuple[int, int], str]:
        return {(tile.row, tile.column): tile.code for tile in self.tiles}

    @cached_property
    def _by_code(self) -> Mapping[str, Tile]:
        return {tile.code: tile for tile in self.tiles}


def _tile(row: list[str]) -> Tile:
    code, *place = row
    if len(place) != 2 or not all(each.isascii() and each.isdigit() and int(each[:4]) <= MOST for each in place):
        raise ValueError(f"no place for a tile: {','.join(row)[:60]}")
    return Tile(check_code(code), int(place[0]), int(place[1]))
