"""Use cases that put a finding to rest by a decision, and take that back (specification 11(1))."""

from app.contract.accepting import in_force
from app.contract.findings import Finding
from app.domain.acceptance import Acceptance
from app.domain.errors import AppError
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values
from app.services.judging.judging import BOOK
from app.services.judging.wording import finding_text

SHORTEST_FINGERPRINT = 8  # leading digits that a person may type instead of all 64


def accept(situation: Situation, values: Values) -> Change:
    """Write down that a finding, as it stands, was accepted; AppError when there is none or it was accepted before."""
    finding = _named(situation, str(values["rule"]), str(values["fingerprint"]).lower())
    if finding.identity in in_force(situation.facts):
        raise AppError("board.already_accepted", rule=finding.rule)
    made = Acceptance(
        id=situation.new_id(),
        rule=finding.rule,
        finding=finding_text(finding, situation.facts).message,
        fingerprint=finding.identity,
        decision_id=str(values["decision_id"]),
        reason=str(values["reason"]),
    )
    return Change(added=(made,))


def _named(situation: Situation, rule: str, fingerprint: str) -> Finding:
    if len(fingerprint) >= SHORTEST_FINGERPRINT:
        named = {
            finding.identity: finding
            for finding in BOOK.findings(situation.facts)
            if finding.rule == rule and finding.identity.startswith(fingerprint)
        }
        if len(named) == 1:
            return next(iter(named.values()))
    raise AppError("board.no_such_finding", rule=rule)


ACTIONS: tuple[Action, ...] = (
    Action(
        "finding.accept",
        "指摘を了解済みにする",
        "acceptances",
        accept,
        pick(Acceptance, "rule", "fingerprint", "decision_id", "reason", required=("rule", "fingerprint")),
        needs_subject=False,
        primary=True,
        whole=True,
    ),
    Action(
        "acceptance.remove",
        "指摘の了解を取り消す",
        "acceptances",
        lambda situation, values: Change(removed=(situation.on(Acceptance),)),
    ),
)
