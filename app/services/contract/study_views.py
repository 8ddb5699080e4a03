"""A case study as it is checked before it is shared: what could give somebody away, marked in its words (6(9)イ)."""

from dataclasses import dataclass
from datetime import date

from app.contract.anonymity import give_aways
from app.contract.anonymity_marks import MarkedPart, marked_parts
from app.contract.facts import ContractFacts
from app.domain.contact import Contact
from app.domain.errors import AppError
from app.domain.event import CaseStudy


@dataclass(frozen=True, slots=True)
class StudyCheck:
    """The words of a case study with what names somebody, and whether it was checked."""

    study_id: str
    title: tuple[MarkedPart, ...]
    content: tuple[MarkedPart, ...]
    found: tuple[str, ...]
    is_named: bool
    checked_on: date | None
    checked_by: str


def study_check(facts: ContractFacts, study_id: str) -> StudyCheck:
    """Return a case study with its give-aways marked; AppError store.record_missing."""
    study = facts.of(CaseStudy).get(study_id)
    if study is None:
        raise AppError("store.record_missing", where=study_id, label=CaseStudy.REGISTER.label)
    contacts = sorted(facts.of(Contact).values(), key=lambda contact: contact.id)
    found = give_aways(study, facts.cases.get(study.case_id), contacts, facts.municipality_names)
    return StudyCheck(
        study_id=study.id,
        title=marked_parts(study.title, found),
        content=marked_parts(study.content, found),
        found=found,
        is_named=study.is_named,
        checked_on=study.checked_on,
        checked_by=study.checked_by,
    )
