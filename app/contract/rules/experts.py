"""Rules on the experts and their database (specification 6(2), 6(3))."""

from collections.abc import Iterator
from datetime import date

from app.contract.deadlines import signing_deadline
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.rule_book import RuleBook
from app.domain.expert import Engagement, Expert


def _finding(rule: str, clause: str, severity: Severity, expert: Expert, code: str, field: str) -> Finding:
    return Finding(
        rule, clause, severity, Subject("experts", expert.id), code, {"expert": expert.name}, field_name=field
    )


def unmet_for_listing(expert: Expert, today: date) -> Iterator[Finding]:
    """Yield what clauses 6(3)ウ, 6(3)イ and 6(2)エ still ask for on a day before an expert may be listed."""
    violation = Severity.VIOLATION
    if expert.explained_on is None or expert.explained_on > today:
        yield _finding("6.3.c", "6(3)ウ", violation, expert, "contract.expert_not_explained", "explained_on")
    if expert.consented_on is None or expert.consented_on > today:
        yield _finding("6.3.c", "6(3)ウ", violation, expert, "contract.expert_no_consent", "consented_on")
    elif expert.explained_on is not None and expert.explained_on > expert.consented_on:
        yield _finding("6.3.c", "6(3)ウ", violation, expert, "contract.consent_before_explanation", "consented_on")
    if not expert.expertise.strip():
        yield _finding("6.3.b", "6(3)イ", violation, expert, "contract.expert_no_expertise", "expertise")
    if not expert.fields:
        yield _finding("6.3.b", "6(3)イ", violation, expert, "contract.expert_no_fields", "fields")
    if not expert.on_site:
        yield _finding("6.2.d", "6(2)エ", violation, expert, "contract.expert_not_on_site", "on_site")


def listing(facts: ContractFacts) -> Iterator[Finding]:
    """Yield what is wrong with each listed expert (6(3)イ, 6(3)ウ, 6(2)エ)."""
    for expert in facts.experts.values():
        if expert.is_listed:
            yield from unmet_for_listing(expert, facts.today)


def enough_experts(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding when fewer experts are listed than 6(2)イ demands."""
    minimum = facts.terms.integer("experts.minimum", facts.today)
    listed = sum(expert.is_listed for expert in facts.experts.values())
    if listed < minimum:
        yield Finding(
            "6.2.b",
            "6(2)イ",
            _severity_by_database_deadline(facts),
            Subject("contract"),
            "contract.too_few_experts",
            {"listed": listed, "minimum": minimum, "lacking": minimum - listed},
        )


def every_field_covered(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each field of Table 1 that no listed expert supports (6(2)ウ)."""
    covered = {member.key for expert in facts.experts.values() if expert.is_listed for member in expert.fields}
    for support_field in facts.terms.support_fields:
        if support_field.code not in covered:
            yield Finding(
                "6.2.c",
                "6(2)ウ",
                _severity_by_database_deadline(facts),
                Subject("contract", support_field.code),
                "contract.field_not_covered",
                {"field": support_field.name},
            )


def _severity_by_database_deadline(facts: ContractFacts) -> Severity:
    """Return how grave a lack of experts is: a warning until the database is due."""
    due = signing_deadline(facts, 3)
    return Severity.VIOLATION if facts.today > due.stated_on else Severity.WARNING


def secured_experts_listed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one notice for each secured expert who is not in the database (6(3)ア)."""
    for expert in facts.experts.values():
        if not expert.is_listed:
            yield _finding("6.3.a", "6(3)ア", Severity.NOTICE, expert, "contract.expert_not_listed", "is_listed")


def dispatched_experts_consented(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each session whose expert had not been explained to and consented by its day (6(3)ウ)."""
    for sessions in facts.sessions_by_municipality.values():
        for session in sessions:
            for member in session.expert_ids:
                expert = facts.experts.get(member.key)
                if expert is None or session.held_on is None:
                    continue
                days = (expert.explained_on, expert.consented_on)
                if any(day is None or day > session.held_on for day in days):
                    yield Finding(
                        "6.3.c",
                        "6(3)ウ",
                        Severity.VIOLATION,
                        Subject("sessions", session.id),
                        "contract.session_expert_no_consent",
                        {"expert": expert.name, "session": session.number},
                        field_name="expert_ids",
                    )


def approval_of_engagement(facts: ContractFacts) -> Iterator[Finding]:
    """Warn once for each assigned expert who is not employed and has no approval recorded (6(2)オ, 7(2)イ)."""
    assigned = {
        member.key
        for sessions in facts.sessions_by_municipality.values()
        for session in sessions
        for member in session.expert_ids
    }
    for expert in facts.experts.values():
        employed = expert.engagement == Engagement.EMPLOYED
        if expert.id in assigned and not employed and not expert.approval_decision_id:
            yield _finding(
                "6.2.e",
                "6(2)オ・7(2)イ",
                Severity.NOTICE,
                expert,
                "contract.engagement_without_approval",
                "approval_decision_id",
            )


def enter(book: RuleBook) -> None:
    """Enter the rules on experts."""
    book.rule("6.3.c", "6.3.b", "6.2.d", guards=True)(listing)
    book.rule("6.3.c", guards=True)(dispatched_experts_consented)
    book.rule("6.2.e", guards=True)(approval_of_engagement)
    book.rule("6.2.b")(enough_experts)
    book.rule("6.2.c")(every_field_covered)
    book.rule("6.3.a")(secured_experts_listed)
