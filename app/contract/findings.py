"""Findings: what a rule has to say about the facts, and how grave it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from app.domain.choice import Choice
from app.domain.record import Record

Mark = tuple[str, str, str, str, str, str, tuple[tuple[str, str], ...]]


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


class Named(str):
    """A name among the values of a finding: people read it, but findings are compared by the id of what it names."""

    __slots__ = ("id",)
    id: str

    def __new__(cls, name: str, id: str = "") -> Self:
        """Return a name with the id of what it names; empty for what the subject of the finding tells already."""
        named = super().__new__(cls, name)
        named.id = id
        return named


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
    def mark(self) -> Mark:
        """Return what tells it from every other finding: gravity, field and values, but no names of records."""
        values = tuple(sorted([(name, _compared(value)) for name, value in self.values.items()]))
        return (*self.fingerprint, self.severity.value, self.field_name, values)

    @property
    def identity(self) -> str:
        """Return the mark as 64 hexadecimal digits."""
        return sha256(repr(self.mark).encode()).hexdigest()


def _compared(value: object) -> str:
    return value.id if type(value) is Named else str(value)


def finding_on(
    record: Record, rule: str, clause: str, severity: Severity, code: str, field_name: str = "", **values: object
) -> Finding:
    """Return a finding whose subject is a record."""
    return Finding(rule, clause, severity, Subject(record.REGISTER.name, record.id), code, values, field_name)
