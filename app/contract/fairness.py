"""公平な派遣: who could have done which dispatches, and how evenly they are spread (specification 6(6)シ).

A listed expert is able to do a dispatch when they had been explained to and consented by its day and master at least
half of the fields of its case; where nobody does, at least one; where nobody masters any, whoever can assist. What
counts is every dispatch held or planned, once for each expert in it (人回).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from app.contract.eligibility import consented_from
from app.contract.facts import ContractFacts
from app.domain.expert import Level
from app.domain.record import Members
from app.planning.fairness import Work

_Alike = tuple[Members, int, int]  # fields, experts who had consented by the day, experts in a session
MASTERED = frozenset({Level.LEADING.value, Level.CAPABLE.value, ""})  # a list without levels says no less


class Able:
    """Who is able to do what on which day; each question is answered once."""

    def __init__(self, facts: ContractFacts) -> None:
        """Look at the listed experts."""
        listed = [expert for expert in facts.experts.values() if expert.is_listed]
        consented = consented_from(facts, facts.today)
        known = sorted((consented[expert.id], expert.id) for expert in listed if consented[expert.id] < date.max)
        self._days = [day for day, _ in known]
        self._ids = [expert_id for _, expert_id in known]
        self._masters: dict[str, set[str]] = defaultdict(set)
        self._helpers: dict[str, set[str]] = defaultdict(set)
        for expert in listed:
            for member in expert.fields:
                (self._masters if member.level in MASTERED else self._helpers)[member.key].add(expert.id)
        self._known: dict[tuple[int, Members], frozenset[str]] = {}

    def consented_by(self, day: date) -> int:
        """Return how many experts had consented by a day."""
        return bisect_right(self._days, day)

    def on(self, day: date, fields: Members) -> frozenset[str]:
        """Return the ids of the experts able to support these fields on a day."""
        return self.of_first(self.consented_by(day), fields)

    def of_first(self, many: int, fields: Members) -> frozenset[str]:
        """Return the ids of those able to support these fields among so many, the first who consented."""
        asked = many, fields
        if asked not in self._known:
            self._known[asked] = self._of_first(many, [member.key for member in fields])
        return self._known[asked]

    def _of_first(self, many: int, fields: Sequence[str]) -> frozenset[str]:
        there = set(self._ids[:many])
        if not fields:
            return frozenset(there)
        counts = Counter(expert for code in fields for expert in self._masters[code] if expert in there)
        for least in (-(-len(fields) // 2), 1):
            found = frozenset(expert for expert, count in counts.items() if count >= least)
            if found:
                return found
        return frozenset(there.intersection(expert for code in fields for expert in self._helpers[code]))


def works(facts: ContractFacts) -> tuple[Work, ...]:
    """Return every dispatch held or planned, alike ones together, with who was able to do it."""
    return facts.once(_works)


def _works(facts: ContractFacts) -> tuple[Work, ...]:
    able, cases, experts = Able(facts), facts.cases, facts.experts
    counts: dict[_Alike, int] = defaultdict(int)
    done: dict[_Alike, dict[str, int]] = {}
    for sessions in facts.sessions_by_municipality.values():
        for session in sessions:
            sent = [member.key for member in session.expert_ids if member.key in experts]
            if not sent or session.held_on is None:
                continue
            case = cases.get(session.case_id)
            alike = (case.fields if case is not None else (), able.consented_by(session.held_on), len(sent))
            counts[alike] += 1
            done_by = done.setdefault(alike, {})
            for expert in sent:
                done_by[expert] = done_by.get(expert, 0) + 1
    return tuple(_work(alike, counts[alike], done[alike], able) for alike in counts)


def _work(alike: _Alike, count: int, done_by: Mapping[str, int], able: Able) -> Work:
    fields, consented, needed = alike
    ids = able.of_first(consented, fields)
    kept_by = {expert: times for expert, times in done_by.items() if expert not in ids}
    return Work(tuple(member.key for member in fields), ids, count, needed, done_by, kept_by)
