"""Use cases of the contract's own records: decisions, amendments, closings, submissions."""

from app.domain.contract import Closing, Contract, TermAmendment
from app.domain.decision import Decision
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


def _edit(record: type[Record], label: str = "") -> Action:
    register = record.REGISTER
    names = tuple(field.name for field in register.fields if not field.fixed)
    return Action(
        f"{register.table}.edit",
        label or f"{register.label}を編集",
        register.name,
        edits(record),
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
    _edit(Contract, "契約の情報を編集"),
)
