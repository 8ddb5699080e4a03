"""How fast enquiries are answered, counted in open days (specification 9(5))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from app.domain.contact import Enquiry
from app.domain.japanese_date import JAPAN
from app.domain.open_days import OpenDays


@dataclass(frozen=True, slots=True)
class ResponseTimes:
    """How many enquiries were answered and how long it took, in open days; None while nothing was answered."""

    answered: int
    waiting: int
    median_open_days: float | None
    longest_open_days: int | None


def day_in_japan(moment: datetime) -> date:
    """Return the calendar day of a moment in Japan."""
    return moment.astimezone(JAPAN).date()


def open_days_taken(enquiry: Enquiry, calendar: OpenDays) -> int | None:
    """Return the open days from an enquiry to its answer, the day of arrival not counted; None while it waits."""
    if enquiry.received_at is None or enquiry.answered_at is None:
        return None
    return max(0, calendar.open_days_between(day_in_japan(enquiry.received_at), day_in_japan(enquiry.answered_at)))


def response_times(enquiries: Iterable[Enquiry], calendar: OpenDays) -> ResponseTimes:
    """Return the statistics of the response to these enquiries."""
    taken = [open_days_taken(enquiry, calendar) for enquiry in enquiries]
    days = [each for each in taken if each is not None]
    return ResponseTimes(
        answered=len(days),
        waiting=len(taken) - len(days),
        median_open_days=float(median(days)) if days else None,
        longest_open_days=max(days, default=None),
    )
