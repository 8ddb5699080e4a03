"""How candidates are weighed, and where experts live: read from the resources, once."""

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.domain.municipality import Municipalities
from app.domain.text import compact
from app.planning.matching import Scale, Term
from app.planning.travel import Point, Travel
from app.services.surroundings import RESOURCES


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "matching.toml").read_text(encoding="utf-8"))


def scale() -> Scale:
    """Return how the terms of a score are reckoned."""
    usual = _usual()
    return Scale(
        points={term: int(usual["points"][term.value]) for term in Term},
        levels={level: share / 100 for level, share in usual["levels"].items()},
        enough_record=int(usual["record"]["enough"]),
        elsewhere=int(usual["record"]["elsewhere"]) / 100,
        near_minutes=int(usual["travel"]["near_minutes"]),
        far_minutes=int(usual["travel"]["far_minutes"]),
        gap=int(usual["balance"]["gap"]),
    )


def travel() -> Travel:
    """Return how the way of an expert is reckoned."""
    usual = _usual()["travel"]
    return Travel(float(usual["road_factor"]), float(usual["kilometres_per_hour"]))


@lru_cache(maxsize=1)
def _prefectures() -> Mapping[str, Point]:
    text = (RESOURCES / "prefectures.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["name"]: Point(float(row["office_lat"]), float(row["office_lng"])) for row in rows}


def home(base: str, offices: Municipalities) -> Point | None:
    """Return where an expert lives: the office of a municipality of ours, else of a prefecture; None when unknown."""
    office = offices.find(base) if base.strip() else None
    if office is not None:
        return Point(float(office.latitude), float(office.longitude))
    written = compact(base)
    return next((point for name, point in _prefectures().items() if written.startswith(name)), None)
