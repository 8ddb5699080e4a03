"""The encrypted database: one SQLAlchemy engine over SQLCipher.

Writers begin IMMEDIATE, so that two of them queue up instead of failing half-way; readers see one snapshot.
"""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, text
from sqlalchemy.exc import DatabaseError

from app.store.cipher import DatabaseKey, connect

NARROW_CACHE_KIB = 2_048
READ_ONLY = {"dxdesk_reads": True}


def make_engine(path: Path, key: DatabaseKey, *, must_exist: bool = True) -> Engine:
    """Return the engine of a workspace's database; nothing is opened yet."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, must_exist=must_exist),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def make_narrow_engine(path: Path, key: DatabaseKey) -> Engine:
    """Return an engine for reading much once: its connections keep few pages, and are closed when they are given back.

    What others read again and again stays in the memory of their own connections.
    """
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, cache_kib=NARROW_CACHE_KIB),
        poolclass=NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def pages_are_whole(connection: Connection) -> bool:
    """Tell whether SQLCipher and SQLite find every page of the file as it was written; the whole file is read."""
    try:
        broken = connection.execute(text("PRAGMA cipher_integrity_check")).all()
        found = connection.execute(text("PRAGMA integrity_check(10)")).scalars().all()
    except DatabaseError:
        return False
    return not broken and list(found) == ["ok"]


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("dxdesk_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
