"""The hybrid clock of the change log: 64 bits, milliseconds << 16 | counter; it orders, it never refuses."""

import time
from datetime import UTC, datetime

COUNTER_BITS = 16


def wall_milliseconds() -> int:
    """Return the machine's time in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def next_stamp(last: int, milliseconds: int) -> int:
    """Return a stamp later than ``last`` and, where the clock allows, of this moment."""
    return max(last + 1, milliseconds << COUNTER_BITS)


def utc_text(milliseconds: int) -> str:
    """Return a moment as ``2026-11-20T03:12:45.123Z``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def moment_of(text: str) -> datetime:
    """Return the moment of a text written by ``utc_text``."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
