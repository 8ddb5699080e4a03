"""The clock: days are days in Japan, moments are UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from app.domain.japan import JAPAN


class Clock(Protocol):
    """What day it is and what moment."""

    def today(self) -> date:
        """Return the day on which everything is judged."""
        ...

    def now(self) -> datetime:
        """Return the aware moment in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def today(self) -> date:
        """Return the day in Japan, wherever the machine is."""
        return self.now().astimezone(JAPAN).date()

    def now(self) -> datetime:
        """Return the aware moment in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock on a chosen day (``--as-of``).

    What is recorded still bears the true moment, unless ``at`` fixes that too.
    """

    day: date
    at: datetime | None = None

    def today(self) -> date:
        """Return the chosen day."""
        return self.day

    def now(self) -> datetime:
        """Return the fixed moment, else the machine's."""
        return self.at if self.at is not None else datetime.now(UTC)
