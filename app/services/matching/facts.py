"""The facts that the matching looks at: every expert, and everything that they support."""

from app.contract.facts import ContractFacts
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.expert import Expert
from app.domain.session import Session
from app.services.judging.fact_loading import bare_facts
from app.services.surroundings import Surroundings
from app.store.queries import Reader

KINDS = (Expert, Case, Session, AccompanimentSession, ConsultationAnswer)


def matching_facts(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return the experts, cases, dispatches, accompaniments and answers of the contract."""
    records = (record for kind in KINDS for record in reader.find(kind))
    return bare_facts(reader, surroundings).with_changes(records)
