"""What was done in a month and up to its end, beside the targets; 回, 件, 人回 and 団体 stand apart.

回 counts occasions of support, 件 cases, 人回 experts per occasion, 団体 municipalities. Support after the performance
deadline does not count (3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.contract.counting import consultation_days, dispatch_days
from app.contract.facts import DONE, ContractFacts
from app.contract.hearing_progress import first_hearings
from app.contract.outlook import outlooks
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.event import Event, EventKind, EventStatus
from app.planning.forecast import Outlook
from app.services.reports.period import Period

COUNTING = (
    "「回」は支援を実施した回数、「件」は案件の数、「人回」は各回に派遣した専門人材の延べ人数、"
    "「団体」は市町村の数です。履行期限より後の支援は数えません。"
)


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One count: in the month, up to its end, its target (0: none), and where it will end (None: not told)."""

    label: str
    clause: str
    unit: str
    month: int
    total: int
    target: int = 0
    minimum: int = 0
    outlook: Outlook | None = None


def month_counts(facts: ContractFacts, period: Period) -> tuple[MonthCount, ...]:
    """Return every count of the contract for a month, in the order of the clauses."""
    ends = outlooks(facts)
    terms, on = facts.terms, facts.today
    dispatched = dispatch_days(facts).held
    return (
        MonthCount(
            "長期伴走支援",
            "6(4)エ",
            "回",
            *period.counts(accompanied_days(facts)),
            terms.integer("accompaniment.target", on),
            outlook=ends["accompaniment_sessions"],
        ),
        MonthCount(
            "よろず相談",
            "6(5)オ",
            "件",
            *period.counts(answered_days(facts)),
            terms.integer("consultation.target", on),
            outlook=ends["consultations"],
        ),
        MonthCount(
            "専門人材派遣",
            "6(6)オ・ケ",
            "回",
            *period.counts(dispatched),
            terms.integer("dispatch.target", on),
            terms.integer("dispatch.minimum", on),
            ends["dispatch_sessions"],
        ),
        MonthCount("派遣した専門人材（延べ）", "6(6)", "人回", *period.counts(person_days(facts))),
        MonthCount("派遣を実施した案件", "6(6)", "件", *period.counts(case_days(facts))),
        MonthCount(
            "市町村ヒアリング",
            "6(7)ア",
            "団体",
            *period.counts(first_hearings(facts).values()),
            terms.integer("hearings.target", on),
            outlook=ends["hearings"],
        ),
        MonthCount(
            "職員交流会",
            "6(8)イ",
            "回",
            *period.counts(event_days(facts, EventKind.EXCHANGE)),
            terms.integer("exchange.minimum", on),
        ),
    )


def accompanied_days(facts: ContractFacts) -> tuple[date, ...]:
    """Return the days of the sessions of accompaniment that were held (6(4)エ)."""
    found = facts.of(AccompanimentSession).values()
    return tuple(each.held_on for each in found if each.status == AccompanimentStatus.HELD and each.held_on)


def answered_days(facts: ContractFacts) -> tuple[date, ...]:
    """Return the days on which consultations that stand were answered, as they are counted (6(5)オ)."""
    return tuple(on for case in consultations(facts) for on in consultation_days(case, facts))


def consultations(facts: ContractFacts) -> Iterator[Case]:
    """Yield the consultations that were not withdrawn (6(5))."""
    for case in facts.cases.values():
        if case.kind == CaseKind.CONSULTATION and case.status != CaseStatus.WITHDRAWN:
            yield case


def person_days(facts: ContractFacts) -> tuple[date, ...]:
    """Return the day of every dispatch held, once for each expert who was there (6(6))."""
    return tuple(
        each.held_on
        for each in facts.sessions.values()
        if each.status in DONE and each.held_on
        for _ in each.expert_ids
    )


def case_days(facts: ContractFacts) -> tuple[date, ...]:
    """Return for each dispatch case the day of its first session that was held (6(6))."""
    first: dict[str, date] = {}
    for each in facts.sessions.values():
        if each.status in DONE and each.held_on:
            first[each.case_id] = min(each.held_on, first.get(each.case_id, each.held_on))
    return tuple(first.values())


def event_days(facts: ContractFacts, kind: EventKind) -> tuple[date, ...]:
    """Return the days of the events of a kind that were held."""
    found = facts.of(Event).values()
    return tuple(
        each.held_on for each in found if each.kind == kind and each.status == EventStatus.HELD and each.held_on
    )
