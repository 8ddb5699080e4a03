"""The migrations, the unit of work, its guards and its queries on a real PostgreSQL."""

import inspect
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import psycopg
import pytest
from sqlalchemy import Connection, create_engine, delete, insert, text, update
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError

from app.domain.errors import AppError
from app.store.errors import translated
from app.store.guards import open_guard
from app.store.log_tables import LOG_TABLES, METADATA
from app.store.migrate import REVISION, revision_of, run_revisions
from app.store.server_engine import make_server_engine
from app.store.store import Store
from app.store.tables import LAYOUTS
from tests.portability.conftest import Address, store_on
from tests.store import test_change_log, test_history, test_queries, test_undo, test_unit_of_work
from tests.store.making import AUTHOR, add, ask, engine_of, make_decision, make_expert
from tests.store.test_guard import REFUSAL, one_of_each
from tests.upgrade.draft_revision import differences

MODULES = (test_unit_of_work, test_change_log, test_history, test_undo, test_queries)
ABOUT_SQLITE = {test_queries.test_a_list_is_read_from_its_index_alone}  # it reads SQLite's plan of a query


def asking_for_a_store(module: ModuleType) -> list[Callable[[Store], None]]:
    """Return the tests of a module that ask for nothing but a store."""
    found = [one for name, one in vars(module).items() if name.startswith("test_") and one not in ABOUT_SQLITE]
    return [one for one in found if list(inspect.signature(one).parameters) == ["store"]]


SHARED = [one for module in MODULES for one in asking_for_a_store(module)]


@pytest.mark.parametrize("shared", SHARED, ids=[one.__name__ for one in SHARED])
def test_what_holds_on_the_file_holds_on_the_server(store: Store, shared: Callable[[Store], None]) -> None:
    shared(store)


def test_the_migrations_arrive_at_what_the_records_declare(store: Store) -> None:
    with engine_of(store).connect() as connection:
        assert revision_of(connection) == REVISION
        assert differences(connection) == []


def test_the_migrations_make_the_same_columns_and_indexes(
    store: Store, address: Address, manage: Callable[[str], None]
) -> None:
    manage("CREATE DATABASE declared TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    declared = create_engine(address("declared"))
    METADATA.create_all(declared)
    with declared.connect() as ours, engine_of(store).connect() as theirs:
        assert catalogue(theirs) == catalogue(ours)
    declared.dispose()


def catalogue(connection: Connection) -> set[tuple[object, ...]]:
    """Return every column with type, default and whether it may be empty, and every index with its statement."""
    columns = connection.exec_driver_sql(
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default "
        "FROM information_schema.columns WHERE table_schema = 'public' AND table_name != 'alembic_version'"
    )
    indexes = connection.exec_driver_sql(
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename != 'alembic_version'"
    )
    return {tuple(row) for row in (*columns, *indexes)}


def test_a_database_that_keeps_text_in_another_way_is_refused(address: Address, manage: Callable[[str], None]) -> None:
    manage("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    engine = make_server_engine(address("latin"))
    with engine.begin() as connection, pytest.raises(RuntimeError, match="ENCODING 'UTF8' and LOCALE 'C'"):
        run_revisions(connection)
    engine.dispose()


def refuse(connection: Connection, statement: str) -> None:
    """Expect that the guard aborts a statement; the transaction goes on."""
    with pytest.raises(IntegrityError, match=REFUSAL), connection.begin_nested():
        connection.exec_driver_sql(statement)


def test_plain_sql_is_refused_on_every_synchronised_table(store: Store) -> None:
    add(store, *one_of_each())
    with engine_of(store).begin() as connection:
        for name in LAYOUTS:
            refuse(connection, f"INSERT INTO {name} (id) VALUES ('around')")
            refuse(connection, f"INSERT INTO {name} (id) SELECT id FROM {name} ON CONFLICT DO NOTHING")
            refuse(connection, f"UPDATE {name} SET sync_deleted = true")
            refuse(connection, f"DELETE FROM {name}")
            refuse(connection, f"TRUNCATE {name}")
    assert store.verify() == []


def test_rows_that_are_streamed_in_are_refused(store: Store) -> None:
    with engine_of(store).begin() as connection:
        plain = connection.connection.driver_connection
        assert isinstance(plain, psycopg.Connection)
        with (
            pytest.raises(psycopg.errors.IntegrityConstraintViolation, match=REFUSAL),
            plain.cursor() as cursor,
            cursor.copy("COPY decision (id) FROM STDIN") as copy,
        ):
            copy.write_row(["around"])
        connection.rollback()


def test_the_log_is_only_ever_added_to_even_while_the_guard_is_open(store: Store) -> None:
    add(store, *one_of_each())
    with engine_of(store).begin() as connection:
        for table in LOG_TABLES:
            refuse(connection, f"INSERT INTO {table} SELECT * FROM {table}")
        open_guard(connection)
        for table in LOG_TABLES:
            refuse(connection, f"UPDATE {table} SET site_no = 1")
            refuse(connection, f"DELETE FROM {table}")
            refuse(connection, f"TRUNCATE {table}")
        connection.rollback()
    assert store.verify() == []


def test_the_guard_is_shut_between_the_writes_of_one_unit_of_work(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "登録") as work:
        work.add(make_decision())
        with pytest.raises(IntegrityError, match=REFUSAL):
            work.connection.execute(text("UPDATE decision SET subject = '外から'"))
    assert store.ids("decisions") == []


def test_bulk_statements_of_the_orm_are_refused(store: Store) -> None:
    row = LAYOUTS["decision"].row
    for statement in (update(row).values(sync_deleted=True), delete(row), insert(row).values(id="around")):
        with store.unit_of_work(AUTHOR, "一括") as work, pytest.raises(RuntimeError, match="never in bulk"):
            work.session.execute(statement)


def test_writers_queue_up_and_leave_one_unbroken_log(store: Store) -> None:
    failed: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(5):
                with store.unit_of_work(AUTHOR, "同時") as work:
                    assert len(work.ids("experts")) == work.count("experts")
                    work.add(make_expert())
                    work.commit()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(store.ids("experts")) == 15
    assert ask(store, "SELECT count(DISTINCT local_no), max(local_no) FROM expert") == [(15, 15)]
    assert store.verify() == []


def test_a_reader_sees_one_snapshot_and_cannot_write(store: Store) -> None:
    with store.reading() as reader:
        assert reader.count("experts") == 0
        add(store, make_expert())
        assert reader.count("experts") == 0
        with pytest.raises(InternalError, match="read-only transaction"):
            reader.connection.exec_driver_sql("UPDATE sync_guard SET mode = 1")
    assert store.counts()["experts"] == 1


def test_a_writer_that_waits_too_long_is_told_as_busy(store: Store, address: Address, tmp_path: Path) -> None:
    engine = make_server_engine(address(str(engine_of(store).url.database)), busy_milliseconds=20)
    with store.unit_of_work(AUTHOR, "長い") as work:
        work.add(make_decision())
        with pytest.raises(AppError) as raised:
            add(store_on(engine, tmp_path), make_decision())
    assert raised.value.code == "store.busy"
    engine.dispose()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull(), "store.disk_full"),
        (psycopg.errors.IoError(), "store.disk_error"),
        (psycopg.errors.DataCorrupted(), "store.damaged"),
        (psycopg.errors.IndexCorrupted(), "store.damaged"),
    ],
)
def test_what_the_servers_disk_does_is_told_as_on_the_file(error: psycopg.Error, code: str) -> None:
    known = translated(OperationalError("", {}, error))
    assert known is not None
    assert known.code == code


def test_a_bug_stays_a_bug() -> None:
    assert translated(OperationalError("", {}, psycopg.errors.SyntaxError())) is None
