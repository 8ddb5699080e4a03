"""Loads the facts that rules look at: the whole contract, or the records around one."""

from collections.abc import Iterable

from app.contract.facts import ContractFacts
from app.domain.acceptance import Acceptance
from app.domain.accompaniment import Accompaniment, AccompanimentSession
from app.domain.asset import InformationAsset
from app.domain.case import Case
from app.domain.commitment import Commitment
from app.domain.consultation import ConsultationAnswer
from app.domain.contact import Contact, Enquiry
from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.decision import Decision
from app.domain.event import CaseStudy, ContestEntry, Event, Sharing
from app.domain.expert import Expert
from app.domain.form_template import FormTemplate
from app.domain.hearing import Hearing
from app.domain.meeting import Homework, Meeting, OpenQuestion
from app.domain.notification import Channel
from app.domain.plan import PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.record import Members, Record
from app.domain.session import Session
from app.domain.staff import Pledge, StaffMember
from app.domain.subcontract import Subcontract
from app.domain.submission import Submission
from app.services.surroundings import Surroundings
from app.store.queries import Reader

# Registers of a few dozen to a few hundred records, which are read whole around each other.
HANDFULS: tuple[type[Record], ...] = (
    Expert, Decision, Submission, Meeting, Homework, OpenQuestion, PlanVersion, StaffMember, Pledge, Subcontract,
    Commitment, Event, ContestEntry, CaseStudy, Sharing, InformationAsset, FormTemplate, Hearing, Accompaniment,
    AccompanimentSession, Contact, Enquiry, Acceptance,
    MotivationProposal, Channel,
)  # fmt: skip
BY_MUNICIPALITY: tuple[type[Record], ...] = (Case, Session, ConsultationAnswer)


def contract_of(reader: Reader) -> Contract:
    """Return the contract of the workspace."""
    return reader.find(Contract)[0]


def bare_facts(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return the terms and the calendar of the workspace without any record."""
    contract = contract_of(reader)
    if contract.signed_on is None:
        raise ValueError("the contract has no signing date")
    amendments = reader.find(TermAmendment)
    return ContractFacts(
        today=surroundings.today(),
        signed_on=contract.signed_on,
        terms=surroundings.terms(contract.terms_text).with_amendments(amendments),
        calendar=surroundings.calendar(reader.find(Closing)),
        municipality_names={each.code: each.name for each in surroundings.municipalities},
    ).with_changes([contract, *amendments])


def whole_facts(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return every fact of the contract."""
    return bare_facts(reader, surroundings).with_changes(
        found for kind in (*HANDFULS, *BY_MUNICIPALITY) for found in reader.find(kind)
    )


def facts_around(reader: Reader, surroundings: Surroundings, record: Record | None) -> ContractFacts:
    """Return the facts that bear on one record: its municipality's cases and sessions, its experts and decisions."""
    facts = bare_facts(reader, surroundings)
    if isinstance(record, Case | Session | ConsultationAnswer):
        return _around_municipality(reader, facts, record.municipality_code)
    if isinstance(record, Expert):
        return _around_expert(reader, facts, record)
    return facts.with_changes(found for kind in HANDFULS for found in reader.find(kind))


def _around_municipality(reader: Reader, facts: ContractFacts, code: str) -> ContractFacts:
    cases = reader.find(Case, municipality_code=code)
    sessions = reader.find(Session, municipality_code=code)
    answers = reader.find(ConsultationAnswer, municipality_code=code)
    return facts.with_changes(
        [*cases, *sessions, *answers, *_experts_of(reader, cases, sessions), *_decisions_of(reader, cases, answers)]
    )


def _around_expert(reader: Reader, facts: ContractFacts, expert: Expert) -> ContractFacts:
    sessions = reader.find_in(Session, "expert_ids", (expert.id,))
    answers = reader.find_in(ConsultationAnswer, "expert_ids", (expert.id,))
    named = reader.find_in(Case, "expert_ids", (expert.id,))
    known = {case.id for case in named}
    resting = {*(session.case_id for session in sessions), *(answer.case_id for answer in answers)} - known
    cases = [*named, *reader.find_in(Case, "id", _ids(resting))]
    accompanied = [
        *reader.find(Accompaniment, manager_id=expert.id),
        *reader.find_in(AccompanimentSession, "expert_ids", (expert.id,)),
    ]
    experts = [expert, *_experts_of(reader, cases, sessions)]
    return facts.with_changes(
        [*cases, *sessions, *answers, *accompanied, *experts, *_decisions_of(reader, cases, answers)]
    )


def _experts_of(reader: Reader, cases: Iterable[Case], sessions: Iterable[Session]) -> list[Expert]:
    return reader.find_in(
        Expert, "id", _ids(member.key for members in _expert_sets(cases, sessions) for member in members)
    )


def _expert_sets(cases: Iterable[Case], sessions: Iterable[Session]) -> Iterable[Members]:
    yield from (case.expert_ids for case in cases)
    yield from (session.expert_ids for session in sessions)


def _decisions_of(reader: Reader, cases: Iterable[Case], answers: Iterable[ConsultationAnswer]) -> list[Decision]:
    agreed = [case.consultation_id for case in cases]
    return reader.find_in(Decision, "id", _ids([*agreed, *(answer.scheme_decision_id for answer in answers)]))


def _ids(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for key in found if key}))
