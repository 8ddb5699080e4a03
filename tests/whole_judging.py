"""The plain way to judge a change: every guarding rule over everything, before and after it."""

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.rule_book import BookedRule
from app.contract.rules import rule_book


def brought(before: ContractFacts, after: ContractFacts) -> list[Finding]:
    """Return what the guarding rules find after a change and did not find before it."""
    return _fresh([booked for booked in rule_book().rules if booked.guards], before, after)


def told(before: ContractFacts, after: ContractFacts, *, is_removal: bool) -> list[Finding]:
    """Return what the other rules find after a change and did not find before it: all of them after a removal."""
    others = [booked for booked in rule_book().rules if not booked.guards]
    return _fresh([booked for booked in others if booked.tells or is_removal], before, after)


def _fresh(rules: list[BookedRule], before: ContractFacts, after: ContractFacts) -> list[Finding]:
    known = {(booked.number, finding.mark) for booked in rules for finding in booked.check(before)}
    return [
        finding for booked in rules for finding in booked.check(after) if (booked.number, finding.mark) not in known
    ]


def new_violations(before: ContractFacts, after: ContractFacts) -> list[Finding]:
    """Return the violations among them."""
    return [finding for finding in brought(before, after) if finding.severity == Severity.VIOLATION]
