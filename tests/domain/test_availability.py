"""When somebody can sit in a hearing: busy periods keep them away, free periods bind them."""

from datetime import date, time
from typing import Any

import pytest

from app.domain.availability import is_available
from app.domain.hearing import Availability, AvailabilityPeriod

DAY = date(2026, 6, 10)


def period(**changes: Any) -> AvailabilityPeriod:
    values = {"id": "1", "staff_id": "s", "from_on": DAY, "kind": Availability.BUSY, **changes}
    return AvailabilityPeriod(**values)


def free(*periods: AvailabilityPeriod, on: date = DAY, starts: time = time(10), ends: time = time(11)) -> bool:
    return is_available(periods, on, starts, ends)


def test_without_any_period_somebody_is_free() -> None:
    assert free()


def test_a_busy_day_keeps_them_away_on_that_day_alone() -> None:
    assert not free(period())
    assert free(period(), on=date(2026, 6, 9))
    assert free(period(), on=date(2026, 6, 11))


def test_a_busy_span_counts_both_its_ends() -> None:
    span = period(from_on=date(2026, 6, 9), until_on=date(2026, 6, 11))
    assert [free(span, on=date(2026, 6, day)) for day in (8, 9, 11, 12)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (time(9), time(10), True),
        (time(9), time(10, 1), False),
        (time(10, 59), time(12), False),
        (time(11), time(12), True),
    ],
)
def test_a_busy_hour_touches_only_what_overlaps(starts: time, ends: time, expected: bool) -> None:
    assert free(period(starts_at=starts, ends_at=ends)) is expected


def test_free_periods_bind_once_there_is_one_and_must_cover_the_whole_time() -> None:
    morning = period(kind=Availability.FREE, starts_at=time(9), ends_at=time(12))
    assert free(morning)
    assert not free(morning, ends=time(12, 1))
    assert not free(morning, on=date(2026, 6, 11))
    assert free(morning, period(kind=Availability.FREE, from_on=date(2026, 6, 11)), on=date(2026, 6, 11))


def test_a_busy_period_wins_over_a_free_one() -> None:
    assert not free(period(kind=Availability.FREE), period(starts_at=time(10, 30), ends_at=time(10, 45)))


def test_without_times_the_whole_day_is_asked_for() -> None:
    assert not is_available([period(starts_at=time(16), ends_at=time(17))], DAY, None, None)
    assert is_available([period(kind=Availability.FREE)], DAY, None, None)
    assert not is_available([period(kind=Availability.FREE, starts_at=time(9))], DAY, None, None)
