"""The whole contract as it stands, kept in memory: read and judged once, then following what the log says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from threading import RLock

from app.contract.facts import ContractFacts
from app.contract.kept_board import Board, KeptBoard
from app.contract.sources import Changed
from app.domain.contract import Contract
from app.domain.record import Record
from app.services.contract.clause_list import clause_list
from app.services.judging.fact_loading import BY_MUNICIPALITY, HANDFULS, bare_facts, whole_facts
from app.services.judging.finding_words import FindingWords
from app.services.judging.judging import BOOK, BOOK_LOOKING_BACK
from app.services.judging.standing_facts import GROUND
from app.services.surroundings import Surroundings
from app.store.changes_since import Marks, log_marks, touched_between
from app.store.queries import Reader
from app.store.store import Store

KEPT: Mapping[str, type[Record]] = {kind.REGISTER.name: kind for kind in (*HANDFULS, *BY_MUNICIPALITY)}


class KeptContract:
    """Answers with the board of this moment. Whoever wrote what, the log tells; any thread may ask."""

    def __init__(self, store: Store, surroundings: Surroundings) -> None:
        """Read nothing before the first question."""
        self._store = store
        self._surroundings = surroundings
        self._lock = RLock()
        self._marks: Marks = {}
        self._kept: KeptBoard | None = None
        self.words = FindingWords(surroundings.language)

    def board(self) -> Board:
        """Return what is found on this day and where every demand stands; only what was written since is read."""
        with self._lock, self._store.reading() as reader:
            marks = log_marks(reader.connection)
            if self._kept is None or any(marks.get(site, 0) < last for site, last in self._marks.items()):
                self._kept = self._judged(whole_facts(reader, self._surroundings))
            else:
                self._kept = self._followed(reader, self._kept, marks)
            self._marks = marks
            self.words.forget_all_but(self._kept.board.findings)
            return self._kept.board

    def facts(self) -> ContractFacts:
        """Return every fact of the contract of this moment."""
        return self.board().facts

    def _judged(self, facts: ContractFacts) -> KeptBoard:
        contract = next(iter(facts.of(Contract).values()))
        book = BOOK_LOOKING_BACK if self._surroundings.looks_back(contract) else BOOK
        return KeptBoard(book, clause_list(), facts)

    def _followed(self, reader: Reader, kept: KeptBoard, marks: Marks) -> KeptBoard:
        facts = kept.board.facts
        touched = touched_between(reader.connection, self._marks, marks) if marks != self._marks else {}
        changed = tuple(_changed(reader, facts, touched))
        after = facts.with_changes(
            (each.after for each in changed if each.after is not None),
            (each.before for each in changed if each.before is not None and each.after is None),
        )
        today = self._surroundings.today()
        if not GROUND.isdisjoint(touched) or after.today != today:
            bare = bare_facts(reader, self._surroundings)
            return self._judged(replace(bare, tables={**after.tables, **bare.tables}))
        if changed:
            kept.follow(after, changed)
        return kept


def _changed(reader: Reader, facts: ContractFacts, touched: Mapping[str, Iterable[str]]) -> Iterator[Changed]:
    """Yield the records of the facts that are no longer as they were."""
    for register, ids in touched.items():
        if register not in KEPT:
            continue
        wanted = sorted(ids)
        before, after = facts.tables.get(register, {}), {each.id: each for each in reader.rows(register, wanted)}
        for key in wanted:
            change = Changed(before.get(key), after.get(key))
            if change.before != change.after:
                yield change
