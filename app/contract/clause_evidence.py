"""Which records show that a demand of the contract is met."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from app.contract.clause_names import clauses_named
from app.contract.facts import ContractFacts
from app.domain.commitment import Commitment
from app.domain.record import Record
from app.domain.submission import Submission

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind of record that proves something, and when one of them does."""

    kind: type[Record]
    holds: Callable[[Any, ContractFacts], object] | None  # of a record; it may look at the decisions the record names

    def shows(self, record: Record, facts: ContractFacts) -> bool:
        """Tell whether a record of the kind proves it."""
        return self.holds is None or bool(self.holds(record, facts))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves something: the records of each of its pieces."""

    pieces: tuple[Piece, ...]

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        """Return the kinds of record that may prove it."""
        return tuple(piece.kind for piece in self.pieces)

    def __call__(self, facts: ContractFacts) -> Iterator[Record]:
        """Yield the records that prove it, those of each piece by their id: as they were entered."""
        for piece in self.pieces:
            for _, record in sorted(facts.of(piece.kind).items()):
                if piece.shows(record, facts):
                    yield record

    def __or__(self, other: "Evidence") -> "Evidence":
        """Return what either proves."""
        return Evidence(self.pieces + other.pieces)


def every(kind: type[R], holds: Callable[[R, ContractFacts], object] | None = None) -> Evidence:
    """Return the records of a kind, or those of which something holds, as evidence."""
    return Evidence((Piece(kind, holds),))


def handed_in(*deliverables: int) -> Evidence:
    """Return the submissions of these rows of Table 2 as evidence."""
    return every(Submission, lambda item, facts: item.deliverable in deliverables and item.submitted_on)


def promise_kept(clause: str) -> Evidence:
    """Return the proposal commitments under a clause that were kept as evidence (11(2))."""
    return every(Commitment, lambda item, facts: item.done_on and clause in clauses_named(item.clause))
