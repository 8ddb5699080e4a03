"""Who may give support: experts who were explained to and consented, and who were decided with the prefecture."""

from collections.abc import Mapping
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.readings import EXPERTS_SENT, EXPLANATION
from app.contract.terms import Terms
from app.domain.case import Case
from app.domain.record import Members


def wants_explanation(terms: Terms, on: date) -> bool:
    """Tell whether the explanation has to be on record beside the consent (6(3)ウ)."""
    return EXPLANATION.strict(terms, on)


def consented_from(facts: ContractFacts, on: date) -> Mapping[str, date]:
    """Return from which day each expert had consented, as it is read on a day; ``date.max`` for one who has not.

    Where the explanation has to be on record, the consent counts from the later of the two (6(3)ウ).
    """
    return facts.once(_explained_and_consented_from if wants_explanation(facts.terms, on) else _consented_from)


def _consented_from(facts: ContractFacts) -> Mapping[str, date]:
    return {key: expert.consented_on or date.max for key, expert in facts.experts.items()}


def _explained_and_consented_from(facts: ContractFacts) -> Mapping[str, date]:
    return {
        key: max(expert.consented_on or date.max, expert.explained_on or date.max)
        for key, expert in facts.experts.items()
    }


def undecided(sent: Members, case: Case) -> Members:
    """Return whom the decision of a case does not name (6(5)ア, 6(6)ア)."""
    if sent == case.expert_ids:
        return ()
    decided = {member.key for member in case.expert_ids}
    return tuple(member for member in sent if member.key not in decided)


def has_to_be_decided(terms: Terms, on: date) -> bool:
    """Tell whether whoever is sent on a day has to be named by the decision of the case (6(5)ア, 6(6)ア)."""
    return EXPERTS_SENT.strict(terms, on)
