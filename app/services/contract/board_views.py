"""What the services hand to the doors about the contract as a whole: forecast, standing of clauses, terms on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.planning.forecast import Outlook
from app.services.views import FindingText


@dataclass(frozen=True, slots=True)
class RoomLine:
    """How far one municipality has used its dispatches."""

    code: str
    name: str
    area: str
    used: int
    cap: int
    left: int
    has_asked: bool


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """Where every count will end, and where there is room for more."""

    on: date
    outlooks: Mapping[str, Outlook]
    rooms: tuple[RoomLine, ...]

    @property
    def silent(self) -> tuple[RoomLine, ...]:
        """Return the municipalities that never applied for a dispatch, by area."""
        return tuple(room for room in self.rooms if not room.has_asked)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One record that shows where a clause stands."""

    register: str
    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """Where one clause stands, with the contract's own words."""

    id: str
    clause: str
    demand: str
    kind: str
    words: str
    state: str  # green, amber, red, not_yet
    evidence: tuple[EvidenceLine, ...]
    evidence_count: int
    findings: tuple[FindingText, ...]
    rules: tuple[str, ...]
    screen: str
    later: str
    actions: tuple[str, ...] = ()  # labels of the use cases that meet it
    documents: tuple[str, ...] = ()  # titles of the documents that meet it


@dataclass(frozen=True, slots=True)
class AcceptedText:
    """A finding that was put to rest, with the decision that did it."""

    finding: FindingText
    acceptance_id: str
    decision_id: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class TermOnDay:
    """What a term said on a day, and why."""

    key: str
    clause: str
    label: str
    on: date
    value: str
    reason: str
    holds_from: date | None
    decision_id: str
    decision: str
