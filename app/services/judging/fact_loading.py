"""Loads the facts that rules look at: the whole contract, or the records around one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

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
from app.domain.event import CaseStudy, ContestEntry, ContestScore, Event, EventParticipant, Sharing
from app.domain.expert import Expert
from app.domain.form_template import FormTemplate
from app.domain.hearing import AvailabilityPeriod, CaseCandidate, Hearing, HearingTheme
from app.domain.meeting import Homework, Meeting, OpenQuestion
from app.domain.monthly_note import MonthlyNote
from app.domain.notification import Channel
from app.domain.plan import ChartBox, Indicator, PlanSection, PlanTask, PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.record import Record
from app.domain.session import Session
from app.domain.staff import Pledge, StaffMember
from app.domain.subcontract import Subcontract
from app.domain.submission import Submission
from app.services.judging.stored_facts import Load, StoredSource, TablesOnDemand
from app.services.surroundings import Surroundings
from app.store.queries import Reader

# Registers of a few dozen to a few hundred records, which are read whole around each other.
HANDFULS: tuple[type[Record], ...] = (
    Expert, Decision, Submission, Meeting, Homework, OpenQuestion, PlanVersion, StaffMember, Pledge, Subcontract,
    Commitment, Event, ContestEntry, CaseStudy, Sharing, InformationAsset, FormTemplate, Hearing, Accompaniment,
    AccompanimentSession, Contact, Enquiry, Acceptance,
    MotivationProposal, Channel, AvailabilityPeriod, PlanTask,
)  # fmt: skip
# What only the steps of a use case look at, never a rule over the whole contract.
FOR_STEPS: tuple[type[Record], ...] = (
    HearingTheme, CaseCandidate, PlanSection, ChartBox, Indicator, EventParticipant, ContestScore,
    MonthlyNote,
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


def whole_facts(reader: Reader, surroundings: Surroundings, also: Iterable[type[Record]] = ()) -> ContractFacts:
    """Return every fact of the contract that a rule looks at, and the records of other kinds that are asked for."""
    return bare_facts(reader, surroundings).with_changes(
        found for kind in (*HANDFULS, *BY_MUNICIPALITY, *also) for found in reader.find(kind)
    )


def facts_on_demand(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return every fact of the contract, each table read when it is looked at: use them while the reader is open."""
    source = StoredSource(reader)
    kinds = (*HANDFULS, *FOR_STEPS, *BY_MUNICIPALITY, Contract, TermAmendment)
    loads = _named({kind: partial(source.every, kind) for kind in kinds})
    return replace(bare_facts(reader, surroundings), tables=TablesOnDemand(loads))


def facts_around(reader: Reader, surroundings: Surroundings, record: Record | None) -> ContractFacts:
    """Return the facts around one record, each table read when it is looked at: use them while the reader is open.

    A case, a session or an answer has its case, the sessions of its municipality, its answers, experts and decisions in
    sight; an expert what names the expert; any other record every register but the cases, sessions and answers.
    """
    return with_sight_of(record, StoredSource(reader), bare_facts(reader, surroundings))


def with_sight_of(record: Record | None, source: StoredSource, bare: ContractFacts) -> ContractFacts:
    """Return bare facts with the tables around one record, read through a source that others may share."""
    return replace(bare, tables=TablesOnDemand(_loads(source, record)))


def _loads(source: StoredSource, record: Record | None) -> Mapping[str, Load]:
    if isinstance(record, Case | Session | ConsultationAnswer):
        return _named(_of_case(source, record))
    if isinstance(record, Expert):
        return _named(_of_expert(source, record))
    return _named({kind: partial(source.every, kind) for kind in (*HANDFULS, *FOR_STEPS, Contract, TermAmendment)})


def _named(loads: Mapping[type[Record], Load]) -> Mapping[str, Load]:
    return {kind.REGISTER.name: load for kind, load in loads.items()}


def _of_case(source: StoredSource, record: Case | Session | ConsultationAnswer) -> Mapping[type[Record], Load]:
    case_ids = [record.id if isinstance(record, Case) else record.case_id]

    def cases() -> Iterable[Case]:
        return [*source.by_id(Case, case_ids), *source.holding(Case, "origin_case_id", case_ids)]

    def sessions() -> Iterable[Session]:
        yield from source.holding(Session, "municipality_code", [record.municipality_code])
        yield from source.holding(Session, "case_id", case_ids)

    def answers() -> Iterable[ConsultationAnswer]:
        return source.holding(ConsultationAnswer, "case_id", case_ids)

    def experts() -> Iterable[Expert]:
        about: list[Case | Session | ConsultationAnswer] = [record, *source.by_id(Case, case_ids)]
        return source.by_id(Expert, list(dict.fromkeys(member.key for each in about for member in each.expert_ids)))

    def decisions() -> Iterable[Decision]:
        ids = [case.consultation_id for case in source.by_id(Case, case_ids)]
        schemes = [answer.scheme_decision_id for answer in answers()]
        return source.by_id(Decision, [each for each in dict.fromkeys([*ids, *schemes]) if each])

    accompanied = partial(source.holding, AccompanimentSession, "municipality_code", [record.municipality_code])
    loads: dict[type[Record], Load] = {AccompanimentSession: accompanied, Expert: experts, Decision: decisions}
    return {Case: cases, Session: sessions, ConsultationAnswer: answers, **loads}


def _of_expert(source: StoredSource, expert: Expert) -> Mapping[type[Record], Load]:
    def accompaniments() -> Iterable[Accompaniment]:
        return source.holding(Accompaniment, "manager_id", [expert.id])

    naming = (Case, Session, ConsultationAnswer, AccompanimentSession)
    loads: dict[type[Record], Load] = {
        kind: partial(source.holding, kind, "expert_ids", [expert.id]) for kind in naming
    }
    return {**loads, Accompaniment: accompaniments, Expert: partial(source.by_id, Expert, [expert.id])}
