"""The terms and the calendar of a workspace, read again only when something of them was written."""

from dataclasses import dataclass, replace

from app.contract.facts import ContractFacts
from app.domain.contract import Closing, Contract, TermAmendment
from app.services.judging.fact_loading import bare_facts
from app.services.surroundings import Surroundings
from app.store.changes_since import Marks, log_marks, touched_between
from app.store.queries import Reader

GROUND = frozenset(kind.REGISTER.name for kind in (Contract, TermAmendment, Closing))


@dataclass(frozen=True, slots=True)
class _Known:
    marks: Marks
    facts: ContractFacts


class StandingFacts:
    """Keeps the bare facts between one use case and the next."""

    def __init__(self, surroundings: Surroundings) -> None:
        """Know nothing yet."""
        self._surroundings = surroundings
        self._known: _Known | None = None

    def bare(self, reader: Reader) -> ContractFacts:
        """Return the terms and the calendar; ask before the reader's unit of work has written anything."""
        marks, known = log_marks(reader.connection), self._known
        if known is None or not _stands(reader, known.marks, marks):
            known = _Known(marks, bare_facts(reader, self._surroundings))
        elif known.marks != marks:
            known = _Known(marks, known.facts)
        self._known = known
        today = self._surroundings.today()
        return known.facts if known.facts.today == today else replace(known.facts, today=today)


def _stands(reader: Reader, known: Marks, now: Marks) -> bool:
    """Tell whether nothing of the ground was written since."""
    if known == now:
        return True
    if any(now.get(site, 0) < last for site, last in known.items()):
        return False  # the reader looks at an earlier state
    return GROUND.isdisjoint(touched_between(reader.connection, known, now))
