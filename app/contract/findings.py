"""Findings: what a rule has to say about the facts, and how grave it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.domain.choice import Choice
from app.domain.record import Record


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

    @property
    def identity(self) -> str:
        """Return what tells it from every other finding, gravity and values included: 64 hexadecimal digits."""
        values = sorted((name, str(value)) for name, value in self.values.items())
        return sha256(repr((self.fingerprint, self.severity.value, values)).encode()).hexdigest()


def finding_on(
    record: Record, rule: str, clause: str, severity: Severity, code: str, field_name: str = "", **values: object
) -> Finding:
    """Return a finding whose subject is a record."""
    return Finding(rule, clause, severity, Subject(record.REGISTER.name, record.id), code, values, field_name)
