"""Judges a change before it is written: what the contract forbids, and what it should be warned of."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.looking_back import looking_back
from app.contract.rule_book import REFUSING
from app.contract.rules import rule_book
from app.contract.sources import Changed, IndexedSource, Source
from app.contract.workflow import obstacles
from app.domain.contract import TermAmendment
from app.services.actions.situation import Action, Change, Situation

# What the prefecture decided, and what cannot be otherwise, is written down whatever it brings.
RECORDED_ANYWAY = frozenset({"decisions", "closings", "submissions", "attachments"})
BOOK = rule_book()
BOOK_LOOKING_BACK = looking_back(BOOK)


@dataclass(frozen=True)
class Judgement:
    """The facts at hand as they would be, what refuses the change, and what it should be warned of."""

    facts: ContractFacts
    refusals: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def hindrances(action: Action, situation: Situation) -> tuple[Finding, ...]:
    """Return why an action cannot be taken now, before anything is typed."""
    return obstacles(action.name, situation.subject, situation.facts)


def judge(facts: ContractFacts, change: Change, source: Source | None = None) -> Judgement:
    """Return what stands against a change; AppError when a changed term has no such value.

    ``source`` is asked for what the rules need to see; without one the facts are everything there is. What the
    prefecture decided is recorded even when it brings violations to other records: those are told, not refused.
    """
    amendments = [record for record in change.present if isinstance(record, TermAmendment)]
    facts.terms.with_amendments(amendments)
    at_hand = source if source is not None else IndexedSource(facts.tables)
    changed = tuple(_changed(change, at_hand))
    found = (*BOOK.brought(changed, at_hand, facts), *BOOK.stepped(changed, at_hand, facts))
    guarded = change.removed or any(record.REGISTER.name not in RECORDED_ANYWAY for record in change.present)
    own = {(record.REGISTER.name, record.id) for record in change.present}
    refusals = tuple(
        finding
        for finding in found
        if finding.severity in REFUSING and (guarded or (finding.subject.register, finding.subject.id) in own)
    )
    refused = {finding.mark for finding in refusals}
    told = tuple(finding for finding in found if finding.mark not in refused)
    beside = () if refusals else BOOK.told(changed, at_hand, facts)
    return Judgement(facts.with_changes(change.present, change.removed), refusals, (*told, *beside))


def _changed(change: Change, source: Source) -> Iterator[Changed]:
    """Yield the records of a change as they are and as they will be."""
    after = {record.id: record for record in change.present}
    kinds = {record.id: type(record) for record in (*change.present, *change.removed)}
    for key, kind in kinds.items():
        yield Changed(next(iter(source.by_id(kind, [key])), None), after.get(key))
