"""What every rule finds, kept by rule and part: after a change only the parts that it bears on are judged again."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Mark, Severity
from app.contract.needs import WHOLE, Key
from app.contract.rule_book import GRAVITY, BookedRule, RuleBook
from app.contract.sources import Changed, Source


@dataclass(frozen=True, slots=True)
class Placed:
    """One finding with the mark by which it has its place."""

    mark: Mark
    finding: Finding


class KeptFindings:
    """The findings of a whole contract, equal to those of the book over all of its facts."""

    def __init__(self, book: RuleBook, facts: ContractFacts) -> None:
        """Judge everything."""
        self._book = book
        self._parts: list[dict[Key, list[Placed]]] = []
        self._lists: dict[tuple[int, str], list[Placed]] = defaultdict(list)  # by gravity and demand, by mark
        self._tuples: dict[tuple[int, str], tuple[Finding, ...]] = {}
        for booked in book.rules:
            found = {key: _placed(findings) for key, findings in booked.by_part(facts).items()}
            self._parts.append(found)
            for placed in (each for part in found.values() for each in part):
                self._lists[_list_of(placed)].append(placed)
        for placed_list in self._lists.values():
            placed_list.sort(key=_mark)

    def follow(self, changed: Collection[Changed], facts: ContractFacts, source: Source) -> frozenset[str]:
        """Judge again what a change bears on and return the demands whose findings are no longer the same.

        ``facts`` and ``source`` stand after the change.
        """
        demands: set[str] = set()
        for booked in self._book.reading(change.kind for change in changed):
            keys = booked.needs.touched(changed, source)
            if keys:
                demands.update(self._judge_again(booked, keys, facts, source))
        return frozenset(demands)

    def _judge_again(
        self, booked: BookedRule, keys: Collection[Key], facts: ContractFacts, source: Source
    ) -> Iterator[str]:
        """Put what a rule finds now in the place of what it found, and yield the demands where that differs."""
        now = booked.by_part(facts) if WHOLE in keys else booked.in_parts(keys, source, facts)
        parts = self._parts[booked.number]
        for key in keys:
            old, fresh = parts.get(key, []), _placed(now.get(key, ()))
            if fresh == old:
                continue
            yield from self._replace(old, fresh)
            parts[key] = fresh
            if not fresh:
                del parts[key]

    def _replace(self, old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[str]:
        for placed in old:
            found = self._lists[_list_of(placed)]
            del found[_position(found, placed)]
        for placed in new:
            insort(self._lists[_list_of(placed)], placed, key=_mark)
        for placed in (*old, *new):
            self._tuples.pop(_list_of(placed), None)
            yield placed.finding.rule

    def all(self) -> tuple[Finding, ...]:
        """Return every finding, gravest first."""
        return tuple(finding for key in sorted(self._lists) for finding in self._of_list(key))

    def open(self, resting: Collection[str], is_open: Callable[[Finding], bool]) -> tuple[Finding, ...]:
        """Return the findings but those under a resting demand that are not open, gravest first."""
        return tuple(
            finding
            for key in sorted(self._lists)
            for finding in self._of_list(key)
            if key[1] not in resting or is_open(finding)
        )

    def _of_list(self, key: tuple[int, str]) -> tuple[Finding, ...]:
        if key not in self._tuples:
            self._tuples[key] = tuple(placed.finding for placed in self._lists[key])
        return self._tuples[key]

    def of_demand(self, demand_id: str) -> tuple[Finding, ...]:
        """Return the findings under a demand, gravest first."""
        keys = ((gravity, demand_id) for gravity in range(len(Severity)))
        return tuple(finding for key in keys if key in self._lists for finding in self._of_list(key))


def _placed(findings: Sequence[Finding]) -> list[Placed]:
    return [Placed(finding.mark, finding) for finding in findings]


def _mark(placed: Placed) -> Mark:
    return placed.mark


def _list_of(placed: Placed) -> tuple[int, str]:
    return GRAVITY[placed.finding.severity], placed.finding.rule


def _position(found: list[Placed], placed: Placed) -> int:
    """Return where a finding stands; two of one mark are told apart by themselves."""
    position = bisect_left(found, placed.mark, key=_mark)
    while found[position] is not placed:
        position += 1
    return position
