"""The rule book: every rule under the id of its demand in the contract's clause list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity

Rule = Callable[[ContractFacts], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class BookedRule:
    """One rule with the demands it answers, and whether it refuses actions beforehand."""

    ids: tuple[str, ...]
    check: Rule
    guards: bool


class RuleBook:
    """A collection of rules, asked together."""

    def __init__(self) -> None:
        """Begin with no rule."""
        self._rules: list[BookedRule] = []

    def rule(self, *ids: str, guards: bool = False) -> Callable[[Rule], Rule]:
        """Enter a rule; a guarding one also refuses the actions that would break it."""

        def enter(check: Rule) -> Rule:
            self._rules.append(BookedRule(ids, check, guards))
            return check

        return enter

    @property
    def rules(self) -> tuple[BookedRule, ...]:
        """Return the rules in the order they were entered."""
        return tuple(self._rules)

    def findings(self, facts: ContractFacts) -> tuple[Finding, ...]:
        """Return what every rule finds, gravest first."""
        found = [finding for booked in self._rules for finding in booked.check(facts)]
        grave = list(Severity)
        return tuple(sorted(found, key=lambda finding: (grave.index(finding.severity), finding.rule)))

    def new_violations(self, before: ContractFacts, after: ContractFacts) -> tuple[Finding, ...]:
        """Return the violations that a change would bring, from the guarding rules."""
        return self._fresh(before, after, frozenset({Severity.VIOLATION}))

    def new_warnings(self, before: ContractFacts, after: ContractFacts) -> tuple[Finding, ...]:
        """Return the warnings and notices that a change would bring."""
        return self._fresh(before, after, frozenset({Severity.WARNING, Severity.NOTICE}))

    def _fresh(
        self, before: ContractFacts, after: ContractFacts, severities: frozenset[Severity]
    ) -> tuple[Finding, ...]:
        guards = [booked.check for booked in self._rules if booked.guards]
        known = {finding.identity for check in guards for finding in check(before)}
        return tuple(
            finding
            for check in guards
            for finding in check(after)
            if finding.severity in severities and finding.identity not in known
        )
