"""The rule on a number of experts that is sufficient for what is planned (specification 6(2)イ)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity, Subject
from app.contract.needs import all_of
from app.contract.rule_book import RuleBook
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.expert import Expert, Weekday
from app.domain.session import Session, SessionStatus

WEEKDAYS = tuple(each.value for each in Weekday)
DAYS_OF_A_WEEK = 7


def enough_for_what_is_planned(facts: ContractFacts) -> Iterator[Finding]:
    """Warn of each week, from today's on, for which more is planned than the listed experts have days.

    Each expert in each planned dispatch or accompaniment takes a day of one expert; an expert has the open days among
    their weekdays, and all of them while no weekday is on record (6(2)イ).
    """
    planned = Counter(_monday(day) for day, persons in _planned(facts) for _ in range(persons))
    for monday in sorted(planned):
        days = [monday + timedelta(days=number) for number in range(DAYS_OF_A_WEEK)]
        open_days = [day for day in days if day >= facts.today and facts.calendar.is_open(day)]
        capacity = sum(_days_of(expert, open_days) for expert in facts.experts.values() if expert.is_listed)
        if planned[monday] > capacity:
            yield Finding(
                "6.2.b",
                "6(2)イ",
                Severity.WARNING,
                Subject("contract", f"capacity.{monday.isoformat()}"),
                "contract.too_few_expert_days",
                {"monday": monday.isoformat(), "planned": planned[monday], "capacity": capacity},
            )


def _planned(facts: ContractFacts) -> Iterator[tuple[date, int]]:
    """Yield the day of everything planned from today on, with the number of its experts."""
    for session in facts.sessions.values():
        if session.status is SessionStatus.PLANNED and session.held_on and session.held_on >= facts.today:
            yield session.held_on, len(session.expert_ids)
    for accompanied in facts.of(AccompanimentSession).values():
        is_planned = accompanied.status is AccompanimentStatus.PLANNED
        if is_planned and accompanied.held_on and accompanied.held_on >= facts.today:
            yield accompanied.held_on, len(accompanied.expert_ids)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days_of(expert: Expert, days: list[date]) -> int:
    own = {member.key for member in expert.days}
    return sum(not own or WEEKDAYS[day.weekday()] in own for day in days)


def enter(book: RuleBook) -> None:
    """Enter the rule on capacity."""
    planned = ("held_on", "status", "expert_ids")
    needs = all_of(
        Session,
        AccompanimentSession,
        Expert,
        only={Session: planned, AccompanimentSession: planned, Expert: ("is_listed", "days")},
    )
    book.rule("6.2.b", needs=needs)(enough_for_what_is_planned)
