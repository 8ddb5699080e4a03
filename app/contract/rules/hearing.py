"""Rules on the hearings with every municipality (specification 6(7))."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.hearing_clashes import ACTIVE, newly_shared, once_more
from app.contract.hearing_progress import declared_complete_on, first_hearings
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.availability import is_available
from app.domain.case import Mode
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.hearing import AvailabilityPeriod, Hearing, HearingStatus
from app.domain.session import support_minutes
from app.domain.staff import StaffMember


def _place(code: str, facts: ContractFacts) -> str:
    return facts.municipality_names.get(code, code)


def counted(facts: ContractFacts) -> Mapping[date, Sequence[Hearing]]:
    """Return the hearings that were not cancelled, by their day."""
    return facts.once(_counted)


def _counted(facts: ContractFacts) -> Mapping[date, Sequence[Hearing]]:
    by_day = facts.together(Hearing, "held_on").items()
    return {day: [each for each in hearings if each.status in ACTIVE] for day, hearings in by_day if day is not None}


def _held(facts: ContractFacts) -> Iterator[tuple[date, Hearing]]:
    """Yield the hearings that were held, each with its day."""
    for held_on, hearings in counted(facts).items():
        yield from ((held_on, hearing) for hearing in hearings if hearing.status == HearingStatus.HELD)


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


def on_a_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each planned or held hearing without a day; while it is arranged it has none (6(7)ア)."""
    for hearing in facts.together(Hearing, "held_on").get(None, ()):
        if hearing.status in ACTIVE:
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "without_day", "held_on")


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing outside June to August 2026, or held in the future (6(7)ア)."""
    for held_on, hearings in counted(facts).items():
        first = facts.terms.day("hearings.period_start", held_on)
        last = facts.terms.day("hearings.period_end", held_on)
        if first <= held_on <= min(last, facts.today):
            continue
        for hearing in hearings:
            if not first <= held_on <= last:
                period: dict[str, Any] = {"first": first.isoformat(), "last": last.isoformat()}
                yield _on(hearing, facts, "6.7.a", "6(7)ア", "outside_period", "held_on", **period)
            elif hearing.status == HearingStatus.HELD:
                yield _on(hearing, facts, "6.7.a", "6(7)ア", "held_in_future", "held_on")


def recorded_after_their_day(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each hearing whose day has passed and that is still called planned (6(7)ア)."""
    for held_on, hearings in counted(facts).items():
        for hearing in hearings if held_on < facts.today else ():
            if hearing.status == HearingStatus.PLANNED:
                yield _on(hearing, facts, "6.7.a", "6(7)ア", "unrecorded", "status", severity=Severity.WARNING)


def attended(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing held without anybody of the contractor (6(7)ア)."""
    for _, hearing in _held(facts):
        if not hearing.attendee_ids:
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "nobody_attended", "attendee_ids")


def every_municipality(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one finding naming the municipalities without a hearing: a notice in the period, overdue after it (6(7)ア).

    Needs every hearing. In the period a planned one is enough. Quiet once the prefecture declared them complete.
    """
    last = facts.terms.day("hearings.period_end", facts.today)
    if facts.today < facts.terms.day("hearings.period_start", facts.today) or declared_complete_on(facts) is not None:
        return
    over = facts.today > last
    reached = set(first_hearings(facts)) if over else _arranged_with(facts)
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


def _arranged_with(facts: ContractFacts) -> set[str]:
    return {hearing.municipality_code for hearings in counted(facts).values() for hearing in hearings}


def once_each(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each further hearing held with a municipality that has had one (6(7)ア)."""
    held: dict[str, list[tuple[date, Hearing]]] = defaultdict(list)
    for day, hearing in _held(facts):
        held[hearing.municipality_code].append((day, hearing))
    for found in held.values():
        for _, hearing in sorted(found, key=lambda each: (each[0], each[1].id))[1:] if len(found) > 1 else ():
            yield _on(hearing, facts, "6.7.a", "6(7)ア", "held_again", "municipality_code", severity=Severity.WARNING)


def planned_once(facts: ContractFacts) -> Iterator[Finding]:
    """Point out each further hearing planned with a municipality that has one (6(7)ア)."""
    for pair in once_more(facts.of(Hearing).values()):
        if HearingStatus.PLANNED in (pair.earlier.status, pair.later.status):
            other = pair.earlier.held_on.isoformat() if pair.earlier.held_on else ""
            notice = Severity.NOTICE
            yield _on(
                pair.later, facts, "6.7.a", "6(7)ア", "planned_again", "municipality_code", severity=notice, other=other
            )


SHARED_FIELDS = {"person": "attendee_ids", "prefecture_person": "prefecture_persons", "room": "room"}


def nothing_twice_at_once(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each person and each room that a hearing needs while an earlier one has it (6(7)ア)."""
    for pair in newly_shared(facts.of(Hearing).values()):
        person = facts.of(StaffMember).get(pair.key) if pair.kind == "person" else None
        yield _on(
            pair.later,
            facts,
            "6.7.a",
            "6(7)ア",
            f"{pair.kind}_twice",
            SHARED_FIELDS[pair.kind],
            severity=Severity.WARNING,
            name=Named(person.name if person else pair.key, pair.key),
            other=Named(_place(pair.earlier.municipality_code, facts), pair.earlier.id),
        )


def everybody_can_come(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each planned hearing at a time when its municipality or one of our people cannot be there (6(7)ア)."""
    of_municipality = facts.together(AvailabilityPeriod, "municipality_code")
    of_person = facts.together(AvailabilityPeriod, "staff_id")
    planned = (
        (day, each) for day, found in counted(facts).items() for each in found if each.status == HearingStatus.PLANNED
    )
    for held_on, hearing in planned:
        times = (held_on, hearing.starts_at, hearing.ends_at)
        if not is_available(of_municipality.get(hearing.municipality_code, ()), *times):
            yield _on(
                hearing, facts, "6.7.a", "6(7)ア", "municipality_not_available", "held_on", severity=Severity.WARNING
            )
        for member in hearing.attendee_ids:
            person = facts.of(StaffMember).get(member.key)
            if not is_available(of_person.get(member.key, ()), *times) or not _works_on(person, held_on):
                name = Named(person.name if person else member.key, member.key)
                warning = Severity.WARNING
                yield _on(
                    hearing, facts, "6.7.a", "6(7)ア", "not_available", "attendee_ids", severity=warning, name=name
                )


def availability_of_somebody(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each availability of nobody, of two at once, or that ends before it begins (6(7)ア)."""
    for period in facts.of(AvailabilityPeriod).values():
        backwards = period.until_on is not None and period.from_on is not None and period.until_on < period.from_on
        if period.starts_at is not None and period.ends_at is not None and period.ends_at <= period.starts_at:
            backwards = True
        for code, is_wrong in (
            ("availability_of_whom", bool(period.municipality_code) == bool(period.staff_id)),
            ("availability_backwards", backwards),
        ):
            if is_wrong:
                yield finding_on(period, "6.7.a", "6(7)ア", Severity.VIOLATION, f"hearings.{code}", "until_on")


def _works_on(person: StaffMember | None, on: date) -> bool:
    """Tell whether somebody works on the contract on a day; somebody unknown is not judged."""
    if person is None or person.from_on is None:
        return True
    return person.from_on <= on and (person.until_on is None or on <= person.until_on)


def time_of_day(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing that ends before it starts; warn of more than two hours (6(7)イ)."""
    for held_on, hearings in counted(facts).items():
        longest = facts.terms.integer("hearings.maximum_minutes", held_on)
        for hearing in hearings:
            minutes = support_minutes(hearing.starts_at, hearing.ends_at, 0)
            if minutes is None:
                continue
            if minutes <= 0:
                yield _on(hearing, facts, "6.7.b", "6(7)イ", "across_midnight", "ends_at")
            elif minutes > longest:
                lengths = {"minutes": minutes, "longest": longest}
                warning = Severity.WARNING
                yield _on(hearing, facts, "6.7.b", "6(7)イ", "too_long", "ends_at", severity=warning, **lengths)


def on_site_consulted(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each hearing on site without the prefecture's agreement by its day (6(7)イ)."""
    for held_on, hearings in counted(facts).items():
        for hearing in hearings:
            if hearing.mode == Mode.IN_PERSON and not facts.agreed(hearing.consultation_id, held_on):
                code, name = "hearings.on_site_without_consultation", _place(hearing.municipality_code, facts)
                # The day is no part of it: moved to another day, it is the same trouble still.
                yield finding_on(
                    hearing, "6.7.b", "6(7)イ", Severity.VIOLATION, code, "consultation_id", municipality=name
                )


def on_open_days(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each hearing on a day on which the offices are closed (6(7)ア)."""
    for held_on, hearings in counted(facts).items():
        reason = facts.calendar.closed_reason(held_on)
        for hearing in hearings if reason is not None else ():
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
    book.rule("6.7.a", needs=each(Hearing), guards=True)(on_a_day)
    book.rule("6.7.a", needs=each(Hearing), guards=True)(within_the_period)
    book.rule("6.7.a", needs=each(Hearing))(recorded_after_their_day)
    book.rule("6.7.a", needs=each(Hearing), guards=True)(attended)
    book.rule("6.7.a", needs=each(Hearing, together="municipality_code"), guards=True)(once_each)
    book.rule("6.7.a", needs=each(Hearing, together="municipality_code"), guards=True)(planned_once)
    book.rule("6.7.a", needs=each(Hearing, "attendee_ids", together="held_on"), guards=True)(nothing_twice_at_once)
    book.rule("6.7.a", needs=each(Hearing, "attendee_ids", beside=(AvailabilityPeriod,)), guards=True)(
        everybody_can_come
    )
    book.rule("6.7.a", needs=each(AvailabilityPeriod), guards=True)(availability_of_somebody)
    book.rule("6.7.a", needs=each(Hearing), guards=True)(on_open_days)
    book.rule("6.7.b", needs=each(Hearing), guards=True)(time_of_day)
    book.rule("6.7.b", needs=each(Hearing, "consultation_id"), guards=True)(on_site_consulted)
    book.rule("6.7.e", needs=each(Contract, "hearings_declared_id"), guards=True)(declaration_is_agreed)
    book.rule("6.7.a", needs=all_of(Hearing, Contract, Decision))(every_municipality)
