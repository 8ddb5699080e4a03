"""Making and opening a workspace's database: whole or not at all, checked before anyone reads."""

import os
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DatabaseError

from app.domain.errors import AppError
from app.platform.atomic_file import flush_folder
from app.platform.paths import WorkspacePaths
from app.store.cipher import DatabaseKey
from app.store.engine import READ_ONLY, make_engine
from app.store.errors import WorkspaceUnopenable, foreign_errors, translated
from app.store.guards import shut_guard
from app.store.log_tables import LOCAL_SETTING
from app.store.migrate import revision_of, run_revisions
from app.store.site import first_site
from app.store.verify import file_problems, tail_problems

PLAIN_SQLITE = b"SQLite format 3\0"
WHOLE_CHECK_BYTES = 32 * 2**20  # larger files are read whole by the daily backup and by ``verify``
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


def make_database(directory: Path, key: DatabaseKey, workspace_id: str, site_code: str = "") -> Engine:
    """Make the database beside its place, put it there when it is whole, and return its engine.

    A database without a header was never finished and has no key any more: it is set aside, not overwritten.
    """
    path = WorkspacePaths(directory).database
    beside = path.with_name(f"{path.name}.new")
    remove_database(beside)
    engine = make_engine(beside, key, must_exist=False)
    with foreign_errors(), engine.begin() as connection:
        lay_database(connection, workspace_id, site_code)
    engine.dispose()
    set_aside(path)
    os.replace(beside, path)
    flush_folder(directory)
    return make_engine(path, key)


def lay_database(connection: Connection, workspace_id: str, site_code: str = "") -> None:
    """Run every revision in an empty database, make its first site and shut its guard."""
    run_revisions(connection)
    first_site(connection, workspace_id, site_code)
    shut_guard(connection)


def remove_database(path: Path) -> None:
    """Remove a database that nobody needs, with the files beside it."""
    for suffix in _SIDE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def set_aside(path: Path) -> Path | None:
    """Rename a database that is in the way and return its new path; None when there is none."""
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.name}.aside-{number}")).exists():
        number += 1
    for suffix in reversed(_SIDE_FILES):
        old = path.with_name(path.name + suffix)
        if old.exists():
            os.replace(old, aside.with_name(aside.name + suffix))
    return aside


def open_database(directory: Path, key: DatabaseKey) -> tuple[Engine, str]:
    """Return the engine of a workspace's database and its schema revision.

    WorkspaceUnopenable: ``store.missing``, ``store.not_encrypted``, ``store.damaged``, ``store.not_a_workspace``.
    """
    path = WorkspacePaths(directory).database
    _refuse_unlikely_file(path)
    engine = make_engine(path, key)
    try:
        with engine.connect().execution_options(**READ_ONLY) as connection:
            return engine, revision_of(connection)
    except (DatabaseError, sqlcipher.Error) as error:
        engine.dispose()
        known = translated(error)
        if known is None:
            raise
        raise WorkspaceUnopenable(known.code) from None
    except AppError:
        engine.dispose()
        raise


def check_on_opening(engine: Engine, path: Path) -> None:
    """Check the end of the log, and every page where the file is small; WorkspaceUnopenable when anything is wrong."""
    with foreign_errors(), engine.connect().execution_options(**READ_ONLY) as connection:
        problems = list(tail_problems(connection))
        if not problems and path.stat().st_size <= WHOLE_CHECK_BYTES:
            problems = list(file_problems(connection))
    if problems:
        raise WorkspaceUnopenable("store.damaged") from problems[0]


def setting(connection: Connection, name: str) -> str:
    """Return a setting of this desk; empty when it was never set."""
    query = select(LOCAL_SETTING.c.value).where(LOCAL_SETTING.c.name == name)
    return connection.execute(query).scalar() or ""


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Keep a setting of this desk."""
    this = LOCAL_SETTING.c.name == name
    if connection.execute(update(LOCAL_SETTING).where(this).values(value=value)).rowcount == 0:
        connection.execute(insert(LOCAL_SETTING).values(name=name, value=value))


def _refuse_unlikely_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(PLAIN_SQLITE))
    except FileNotFoundError:
        raise WorkspaceUnopenable("store.missing", where=str(path), path=str(path)) from None
    except OSError as error:
        raise WorkspaceUnopenable("store.unreadable", where=str(path), path=str(path)) from error
    if start == PLAIN_SQLITE:
        raise WorkspaceUnopenable("store.not_encrypted", where=str(path))
    if len(start) < len(PLAIN_SQLITE):
        raise WorkspaceUnopenable("store.damaged", where=str(path))
