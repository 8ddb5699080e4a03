"""Changes that would walk around an approval: another person, or another partner, under a record that was approved.

A rule looks at how things stand; these look at a record before and after one change. A name that is only written
another way (width, spaces, variants of a character) is the same name. A wrong name is corrected together with another
approval, recorded for the correction.
"""

from collections.abc import Iterator

from app.contract.approvals import approval_fault
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.rule_book import RuleBook
from app.contract.team import person_key
from app.domain.staff import StaffMember
from app.domain.subcontract import Subcontract


def another_person(before: StaffMember, after: StaffMember, facts: ContractFacts) -> Iterator[Finding]:
    """Yield a violation when the person of a record becomes another: a change of staff needs prior approval (7(1)).

    Before the first day, a record that no approval stands behind is a plan, and may be rewritten freely.
    """
    has_begun = before.from_on is not None and before.from_on <= facts.today
    is_settled = bool(before.approval_id or before.replaces_id or has_begun)
    if is_settled and person_key(before.name) != person_key(after.name) and not _approved_anew(before, after, facts):
        code, values = "team.renamed_without_approval", {"person": Named(before.name), "other": Named(after.name)}
        yield finding_on(after, "7.1", "7(1)", Severity.VIOLATION, code, "name", **values)


def another_partner(before: Subcontract, after: Subcontract, facts: ContractFacts) -> Iterator[Finding]:
    """Yield a violation when the partner that was approved becomes another one (7(2)イ)."""
    is_another = person_key(before.partner) != person_key(after.partner)
    was_approved = approval_fault(facts, before.approval_id) is None
    if is_another and was_approved and not _approved_anew(before, after, facts):
        code = "subcontracts.partner_changed_without_approval"
        values = {"partner": Named(before.partner), "other": Named(after.partner)}
        yield finding_on(after, "7.2.b", "7(2)イ", Severity.VIOLATION, code, "partner", **values)


def _approved_anew(before: StaffMember | Subcontract, after: StaffMember | Subcontract, facts: ContractFacts) -> bool:
    """Tell whether a change comes with an approval of its own."""
    return after.approval_id != before.approval_id and approval_fault(facts, after.approval_id) is None


def enter(book: RuleBook) -> None:
    """Enter the rules on changes of a name."""
    book.step(StaffMember, "approval_id")(another_person)
    book.step(Subcontract, "approval_id")(another_partner)
