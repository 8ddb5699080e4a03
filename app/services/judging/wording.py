"""Turns findings and records into words."""

from collections.abc import Mapping
from types import MappingProxyType

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Subject
from app.domain.choice import Choice
from app.domain.contract import TermAmendment
from app.domain.errors import AppError
from app.domain.record import Record
from app.platform.messages import sentence
from app.services.views import FindingText


def finding_text(finding: Finding, facts: ContractFacts, language: str = "ja") -> FindingText:
    """Return a finding in the words of a language, with the name of its record."""
    values = dict(finding.values)
    return FindingText(
        rule=finding.rule,
        clause=finding.clause,
        severity=finding.severity.value,
        subject_register=finding.subject.register,
        subject_id=finding.subject.id,
        subject=subject_text(finding.subject, facts),
        message=sentence(finding.code, values, "message", language).strip(),
        remedy=sentence(finding.code, values, "remedy", language).strip(),
        identity=finding.identity,
        field=finding.field_name,
    )


def subject_text(subject: Subject, facts: ContractFacts) -> str:
    """Return the words that name what a finding or a deadline is about; the contract when it is no record."""
    record = facts.tables.get(subject.register, {}).get(subject.id)
    return title_among(record, facts) if record is not None else "契約"


def title_among(record: Record, facts: ContractFacts) -> str:
    """Return the words that name a record among the facts: its municipality, or the term that it changes, by name."""
    return title_of(record, facts.terms.labels if isinstance(record, TermAmendment) else facts.municipality_names)


def title_of(record: Record, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return the words that name a record to a person; a municipality or a term by its name where they are given."""
    named = (getattr(record, name) for name in record.REGISTER.title)
    words = [value.label if isinstance(value, Choice) else str(value or "") for value in named]
    return " ".join(names.get(word, word) for word in words).strip() or record.id


class RefusedInWords(AppError):
    """An action refused by the contract, with every reason in words."""

    def __init__(self, findings: tuple[FindingText, ...], code: str, values: dict[str, object]) -> None:
        """Keep the reasons; the first gives the sentence."""
        super().__init__(code, where=findings[0].clause, **values)
        self.findings = findings
