"""The facts that rules look at: plain records and the contract's terms on a day.

The same rules run over the whole contract (to find) and over the records around one action (to refuse), so the facts
may be a part of the contract; a rule that needs the whole says so.
"""

from collections import ChainMap, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar

from app.contract.terms import Terms
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.contract import TermAmendment
from app.domain.decision import Decision, DecisionResult
from app.domain.expert import Expert
from app.domain.open_days import OpenDays
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission

COUNTED = frozenset({SessionStatus.PLANNED, SessionStatus.HELD, SessionStatus.REPORTED})
DONE = frozenset({SessionStatus.HELD, SessionStatus.REPORTED})


R = TypeVar("R", bound=Record)
T = TypeVar("T")
_NO_RECORDS: Mapping[str, Record] = MappingProxyType({})


@dataclass(frozen=True)
class ContractFacts:
    """Records by register and id, with the terms and the calendar, judged on one day."""

    today: date
    signed_on: date
    terms: Terms
    calendar: OpenDays
    tables: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    municipality_names: Mapping[str, str] = field(default_factory=dict)  # every municipality of the prefecture by code

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """Return the records of a kind by id."""
        found: Any = self.tables.get(kind.REGISTER.name, _NO_RECORDS)
        records: Mapping[str, R] = found
        return records

    @property
    def experts(self) -> Mapping[str, Expert]:
        """Return the experts by id."""
        return self.of(Expert)

    @property
    def cases(self) -> Mapping[str, Case]:
        """Return the cases by id."""
        return self.of(Case)

    @property
    def sessions(self) -> Mapping[str, Session]:
        """Return the sessions of dispatches by id."""
        return self.of(Session)

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Return the decisions by id."""
        return self.of(Decision)

    @property
    def submissions(self) -> Mapping[str, Submission]:
        """Return the submissions by id."""
        return self.of(Submission)

    @property
    def amendments(self) -> Mapping[str, TermAmendment]:
        """Return the amendments by id."""
        return self.of(TermAmendment)

    def once(self, work: "Callable[[ContractFacts], T]") -> T:
        """Return what a pure function makes of these facts; it is asked once and its answer kept."""
        if work not in self._worked:
            self._worked[work] = work(self)
        found: T = self._worked[work]
        return found

    @cached_property
    def _worked(self) -> dict[object, Any]:
        return {}

    def agreed(self, decision_id: str, by: date | None = None) -> bool:
        """Tell whether a decision is on record, agreed, and not later than a day."""
        decision = self.decisions.get(decision_id)
        if decision is None or decision.result != DecisionResult.AGREED:
            return False
        return by is None or decision.decided_on is None or decision.decided_on <= by

    def together(self, kind: type[R], name: str) -> Mapping[Any, Sequence[R]]:
        """Return the records of a kind that agree in a field, by its value; they are grouped once and kept."""
        asked = (kind, name)
        if asked not in self._worked:
            grouped: dict[Any, list[R]] = defaultdict(list)
            value_of = attrgetter(name)
            for record in self.of(kind).values():
                grouped[value_of(record)].append(record)
            self._worked[asked] = dict(grouped)
        found: Mapping[Any, Sequence[R]] = self._worked[asked]
        return found

    @cached_property
    def sessions_by_day(self) -> Mapping[date, Sequence[Session]]:
        """Return the sessions that count (planned or done) of each day, in the order they are held."""
        grouped: dict[date, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            if session.status in COUNTED and session.held_on:
                grouped[session.held_on].append(session)
        for same_day in grouped.values():
            same_day.sort(key=held_order)
        return {day: grouped[day] for day in sorted(grouped)}

    @cached_property
    def sessions_by_municipality(self) -> Mapping[str, Sequence[Session]]:
        """Return the sessions that count (planned or done) of each municipality, in the order they are held."""
        grouped: dict[str, list[Session]] = defaultdict(list)
        for sessions in self.sessions_by_day.values():
            for session in sessions:
                grouped[session.municipality_code].append(session)
        return dict(grouped)

    @cached_property
    def sessions_by_case(self) -> Mapping[str, tuple[Session, ...]]:
        """Return every session of each case, cancelled ones too, in the order they are held."""
        grouped: dict[str, list[Session]] = defaultdict(list)
        for session in self.sessions.values():
            grouped[session.case_id].append(session)
        return {case_id: tuple(sorted(found, key=held_order)) for case_id, found in grouped.items()}

    @cached_property
    def answers_by_case(self) -> Mapping[str, tuple[ConsultationAnswer, ...]]:
        """Return the answers of each consultation in the order they were given."""
        grouped: dict[str, list[ConsultationAnswer]] = defaultdict(list)
        for answer in self.of(ConsultationAnswer).values():
            grouped[answer.case_id].append(answer)
        return {
            case_id: tuple(sorted(found, key=lambda each: (each.answered_on or date.max, each.id)))
            for case_id, found in grouped.items()
        }

    def seeing(self, records: Iterable[Record]) -> "ContractFacts":
        """Return the same day, terms and calendar with these records alone in sight."""
        tables: dict[str, dict[str, Record]] = {}
        for record in records:
            tables.setdefault(record.REGISTER.name, {})[record.id] = record
        return replace(self, tables=tables)

    def with_changes(self, changed: Iterable[Record] = (), removed: Iterable[Record] = ()) -> "ContractFacts":
        """Return the facts as they would be after a change."""
        touched: dict[str, dict[str, Record]] = {}
        for record in changed:
            self._touched(touched, record)[record.id] = record
        for record in removed:
            self._touched(touched, record).pop(record.id, None)
        if isinstance(self.tables, dict):
            return replace(self, tables={**self.tables, **touched})
        laid: list[Any] = [touched, self.tables]
        return replace(self, tables=ChainMap(*laid))

    def _touched(self, touched: dict[str, dict[str, Record]], record: Record) -> dict[str, Record]:
        name = record.REGISTER.name
        if name not in touched:
            touched[name] = dict(self.tables.get(name, {}))
        return touched[name]


def held_order(session: Session | AccompanimentSession) -> tuple[date, time, str]:
    """Return the key that puts sessions in the order they are held."""
    return session.held_on or date.max, session.starts_at or time.min, session.id
