"""The board of a contract, kept: after a change only what it bears on is judged again, and the rest stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.contract.accepting import in_force
from app.contract.clause_board import SHOWN_EVIDENCE, ClauseDemand, ClauseStanding, standing
from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.kept_evidence import KeptEvidence
from app.contract.kept_findings import KeptFindings
from app.contract.rule_book import RuleBook
from app.contract.sources import Changed, IndexedSource
from app.domain.acceptance import Acceptance


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is found in these facts, and where every demand stands; it does not change any more."""

    facts: ContractFacts
    findings: tuple[Finding, ...]
    open_findings: tuple[Finding, ...]
    acceptances: Mapping[str, Acceptance]
    standings: tuple[ClauseStanding, ...]


class KeptBoard:
    """Follows a contract from change to change; its board equals one that is made anew from all facts."""

    def __init__(self, book: RuleBook, wanted: Iterable[ClauseDemand], facts: ContractFacts) -> None:
        """Judge everything."""
        self._source = IndexedSource(facts.tables)
        self._findings = KeptFindings(book, facts)
        self._evidence = KeptEvidence(facts)
        self._demands = {demand.id: demand for demand in wanted}
        self._accepted: Mapping[str, Acceptance] = {}
        self._take(facts)
        self._standings = {demand_id: self._standing(demand_id) for demand_id in self._demands}
        self.board = self._board()

    def follow(self, facts: ContractFacts, changed: Collection[Changed]) -> Board:
        """Return the board after a change; the facts differ from those before by the changed records alone."""
        self._source.take(facts.tables, changed)
        touched = set(self._findings.follow(changed, facts, self._source))
        touched.update(self._evidence.follow(changed, facts, self._source))
        touched.update(self._take(facts))
        for demand_id in touched & self._demands.keys():
            self._standings[demand_id] = self._standing(demand_id)
        self.board = self._board()
        return self.board

    def _take(self, facts: ContractFacts) -> frozenset[str]:
        """Look at these facts from now on; return the demands of which another finding is put to rest than before."""
        before, self._accepted, self._facts = self._accepted, in_force(facts), facts
        self._resting = frozenset(each.rule for each in self._accepted.values())
        return frozenset(acceptance.rule for _, acceptance in before.items() ^ self._accepted.items())

    def _is_open(self, finding: Finding) -> bool:
        return finding.rule not in self._resting or finding.identity not in self._accepted

    def _standing(self, demand_id: str) -> ClauseStanding:
        found = [finding for finding in self._findings.of_demand(demand_id) if self._is_open(finding)]
        latest, count = self._evidence.latest(demand_id, SHOWN_EVIDENCE, self._facts)
        return standing(self._demands[demand_id], found, latest, count)

    def _board(self) -> Board:
        return Board(
            self._facts,
            self._findings.all(),
            self._findings.open(self._resting, self._is_open),
            self._accepted,
            tuple(self._standings[demand_id] for demand_id in self._demands),
        )
