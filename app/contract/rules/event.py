"""Rules on events, the contest and the sharing of case studies (specification 6(4)キ, 6(8), 6(9))."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.contract.anonymity import give_aways
from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, Subject, finding_on
from app.contract.needs import all_of, each
from app.contract.rule_book import RuleBook
from app.domain.contact import Contact
from app.domain.event import CaseStudy, Event, EventKind, EventStatus, Sharing

RULE_OF_KIND = {
    EventKind.EXCHANGE: ("6.8.b", "6(8)イ"),
    EventKind.REPORT_MEETING: ("6.4.g", "6(4)キ"),
    EventKind.CONTEST: ("6.9.a", "6(9)ア"),
}


def _deadline(facts: ContractFacts) -> date:
    return facts.terms.day("performance.deadline", facts.today)


def _in_time(facts: ContractFacts, kind: EventKind, *statuses: EventStatus) -> int:
    """Count the events of a kind and state up to the performance deadline."""
    deadline = _deadline(facts)
    return sum(
        event.kind == kind and event.status in statuses and event.held_on is not None and event.held_on <= deadline
        for event in facts.of(Event).values()
    )


def demanded_events(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each demanded event not even planned in the deadline's calendar year (6(4)キ, 6(8)イ, 6(9)ア).

    An exchange event that was not held by the performance deadline is a violation after it.
    """
    deadline = _deadline(facts)
    minimum = facts.terms.integer("exchange.minimum", facts.today)
    held = _in_time(facts, EventKind.EXCHANGE, EventStatus.HELD)
    for kind, (rule, clause) in RULE_OF_KIND.items():
        wanted = minimum if kind is EventKind.EXCHANGE else 1
        arranged = _in_time(facts, kind, EventStatus.PLANNED, EventStatus.HELD)
        values = {"kind": kind.label, "deadline": deadline.isoformat(), "minimum": wanted}
        if kind is EventKind.EXCHANGE and facts.today > deadline and held < minimum:
            yield Finding(rule, clause, Severity.VIOLATION, Subject("contract", kind), "events.not_held", values)
        elif arranged < wanted and facts.today >= date(deadline.year, 1, 1):
            yield Finding(rule, clause, Severity.WARNING, Subject("contract", kind), "events.not_planned", values)


def held_after_consultation(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each demanded event held without the prefecture's agreement by its day (6(4)キ, 6(8)イ, 6(9)ア)."""
    for event in facts.of(Event).values():
        if event.status != EventStatus.HELD or event.kind not in RULE_OF_KIND:
            continue
        if not facts.agreed(event.consultation_id, event.held_on):
            rule, clause = RULE_OF_KIND[event.kind]
            code = "events.held_without_consultation"
            yield finding_on(event, rule, clause, Severity.WARNING, code, "consultation_id", event=Named(event.title))


def within_the_period(facts: ContractFacts) -> Iterator[Finding]:
    """Refuse an event held on a day still to come; warn of one after the performance deadline (3, 6(8)イ)."""
    for event in facts.of(Event).values():
        if event.held_on is None or event.status == EventStatus.CANCELLED:
            continue
        deadline = facts.terms.day("performance.deadline", event.held_on)
        values = {"event": Named(event.title), "held_on": event.held_on.isoformat(), "deadline": deadline.isoformat()}
        if event.status == EventStatus.HELD and event.held_on > facts.today:
            rule, clause, code = "6.8.a", "6(8)ア", "events.held_in_future"
            yield finding_on(event, rule, clause, Severity.VIOLATION, code, "held_on", **values)
        elif event.held_on > deadline:
            yield finding_on(event, "3.1", "3", Severity.WARNING, "events.after_deadline", "held_on", **values)


def recorded_after_their_day(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each event whose day has passed and that is still called planned (6(4)キ, 6(8), 6(9)ア, 6(10))."""
    for event in facts.of(Event).values():
        if event.status != EventStatus.PLANNED or event.held_on is None or event.held_on >= facts.today:
            continue
        rule, clause = RULE_OF_KIND.get(event.kind or EventKind.OTHER, ("6.10", "6(10)"))
        values = {"event": Named(event.title), "held_on": event.held_on.isoformat()}
        yield finding_on(event, rule, clause, Severity.WARNING, "events.unrecorded", "status", **values)


def shared_after_check(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each case study shared before its check for anonymity (6(9)イ)."""
    for sharing in facts.of(Sharing).values():
        study = facts.of(CaseStudy).get(sharing.study_id)
        if study is None or sharing.shared_on is None:
            continue
        if study.checked_on is None or study.checked_on > sharing.shared_on:
            code = "events.shared_unchecked"
            yield finding_on(
                sharing, "6.9.b", "6(9)イ", Severity.VIOLATION, code, "study_id", study=Named(study.title, study.id)
            )


def checked_studies_name_nobody(facts: ContractFacts) -> Iterator[Finding]:
    """Yield one violation for each case study called checked that still gives somebody away (6(9)イ, 10(1))."""
    for study in facts.of(CaseStudy).values():
        if study.checked_on is None:
            continue
        case = facts.cases.get(study.case_id)
        known = facts.together(Contact, "municipality_code").get(case.municipality_code, ()) if case else ()
        contacts = sorted(known, key=lambda contact: contact.id)
        names = facts.municipality_names if case else facts.once(_every_name)
        found = give_aways(study, case, contacts, names)
        if found:
            yield finding_on(
                study,
                "6.9.b",
                "6(9)イ・10(1)",
                Severity.VIOLATION,
                "events.gives_away",
                "content",
                study=Named(study.title, study.id),
                found="、".join(found),
            )


def _every_name(facts: ContractFacts) -> Mapping[str, str]:
    """Return the names of the municipalities, each once."""
    return {name: name for name in facts.municipality_names.values()}


def enter(book: RuleBook) -> None:
    """Enter the rules on events and shared case studies."""
    book.rule("6.4.g", "6.8.b", "6.9.a", needs=all_of(Event))(demanded_events)
    book.rule("6.4.g", "6.8.b", "6.9.a", needs=each(Event, "consultation_id"), guards=True)(held_after_consultation)
    book.rule("6.4.g", "6.8.b", "6.9.a", "6.10", needs=each(Event))(recorded_after_their_day)
    book.rule("3.1", "6.8.a", needs=each(Event), guards=True)(within_the_period)
    book.rule("6.9.b", needs=each(Sharing, "study_id"), guards=True)(shared_after_check)
    book.rule("6.9.b", needs=each(CaseStudy, "case_id", beside=(Contact,)), guards=True)(checked_studies_name_nobody)
