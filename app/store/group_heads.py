"""What a form remembers: for each field group of a record, the op that it displays."""

import hashlib

from sqlalchemy import Connection, select

from app.domain.record import Field, Register
from app.store.heads import Heads
from app.store.lines import Dot
from app.store.log_tables import LIFE
from app.store.shapes import sets_of
from app.store.tables import layout_of, layout_of_set


def heads_of(connection: Connection, register: Register, record_id: str) -> dict[str, str]:
    """Return a mark per field group that changes whenever the group is written; it means nothing elsewhere."""
    layout, heads = layout_of(register), Heads()
    heads.load(connection, layout.table.name, (record_id,))
    marks = {group: _mark(heads.of(record_id, group)) for group in (*layout.groups, LIFE)}
    for field in sets_of(register):
        marks[field.register_group] = _set_mark(connection, field, record_id)
    return marks


def _set_mark(connection: Connection, field: Field, owner_id: str) -> str:
    layout, heads = layout_of_set(field), Heads()
    query = select(layout.table.c.id).where(layout.table.c.owner_id == owner_id).order_by(layout.table.c.id)
    members = list(connection.execute(query).scalars())
    heads.load(connection, layout.table.name, members)
    marks = [_mark(heads.of_row(member, (*layout.groups, LIFE))) for member in members]
    return hashlib.sha256("|".join(marks).encode()).hexdigest()[:16]


def _mark(dots: tuple[Dot, ...]) -> str:
    return ",".join(f"{site_no}:{seq}" for site_no, seq in sorted(dots))
