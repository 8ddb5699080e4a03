"""Judges a change before it is written: what the contract forbids, and what it should be warned of."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.rules import rule_book
from app.contract.workflow import obstacles
from app.domain.contract import TermAmendment
from app.domain.record import Kind
from app.services.situation import Action, Change, Situation

# What the prefecture decided, and what cannot be otherwise, is written down whatever it brings.
RECORDED_ANYWAY = frozenset({"decisions", "closings", "submissions", "attachments"})
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
    guarded = any(record.REGISTER.name not in RECORDED_ANYWAY for record in change.present)
    refusals = BOOK.new_violations(before, after) if guarded else ()
    return Judgement(after, refusals, BOOK.new_warnings(before, after))


def referred(change: Change) -> Mapping[str, frozenset[str]]:
    """Return the ids that a change points at, by register."""
    found: dict[str, set[str]] = {}
    for record in change.present:
        for field in record.REGISTER.fields:
            if field.kind is Kind.REFERENCE:
                found.setdefault(field.target, set()).update(_ids(getattr(record, field.name)))
    return {register: frozenset(ids) for register, ids in found.items()}


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(member.key for member in value) if isinstance(value, tuple) else ()
