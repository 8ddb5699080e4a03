"""Where every demand of the contract stands, judged from findings and records.

red: a violation or something overdue is open under its id. amber: a warning is. green: nothing is open and there is
evidence. not_yet: nothing is open and nothing is there yet.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.contract.clause_answer import ClauseAnswer
from app.contract.clause_answers import ANSWERS
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.domain.choice import Choice
from app.domain.record import Record

COLUMNS = 5
SHOWN_EVIDENCE = 20


class Standing(Choice):
    """Where a demand stands."""

    GREEN = "green", "充足"
    AMBER = "amber", "注意"
    RED = "red", "要対応"
    NOT_YET = "not_yet", "これから"


@dataclass(frozen=True, slots=True)
class ClauseDemand:
    """One row of the clause list: what the contract demands, and what the product does about it."""

    id: str
    clause: str
    demand: str
    kind: str  # term, rule, deadline, target, workflow, record, document, feature, commitment
    answer: str


@dataclass(frozen=True, slots=True)
class ClauseStanding:
    """Where one demand stands: what is open against it, and the latest of the records that show that it is met."""

    demand: ClauseDemand
    answer: ClauseAnswer
    state: Standing
    findings: tuple[Finding, ...]
    evidence: tuple[Record, ...]
    evidence_count: int


def demands(text: str) -> tuple[ClauseDemand, ...]:
    """Read the clause list (tab-separated, one heading); ValueError for a row of another shape."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    if any(len(row) != COLUMNS for row in rows):
        raise ValueError("a row of the clause list has another number of columns")
    return tuple(ClauseDemand(*row) for row in rows)


def standings(
    wanted: Iterable[ClauseDemand], facts: ContractFacts, findings: Iterable[Finding]
) -> tuple[ClauseStanding, ...]:
    """Return where every demand stands; ``findings`` are those that are open. KeyError when nobody answered one."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    found = {demand: tuple(ANSWERS[demand.id].evidence(facts)) for demand in wanted}
    return tuple(
        standing(demand, by_rule.get(demand.id, ()), evidence[-SHOWN_EVIDENCE:], len(evidence))
        for demand, evidence in found.items()
    )


def standing(
    demand: ClauseDemand, found: Iterable[Finding], latest: Sequence[Record], evidence_count: int
) -> ClauseStanding:
    """Return where one demand stands; ``latest`` is the end of what proves it."""
    answer, found = ANSWERS[demand.id], tuple(found)
    severities = {finding.severity for finding in found}
    if severities & {Severity.VIOLATION, Severity.OVERDUE}:
        state = Standing.RED
    elif Severity.WARNING in severities:
        state = Standing.AMBER
    else:
        state = Standing.GREEN if evidence_count and not answer.later else Standing.NOT_YET
    return ClauseStanding(demand, answer, state, found, tuple(reversed(latest)), evidence_count)
