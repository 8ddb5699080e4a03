"""How a record lies in tables: a column for each plain field, a table of its own for each set."""

from collections.abc import Iterable

from app.domain.record import Field, Member, Members, Register


def columns_of(register: Register) -> tuple[Field, ...]:
    """Return the fields that have a column in the register's own table."""
    return tuple(field for field in register.fields if field.stored and not field.many)


def sets_of(register: Register) -> tuple[Field, ...]:
    """Return the fields that have a table of their own."""
    return tuple(field for field in register.fields if field.stored and field.many)


def as_members(field: Field, found: Iterable[tuple[str, str]]) -> Members:
    """Return members in their one order: of the declared choices, else of their keys."""
    rank = {choice.value: number for number, choice in enumerate(field.choices)} if field.choices else {}
    ordered = sorted(found, key=lambda item: (rank.get(item[0], len(rank)), item[0]))
    return tuple(Member(key, level) for key, level in ordered)
