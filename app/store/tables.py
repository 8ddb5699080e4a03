"""One table per register and one per set field, built from the declared records.

Every table: ``id`` (UUID as text), its columns, ``sync_deleted``; a register's own also has ``local_no``, this desk's
number of the row in the search index, which is not synchronised. Nothing is UNIQUE but the primary key, every NOT NULL
has a default, references are plain ids: what two desks wrote apart must always fit together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, Time, false
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeEngine

from app.domain.record import Field, Kind, Register
from app.domain.registers import REGISTERS
from app.store.ids import stable_id
from app.store.log_tables import METADATA, NO_TEXT, ZERO
from app.store.shapes import columns_of, sets_of

ID_LENGTH = 36
LOCAL_NO = "local_no"
LEVEL = Field(name="level", label="程度", kind=Kind.TEXT)
MEMBER = Field(name="member", label="要素", kind=Kind.TEXT)
IDENTITY = Field(name="id", label="ID", kind=Kind.TEXT)
OWNER = Field(name="owner_id", label="持ち主", kind=Kind.TEXT)
_INDEXED = frozenset({Kind.REFERENCE, Kind.MUNICIPALITY})
_NAMING = frozenset({Kind.TEXT, Kind.TERM})  # indexed where they name a record


class StoredRow:
    """A row of a synchronised table; its columns are mapped from the register's declaration."""

    id: str
    sync_deleted: bool
    local_no: int  # of a register's own table only
    owner_id: str  # this and the next two: of the members of a set only
    member: str
    level: str

    def __init__(self, **columns: Any) -> None:
        """Set the given columns."""
        for name, value in columns.items():
            setattr(self, name, value)


@dataclass(frozen=True)
class Layout:
    """How a register, or one of its set fields, lies in its table."""

    register: Register
    set_field: Field | None
    table: Table
    row: type[StoredRow]
    columns: tuple[Field, ...]
    groups: Mapping[str, tuple[Field, ...]]  # field group of the change log -> its columns

    def groups_of(self, columns: set[str]) -> tuple[str, ...]:
        """Return the groups that hold any of these columns, in the order of their declaration."""
        return tuple(name for name, fields in self.groups.items() if any(field.name in columns for field in fields))


def member_id(set_table: str, owner_id: str, key: str) -> str:
    """Return the id of a set's member; two desks that add the same member mean the same row."""
    return stable_id(set_table, owner_id, key)


def _column(field: Field) -> Column[Any]:
    types: Mapping[Kind, TypeEngine[Any]] = {Kind.DATE: Date(), Kind.TIME: Time(), Kind.INTEGER: Integer()}
    if field.kind in types:
        return Column(field.name, types[field.kind], nullable=True)
    if field.kind is Kind.MOMENT:
        return Column(field.name, Text, nullable=True)
    if field.kind is Kind.BOOLEAN:
        return Column(field.name, Boolean, nullable=False, server_default=false())
    return Column(field.name, Text, nullable=False, server_default=NO_TEXT)


def _fixed_columns() -> tuple[Column[Any], Column[Any]]:
    return (
        Column("id", String(ID_LENGTH), primary_key=True),
        Column("sync_deleted", Boolean, nullable=False, server_default=false()),
    )


def _register_table(register: Register) -> Table:
    identity, deleted = _fixed_columns()
    columns = {field.name: _column(field) for field in columns_of(register)}
    local = Column(LOCAL_NO, BigInteger, nullable=False, server_default=ZERO)
    table = Table(register.table, METADATA, identity, *columns.values(), deleted, local)
    order = [
        table.c[name.removeprefix("-")].desc() if name.startswith("-") else table.c[name] for name in register.order
    ]
    alive = ~table.c.sync_deleted
    Index(f"ix_{register.table}_order", *order, table.c.local_no, sqlite_where=alive, postgresql_where=alive)
    for field in columns_of(register):
        if field.kind in _INDEXED or (field.kind in _NAMING and field.name in register.title):
            Index(f"ix_{register.table}_{field.name}", table.c[field.name])
    return table


def _set_table(field: Field) -> Table:
    identity, deleted = _fixed_columns()
    text = [Column(name, Text, nullable=False, server_default=NO_TEXT) for name in ("owner_id", "member", "level")]
    table = Table(field.set_table, METADATA, identity, *text, deleted)
    Index(f"ix_{field.set_table}_owner_id", table.c.owner_id)
    Index(f"ix_{field.set_table}_member", table.c.member)
    return table


def _grouped(fields: tuple[Field, ...]) -> dict[str, tuple[Field, ...]]:
    groups: dict[str, tuple[Field, ...]] = {}
    for field in fields:
        groups[field.register_group] = (*groups.get(field.register_group, ()), field)
    return groups


def _layouts() -> Iterator[Layout]:
    mappers = registry(metadata=METADATA)
    for register in REGISTERS.values():
        yield _mapped(mappers, register, None, _register_table(register), columns_of(register))
        for field in sets_of(register):
            yield _mapped(mappers, register, field, _set_table(field), (OWNER, MEMBER, LEVEL))


def _mapped(
    mappers: registry, register: Register, set_field: Field | None, table: Table, fields: tuple[Field, ...]
) -> Layout:
    row = type(f"{table.name}_row", (StoredRow,), {})
    mappers.map_imperatively(row, table)
    return Layout(register, set_field, table, row, fields, _grouped(fields))


LAYOUTS: Mapping[str, Layout] = {layout.table.name: layout for layout in _layouts()}
LAYOUT_OF_ROW: Mapping[type[StoredRow], Layout] = {layout.row: layout for layout in LAYOUTS.values()}


def layout_of(register: Register) -> Layout:
    """Return the layout of a register's own table."""
    return LAYOUTS[register.table]


def layout_of_set(field: Field) -> Layout:
    """Return the layout of a set field's table."""
    return LAYOUTS[field.set_table]
