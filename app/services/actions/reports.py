"""Use cases of the monthly report: the three texts that only a person can write (Table 2, row 6)."""

from dataclasses import replace
from datetime import date

from app.contract.facts import ContractFacts
from app.domain.errors import AppError
from app.domain.monthly_note import MonthlyNote
from app.services.actions.registers import kept
from app.services.actions.situation import Action, Change, Situation, Values, written
from app.store.ids import stable_id

TEXTS = ("opinion", "issues", "focus")
_ADD, _EDIT, _REMOVE = kept(MonthlyNote)


def note_id(month: date) -> str:
    """Return the id that every desk gives to the texts of a month."""
    return stable_id("monthly_note", f"{month:%Y-%m}")


def _in_its_place(note: MonthlyNote, facts: ContractFacts) -> MonthlyNote:
    """Return texts under the first day of their month; AppError for a month beside the contract or taken already."""
    month = (note.month or facts.today).replace(day=1)
    last = facts.terms.day("period.end", facts.today)
    if not facts.signed_on.replace(day=1) <= month <= last:
        raise AppError(
            "reports.month_outside", month=f"{month:%Y-%m}", first=f"{facts.signed_on:%Y-%m}", last=f"{last:%Y-%m}"
        )
    if any(each.month == month and each.id != note.id for each in facts.of(MonthlyNote).values()):
        raise AppError("reports.note_known", month=f"{month:%Y-%m}")
    return replace(note, month=month)


def add_note(situation: Situation, values: Values) -> Change:
    """Begin the texts of a month; there is one record for each month."""
    note = _in_its_place(written(MonthlyNote(id=""), values), situation.facts)
    return Change(added=(replace(note, id=note_id(note.month or situation.today)),))


def edit_note(situation: Situation, values: Values) -> Change:
    """Write the texts of a month; its month stays."""
    note = situation.on(MonthlyNote)
    return Change(saved=(written(note, values),))


ACTIONS: tuple[Action, ...] = (
    replace(_ADD, change=add_note, initial=lambda situation: {"month": situation.today.replace(day=1)}),
    replace(_EDIT, change=edit_note, fields=tuple(field for field in _EDIT.fields if field.name in TEXTS)),
    _REMOVE,
)
