"""Who may give support: experts who were explained to and consented, and who were decided with the prefecture."""

from collections.abc import Iterator
from datetime import date

from app.contract.readings import EXPERTS_SENT, EXPLANATION
from app.contract.terms import Terms
from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.record import Member, Members


def wants_explanation(terms: Terms, on: date) -> bool:
    """Tell whether the explanation has to be on record beside the consent (6(3)ウ)."""
    return EXPLANATION.strict(terms, on)


def has_consented(expert: Expert, by: date, terms: Terms) -> bool:
    """Tell whether an expert had consented by a day, and been explained to where that is asked (6(3)ウ)."""
    days = (expert.consented_on, expert.explained_on) if wants_explanation(terms, by) else (expert.consented_on,)
    return all(day is not None and day <= by for day in days)


def consented_since(expert: Expert, on: date, terms: Terms) -> date | None:
    """Return the day since which an expert may be sent, as the contract is read on a day; None: not yet."""
    days = (expert.consented_on, expert.explained_on) if wants_explanation(terms, on) else (expert.consented_on,)
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def undecided(sent: Members, case: Case, on: date, terms: Terms) -> Iterator[Member]:
    """Yield whom the decision of a case does not name, where it has to (6(5)ア, 6(6)ア)."""
    if EXPERTS_SENT.strict(terms, on):
        decided = {member.key for member in case.expert_ids}
        yield from (member for member in sent if member.key not in decided)
