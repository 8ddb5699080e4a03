"""Use cases of the contract's own records: decisions, amendments, closings, submissions."""

from collections.abc import Callable
from datetime import date

from app.contract.terms import Terms
from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.record import Record
from app.domain.submission import Submission
from app.services.forms import pick
from app.services.situation import Action, Change, Situation, Values, edits, written


def _add(record: type[Record], number_prefix: str = "") -> Action:
    register = record.REGISTER
    names = tuple(field.name for field in register.fields if not field.fixed)
    days = tuple(name for name in names if name in ("decided_on", "submitted_on"))

    def start(situation: Situation) -> Values:
        blank = record(id="")
        return {name: situation.today if name in days else getattr(blank, name) for name in names}

    def change(situation: Situation, values: Values) -> Change:
        made = written(record(id=situation.new_id()), values)
        if number_prefix:
            made = written(made, {"number": situation.next_number(number_prefix)})
        return Change(added=(made,))

    return Action(
        f"{register.table}.add",
        f"{register.label}を登録",
        register.name,
        change,
        pick(record, *names),
        needs_subject=False,
        primary=True,
        initial=start,
    )


def _edit(record: type[Record], label: str = "", change: Callable[[Situation, Values], Change] | None = None) -> Action:
    register = record.REGISTER
    names = tuple(field.name for field in register.fields if not field.fixed)
    return Action(
        f"{register.table}.edit",
        label or f"{register.label}を編集",
        register.name,
        change or edits(record),
        pick(record, *names),
    )


def _remove(record: type[Record]) -> Action:
    register = record.REGISTER
    return Action(
        f"{register.table}.remove",
        f"{register.label}を削除",
        register.name,
        lambda situation, values: Change(removed=(situation.on(record),)),
    )


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
    _add(Decision, "協"),
    _edit(Decision),
    _add(TermAmendment),
    _remove(TermAmendment),
    _add(Closing),
    _remove(Closing),
    _add(Submission),
    _edit(Submission),
    _remove(Submission),
    _edit(Contract, "契約の情報を編集", edit_contract),
)
