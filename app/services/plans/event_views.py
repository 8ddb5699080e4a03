"""What the services hand to the doors about events, the contest and shared case studies: frozen values."""

from dataclasses import dataclass
from datetime import date

from app.services.views import FindingText


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event with who registered and who came (6(8))."""

    id: str
    kind: str
    kind_label: str
    title: str
    held_on: date | None
    mode: str
    status: str
    status_label: str
    consultation: str
    registered_persons: int
    registered_municipalities: int
    attended_persons: int
    attended_municipalities: int
    entries: int  # of a contest


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One organisation at an event."""

    id: str
    municipality_code: str
    municipality: str
    organisation: str
    persons: int
    attended: bool


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event with its participants and the municipalities that did not register."""

    line: EventLine
    participants: tuple[ParticipantLine, ...]
    absent: tuple[tuple[str, str], ...]  # code and name of municipalities without registration
    warnings: tuple[FindingText, ...]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One entry of the contest with what the judges gave it."""

    entry_id: str
    rank: int  # 0 while nobody has judged it
    is_tied: bool
    rank_label: str  # 1位, 2位（同点）, 未審査
    municipality: str
    title: str
    by_judge: tuple[tuple[str, int], ...]  # judge and total
    by_criterion: tuple[tuple[str, str], ...]  # criterion and average
    total: int
    average: str  # per judge, two decimals
    judges: int
    lacks: str  # judge or criterion still missing; empty when complete
    award: str
    comments: tuple[tuple[str, str], ...]  # judge and comment


@dataclass(frozen=True, slots=True)
class ContestPage:
    """The standing of one contest (6(9)ア)."""

    event_id: str
    title: str
    judges: tuple[str, ...]
    criteria: tuple[str, ...]
    standings: tuple[StandingLine, ...]
    ties: tuple[str, ...]  # sentences that tell of entries with equal points
    is_complete: bool


@dataclass(frozen=True, slots=True)
class SharingColumn:
    """One case study and how far it was shared."""

    study_id: str
    title: str
    is_checked: bool
    received: int
    missing: tuple[tuple[str, str], ...]  # code and name of municipalities that have not received it


@dataclass(frozen=True, slots=True)
class SharingRow:
    """What one municipality received: the day and means for each study, empty where it did not."""

    municipality_code: str
    municipality: str
    area: str
    cells: tuple[str, ...]
    received: int


@dataclass(frozen=True, slots=True)
class SharingMatrix:
    """Municipalities by case studies (6(9)イ)."""

    studies: tuple[SharingColumn, ...]
    rows: tuple[SharingRow, ...]
    without_any: int
