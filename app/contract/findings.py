"""Findings: what a rule has to say about the facts, and how grave it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.choice import Choice


class Severity(Choice):
    """How grave a finding is; a violation is refused before it happens."""

    VIOLATION = "violation", "違反"
    OVERDUE = "overdue", "期限超過"
    WARNING = "warning", "警告"
    NOTICE = "notice", "注意"


@dataclass(frozen=True, slots=True)
class Subject:
    """The record a finding is about; the register ``contract`` with no id is the contract itself."""

    register: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; its sentence stands in the catalogue under ``code``."""

    rule: str  # id of clauses.tsv
    clause: str  # as the contract prints it
    severity: Severity
    subject: Subject
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    field_name: str = ""  # the field that mends it, where there is one

    @property
    def fingerprint(self) -> tuple[str, str, str, str]:
        """Return what makes two findings the same trouble."""
        return (self.rule, self.code, self.subject.register, self.subject.id)
