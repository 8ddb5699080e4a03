"""Deliverable 3 from the records: both editions, as PDF and as Excel (specification 6(3))."""

from app.contract.facts import ContractFacts
from app.documents.completeness import missing_in_database
from app.documents.expert_database import expert_database
from app.documents.expert_profile import Edition, ExpertDatabaseFacts
from app.documents.expert_workbook import expert_workbook
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.services.views import Missing
from app.store.queries import Reader

EDITIONS = tuple(edition.value for edition in Edition)


def database_facts(
    reader: Reader, facts: ContractFacts, letterhead: Letterhead, edition: str, draft: bool
) -> ExpertDatabaseFacts:
    """Return what an edition of the database prints: the listed experts."""
    if edition not in EDITIONS:
        raise AppError("services.no_such_edition", edition=edition, editions="、".join(EDITIONS))
    experts = reader.find(Expert, is_listed=True)
    approvals = reader.find_in(Decision, "id", [each.approval_decision_id for each in experts])
    return ExpertDatabaseFacts(
        letterhead=letterhead,
        edition=Edition(edition),
        experts=tuple(experts),
        support_fields=facts.terms.support_fields,
        decision_numbers={decision.id: decision.number for decision in approvals},
        draft=draft,
    )


def made_database(facts: ExpertDatabaseFacts, form: str) -> Made:
    """Return the database as ``pdf`` or ``xlsx``."""
    if form == "pdf":
        return expert_database(facts)
    if form == "xlsx":
        return Made(expert_workbook(facts), 0)
    raise AppError("services.no_such_form", form=form)


def missing_entries(facts: ExpertDatabaseFacts) -> tuple[Missing, ...]:
    """Return what the database still lacks, each with the record it belongs to."""
    return tuple(Missing(item.register, item.record_id, item.field, item.label) for item in missing_in_database(facts))
