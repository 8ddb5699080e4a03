"""The tables follow the declared records and the rules that let two desks meet."""

import pytest
from sqlalchemy import CheckConstraint, Float, ForeignKeyConstraint, Numeric, Table, UniqueConstraint

from app.domain.record import Register
from app.domain.registers import REGISTERS
from app.store.log_tables import METADATA
from app.store.shapes import columns_of, sets_of
from app.store.tables import LAYOUTS, layout_of, layout_of_set

TABLES = [layout.table for layout in LAYOUTS.values()]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda register: register.name)
def test_every_stored_field_has_a_column_or_a_table(register: Register) -> None:
    stored = {field.name for field in register.fields if field.stored}
    columns = {field.name for field in columns_of(register)}
    sets = {field.name for field in sets_of(register)}
    assert columns | sets == stored
    assert set(layout_of(register).table.c.keys()) == columns | {"id", "sync_deleted", "local_no"}
    for field in sets_of(register):
        table = layout_of_set(field).table
        assert set(table.c.keys()) == {"id", "owner_id", "member", "level", "sync_deleted"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_in_a_table_can_refuse_what_another_desk_wrote(table: Table) -> None:
    assert not [one for one in table.constraints if isinstance(one, UniqueConstraint | CheckConstraint)]
    assert not [one for one in table.constraints if isinstance(one, ForeignKeyConstraint)]
    assert not [index for index in table.indexes if index.unique]
    assert [column.name for column in table.primary_key] == ["id"]
    for column in table.c:
        assert column.nullable or column.primary_key or column.server_default is not None, column.name


def test_no_column_holds_floats_and_every_constraint_and_index_has_a_name() -> None:
    for table in METADATA.tables.values():
        assert not [column for column in table.c if isinstance(column.type, Float | Numeric)]
        assert table.primary_key.name
        assert all(index.name for index in table.indexes)


def test_names_of_tables_and_columns_need_no_quoting() -> None:
    for table in METADATA.tables.values():
        assert all(name.islower() and name.isidentifier() for name in (table.name, *table.c.keys()))


def test_fields_of_one_group_lie_in_one_register_of_the_log() -> None:
    groups = layout_of(REGISTERS["sessions"]).groups
    assert [field.name for field in groups["period"]] == ["held_on", "starts_at", "ends_at", "break_minutes"]
    assert [field.name for field in groups["place"]] == ["place"]
