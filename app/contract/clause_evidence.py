"""Which records show that a demand of the contract is met."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from app.contract.facts import ContractFacts
from app.contract.rules.commitments import clauses_named
from app.domain.commitment import Commitment
from app.domain.record import Record
from app.domain.submission import Submission

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The kinds of record that prove something, and which of them do."""

    kinds: tuple[type[Record], ...]
    select: Callable[[ContractFacts], Iterator[Record]]

    def __call__(self, facts: ContractFacts) -> Iterator[Record]:
        """Yield the records that prove it, in their order."""
        return self.select(facts)

    def __or__(self, other: "Evidence") -> "Evidence":
        """Return what either proves."""

        def either(facts: ContractFacts) -> Iterator[Record]:
            yield from self.select(facts)
            yield from other.select(facts)

        return Evidence(self.kinds + other.kinds, either)


def every(kind: type[R], holds: Callable[[R, ContractFacts], object] | None = None) -> Evidence:
    """Return the records of a kind, or those of which something holds, as evidence."""

    def select(facts: ContractFacts) -> Iterator[Record]:
        for record in facts.of(kind).values():
            if holds is None or holds(record, facts):
                yield record

    return Evidence((kind,), select)


def handed_in(*deliverables: int) -> Evidence:
    """Return the submissions of these rows of Table 2 as evidence."""
    return every(Submission, lambda item, facts: item.deliverable in deliverables and item.submitted_on)


def promise_kept(clause: str) -> Evidence:
    """Return the proposal commitments under a clause that were kept as evidence (11(2))."""
    return every(Commitment, lambda item, facts: item.done_on and clause in clauses_named(item.clause))
