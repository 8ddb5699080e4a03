"""The plain way to judge a change: every guarding rule over everything, before and after it."""

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.rules import rule_book


def brought(before: ContractFacts, after: ContractFacts) -> list[Finding]:
    """Return what the guarding rules find after a change and did not find before it."""
    guards = [booked.check for booked in rule_book().rules if booked.guards]
    known = {finding.mark for check in guards for finding in check(before)}
    return [finding for check in guards for finding in check(after) if finding.mark not in known]


def new_violations(before: ContractFacts, after: ContractFacts) -> list[Finding]:
    """Return the violations among them."""
    return [finding for finding in brought(before, after) if finding.severity == Severity.VIOLATION]
