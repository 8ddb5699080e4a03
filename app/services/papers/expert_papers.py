"""Deliverable 3 from the records: both editions, as PDF and as Excel (specification 6(3))."""

from app.contract.facts import ContractFacts
from app.documents.expert_database import expert_database
from app.documents.expert_profile import Edition, ExpertDatabaseFacts
from app.documents.expert_workbook import expert_workbook
from app.documents.letterhead import Letterhead
from app.documents.made import Made
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.store.queries import Reader


def database_facts(
    reader: Reader, facts: ContractFacts, letterhead: Letterhead, edition: Edition, draft: bool
) -> ExpertDatabaseFacts:
    """Return what an edition of the database prints: the listed experts."""
    experts = reader.find(Expert, is_listed=True)
    approvals = reader.find_in(Decision, "id", [each.approval_decision_id for each in experts])
    return ExpertDatabaseFacts(
        letterhead=letterhead,
        edition=edition,
        experts=tuple(experts),
        support_fields=facts.terms.support_fields,
        decision_numbers={decision.id: decision.number for decision in approvals},
        draft=draft,
    )


def made_database(facts: ExpertDatabaseFacts, form: str) -> Made:
    """Return the database as ``pdf`` or ``xlsx``."""
    return Made(expert_workbook(facts), 0) if form == "xlsx" else expert_database(facts)
