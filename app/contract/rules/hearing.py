"""Rules on the hearings with every municipality (specification 6(7))."""

from collections.abc import Iterator
from datetime import date

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject, finding_on
from app.contract.hearing_progress import declared_complete_on, first_hearings
from app.contract.rule_book import RuleBook
from app.domain.case import Mode
from app.domain.contract import Contract
from app.domain.hearing import Hearing, HearingStatus
from app.domain.session import support_minutes


def _place(code: str, facts: ContractFacts) -> str:
    return facts.municipality_names.get(code, code)


def counted(facts: ContractFacts) -> Iterator[tuple[Hearing, date]]:
    """Yield the hearings that were not cancelled, with their day."""
    for hearing in facts.of(Hearing).values():
        if hearing.status != HearingStatus.CANCELLED and hearing.held_on is not None:
            yield hearing, hearing.held_on


def _on(
    hearing: Hearing,
    facts: ContractFacts,
    rule: str,
    clause: str,
    code: str,
    field: str,
    /,
    severity: Severity = Severity.VIOLATION,
    **values: object,
) -> Finding:
    held_on = hearing.held_on.isoformat() if hearing.held_on else ""
    named = {"municipality": _place(hearing.municipality_code, facts), "held_on": held_on, **values}
    return finding_on(hearing, rule, clause, severity, f"hearings.{code}", field, **named)


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing outside June to August 2026, or held in the future (6(7)ア)."""
    for hearing, held_on in counted(facts):
        first = facts.terms.day("hearings.period_start", held_on)
        last = facts.terms.day("hearings.period_end", held_on)
        if not first <= held_on <= last:
            yield _on(
                hearing,
                facts,
                "6.7.a",
                "6(7)ア",
                "outside_period",
                "held_on",
                first=first.isoformat(),
                last=last.isoformat(),
            )
        elif hearing.status == HearingStatus.HELD and held_on > facts.today:
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "held_in_future", "held_on")


def attended(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing held without anybody of the contractor (6(7)ア)."""
    for hearing, _ in counted(facts):
        if hearing.status == HearingStatus.HELD and not hearing.attendee_ids:
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "nobody_attended", "attendee_ids")


def every_municipality(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding naming the municipalities without a hearing: a notice in the period, overdue after it (6(7)ア).

    Needs every hearing. In the period a planned one is enough. Quiet once the prefecture declared them complete.
    """
    last = facts.terms.day("hearings.period_end", facts.today)
    if facts.today < facts.terms.day("hearings.period_start", facts.today) or declared_complete_on(facts) is not None:
        return
    over = facts.today > last
    reached = set(first_hearings(facts)) if over else {hearing.municipality_code for hearing, _ in counted(facts)}
    missing = [name for code, name in sorted(facts.municipality_names.items()) if code not in reached]
    if missing:
        yield Finding(
            "6.7.a",
            "6(7)ア",
            Severity.OVERDUE if over else Severity.NOTICE,
            Subject("contract"),
            "hearings.not_held" if over else "hearings.not_arranged",
            {"number": len(missing), "municipalities": "、".join(missing), "last": last.isoformat()},
        )


def once_each(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each further hearing held with a municipality that has had one (6(7)ア)."""
    held = [(day, hearing) for hearing, day in counted(facts) if hearing.status == HearingStatus.HELD]
    seen: set[str] = set()
    for _, hearing in sorted(held, key=lambda each: (each[0], each[1].id)):
        if hearing.municipality_code in seen:
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "held_again", "municipality_code", severity=Severity.WARNING)
        seen.add(hearing.municipality_code)


def time_of_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing that ends before it starts; warn of more than two hours (6(7)イ)."""
    for hearing, held_on in counted(facts):
        minutes = support_minutes(hearing.starts_at, hearing.ends_at, 0)
        if minutes is None:
            continue
        longest = facts.terms.integer("hearings.maximum_minutes", held_on)
        if minutes <= 0:
            yield _on(hearing, facts, "6.7.b", "6(7)イ", "across_midnight", "ends_at")
        elif minutes > longest:
            yield _on(
                hearing,
                facts,
                "6.7.b",
                "6(7)イ",
                "too_long",
                "ends_at",
                severity=Severity.WARNING,
                minutes=minutes,
                longest=longest,
            )


def on_site_consulted(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing on site without the prefecture's agreement by its day (6(7)イ)."""
    for hearing, held_on in counted(facts):
        if hearing.mode == Mode.IN_PERSON and not facts.agreed(hearing.consultation_id, held_on):
            yield _on(hearing, facts, "6.7.b", "6(7)イ", "on_site_without_consultation", "consultation_id")


def on_open_days(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each hearing on a day on which the offices are closed (6(7)ア)."""
    for hearing, held_on in counted(facts):
        reason = facts.calendar.closed_reason(held_on)
        if reason is not None:
            warning = Severity.WARNING
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "on_closed_day", "held_on", severity=warning, reason=reason)


def declaration_is_agreed(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation when the hearings are called complete without an agreed decision (6(7)オ, 11(1))."""
    for contract in facts.of(Contract).values():
        if contract.hearings_declared_id and not facts.agreed(contract.hearings_declared_id, facts.today):
            code = "hearings.declared_without_decision"
            yield finding_on(contract, "6.7.e", "6(7)オ・11(1)", Severity.VIOLATION, code, "hearings_declared_id")


def enter(book: RuleBook) -> None:
    """Enter the rules on hearings."""
    book.rule("6.7.a", guards=True)(within_the_period)
    book.rule("6.7.a", guards=True)(attended)
    book.rule("6.7.a", guards=True)(once_each)
    book.rule("6.7.a", guards=True)(on_open_days)
    book.rule("6.7.b", guards=True)(time_of_day)
    book.rule("6.7.b", guards=True)(on_site_consulted)
    book.rule("6.7.e", guards=True)(declaration_is_agreed)
    book.rule("6.7.a")(every_municipality)
