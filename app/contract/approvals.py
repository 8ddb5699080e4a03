"""Approvals of the prefecture: whether a decision is one, and lies on the right side of a day.

What the contract calls 承認 is a decision of that kind; a mere consultation or instruction is none.
"""

from datetime import date

from app.contract.facts import ContractFacts
from app.domain.choice import Choice
from app.domain.decision import DecisionKind, DecisionResult


class ApprovalFault(Choice):
    """Why a decision does not approve something."""

    MISSING = "missing", "記録なし"
    NO_APPROVAL = "no_approval", "承認でない"
    NOT_AGREED = "not_agreed", "了承でない"
    TOO_EARLY = "too_early", "早すぎる"
    TOO_LATE = "too_late", "遅すぎる"


def approval_fault(
    facts: ContractFacts, decision_id: str, *, not_before: date | None = None, before: date | None = None
) -> ApprovalFault | None:
    """Return why a decision is no approval within these days, or None; ``before`` itself is too late (事前に).

    An approval without a day is taken as too early and too late.
    """
    decision = facts.decisions.get(decision_id)
    if decision is None:
        return ApprovalFault.MISSING
    if decision.kind != DecisionKind.APPROVAL:
        return ApprovalFault.NO_APPROVAL
    if decision.result != DecisionResult.AGREED:
        return ApprovalFault.NOT_AGREED
    if not_before is not None and (decision.decided_on is None or decision.decided_on < not_before):
        return ApprovalFault.TOO_EARLY
    if before is not None and (decision.decided_on is None or decision.decided_on >= before):
        return ApprovalFault.TOO_LATE
    return None
