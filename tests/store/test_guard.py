"""A write that goes around the unit of work is refused: on every synchronised table, in every way there is."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.record import Member, Record
from app.domain.registers import REGISTERS
from app.store.capture import CapturingSession
from app.store.guards import open_guard, shut_guard
from app.store.log_tables import LOG_TABLES
from app.store.store import Store
from app.store.tables import LAYOUTS, Layout
from tests.store.making import AUTHOR, add, ask, engine_of, make_decision, make_expert

REFUSAL = "write outside the unit of work"


def one_of_each() -> list[Record]:
    """Return records that put a row into every synchronised table."""
    records: list[Record] = []
    for number, register in enumerate(REGISTERS.values()):
        sets = {field.name: (Member("1"),) for field in register.fields if field.many}
        records.append(register.record(id=f"record-{number}", **sets))
    return records


@pytest.fixture
def filled(store: Store) -> Store:
    add(store, *one_of_each())
    for table in LAYOUTS:
        assert ask(store, f"SELECT count(*) FROM {table}") == [(1,)], table
    return store


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_plain_sql_is_refused_on_every_synchronised_table(filled: Store, layout: Layout) -> None:
    name = layout.table.name
    for statement in (
        f"INSERT INTO {name} (id) VALUES ('around')",
        f"INSERT OR REPLACE INTO {name} (id) SELECT id FROM {name}",
        f"UPDATE {name} SET sync_deleted = 1",
        f"DELETE FROM {name}",
    ):
        with pytest.raises(IntegrityError, match=REFUSAL), engine_of(filled).begin() as connection:
            connection.exec_driver_sql(statement)
    assert filled.verify() == []


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_bulk_statements_of_the_orm_are_refused_on_every_synchronised_table(filled: Store, layout: Layout) -> None:
    for statement in (
        update(layout.row).values(sync_deleted=True),
        delete(layout.row),
        insert(layout.row).values(id="around"),
    ):
        with filled.unit_of_work(AUTHOR, "一括") as work, pytest.raises(RuntimeError, match="never in bulk"):
            work.session.execute(statement)
    assert filled.verify() == []


@pytest.mark.parametrize("session", [Session, CapturingSession])
def test_a_session_without_capture_cannot_write(filled: Store, session: Callable[..., Session]) -> None:
    layout = LAYOUTS["decision"]
    with session(engine_of(filled)) as around:
        row = around.query(layout.row).one()
        row.sync_deleted = True
        with pytest.raises((RuntimeError, IntegrityError)):
            around.flush()
    assert filled.verify() == []


def test_rows_are_never_deleted_even_inside_the_unit_of_work(filled: Store) -> None:
    with filled.unit_of_work(AUTHOR, "削除") as work:
        layout = LAYOUTS["decision"]
        work.delete(work.find(layout.register.record)[0])
        work.session.delete(work.session.query(layout.row).one())
        with pytest.raises(RuntimeError, match="never deleted"):
            work.commit()
    assert filled.verify() == []


@pytest.mark.parametrize("table", LOG_TABLES)
def test_the_log_takes_no_additions_from_outside(filled: Store, table: str) -> None:
    with pytest.raises(IntegrityError, match=REFUSAL), engine_of(filled).begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {table} DEFAULT VALUES")


@pytest.mark.parametrize(
    "statement", ["UPDATE sync_op SET val = '0'", "DELETE FROM sync_op", "DELETE FROM sync_commit"]
)
def test_the_log_is_never_changed_even_while_the_guard_is_open(filled: Store, statement: str) -> None:
    with engine_of(filled).begin() as connection:
        open_guard(connection)
        with pytest.raises(IntegrityError, match=REFUSAL):
            connection.exec_driver_sql(statement)
        shut_guard(connection)


def test_the_guard_is_shut_between_the_writes_of_one_unit_of_work(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "登録") as work:
        work.add(make_decision())
        with pytest.raises(IntegrityError, match=REFUSAL):
            work.connection.execute(text("UPDATE decision SET subject = '外から'"))


def test_the_guard_is_shut_after_a_commit_and_after_a_rollback(store: Store) -> None:
    add(store, make_expert())
    assert ask(store, "SELECT mode FROM sync_guard") == [(0,)]
    with store.unit_of_work(AUTHOR, "やめる") as work:
        work.add(make_expert())
        assert work.connection
    assert ask(store, "SELECT mode FROM sync_guard") == [(0,)]


def test_every_synchronised_table_has_its_three_guards(store: Store) -> None:
    names = {row[0] for row in ask(store, "SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    expected = {
        f"guard_{table}_{event}" for table in (*LAYOUTS, *LOG_TABLES) for event in ("insert", "update", "delete")
    }
    assert names == expected
