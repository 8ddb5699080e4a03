"""The hybrid clock goes forward whatever the machine's clock does."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.store.clock import moment_of, next_stamp, utc_text


@given(st.lists(st.integers(0, 2**42), min_size=2))
def test_stamps_grow_even_when_the_machines_clock_goes_back(times: list[int]) -> None:
    stamps = [0]
    for milliseconds in times:
        stamps.append(next_stamp(stamps[-1], milliseconds))
    assert stamps == sorted(set(stamps))
    assert max(stamps) < 2**63


def test_a_stamp_is_the_moment_where_the_clock_allows() -> None:
    assert next_stamp(0, 1_000) == 1_000 << 16
    assert next_stamp((1_000 << 16) + 4, 1_000) == (1_000 << 16) + 5
    assert next_stamp(2_000 << 16, 1_000) == (2_000 << 16) + 1


def test_times_are_text_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 11, 20, 3, 12, 45, 123_000, tzinfo=UTC)
    milliseconds = int(moment.timestamp() * 1000)
    assert utc_text(milliseconds) == "2026-11-20T03:12:45.123Z"
    assert moment_of(utc_text(milliseconds)) == moment
