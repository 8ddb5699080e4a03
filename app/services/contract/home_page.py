"""The home page, read by itself: the database counts the cases, and only those are read of which something is said.

It does not wait for the whole contract to be read and judged; what the rules find is asked for beside it.
"""

from collections.abc import Collection

from app.contract.deadlines import deadlines
from app.contract.facts import ContractFacts
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.session import Session
from app.services.contract.overview import (
    ENDED,
    HOME_LINES,
    PENDING,
    TURN_OF_STATUS,
    CaseTally,
    counts,
    deadline_view,
    in_waiting_order,
    turn_of,
)
from app.services.judging.fact_loading import HANDFULS, bare_facts
from app.services.plans.support_steps import support_turns
from app.services.surroundings import Surroundings
from app.services.views import HomePage, Turn
from app.store.queries import Reader
from app.store.store import Store

CASES = Case.REGISTER.name
OPEN = tuple(TURN_OF_STATUS)  # somebody has to do something on a case that stands here
HOME_TURNS = 60


class HomeService:
    """Reads what a person needs to see first."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings

    def page(self) -> HomePage:
        """Return the counts, the due dates that are not met yet, and the turns that wait longest."""
        with self._store.reading() as reader:
            facts = _facts_beside_cases(reader, self._surroundings)
            found = [turn for case in facts.cases.values() if (turn := turn_of(case, facts)) is not None]
            told_of = sum(case.status in OPEN for case in facts.cases.values())
            others = reader.count(CASES, {"status": OPEN}) - told_of
            found += _longest_waiting(reader, facts, told_of)
            supported = tuple(support_turns(facts))
            tally = _tally(reader)
        pending = [item for item in deadlines(facts) if item.state in PENDING][:HOME_LINES]
        waiting = in_waiting_order((*found, *supported), facts.today)
        return HomePage(
            on=facts.today,
            counts=tuple(counts(facts, tally)),
            deadlines=tuple(deadline_view(item, facts) for item in pending),
            turns=waiting[:HOME_TURNS],
            turn_count=sum(turn.id in facts.cases for turn in found) + len(supported) + others,
        )


def _facts_beside_cases(reader: Reader, surroundings: Surroundings) -> ContractFacts:
    """Return the facts with every record but the cases that have neither a session nor an answer."""
    sessions, answers = reader.find(Session), reader.find(ConsultationAnswer)
    case_ids = {*(session.case_id for session in sessions), *(answer.case_id for answer in answers)}
    cases = reader.find_in(Case, "id", sorted(case_ids))
    handfuls = (record for kind in HANDFULS for record in reader.find(kind))
    return bare_facts(reader, surroundings).with_changes([*handfuls, *sessions, *answers, *cases])


def _longest_waiting(reader: Reader, facts: ContractFacts, told_of: int) -> list[Turn]:
    """Return the turns of the cases beside the facts that wait longest; those of unknown begin come with them."""
    undated = reader.count(CASES, {"status": OPEN, "status_since": None})
    limit = undated + told_of + HOME_TURNS
    ids = reader.ids(CASES, {"status": OPEN}, order=("status_since", "number"), limit=limit)
    return list(_turns(reader, [each for each in ids if each not in facts.cases], facts))


def _turns(reader: Reader, ids: Collection[str], facts: ContractFacts) -> list[Turn]:
    cases = reader.find_in(Case, "id", ids)
    return [turn for case in cases if (turn := turn_of(case, facts)) is not None]


def _tally(reader: Reader) -> CaseTally:
    """Return the counts of all cases, as the database counts them."""
    withdrawn = {"status": CaseStatus.WITHDRAWN}
    dispatches, consultations = {"kind": CaseKind.DISPATCH}, {"kind": CaseKind.CONSULTATION}
    ended = reader.count(CASES, {**dispatches, "status": tuple(ENDED)})
    standing = reader.count(CASES, dispatches) - reader.count(CASES, {**dispatches, **withdrawn})
    asked = reader.count(CASES, consultations) - reader.count(CASES, {**consultations, **withdrawn})
    return CaseTally(ended, standing - ended, asked)
