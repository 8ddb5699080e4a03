"""Rules on days that cannot be: what was handed in, agreed, sent or asked lies on a day that has come.

A report dated ahead would settle a due date that nobody has met, so the due dates leave such days alone, too
(``app/contract/deadlines.py``).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Named, Severity, finding_on
from app.contract.needs import each
from app.contract.rule_book import Rule, RuleBook
from app.domain.accompaniment import Accompaniment
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.decision import Decision
from app.domain.event import CaseStudy, Sharing
from app.domain.meeting import Meeting
from app.domain.plan import PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.record import Record
from app.domain.submission import Submission


@dataclass(frozen=True, slots=True)
class Past:
    """Fields of a record that tell of something done, with the demand that they answer."""

    kind: type[Record]
    rule: str
    clause: str
    fields: tuple[str, ...]


PAST = (
    Past(Decision, "11.1", "11(1)", ("decided_on",)),
    Past(Submission, "8.1", "8・表2", ("submitted_on",)),
    Past(PlanVersion, "5.1", "5(1)", ("submitted_on",)),
    Past(Meeting, "5.4", "5(4)", ("minutes_sent_on",)),
    Past(Accompaniment, "6.4.a", "6(4)ア", ("municipality_agreed_on", "decided_on")),
    Past(Accompaniment, "6.4.f2", "6(4)カ", ("reported_on",)),
    Past(ConsultationAnswer, "6.5.f", "6(5)カ", ("reported_on",)),
    Past(Case, "6.6.g", "6(6)キ", ("survey_asked_on", "survey_answered_on")),
    Past(MotivationProposal, "6.6.i", "6(6)ケ", ("sent_on",)),
    Past(CaseStudy, "6.9.b", "6(9)イ", ("checked_on",)),
    Past(Sharing, "6.9.b", "6(9)イ", ("shared_on",)),
)


def _rule(past: Past) -> Rule:
    """Return the rule that yields one violation for each of these days that is still to come."""
    check = _check(past)
    check.__name__ = check.__qualname__ = f"{past.kind.REGISTER.table}_not_ahead"
    check.__doc__ = f"Yield one violation for each day of {past.kind.__name__} that is still to come ({past.clause})."
    return check


def _check(past: Past) -> Callable[[ContractFacts], Iterator[Finding]]:
    def check(facts: ContractFacts) -> Iterator[Finding]:
        for record in facts.of(past.kind).values():
            for name in past.fields:
                day = getattr(record, name)
                if day is not None and day > facts.today:
                    field = Named(record.REGISTER.field(name).label, name)
                    values = {"register": record.REGISTER.label, "field": field, "day": day.isoformat()}
                    violation, code = Severity.VIOLATION, "contract.day_ahead"
                    yield finding_on(record, past.rule, past.clause, violation, code, name, **values)

    return check


def enter(book: RuleBook) -> None:
    """Enter the rules on days ahead."""
    for past in PAST:
        book.rule(past.rule, needs=each(past.kind), guards=True)(_rule(past))
