"""What a change of the contract's own ground brings: of its terms, or of the day of its signing (3, 6(6)エ, 8).

Terms bear on every record, so the whole contract is judged before and after. What the prefecture decided is recorded
and told; taking an amendment away again is refused where records rest on it.
"""

from dataclasses import replace

from app.contract.facts import ContractFacts
from app.contract.rule_book import REFUSING
from app.domain.contract import Contract, TermAmendment
from app.services.actions.situation import Change
from app.services.judging.fact_loading import whole_facts
from app.services.judging.judging import BOOK, Judgement
from app.services.judging.telling import TOLD, trouble
from app.services.surroundings import Surroundings
from app.store.queries import Reader


def moves_the_ground(change: Change) -> bool:
    """Tell whether a change bears on records that it does not touch."""
    return any(isinstance(record, Contract | TermAmendment) for record in (*change.present, *change.removed))


def judged_with_ground(judgement: Judgement, change: Change, reader: Reader, surroundings: Surroundings) -> Judgement:
    """Return a judgement together with what the moved ground brings to the rest of the contract.

    The same trouble with other values, such as another due date, is no new one.
    """
    before = whole_facts(reader, surroundings)
    after = _after(before, change, surroundings)
    known = {trouble(finding) for finding in (*BOOK.findings(before), *judgement.refusals, *judgement.warnings)}
    fresh = [each for each in BOOK.findings(after) if each.severity in TOLD and trouble(each) not in known]
    if any(isinstance(record, TermAmendment) for record in change.removed):
        refused = tuple(finding for finding in fresh if finding.severity in REFUSING)
        if refused:
            return replace(judgement, facts=after, refusals=(*judgement.refusals, *refused))
    return replace(judgement, facts=after, warnings=(*judgement.warnings, *fresh))


def _after(before: ContractFacts, change: Change, surroundings: Surroundings) -> ContractFacts:
    """Return the whole contract on its new ground."""
    facts = before.with_changes(change.present, change.removed)
    contract = next(iter(facts.of(Contract).values()))
    terms = surroundings.terms(contract.terms_text).with_amendments(facts.amendments.values())
    return replace(facts, signed_on=contract.signed_on or facts.signed_on, terms=terms)
