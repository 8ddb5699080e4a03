"""The facts that rules look at: plain records and the contract's terms on a day.

The same rules run over the whole contract (to find) and over the records around one action (to refuse), so the facts
may be a part of the contract; a rule that needs the whole says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from app.contract.terms import Terms
from app.domain.case import Case
from app.domain.contract import TermAmendment
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.open_days import OpenDays
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission

COUNTED = frozenset({SessionStatus.PLANNED, SessionStatus.HELD, SessionStatus.REPORTED})
DONE = frozenset({SessionStatus.HELD, SessionStatus.REPORTED})


@dataclass(frozen=True)
class ContractFacts:
    """Records by id, with the terms and the calendar, judged on one day."""

    today: date
    signed_on: date
    terms: Terms
    calendar: OpenDays
    experts: Mapping[str, Expert] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    sessions: Mapping[str, Session] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    amendments: Mapping[str, TermAmendment] = field(default_factory=dict)

    @cached_property
    def sessions_by_municipality(self) -> Mapping[str, tuple[Session, ...]]:
        """Return the sessions that count (planned or done) of each municipality, in the order they are held."""
        grouped: dict[str, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            if session.status in COUNTED and session.held_on:
                grouped[session.municipality_code].append(session)
        return {code: tuple(sorted(found, key=held_order)) for code, found in grouped.items()}

    @cached_property
    def sessions_by_case(self) -> Mapping[str, tuple[Session, ...]]:
        """Return every session of each case, cancelled ones too, in the order they are held."""
        grouped: dict[str, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            grouped[session.case_id].append(session)
        return {case_id: tuple(sorted(found, key=held_order)) for case_id, found in grouped.items()}

    def with_changes(self, changed: Iterable[Record] = (), removed: Iterable[Record] = ()) -> "ContractFacts":
        """Return the facts as they would be after a change."""
        tables: dict[str, dict[str, Record]] = {
            "experts": dict(self.experts),
            "cases": dict(self.cases),
            "sessions": dict(self.sessions),
            "decisions": dict(self.decisions),
            "submissions": dict(self.submissions),
            "amendments": dict(self.amendments),
        }
        for record in changed:
            tables.get(record.REGISTER.name, {})[record.id] = record
        for record in removed:
            tables.get(record.REGISTER.name, {}).pop(record.id, None)
        return replace(self, **tables)  # type: ignore[arg-type]


def held_order(session: Session) -> tuple[str, str, str]:
    """Return the key that puts sessions in the order they are held."""
    return (
        session.held_on.isoformat() if session.held_on else "9999",
        session.starts_at.isoformat() if session.starts_at else "",
        session.id,
    )
