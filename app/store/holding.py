"""The records that hold a value in a field: one prepared question for each field, asked again and again."""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists

from app.domain.record import Record
from app.store.rows import BATCH, columns_query, read_records
from app.store.tables import LAYOUTS, layout_of_set
from app.store.values import to_column

R = TypeVar("R", bound=Record)


def records_holding(connection: Connection, kind: type[R], field: str, values: Sequence[object]) -> list[R]:
    """Return the records whose field has, or of a set contains, one of these values; in no order."""
    declared = kind.REGISTER.field(field)
    wanted = [to_column(declared, value) for value in values]
    found: list[R] = []
    for start in range(0, len(wanted), BATCH):
        found += read_records(
            connection, kind, _query(kind.REGISTER.table, field), {"values": wanted[start : start + BATCH]}
        )
    return found


@cache
def _query(table_name: str, name: str) -> Select[Any]:
    register, table = LAYOUTS[table_name].register, LAYOUTS[table_name].table
    field = register.field(name)
    values: BindParameter[Sequence[object]] = bindparam("values", expanding=True)
    query = columns_query(table_name).where(~table.c.sync_deleted)
    if not field.many:
        return query.where(table.c[name].in_(values))
    members = layout_of_set(field).table
    held = exists().where(members.c.owner_id == table.c.id, ~members.c.sync_deleted, members.c.member.in_(values))
    return query.where(held)
