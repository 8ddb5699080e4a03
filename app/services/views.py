"""What the services hand to the doors: frozen values with their texts already in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.record import Field
from app.services.registers.list_rows import ListStart as ListStart
from app.services.registers.list_rows import Row as Row


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a record with its text."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may be picked."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """A use case as a person meets it."""

    name: str
    label: str
    register: str
    fields: tuple[Field, ...] = ()
    primary: bool = False
    unseen: tuple[str, ...] = ()  # names of fields that are typed unseen and never shown


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding in words."""

    rule: str
    clause: str
    severity: str  # violation, overdue, warning, notice
    subject_register: str
    subject_id: str
    subject: str
    message: str
    remedy: str
    identity: str = ""  # names it, as it stands, when it is accepted by decision
    field: str = ""  # where it is mended


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with whether it is allowed now and, if not, why."""

    action: ActionInfo
    allowed: bool
    refusals: tuple[FindingText, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action changed."""

    changed: tuple[str, ...]
    touched: tuple[tuple[str, str], ...]
    summary: str
    warnings: tuple[FindingText, ...] = ()
    told: tuple[str, ...] = ()  # ids of the notices that it wrote or withdrew


@dataclass(frozen=True, slots=True)
class Saved:
    """What one saving of a record that is being typed into wrote, and the marks that the next one gives back."""

    outcome: Outcome
    heads: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One changed field."""

    at: datetime
    author: str
    reason: str
    field_label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DueStep:
    """One day on the way to a due date."""

    on: date
    counted: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due date of the contract with its explanation."""

    clause: str
    deliverable: int | None
    label: str
    subject_register: str
    subject_id: str
    subject: str
    basis_on: date | None
    stated_on: date | None
    safe_on: date | None
    latest_on: date | None
    state: str  # done, done_late, overdue, soon, due, provisional
    open_days_left: int | None
    rule: str
    steps: tuple[DueStep, ...] = ()
    submitted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One count against its target; 回, 件 and 人回 stand apart."""

    label: str
    unit: str
    done: int
    planned: int
    target: int
    minimum: int = 0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to do the next thing on a record, and since when."""

    who: str
    what: str
    register: str
    id: str
    subject: str
    since_on: date | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a person needs to see first."""

    on: date
    counts: tuple[Count, ...]
    deadlines: tuple[Deadline, ...]
    turns: tuple[Turn, ...]  # those that wait longest
    turn_count: int  # of all


@dataclass(frozen=True, slots=True)
class Missing:
    """One entry that a document still needs, and where to enter it."""

    register: str
    id: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document as made."""

    data: bytes
    pages: int
    sha256: str
    file_name: str
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record that matches a search over everything."""

    register: str
    id: str
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document that can be made: for which register it is made, in which editions and forms."""

    kind: str
    title: str
    register: str
    editions: tuple[str, ...]
    forms: tuple[str, ...]
    when_needed: bool = False  # it is made only when there is something to tell
    may_name: str = ""  # register of the record that may be named, or "day"; without one the newest is meant


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """One file inside a bundle."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unencodable:
    """A character that an encoding lacks, and where it stands."""

    row: int
    field: str
    character: str


@dataclass(frozen=True, slots=True)
class MadeBundle:
    """The bundle for the prefecture as made."""

    data: bytes
    entries: tuple[BundleEntry, ...]
    unencodable: tuple[Unencodable, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """One register as written to a file."""

    rows: int
    unencodable: tuple[Unencodable, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One copy of the workspace."""

    path: Path
    made_on: date
    size: int
    occasion: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One way of a notice and how it stands."""

    id: str
    notice_id: str
    means: str  # in_app, mail, webhook, paste
    recipient: str
    state: str  # waiting, sent, failed, cancelled
    tries: int
    next_try_at: datetime | None
    last_error: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice with its deliveries."""

    id: str
    created_at: datetime | None
    side: str  # prefecture, contractor
    kind: str  # status_change, reminder, correction
    about_register: str
    about_id: str
    subject: str
    body: str
    read_at: datetime | None
    withdrawn_at: datetime | None
    deliveries: tuple[DeliveryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How the outbox stands: mail and webhooks that wait, failed or were sent, and texts still to be pasted."""

    waiting: int
    failed: int
    sent: int
    to_paste: int
    next_try_at: datetime | None
    problems: tuple[DeliveryLine, ...] = ()
