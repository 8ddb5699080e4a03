"""Use cases of the contract itself: its own data, and what decisions of the prefecture open (3, 6(7)オ)."""

from datetime import date

from app.contract.terms import Terms
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.services.actions.forms import pick
from app.services.actions.situation import Action, Change, Situation, Values, edits, written


def check_signing(signed_on: date, terms: Terms) -> None:
    """Refuse a contract signed after its own end (specification 3); AppError services.signed_after_end."""
    end = terms.day("period.end", signed_on)
    if signed_on > end:
        raise AppError("services.signed_after_end", signed_on=signed_on.isoformat(), end=end.isoformat())


def edit_contract(situation: Situation, values: Values) -> Change:
    """Write the day of signing and the contractor's name."""
    contract = written(situation.on(Contract), values)
    check_signing(contract.signed_on or situation.today, situation.facts.terms)
    return Change(saved=(contract,))


ACTIONS: tuple[Action, ...] = (
    Action(
        "contract.edit",
        "契約の情報を編集",
        "contracts",
        edit_contract,
        pick(Contract, "signed_on", "contractor"),
    ),
    Action(
        "contract.declare_hearings",
        "全ヒアリングの完了とする決定を記録",
        "contracts",
        edits(Contract),
        pick(Contract, "hearings_declared_id"),
    ),
)
