"""Judges a change before it is written: what the contract forbids, and what it should be warned of."""

from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rules import rule_book
from app.contract.workflow import obstacles
from app.domain.contract import TermAmendment
from app.services.situation import Action, Change, Situation

GUARDED = frozenset({"cases", "sessions", "experts", "amendments"})
BOOK = rule_book()


@dataclass(frozen=True)
class Judgement:
    """The facts as they would be, what refuses the change, and what it should be warned of."""

    facts: ContractFacts
    refusals: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def hindrances(action: Action, situation: Situation) -> tuple[Finding, ...]:
    """Return why an action cannot be taken now, before anything is typed."""
    return obstacles(action.name, situation.subject, situation.facts)


def judge(before: ContractFacts, change: Change) -> Judgement:
    """Return what stands against a change; AppError when a changed term has no such value.

    What the prefecture decided is recorded even when it brings violations: those are found afterwards, not refused.
    """
    amendments = [record for record in change.present if isinstance(record, TermAmendment)]
    before.terms.with_amendments(amendments)
    after = before.with_changes(change.present, change.removed)
    guarded = any(record.REGISTER.name in GUARDED for record in change.present)
    refusals = BOOK.new_violations(before, after) if guarded else ()
    return Judgement(after, refusals, BOOK.new_warnings(before, after))


def referred_ids(change: Change) -> tuple[str, ...]:
    """Return the ids of the experts and decisions that a change points at."""
    names = ("expert_ids", "consultation_id", "decision_id")
    found = {key for record in change.present for name in names for key in _ids(getattr(record, name, ()))}
    return tuple(sorted(found))


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(member.key for member in value) if isinstance(value, tuple) else ()
