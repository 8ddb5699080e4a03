"""Days are days in Japan, moments are UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.japanese_date import JAPAN
from app.platform.clock import FixedClock, SystemClock


class At(SystemClock):
    """A machine's clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 15, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_the_day_begins_at_midnight_in_japan(moment: datetime, day: date) -> None:
    assert At(moment).today() == day


def test_the_moment_is_aware_and_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
    assert JAPAN.utcoffset(None) == timedelta(hours=9)


def test_a_chosen_day_is_judged_but_the_true_moment_recorded() -> None:
    before = datetime.now(UTC)
    clock = FixedClock(date(2026, 9, 30))
    assert clock.today() == date(2026, 9, 30)
    assert before <= clock.now() <= datetime.now(UTC)


def test_the_moment_can_be_fixed_too() -> None:
    at = datetime(2026, 9, 30, 1, 2, 3, tzinfo=UTC)
    assert FixedClock(date(2026, 9, 30), at).now() == at
