"""日程の都合: whether a municipality or one of our people can sit in a hearing at a time. Pure functions of periods."""

from collections.abc import Iterable
from datetime import date, time

from app.domain.hearing import Availability, AvailabilityPeriod

DAY_BEGINS, DAY_ENDS = time(0, 0), time(23, 59)


def is_available(periods: Iterable[AvailabilityPeriod], on: date, starts_at: time | None, ends_at: time | None) -> bool:
    """Tell whether somebody whose periods these are is free from start to end; without times, for the whole day.

    A busy period that overlaps makes them unavailable. Once a free period is given, only free periods are free; one
    of them must cover the whole time. Without any period they are free.
    """
    first, last = starts_at or DAY_BEGINS, ends_at or starts_at or DAY_ENDS
    own = tuple(periods)
    if any(each.kind is Availability.BUSY and _overlaps(each, on, first, last) for each in own):
        return False
    free = [each for each in own if each.kind is Availability.FREE]
    return not free or any(_covers(each, on, first, last) for each in free)


def _is_on(period: AvailabilityPeriod, on: date) -> bool:
    return period.from_on is not None and period.from_on <= on <= (period.until_on or period.from_on)


def _overlaps(period: AvailabilityPeriod, on: date, first: time, last: time) -> bool:
    begins, ends = period.starts_at or DAY_BEGINS, period.ends_at or DAY_ENDS
    return _is_on(period, on) and begins < last and first < ends


def _covers(period: AvailabilityPeriod, on: date, first: time, last: time) -> bool:
    return _is_on(period, on) and (period.starts_at or DAY_BEGINS) <= first and last <= (period.ends_at or DAY_ENDS)
