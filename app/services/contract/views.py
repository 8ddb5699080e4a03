"""What the services hand to the doors about the contract's own matters: readings, rules on a day, changes, closing."""

from dataclasses import dataclass
from datetime import date

from app.services.contract.board_views import TermOnDay
from app.services.views import FindingText


@dataclass(frozen=True, slots=True)
class ReadingAnswer:
    """One way in which a passage can be read."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One passage to ask about: how it is read now, and what the prefecture answered.

    ``term`` names what an answer changes (action ``reading.answer``); empty where nothing in the program depends on it.
    Without ``answers`` the term is a date or a number that may be given freely.
    """

    clause: str
    passage: str
    question: str
    note: str
    term: str
    now: str
    answers: tuple[ReadingAnswer, ...]
    answer: str  # in words; empty while there is none
    decision_id: str
    decision: str
    since: date | None
    question_id: str  # of the list of questions; empty while it is not entered
    question_state: str  # open, asked, answered; empty while it is not entered


@dataclass(frozen=True, slots=True)
class RuleOnDay:
    """What a demand of the contract said on a day, and what its rules find when judged on that day."""

    id: str
    clause: str
    demand: str
    on: date
    words: str
    terms: tuple[TermOnDay, ...]
    rules: tuple[str, ...]
    findings: tuple[FindingText, ...]


@dataclass(frozen=True, slots=True)
class CellLine:
    """One field of an expert before and after a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ExpertChangeLine:
    """What became of one expert in the database: added, removed or changed."""

    expert_id: str
    name: str
    kind: str
    kind_label: str
    cells: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True)
class PendingChanges:
    """What the prefecture has not been told of the database; ``is_comparable`` is False where nothing was kept."""

    submission_id: str
    submitted_on: date | None
    is_comparable: bool
    changes: tuple[ExpertChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ClosingItem:
    """One thing left to do."""

    register: str
    id: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class ClosingStepLine:
    """One step of the closing; ``action`` is the use case that does it for several at once, where there is one."""

    key: str
    title: str
    clause: str
    blocks: bool
    left: tuple[ClosingItem, ...]
    action: str = ""

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left."""
        return not self.left


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """How far the end of the contract is; the certificate is the document ``assets``."""

    on: date
    end: date
    open_days_left: int
    steps: tuple[ClosingStepLine, ...]
    may_certify: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One municipality that never asked, and where its proposal stands: none, drafted, consented, sent."""

    code: str
    name: str
    area: str
    left: int
    proposal_id: str
    state: str
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class ProposalBoard:
    """Whether proposals are due under 6(6)ケ, and to whom."""

    on: date
    minimum: int
    held: int
    forecast: int
    lacking: int
    lines: tuple[ProposalLine, ...]

    @property
    def is_due(self) -> bool:
        """Tell whether fewer dispatches are to be expected than the contract demands."""
        return self.lacking > 0
