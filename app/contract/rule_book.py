"""The rule book: every rule under the id of its demand in the contract's clause list."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, TypeVar

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.needs import Key, Needs, each
from app.contract.sources import Changed, ChangedSource, Source
from app.domain.record import Record

Rule = Callable[[ContractFacts], Iterator[Finding]]
StepRule = Callable[[Any, Any, ContractFacts], Iterator[Finding]]  # the record before, after, what both point at
StepT = TypeVar("StepT", bound=StepRule)
GRAVITY = {severity: number for number, severity in enumerate(Severity)}
REFUSING = frozenset({Severity.VIOLATION})


@dataclass(frozen=True, slots=True)
class BookedRule:
    """One rule with the demands it answers, what it needs, and whether it refuses actions beforehand, or tells them.

    Every rule is told of a removal; one that ``tells`` also of what else brings its findings.
    """

    ids: tuple[str, ...]
    check: Rule
    needs: Needs
    guards: bool
    number: int  # its place in the book
    tells: bool = False

    def by_part(self, facts: ContractFacts) -> Mapping[Key, Sequence[Finding]]:
        """Return what it finds in the facts by the part that each finding is about."""
        parts: dict[Key, list[Finding]] = {}
        for finding in self.check(facts):
            parts.setdefault(self.needs.key_of(finding, facts), []).append(finding)
        return parts

    def in_parts(self, keys: Collection[Key], source: Source, around: ContractFacts) -> Mapping[Key, Sequence[Finding]]:
        """Return what it finds in some parts alone; ``around`` gives the day, the terms and the calendar."""
        found = self.by_part(around.seeing(self.needs.seen(keys, source)))
        return {key: found[key] for key in keys if key in found}


class RuleBook:
    """A collection of rules, asked together."""

    def __init__(self) -> None:
        """Begin with no rule."""
        self._rules: list[BookedRule] = []
        self._reading: dict[type[Record], list[BookedRule]] = {}
        self._steps: dict[type[Record], list[tuple[StepRule, tuple[str, ...]]]] = {}

    def rule(self, *ids: str, needs: Needs, guards: bool = False, tells: bool = False) -> Callable[[Rule], Rule]:
        """Enter a rule with what it needs; a guarding one refuses the actions that would break it, another may tell."""

        def enter(check: Rule) -> Rule:
            booked = BookedRule(ids, check, needs, guards, len(self._rules), tells)
            self._rules.append(booked)
            for kind in needs.kinds:
                self._reading.setdefault(kind, []).append(booked)
            return check

        return enter

    def step(self, kind: type[Record], *pointing: str) -> Callable[[StepT], StepT]:
        """Enter a rule that refuses a change of a record for what it was before; ``pointing`` as in ``each``."""

        def enter(check: StepT) -> StepT:
            self._steps.setdefault(kind, []).append((check, pointing))
            return check

        return enter

    @property
    def rules(self) -> tuple[BookedRule, ...]:
        """Return the rules in the order they were entered."""
        return tuple(self._rules)

    def reading(self, kinds: Iterable[type[Record]]) -> tuple[BookedRule, ...]:
        """Return the rules that read any of these kinds, in the order they were entered."""
        numbers = {booked.number for kind in set(kinds) for booked in self._reading.get(kind, ())}
        return tuple(self._rules[number] for number in sorted(numbers))

    def findings(self, facts: ContractFacts) -> tuple[Finding, ...]:
        """Return what every rule finds, gravest first."""
        return gravest_first(finding for booked in self._rules for finding in booked.check(facts))

    def brought(self, changed: Collection[Changed], before: Source, around: ContractFacts) -> tuple[Finding, ...]:
        """Return what the guarding rules would find anew after a change; only what it bears on is read and judged."""
        guarding = [booked for booked in self.reading(change.kind for change in changed) if booked.guards]
        return _fresh(guarding, changed, before, around)

    def stepped(self, changed: Collection[Changed], before: Source, around: ContractFacts) -> tuple[Finding, ...]:
        """Return what is against the way from one state of a record to the next, however each of them stands."""
        found: list[Finding] = []
        for change in changed:
            if change.before is not None and change.after is not None:
                for check, pointing in self._steps.get(change.kind, ()):
                    seen = each(change.kind, *pointing).pointed_at(change.sides, before)
                    found += check(change.before, change.after, around.seeing(seen))
        return tuple(found)

    def told(self, changed: Collection[Changed], before: Source, around: ContractFacts) -> tuple[Finding, ...]:
        """Return what rules that refuse nothing would find anew and is to be told: all that a removal brings."""
        others = [booked for booked in self.reading(change.kind for change in changed) if not booked.guards]
        gone = [change for change in changed if change.after is None]
        telling = [booked for booked in others if booked.tells]
        removing = [booked for booked in others if not booked.tells] if gone else []
        return (*_fresh(telling, changed, before, around), *_fresh(removing, changed, before, around))


def _fresh(
    rules: Iterable[BookedRule], changed: Collection[Changed], before: Source, around: ContractFacts
) -> tuple[Finding, ...]:
    """Return what these rules would find anew after a change, judged in the parts that it bears on."""
    after = ChangedSource(before, changed)
    fresh: list[Finding] = []
    for booked in rules:
        keys = booked.needs.touched(changed, before)
        if keys:
            known = {finding.mark for finding in _all(booked.in_parts(keys, before, around))}
            found = _all(booked.in_parts(keys, after, around))
            fresh += (finding for finding in found if finding.mark not in known)
    return tuple(fresh)


def gravest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by gravity, rule and subject: one order, in whatever order they were found."""
    ordered = sorted(findings, key=_gravity_and_trouble)
    return tuple(chain.from_iterable(_by_mark(list(alike)) for _, alike in groupby(ordered, key=_gravity_and_trouble)))


def _gravity_and_trouble(finding: Finding) -> tuple[int, tuple[str, str, str, str]]:
    return GRAVITY[finding.severity], finding.fingerprint


def _by_mark(findings: list[Finding]) -> list[Finding]:
    """Return findings of one gravity and one trouble by what else tells them apart; most often there is one."""
    return sorted(findings, key=lambda finding: finding.mark) if len(findings) > 1 else findings


def _all(parts: Mapping[Key, Sequence[Finding]]) -> Iterator[Finding]:
    return (finding for found in parts.values() for finding in found)
