"""Which findings speak and which were put to rest by a decision (specification 11(1)).

A finding is put to rest as it stands: when one of its values changes it is another finding, and speaks again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.domain.acceptance import Acceptance


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding with what put it to rest."""

    finding: Finding
    acceptance: Acceptance


def in_force(facts: ContractFacts) -> Mapping[str, Acceptance]:
    """Return the acceptances whose decision is agreed and not later than today, by the identity of their finding."""
    acceptances = facts.of(Acceptance).values()
    return {item.fingerprint: item for item in acceptances if facts.agreed(item.decision_id, facts.today)}


def open_findings(findings: Iterable[Finding], acceptances: Mapping[str, Acceptance]) -> tuple[Finding, ...]:
    """Return the findings that nothing has put to rest, in their order."""
    if not acceptances:
        return tuple(findings)
    return tuple(finding for finding in findings if finding.identity not in acceptances)


def accepted_findings(
    findings: Iterable[Finding], acceptances: Mapping[str, Acceptance]
) -> tuple[AcceptedFinding, ...]:
    """Return the findings that were put to rest, each with what did it, in their order."""
    if not acceptances:
        return ()
    return tuple(
        AcceptedFinding(finding, acceptances[finding.identity])
        for finding in findings
        if finding.identity in acceptances
    )
