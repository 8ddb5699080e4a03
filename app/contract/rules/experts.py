"""Rules on the experts and their database (specification 6(2), 6(3))."""

from collections.abc import Iterator

from app.contract.deadlines import signing_deadline
from app.contract.eligibility import consented_from, wants_explanation
from app.contract.expert_listing import content_text, handed_in, last_told, pending_notice
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject
from app.contract.needs import all_of, each
from app.contract.readings import EXPERTS_PER
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.expert import Engagement, Expert
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission
from app.domain.text import shorten

LONGEST_LIST = 120  # of the names of changed fields in a sentence


def _finding(rule: str, clause: str, severity: Severity, expert: Expert, code: str, field: str) -> Finding:
    return Finding(
        rule, clause, severity, Subject("experts", expert.id), code, {"expert": Named(expert.name)}, field_name=field
    )


def unmet_for_listing(expert: Expert, facts: ContractFacts) -> Iterator[Finding]:
    """Yield what clauses 6(3)ウ, 6(3)イ and 6(2)エ still ask for today before an expert may be listed."""
    violation, today = Severity.VIOLATION, facts.today
    wanted = wants_explanation(facts.terms, today)
    if wanted and (expert.explained_on is None or expert.explained_on > today):
        yield _finding("6.3.c", "6(3)ウ", violation, expert, "contract.expert_not_explained", "explained_on")
    if expert.consented_on is None or expert.consented_on > today:
        yield _finding("6.3.c", "6(3)ウ", violation, expert, "contract.expert_no_consent", "consented_on")
    elif wanted and expert.explained_on is not None and expert.explained_on > expert.consented_on:
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
            yield from unmet_for_listing(expert, facts)


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
    """Yield one finding for each field, or block, of Table 1 that no listed expert supports (6(2)ウ)."""
    covered = {member.key for expert in facts.experts.values() if expert.is_listed for member in expert.fields}
    fields = facts.terms.support_fields
    lacking = {field.code: field.name for field in fields if field.code not in covered}
    if not EXPERTS_PER.strict(facts.terms, facts.today):
        reached = {field.block for field in fields if field.code in covered}
        lacking = {block: block for block in facts.terms.blocks if block not in reached}
    for key, name in lacking.items():
        yield Finding(
            "6.2.c",
            "6(2)ウ",
            _severity_by_database_deadline(facts),
            Subject("contract", key),
            "contract.field_not_covered",
            {"field": name},
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


def changes_notified(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each listed, removed or changed expert whom the prefecture was not told of (6(3)).

    Note a database handed in whose content was not kept: its changes cannot be told.
    """
    told = handed_in(facts)
    if told and last_told(facts) is None:
        subject = Subject("submissions", told[-1].id)
        title = {"title": Named(told[-1].title)}
        yield Finding("6.3.2", "6(3)", Severity.NOTICE, subject, "database.content_not_kept", title, "content")
    notice = pending_notice(facts)
    for change in notice.changes if notice else ():
        cells = change.cells
        after = content_text({change.expert_id: {cell.field: cell.after for cell in cells}})
        values: dict[str, object] = {
            "expert": Named(change.name, change.expert_id),
            "change": change.kind.label,
            "cells": Named(shorten("、".join(cell.label for cell in cells), LONGEST_LIST), after),
        }
        code = f"database.{change.kind.value}"
        yield Finding("6.3.2", "6(3)", Severity.WARNING, Subject("experts", change.expert_id), code, values)


def dispatched_experts_consented(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding for each session whose expert had not been explained to and consented by its day (6(3)ウ)."""
    for held_on, sessions in facts.sessions_by_day.items():
        consented = consented_from(facts, held_on)
        for session in sessions:
            for member in session.expert_ids:
                if consented.get(member.key, held_on) > held_on:
                    expert = facts.experts[member.key]
                    yield Finding(
                        "6.3.c",
                        "6(3)ウ",
                        Severity.VIOLATION,
                        Subject("sessions", session.id),
                        "contract.session_expert_no_consent",
                        {"expert": Named(expert.name, expert.id), "session": Named(session.number)},
                        field_name="expert_ids",
                    )


def approval_of_engagement(facts: ContractFacts) -> Iterator[Finding]:
    """Warn once for each assigned expert who is not employed and has no agreed decision recorded (6(2)オ, 7(2)イ)."""
    assigned = set(_assigned(facts))
    for expert in facts.experts.values():
        employed = expert.engagement == Engagement.EMPLOYED
        if expert.id in assigned and not employed and not facts.agreed(expert.approval_decision_id):
            yield _finding(
                "6.2.e",
                "6(2)オ・7(2)イ",
                Severity.WARNING,
                expert,
                "contract.engagement_without_approval",
                "approval_decision_id",
            )


def _assigned(facts: ContractFacts) -> Iterator[str]:
    """Yield whom a session, an answer or a plan names, unless it was called off."""
    for session in facts.sessions.values():
        if session.status != SessionStatus.CANCELLED:
            yield from (member.key for member in session.expert_ids)
    for answer in facts.of(ConsultationAnswer).values():
        yield from (member.key for member in answer.expert_ids)
    for accompanied in facts.of(AccompanimentSession).values():
        if accompanied.status != AccompanimentStatus.CANCELLED:
            yield from (member.key for member in accompanied.expert_ids)
    yield from (plan.manager_id for plan in facts.of(Accompaniment).values() if plan.manager_id)


def enter(book: RuleBook) -> None:
    """Enter the rules on experts."""
    book.rule("6.3.c", "6.3.b", "6.2.d", needs=each(Expert), guards=True)(listing)
    book.rule("6.3.c", needs=each(Session, "expert_ids"), guards=True)(dispatched_experts_consented)
    naming = tuple((kind, "expert_ids") for kind in (Session, ConsultationAnswer, AccompanimentSession))
    assigned = each(Expert, "approval_decision_id", named_by=(*naming, (Accompaniment, "manager_id")))
    book.rule("6.2.e", needs=assigned, guards=True)(approval_of_engagement)
    book.rule("6.2.b", needs=all_of(Expert))(enough_experts)
    book.rule("6.2.c", needs=all_of(Expert))(every_field_covered)
    book.rule("6.3.2", needs=all_of(Expert, Submission))(changes_notified)
    book.rule("6.3.a", needs=each(Expert))(secured_experts_listed)
