"""iCalendar (RFC 5545): events with stable UIDs, times in Asia/Tokyo, texts escaped by the library that writes them.

A whole-day event has no times. The file is the same for the same events and the same moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//dxdesk//hearings//JA"
DOMAIN = "dxdesk.invalid"
ZONE = "Asia/Tokyo"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event; ``id`` is the record's, so that a later file changes the same event."""

    id: str
    on: date
    starts_at: time | None
    ends_at: time | None
    summary: str
    location: str = ""
    description: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False
    until_on: date | None = None  # last day of a whole-day event of several days


def calendar_file(events: Iterable[CalendarEvent], name: str, at: datetime) -> bytes:
    """Return the events as one calendar under a name; ``at`` is the aware moment of its making."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _whole(name))
    calendar.add("x-wr-timezone", ZONE)
    for event in sorted(events, key=lambda each: (each.on, each.starts_at or time(), each.id)):
        calendar.add_component(_component(event, at))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def _component(event: CalendarEvent, at: datetime) -> "Event":
    from icalendar import Event

    component = Event()
    component.add("uid", f"{event.id}@{DOMAIN}")
    component.add("dtstamp", at)
    starts, ends = _span(event)
    component.add("dtstart", starts)
    component.add("dtend", ends)
    component.add("summary", _whole(event.summary))
    for name, text in (("location", event.location), ("description", event.description)):
        if text:
            component.add(name, _whole(text))
    component.add("status", "CANCELLED" if event.is_cancelled else "TENTATIVE" if event.is_tentative else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.is_cancelled or event.starts_at is None else "OPAQUE")
    return component


def _span(event: CalendarEvent) -> tuple[date, date]:
    """Return start and end; the end of whole days is the day after them, and a start alone lasts an hour."""
    from zoneinfo import ZoneInfo

    if event.starts_at is None:
        return event.on, (event.until_on or event.on) + timedelta(days=1)
    zone = ZoneInfo(ZONE)
    starts = datetime.combine(event.on, event.starts_at, zone)
    if event.ends_at is not None and event.ends_at > event.starts_at:
        return starts, datetime.combine(event.on, event.ends_at, zone)
    return starts, starts + timedelta(hours=1)


def _whole(text: str) -> str:
    """Return a text without control characters but line ends, which the library escapes."""
    return "".join(each for each in text if each == "\n" or each.isprintable() or each == "\u3000")
