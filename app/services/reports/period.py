"""The months of the contract: which there are, what lies in one, and the one that a person means."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.contract.deadlines import Deadline, DeadlineState, monthly_reports
from app.contract.facts import ContractFacts
from app.domain.errors import AppError

REPORTED = (DeadlineState.DONE, DeadlineState.DONE_LATE)
PERFORMANCE = "performance.deadline"


@dataclass(frozen=True, slots=True)
class Period:
    """One month, from its first to its last day; ``last_counted`` is the last day on which support counts (3)."""

    first: date
    last: date
    last_counted: date

    @property
    def name(self) -> str:
        """Return 2026年10月."""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def key(self) -> str:
        """Return 2026-10."""
        return f"{self.first:%Y-%m}"

    @property
    def following(self) -> date:
        """Return the first day of the next month."""
        return self.last + timedelta(days=1)

    @property
    def is_over_on(self) -> date:
        """Return from which day on nothing more can be done that counts in this month."""
        return min(self.last, self.last_counted) if self.last_counted >= self.first else self.last

    def has(self, day: date | None) -> bool:
        """Tell whether a day lies in the month."""
        return day is not None and self.first <= day <= self.last

    def until(self, day: date | None) -> bool:
        """Tell whether a day lies in the month or before it."""
        return day is not None and day <= self.last

    def counts(self, days: Iterable[date]) -> tuple[int, int]:
        """Return how many days lie in the month, and how many up to its end; none after the performance deadline."""
        counted = [day for day in days if day <= min(self.last, self.last_counted)]
        return sum(day >= self.first for day in counted), len(counted)


def period_of(month: date, facts: ContractFacts) -> Period:
    """Return the month in which a day lies."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Period(first, following - timedelta(days=1), facts.terms.day(PERFORMANCE, facts.today))


def month_named(text: str, facts: ContractFacts) -> date:
    """Return the first day of the month written as 2026-10; AppError for one that the contract does not have."""
    known = [month for month, _ in monthly_reports(facts)]
    month = next((each for each in known if f"{each:%Y-%m}" == text), None)
    if month is None:
        raise AppError("reports.month_outside", month=text, first=f"{known[0]:%Y-%m}", last=f"{known[-1]:%Y-%m}")
    return month


def due_of(month: date, facts: ContractFacts) -> Deadline:
    """Return when the report of a month is due, and where it stands."""
    return next(deadline for first, deadline in monthly_reports(facts) if first == month)


def month_meant(facts: ContractFacts) -> date:
    """Return the month that is meant where none is named: the earliest begun one whose report is not handed in."""
    begun = begun_months(facts)
    reports = dict(monthly_reports(facts))
    return next((month for month in begun if reports[month].state not in REPORTED), begun[-1])


def begun_months(facts: ContractFacts) -> tuple[date, ...]:
    """Return the months of the contract that have begun; the first one before the contract begins."""
    known = [month for month, _ in monthly_reports(facts)]
    return tuple(month for month in known if month <= facts.today) or (known[0],)


def ended_months(facts: ContractFacts) -> tuple[date, ...]:
    """Return the months in which nothing more can be done; the one that runs while there is none."""
    begun = begun_months(facts)
    return tuple(month for month in begun if period_of(month, facts).is_over_on <= facts.today) or begun[:1]


def by_month(days: Iterable[date], facts: ContractFacts, until: date | None = None) -> tuple[tuple[str, int], ...]:
    """Return how many days lie in each month, from that of signing to that of a day.

    Without a day the months go on until today, and not beyond the performance deadline.
    """
    counted = Counter((day.year, day.month) for day in days)
    last = until or min(facts.today, facts.terms.day(PERFORMANCE, facts.today))
    months = (month for month, _ in monthly_reports(facts) if month <= last)
    return tuple((f"{month.year}年{month.month}月", counted[month.year, month.month]) for month in months)
