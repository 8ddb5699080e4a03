"""Rules on experts in two places at once: in dispatches, in accompaniment, or in one of each (6(4)イ, 6(6)カ)."""

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import each
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.session import Session

Occasion = Session | AccompanimentSession


def no_double_booking(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each expert who is in two sessions at the same time; the one that begins later is named."""
    booked: dict[tuple[str, date], list[Occasion]] = {}
    for occasion, on in _occasions(facts):
        for member in occasion.expert_ids:
            booked.setdefault((member.key, on), []).append(occasion)
    for (key, _), occasions in booked.items():
        if len(occasions) > 1:
            expert = facts.experts.get(key)
            name = Named(expert.name if expert else key, key)
            for earlier, later in combinations(sorted(occasions, key=_order), 2):
                if _overlap(later, earlier):
                    yield _twice(later, earlier, name, facts)


def _occasions(facts: ContractFacts) -> Iterator[tuple[Occasion, date]]:
    """Yield what was not called off and has its time, with its day."""
    for held_on, sessions in facts.sessions_by_day.items():
        yield from ((session, held_on) for session in sessions)
    for accompanied in facts.of(AccompanimentSession).values():
        if accompanied.status != AccompanimentStatus.CANCELLED and accompanied.held_on:
            yield accompanied, accompanied.held_on


def _order(occasion: Occasion) -> tuple[time, str]:
    return occasion.starts_at or time.min, occasion.id


def _overlap(one: Occasion, other: Occasion) -> bool:
    if one.starts_at is None or one.ends_at is None or other.starts_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _twice(later: Occasion, earlier: Occasion, expert: Named, facts: ContractFacts) -> Finding:
    rule, clause = ("6.6.f", "6(6)カ") if isinstance(later, Session) else ("6.4.b", "6(4)イ")
    values = {"session": _named(later, facts), "expert": expert, "other": _named(earlier, facts)}
    warning, code = Severity.WARNING, "contract.expert_in_two_places"
    return finding_on(later, rule, clause, warning, code, "expert_ids", **values)


def _named(occasion: Occasion, facts: ContractFacts) -> Named:
    if isinstance(occasion, Session):
        return Named(f"派遣（{occasion.number}）", occasion.id)
    place = facts.municipality_names.get(occasion.municipality_code, occasion.municipality_code)
    return Named(f"伴走支援（{place}）", occasion.id)


def enter(book: RuleBook) -> None:
    """Enter the rule on experts in two places."""
    together = each(Session, "expert_ids", along=(AccompanimentSession,), together="held_on")
    book.rule("6.6.f", "6.4.b", needs=together, guards=True)(no_double_booking)
