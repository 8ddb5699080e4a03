"""The evidence for every demand, kept by record: after a change only the records that it bears on are asked again."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from app.contract.clause_answers import ANSWERS
from app.contract.clause_evidence import Piece
from app.contract.facts import ContractFacts
from app.contract.sources import Changed, Source
from app.domain.decision import Decision
from app.domain.record import Kind, Record


class KeptEvidence:
    """The records that prove something, each piece by their id; equal to what the answers say of all facts."""

    def __init__(self, facts: ContractFacts) -> None:
        """Ask every record."""
        self._proving: dict[Piece, list[str]] = {}
        self._demands: dict[type[Record], set[str]] = defaultdict(set)
        for demand_id, answer in ANSWERS.items():
            for piece in answer.evidence.pieces:
                self._demands[piece.kind].add(demand_id)
                if piece not in self._proving:
                    records = facts.of(piece.kind)
                    self._proving[piece] = sorted(key for key, each in records.items() if piece.shows(each, facts))

    def follow(self, changed: Collection[Changed], facts: ContractFacts, source: Source) -> frozenset[str]:
        """Ask again the records that a change bears on and return the demands whose evidence may have changed."""
        asked = _asked_again(changed, source)
        for piece, proving in self._proving.items():
            records = facts.of(piece.kind)
            for key in asked.get(piece.kind, ()):
                record = records.get(key)
                _put(proving, key, record is not None and piece.shows(record, facts))
        return frozenset(demand_id for kind, ids in asked.items() if ids for demand_id in self._demands.get(kind, ()))

    def latest(self, demand_id: str, number: int, facts: ContractFacts) -> tuple[tuple[Record, ...], int]:
        """Return the last so many records that prove a demand, in their order, and how many there are in all."""
        last: list[Record] = []
        count = 0
        for piece in ANSWERS[demand_id].evidence.pieces:
            proving, records = self._proving[piece], facts.of(piece.kind)
            last += (records[key] for key in proving[-number:])
            count += len(proving)
        return tuple(last[-number:]), count


def _asked_again(changed: Iterable[Changed], source: Source) -> Mapping[type[Record], frozenset[str]]:
    """Return the changed records, and those that name a changed decision, by kind."""
    asked: dict[type[Record], set[str]] = defaultdict(set)
    for change in changed:
        asked[change.kind].add(change.id)
    decisions = asked.get(Decision, ())
    for kind, name in _NAMING_DECISIONS if decisions else ():
        asked[kind].update(record.id for record in source.holding(kind, name, decisions))
    return {kind: frozenset(ids) for kind, ids in asked.items()}


def _naming_decisions() -> tuple[tuple[type[Record], str], ...]:
    kinds = dict.fromkeys(kind for answer in ANSWERS.values() for kind in answer.evidence.kinds)
    return tuple(
        (kind, field.name)
        for kind in kinds
        for field in kind.REGISTER.fields
        if field.kind is Kind.REFERENCE and field.target == Decision.REGISTER.name
    )


_NAMING_DECISIONS = _naming_decisions()


def _put(proving: list[str], key: str, shows: bool) -> None:
    """Let an id be among the sorted ones, or not."""
    position = bisect_left(proving, key)
    is_there = position < len(proving) and proving[position] == key
    if shows and not is_there:
        insort(proving, key)
    elif is_there and not shows:
        del proving[position]
