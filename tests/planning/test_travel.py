"""Ways between offices: great circles against known distances, and the time they take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.travel import Point, Travel, great_circle

SAITAMA, CHICHIBU = Point(35.862, 139.645), Point(35.992, 139.086)
points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_a_degree_of_the_equator_and_of_a_meridian_have_their_known_lengths() -> None:
    assert great_circle(Point(0, 0), Point(0, 1)) == pytest.approx(111.19, abs=0.01)
    assert great_circle(Point(35, 139), Point(36, 139)) == pytest.approx(111.19, abs=0.01)
    assert great_circle(Point(0, 0), Point(0, 180)) == pytest.approx(20_015, abs=1)


def test_the_way_takes_the_factor_of_roads_and_the_speed() -> None:
    kilometres = great_circle(SAITAMA, CHICHIBU)
    assert Travel(1.3, 30.0).minutes(SAITAMA, CHICHIBU) == pytest.approx(kilometres * 1.3 * 2)
    assert Travel(1.3, 30.0).minutes(SAITAMA, SAITAMA) == 0


@given(points, points, points)
def test_no_way_is_longer_than_one_by_a_third_place_and_both_directions_are_alike(
    one: Point, other: Point, third: Point
) -> None:
    assert great_circle(one, other) == pytest.approx(great_circle(other, one), abs=1e-6)
    assert great_circle(one, other) <= great_circle(one, third) + great_circle(third, other) + 1e-3
