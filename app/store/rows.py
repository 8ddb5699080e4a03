"""Between a record and its rows: columns of its own table, members of its sets."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Select, bindparam, select

from app.domain.record import Field, Member, Members, Record, Register
from app.store.shapes import as_members, columns_of, sets_of
from app.store.tables import LAYOUTS, MEMBER
from app.store.values import from_column, needs_conversion, to_column

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


@cache
def life_query(table_name: str) -> Select[tuple[bool]]:
    """Return the query for whether a row (``:row``) is deleted."""
    table = LAYOUTS[table_name].table
    return select(table.c.sync_deleted).where(table.c.id == bindparam("row"))


def read_records(
    connection: Connection, kind: type[R], query: Select[Any], values: Mapping[str, Any] | None = None
) -> list[R]:
    """Return the records of a query for the columns of ``columns_query``, in its order."""
    register = kind.REGISTER
    found = connection.execute(query, values or {}).all()
    sets = _sets(connection, register, [row[0] for row in found])
    names = ("id", *(field.name for field in columns_of(register)))
    converted = [(field, field.name) for field in columns_of(register) if needs_conversion(field)]
    records: list[R] = []
    for row in found:
        columns: dict[str, Any] = dict(zip(names, row, strict=True))
        for field, name in converted:
            columns[name] = from_column(field, columns[name])
        for name, members in sets.items():
            columns[name] = members.get(row[0], ())
        records.append(kind(**columns))
    return records


@cache
def columns_query(table_name: str) -> Select[Any]:
    """Return the query for a register's rows that ``read_records`` understands."""
    layout = LAYOUTS[table_name]
    return select(layout.table.c.id, *(layout.table.c[field.name] for field in layout.columns))


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
