"""One calendar of everything: open days, deadlines, hearings, sessions, answers, events, meetings, promises."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time

from app.domain.japanese_date import JAPAN
from app.services.calendar.entries import CANCELLED, KINDS, calendar_days, calendar_entries
from app.services.calendar.views import CalendarEntry, CalendarPage
from app.services.judging.fact_loading import facts_on_demand
from app.services.surroundings import Surroundings
from app.services.views import MadeDocument
from app.store.store import Store

NAME = "市町村DX推進支援業務"


class CalendarDesk:
    """Reads the calendar of an open workspace; never changes anything."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def entries(self, from_on: date, until_on: date, kinds: Sequence[str] = ()) -> CalendarPage:
        """Return the days of a span, both ends included, and what lies on them; without kinds everything."""
        with self._store.reading() as reader:
            facts = facts_on_demand(reader, self._surroundings)
            days = calendar_days(facts, from_on, until_on)
            found = calendar_entries(facts, from_on, until_on, kinds)
            return CalendarPage(from_on, until_on, days, found)

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Return every kind of entry with its word, in the order in which they are shown."""
        return tuple(KINDS.items())

    def ics(self, from_on: date, until_on: date, kinds: Sequence[str] = ()) -> MadeDocument:
        """Return the same as an iCalendar file: stable UIDs, and only what may leave the contractor."""
        from app.documents.calendar_file import CalendarEvent, calendar_file  # icalendar is heavy

        page = self.entries(from_on, until_on, kinds)
        made_at = datetime.combine(self._surroundings.today(), time(), JAPAN)
        events = [
            CalendarEvent(
                id=entry.uid,
                on=entry.starts_on,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                summary=summary_of(entry),
                location=entry.place,
                description=entry.detail,
                is_cancelled=entry.state == CANCELLED,
                until_on=entry.ends_on,
            )
            for entry in page.entries
        ]
        data = calendar_file(events, NAME, made_at)
        name = f"予定表_{from_on.isoformat()}_{until_on.isoformat()}.ics"
        return MadeDocument(data, 0, hashlib.sha256(data).hexdigest(), name)


def summary_of(entry: CalendarEntry) -> str:
    """Return the line by which a calendar shows an entry: its kind where the title does not say it."""
    return entry.title if entry.title.startswith(entry.kind_label) else f"【{entry.kind_label}】{entry.title}"
