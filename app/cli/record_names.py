"""Which records a person means on the command line."""

from collections.abc import Iterable
from dataclasses import replace

from app.cli.arguments import text
from app.cli.desk_port import Desk
from app.domain.entry import EntryContext, EntryProblem, parse_entry
from app.domain.errors import AppError, FieldProblem, InvalidEntry
from app.domain.record import Field
from app.domain.registers import REGISTERS
from app.domain.text import shorten
from app.services.surroundings import municipalities


def record_id(desk: Desk, register: str, typed: str) -> str:
    """Return the id of the record meant by an id, a number or a name; AppError when there is no such one."""
    found = desk.resolve(register, typed) if text(typed, "ID").strip() else None
    if found is None:
        raise AppError("cli.no_such_record", register=REGISTERS[register].label, typed=shorten(typed))
    return found


def record_anywhere(desk: Desk, typed: str) -> tuple[str, str]:
    """Return register and id of the record meant, whichever register holds it.

    An id is meant before a number or name, and these before a word that only one record of a register mentions.
    """
    wanted = text(typed, "--on").strip()
    found = [(name, key) for name in REGISTERS if wanted and (key := desk.resolve(name, wanted)) is not None]
    exact = [(name, key) for name, key in found if key == wanted]
    named = exact or [(name, key) for name, key in found if _is_named(desk, name, key, wanted)]
    if len(named or found) == 1:
        return (named or found)[0]
    raise AppError("cli.several_records" if found else "cli.no_record_anywhere", typed=shorten(typed))


def _is_named(desk: Desk, register: str, key: str, wanted: str) -> bool:
    """Tell whether a record bears these very words as its number, name or title."""
    record = desk.record(register, key)
    return wanted in (str(getattr(record, name) or "") for name in record.REGISTER.title)


def conditions(desk: Desk, named: Iterable[tuple[Field, str]]) -> dict[str, object]:
    """Return the values by which a list is narrowed, as they are stored; InvalidEntry when one cannot be read."""
    context = EntryContext(
        today=desk.today(),
        municipalities=municipalities(),
        support_fields=desk.terms().support_fields,
        resolve_reference=desk.resolve,
        name_of=lambda register, id: id,
        term_labels=desk.terms().labels,
    )
    return {field.name: _stored(replace(field, required=False), typed, context) for field, typed in named}


def _stored(field: Field, typed: str, context: EntryContext) -> object:
    try:
        value = parse_entry(field, typed, context)
    except EntryProblem as problem:
        told = FieldProblem(field.name, problem.code, tuple(problem.values.items()))
        raise InvalidEntry((told,), where=field.name) from None
    return tuple(member.key for member in value) if isinstance(value, tuple) else value
