"""Between a record and its rows: columns of its own table, members of its sets."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from app.domain.record import Field, Member, Members, Record, Register
from app.store.tables import LAYOUTS, MEMBER, columns_of, layout_of, sets_of
from app.store.values import from_column, to_column

R = TypeVar("R", bound=Record)
BATCH = 5_000


def column_values(record: Record) -> dict[str, object]:
    """Return what the record's own row holds."""
    return {field.name: to_column(field, getattr(record, field.name)) for field in columns_of(record.REGISTER)}


def members_of(record: Record, field: Field) -> dict[str, str]:
    """Return the members of a set by key, with their levels; TypeError when it is no set of members."""
    members: dict[str, str] = {}
    for member in getattr(record, field.name):
        if not isinstance(member, Member):
            raise TypeError(f"{field.name}: Member expected, not {type(member).__name__}")
        members[str(to_column(MEMBER, member.key))] = str(to_column(MEMBER, member.level))
    return members


def stored_members(connection: Connection, field: Field, owner_id: str) -> dict[str, str]:
    """Return the stored members of a set by key, with their levels."""
    rows = connection.execute(_members_query(field.set_table), {"owners": [owner_id]})
    return {row.member: row.level for row in rows}


@cache
def _members_query(set_table: str) -> Select[Any]:
    table = LAYOUTS[set_table].table
    owners: BindParameter[Sequence[str]] = bindparam("owners", expanding=True)
    return select(table.c.owner_id, table.c.member, table.c.level).where(
        table.c.owner_id.in_(owners), ~table.c.sync_deleted
    )


def as_members(field: Field, found: Iterable[tuple[str, str]]) -> Members:
    """Return members in their one order: of the declared choices, else of their keys."""
    rank = {choice.value: number for number, choice in enumerate(field.choices)} if field.choices else {}
    ordered = sorted(found, key=lambda item: (rank.get(item[0], len(rank)), item[0]))
    return tuple(Member(key, level) for key, level in ordered)


def read_records(connection: Connection, kind: type[R], query: Select[Any]) -> list[R]:
    """Return the records of a query for the columns of ``columns_query``, in its order."""
    register = kind.REGISTER
    found = connection.execute(query).all()
    sets = _sets(connection, register, [row[0] for row in found])
    plain = tuple((position, field, field.name) for position, field in enumerate(columns_of(register), start=1))
    return [_record(kind, row, plain, sets) for row in found]


def columns_query(register: Register) -> Select[Any]:
    """Return the query for a register's rows that ``read_records`` understands."""
    table = layout_of(register).table
    return select(table.c.id, *(table.c[field.name] for field in columns_of(register)))


def _record(
    kind: type[R],
    row: Row[Any],
    plain: Sequence[tuple[int, Field, str]],
    sets: Mapping[str, Mapping[str, Members]],
) -> R:
    values: dict[str, Any] = {name: from_column(field, row[position]) for position, field, name in plain}
    for name, members in sets.items():
        values[name] = members.get(row[0], ())
    return kind(id=row[0], **values)


def _sets(connection: Connection, register: Register, owners: Sequence[str]) -> dict[str, dict[str, Members]]:
    found: dict[str, dict[str, Members]] = {}
    for field in sets_of(register):
        query = _members_query(field.set_table)
        by_owner: dict[str, list[tuple[str, str]]] = {}
        for start in range(0, len(owners), BATCH):
            for owner, key, level in connection.execute(query, {"owners": owners[start : start + BATCH]}):
                by_owner.setdefault(owner, []).append((key, level))
        found[field.name] = {owner: as_members(field, members) for owner, members in by_owner.items()}
    return found
