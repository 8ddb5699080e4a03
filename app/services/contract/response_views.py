"""How fast enquiries are answered, in words for the doors: in all, by medium, and one by one (specification 9(5))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.response_times import day_in_japan, open_days_taken, response_times
from app.domain.contact import Enquiry, Medium

MOST_SLOW = 20


@dataclass(frozen=True, slots=True)
class ResponseGroup:
    """The response to all enquiries, or to those of one medium; open days, None while nothing was answered."""

    medium: str  # in words; empty for all
    answered: int
    waiting: int
    median: float | None
    longest: int | None


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One enquiry with the open days to its answer, or those it has waited."""

    enquiry_id: str
    subject: str
    municipality: str
    medium: str
    received_on: date
    answered_on: date | None
    open_days: int


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """The statistics, what waits the longest first, and the answers that took longest."""

    on: date
    total: ResponseGroup
    groups: tuple[ResponseGroup, ...]
    waiting: tuple[ResponseLine, ...]
    slowest: tuple[ResponseLine, ...]


def response_page(facts: ContractFacts) -> ResponsePage:
    """Return how fast the enquiries known on the day of the facts are answered."""
    enquiries = [each for each in facts.of(Enquiry).values() if each.received_at is not None]
    lines = sorted((_line(each, facts) for each in enquiries), key=lambda line: (-line.open_days, line.received_on))
    return ResponsePage(
        on=facts.today,
        total=_group("", enquiries, facts),
        groups=tuple(
            _group(medium.label, found, facts)
            for medium in Medium
            if (found := [each for each in enquiries if each.medium == medium])
        ),
        waiting=tuple(line for line in lines if line.answered_on is None),
        slowest=tuple(line for line in lines if line.answered_on is not None)[:MOST_SLOW],
    )


def _group(medium: str, enquiries: Iterable[Enquiry], facts: ContractFacts) -> ResponseGroup:
    times = response_times(enquiries, facts.calendar)
    return ResponseGroup(medium, times.answered, times.waiting, times.median_open_days, times.longest_open_days)


def _line(enquiry: Enquiry, facts: ContractFacts) -> ResponseLine:
    received_on = day_in_japan(enquiry.received_at) if enquiry.received_at else facts.today
    taken = open_days_taken(enquiry, facts.calendar)
    if taken is None:
        taken = max(0, facts.calendar.open_days_between(received_on, facts.today))
    return ResponseLine(
        enquiry_id=enquiry.id,
        subject=enquiry.subject,
        municipality=facts.municipality_names.get(enquiry.municipality_code, enquiry.municipality_code),
        medium=enquiry.medium.label if enquiry.medium else "",
        received_on=received_on,
        answered_on=day_in_japan(enquiry.answered_at) if enquiry.answered_at else None,
        open_days=taken,
    )
