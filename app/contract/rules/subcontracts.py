"""Rules on subcontracting: never everything, applied for whole, approved before it starts (specification 7(2)).

What lacks is a warning while the first day lies ahead and a violation from that day on. The two have codes of their
own, so that starting early is a new violation and is refused.
"""

from collections.abc import Iterator

from app.contract.approvals import ApprovalFault, approval_fault
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import each
from app.contract.rule_book import RuleBook
from app.domain.subcontract import Subcontract

CLAUSE = "7(2)イ"
# The four items of 7(2)イ; the name and the address of the partner are one of them.
ITEMS = ("partner", "partner_address", "relation", "scope", "necessity")
APPROVAL_CODES = {
    ApprovalFault.MISSING: "subcontracts.not_approved",
    ApprovalFault.NO_APPROVAL: "subcontracts.approval_of_other_kind",
    ApprovalFault.NOT_AGREED: "subcontracts.approval_not_agreed",
    ApprovalFault.TOO_LATE: "subcontracts.approved_too_late",
}


def missing_items(subcontract: Subcontract) -> tuple[str, ...]:
    """Return the fields of the four items that an application does not have yet (7(2)イ)."""
    return tuple(name for name in ITEMS if not str(getattr(subcontract, name)).strip())


def never_everything(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each subcontract of the whole work (7(2)ア)."""
    for subcontract in facts.of(Subcontract).values():
        if subcontract.covers_everything:
            yield finding_on(
                subcontract,
                "7.2.a",
                "7(2)ア",
                Severity.VIOLATION,
                "subcontracts.covers_everything",
                "covers_everything",
                partner=Named(subcontract.partner),
            )


def applied_for_whole(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each of the four items that an application lacks (7(2)イ)."""
    for subcontract in facts.of(Subcontract).values():
        severity, ending = _gravity(subcontract, facts)
        for name in missing_items(subcontract):
            code = f"subcontracts.item_missing{ending}"
            item = Named(Subcontract.REGISTER.field(name).label, name)
            yield _of(subcontract, severity, code, name, item=item)


def approved_before_start(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each subcontract without an approval dated before its first day (7(2)イ「事前に」)."""
    for subcontract in facts.of(Subcontract).values():
        fault = approval_fault(facts, subcontract.approval_id, before=subcontract.starts_on)
        if fault is not None:
            severity, ending = _gravity(subcontract, facts)
            starts_on = subcontract.starts_on.isoformat() if subcontract.starts_on else ""
            yield _of(subcontract, severity, f"{APPROVAL_CODES[fault]}{ending}", "approval_id", starts_on=starts_on)


def _gravity(subcontract: Subcontract, facts: ContractFacts) -> tuple[Severity, str]:
    """Return how grave a lack is and the ending of its code: a draft may lack what a running subcontract may not."""
    has_started = subcontract.starts_on is None or subcontract.starts_on <= facts.today
    return (Severity.VIOLATION, "_at_start") if has_started else (Severity.WARNING, "")


def _of(subcontract: Subcontract, severity: Severity, code: str, field: str, **values: object) -> Finding:
    return finding_on(subcontract, "7.2.b", CLAUSE, severity, code, field, partner=Named(subcontract.partner), **values)


def joint_below_another(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each subcontract below another that is not applied for jointly (7(2)ウ)."""
    for subcontract in facts.of(Subcontract).values():
        if subcontract.parent_id and not subcontract.is_joint:
            yield finding_on(
                subcontract,
                "7.2.c",
                "7(2)ウ",
                Severity.VIOLATION,
                "subcontracts.not_joint",
                "is_joint",
                partner=Named(subcontract.partner),
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on subcontracting."""
    book.rule("7.2.a", needs=each(Subcontract), guards=True)(never_everything)
    book.rule("7.2.b", needs=each(Subcontract), guards=True)(applied_for_whole)
    book.rule("7.2.b", needs=each(Subcontract, "approval_id"), guards=True)(approved_before_start)
    book.rule("7.2.c", needs=each(Subcontract), guards=True)(joint_below_another)
