"""How long the way between two offices takes: the great circle, a factor for roads, and a speed."""

import math
from dataclasses import dataclass

EARTH_KILOMETRES = 6371.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place in decimal degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Travel:
    """How ways are reckoned: road kilometres for each kilometre of the great circle, and kilometres in an hour."""

    road_factor: float
    kilometres_per_hour: float

    def minutes(self, one: Point, other: Point) -> float:
        """Return the minutes from one place to another."""
        return great_circle(one, other) * self.road_factor / self.kilometres_per_hour * 60


def great_circle(one: Point, other: Point) -> float:
    """Return the shortest way over the earth in kilometres.

    >>> round(great_circle(Point(35.862, 139.645), Point(35.992, 139.086)), 1)
    52.4
    """
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(min(1.0, half)))
