"""What the services hand to the doors about the reports of the contract: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.choice import Choice
from app.services.views import Deadline


class ReportState(Choice):
    """Where the report of a month stands."""

    NOT_STARTED = "not_started", "未着手"
    DRAFTING = "drafting", "作成中"
    SUBMITTED = "submitted", "提出済"
    OVERDUE = "overdue", "期限超過"


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the contract with its report; ``key`` names it as 2026-10."""

    key: str
    label: str  # 2026年10月
    deadline: Deadline
    state: ReportState
    has_begun: bool
    note_id: str  # of its texts; empty while nothing was written


@dataclass(frozen=True, slots=True)
class MonthTexts:
    """The texts of one month as they are stored, with the marks that a form remembers."""

    key: str
    note_id: str
    opinion: str
    issues: str
    focus: str
    heads: Mapping[str, str]
