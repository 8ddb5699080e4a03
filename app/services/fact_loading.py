"""Loads the facts that rules look at: the whole contract, or the records around one."""

from collections.abc import Iterable

from app.contract.facts import ContractFacts
from app.domain.case import Case
from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.record import Members, Record
from app.domain.session import Session
from app.domain.submission import Submission
from app.services.surroundings import Surroundings
from app.store.queries import Reader


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
        amendments={amendment.id: amendment for amendment in amendments},
    )


def whole_facts(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return every fact of the contract."""
    return bare_facts(reader, surroundings).with_changes(
        [
            *reader.find(Expert),
            *reader.find(Case),
            *reader.find(Session),
            *reader.find(Decision),
            *reader.find(Submission),
        ]
    )


def facts_around(reader: Reader, surroundings: Surroundings, record: Record | None) -> ContractFacts:
    """Return the facts that bear on one record: its municipality's cases and sessions, its experts and decisions."""
    facts = bare_facts(reader, surroundings)
    if isinstance(record, Case | Session):
        return _around_municipality(reader, facts, record.municipality_code)
    if isinstance(record, Expert):
        return _around_expert(reader, facts, record)
    return facts


def _around_municipality(reader: Reader, facts: ContractFacts, code: str) -> ContractFacts:
    cases = reader.find(Case, municipality_code=code)
    sessions = reader.find(Session, municipality_code=code)
    return facts.with_changes([*cases, *sessions, *_experts_of(reader, cases, sessions), *_decisions_of(reader, cases)])


def _around_expert(reader: Reader, facts: ContractFacts, expert: Expert) -> ContractFacts:
    sessions = reader.find_in(Session, "expert_ids", (expert.id,))
    named = reader.find_in(Case, "expert_ids", (expert.id,))
    cases = [*named, *reader.find_in(Case, "id", _ids(session.case_id for session in sessions))]
    experts = [expert, *_experts_of(reader, cases, sessions)]
    return facts.with_changes([*cases, *sessions, *experts, *_decisions_of(reader, cases)])


def _experts_of(reader: Reader, cases: Iterable[Case], sessions: Iterable[Session]) -> list[Expert]:
    return reader.find_in(
        Expert, "id", _ids(member.key for members in _expert_sets(cases, sessions) for member in members)
    )


def _expert_sets(cases: Iterable[Case], sessions: Iterable[Session]) -> Iterable[Members]:
    yield from (case.expert_ids for case in cases)
    yield from (session.expert_ids for session in sessions)


def _decisions_of(reader: Reader, cases: Iterable[Case]) -> list[Decision]:
    return reader.find_in(Decision, "id", _ids(case.consultation_id for case in cases))


def _ids(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for key in found if key}))
