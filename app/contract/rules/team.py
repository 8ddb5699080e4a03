"""Rules on the team: enough people every day, changes approved, pledged and briefed (7(1), 9(1), 10(1), 10(5))."""

from collections.abc import Iterator
from datetime import date

from app.contract.approvals import ApprovalFault, approval_fault
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.contract.team import Gap, Roster, gaps, person_key, qualification_lacks
from app.domain.expert import Expert
from app.domain.meeting import Meeting
from app.domain.staff import Pledge, Qualification, StaffMember, StaffRole

APPROVAL_CODES = {
    ApprovalFault.MISSING: "team.change_not_approved",
    ApprovalFault.NO_APPROVAL: "team.change_approval_of_other_kind",
    ApprovalFault.NOT_AGREED: "team.change_approval_not_agreed",
    ApprovalFault.TOO_LATE: "team.change_approved_too_late",
}


def gaps_begun(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each run of days, begun by today, on which the team lacked somebody (7(1)ア, ウ)."""
    for gap in gaps(facts):
        if gap.first <= facts.today:
            yield _gap_found(gap, Severity.VIOLATION, "")


def gaps_ahead(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each run of days still to come on which the team will lack somebody (7(1)ア, ウ)."""
    for gap in gaps(facts):
        if gap.first > facts.today:
            yield _gap_found(gap, Severity.WARNING, "_ahead")


def _gap_found(gap: Gap, severity: Severity, ending: str) -> Finding:
    days = {"first": gap.first.isoformat(), "last": gap.last.isoformat(), "minimum": gap.minimum}
    subject = Subject("contract", gap.first.isoformat())
    return Finding(gap.demand.rule, gap.demand.clause, severity, subject, f"{gap.demand.code}{ending}", days)


def qualifications_borne_out(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each entry that a recorded qualification still needs before it counts (7(1)ウ)."""
    for person in facts.of(StaffMember).values():
        if person.qualification in (None, Qualification.NONE):
            continue
        for name in qualification_lacks(person, facts.terms, facts.today):
            entry = Named(StaffMember.REGISTER.field(name).label, name)
            yield finding_on(
                person,
                "7.1.c",
                "7(1)ウ",
                Severity.WARNING,
                "team.qualification_unproven",
                name,
                person=Named(person.name),
                qualification=person.qualification.label if person.qualification else "",
                entry=entry,
            )


def period_in_order(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each person whose last day lies before the first (7(1)ア)."""
    for person in facts.of(StaffMember).values():
        if person.from_on and person.until_on and person.until_on < person.from_on:
            code = "team.period_reversed"
            yield finding_on(person, "7.1.a", "7(1)ア", Severity.VIOLATION, code, "until_on", person=Named(person.name))


def changes_approved(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each successor without approval before the first day or proof of equivalence (7(1))."""
    for person in facts.of(StaffMember).values():
        if not person.replaces_id:
            continue
        fault = approval_fault(facts, person.approval_id, before=person.from_on)
        if fault is not None:
            yield _on_change(person, Severity.VIOLATION, APPROVAL_CODES[fault], "approval_id")
        if not person.equivalence.strip():
            yield _on_change(person, Severity.VIOLATION, "team.equivalence_missing", "equivalence")


def _on_change(person: StaffMember, severity: Severity, code: str, field: str) -> Finding:
    from_on = person.from_on.isoformat() if person.from_on else ""
    return finding_on(person, "7.1", "7(1)", severity, code, field, person=Named(person.name), from_on=from_on)


def changes_named(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each person who came after another of the role had left, with no predecessor named (7(1)).

    As long as nobody says whom somebody replaces, no approval is asked for.
    """
    first_to_leave = {role: _first_to_leave(role, facts) for role in StaffRole}
    for person in facts.of(StaffMember).values():
        if person.replaces_id or person.role is None or person.from_on is None or person.from_on <= facts.signed_on:
            continue
        key = person_key(person.name)
        if any(other != key and until_on < person.from_on for other, until_on in first_to_leave[person.role]):
            yield _on_change(person, Severity.WARNING, "team.predecessor_not_named", "replaces_id")


def _first_to_leave(role: StaffRole, facts: ContractFacts) -> tuple[tuple[str, date], ...]:
    """Return the first two persons of a role who left and whom no record replaces, with their last days."""
    staff = facts.of(StaffMember).values()
    replaced = {person.replaces_id for person in staff}
    left: dict[str, date] = {}
    for person in staff:
        if person.role == role and person.until_on is not None and person.id not in replaced:
            key = person_key(person.name)
            left[key] = min(person.until_on, left.get(key, date.max))
    return tuple(sorted(left.items(), key=lambda each: (each[1], each[0]))[:2])


def changes_proven(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each demand of 7(1) that the team does not meet after a planned change (9(1))."""
    roster, staff = Roster(facts), facts.of(StaffMember)
    for person in staff.values():
        days = roster.days_around(person, staff) if person.replaces_id else None
        if days is None or days[1] <= facts.today:
            continue
        for demand, minimum in roster.lacking(days[1]).items():
            term = facts.terms.term(demand.term)
            yield finding_on(
                person,
                "9.1",
                "9(1)",
                Severity.WARNING,
                "team.change_breaks_demand",
                "replaces_id",
                person=Named(person.name),
                after_on=days[1].isoformat(),
                demand=Named(f"{term.label}{minimum}{term.unit}以上（{demand.clause}）", f"{demand.term}:{minimum}"),
            )


def speech_arranged(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each person without Japanese for whom no interpretation is arranged (7(1)イ)."""
    for person in facts.of(StaffMember).values():
        if not person.speaks_japanese and not person.interpretation.strip():
            code = "team.no_interpretation"
            yield finding_on(
                person, "7.1.b", "7(1)イ", Severity.WARNING, code, "interpretation", person=Named(person.name)
            )


def meetings_interpreted(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each meeting with somebody of the team without Japanese and no interpretation arranged (7(1)イ)."""
    silent = [(person_key(each.name), each) for each in facts.of(StaffMember).values() if not each.speaks_japanese]
    for meeting in facts.of(Meeting).values():
        if meeting.interpretation.strip():
            continue
        present = person_key(f"{meeting.contractor_persons}\n{meeting.other_persons}")
        for key, person in silent:
            if key and key in present:
                code = "team.meeting_not_interpreted"
                values = {"meeting": Named(meeting.title), "person": Named(person.name, person.id)}
                yield finding_on(meeting, "7.1.b", "7(1)イ", Severity.WARNING, code, "interpretation", **values)


def everybody_pledged(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one overdue finding for each person at work or listed without a pledge of secrecy (10(1))."""
    for person in unpledged(facts):
        yield finding_on(person, "10.1", "10(1)", Severity.OVERDUE, "team.no_pledge", person=Named(person.name))


def everybody_briefed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one overdue finding for each person at work or listed who was not briefed on security (10(5))."""
    for person in unbriefed(facts):
        yield finding_on(person, "10.5", "10(5)", Severity.OVERDUE, "team.no_briefing", person=Named(person.name))


def unpledged(facts: ContractFacts) -> Iterator[StaffMember | Expert]:
    """Yield everybody at work or listed who has not pledged secrecy by today (10(1))."""
    return _without([each for each in facts.of(Pledge).values() if _is_past(each.pledged_on, facts.today)], facts)


def unbriefed(facts: ContractFacts) -> Iterator[StaffMember | Expert]:
    """Yield everybody at work or listed who was not briefed on security by today (10(5))."""
    return _without([each for each in facts.of(Pledge).values() if _is_past(each.briefed_on, facts.today)], facts)


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _without(pledges: list[Pledge], facts: ContractFacts) -> Iterator[StaffMember | Expert]:
    """Yield the staff that have begun, also those who left, and the listed experts, whom no pledge names."""
    ids = {each for pledge in pledges for each in (pledge.staff_id, pledge.expert_id) if each}
    names = {person_key(pledge.person) for pledge in pledges}
    for person in facts.of(StaffMember).values():
        if _is_past(person.from_on, facts.today) and person.id not in ids and person_key(person.name) not in names:
            yield person
    for expert in facts.experts.values():
        if expert.is_listed and expert.id not in ids and person_key(expert.name) not in names:
            yield expert


def enter(book: RuleBook) -> None:
    """Enter the rules on the team."""
    book.rule("7.1.a", "7.1.c", needs=all_of(StaffMember), tells=True)(gaps_begun)
    book.rule("7.1.a", "7.1.c", needs=all_of(StaffMember), guards=True)(gaps_ahead)
    book.rule("7.1.c", needs=each(StaffMember), guards=True)(qualifications_borne_out)
    book.rule("7.1.a", needs=each(StaffMember), guards=True)(period_in_order)
    book.rule("7.1", needs=each(StaffMember, "approval_id"), guards=True)(changes_approved)
    book.rule("7.1", needs=all_of(StaffMember), guards=True)(changes_named)
    book.rule("9.1", needs=all_of(StaffMember), guards=True)(changes_proven)
    book.rule("7.1.b", needs=each(StaffMember), guards=True)(speech_arranged)
    book.rule("7.1.b", needs=each(Meeting, beside=(StaffMember,)), guards=True)(meetings_interpreted)
    book.rule("10.1", needs=all_of(StaffMember, Pledge, Expert))(everybody_pledged)
    book.rule("10.5", needs=all_of(StaffMember, Pledge, Expert))(everybody_briefed)
