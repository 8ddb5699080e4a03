"""The encrypted database: one SQLAlchemy engine over SQLCipher.

The key is a raw key handed to each connection as it opens; it stands in no address, log line, error or repr.
Writers begin IMMEDIATE, so that two of them queue up instead of failing half-way; readers see one snapshot.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

BUSY_MILLISECONDS = 5_000
CACHE_KIB = 65_536
READ_ONLY = {"dxdesk_reads": True}

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)


class DatabaseKey:
    """The 32 bytes that open the database; never shown."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        """Keep the bytes; ValueError unless there are 32."""
        if len(raw) != 32:
            raise ValueError("a database key has 32 bytes")
        self._raw = raw

    def __repr__(self) -> str:
        return "DatabaseKey(…)"

    def __reduce__(self) -> str:
        raise TypeError("a database key is not copied into files")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and other.reveal() == self._raw

    def __hash__(self) -> int:
        return hash(self._raw)

    def reveal(self) -> bytes:
        """Return the bytes, for the database and for wrapping only."""
        return self._raw


def connect(path: Path, key: DatabaseKey, *, must_exist: bool = True) -> Any:
    """Return a keyed DBAPI connection with transactions left to the caller."""
    mode = "rw" if must_exist else "rwc"
    connection = sqlcipher.connect(
        _uri(path, mode),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MILLISECONDS / 1000,
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.reveal().hex()}'\"")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    plain = path.absolute().as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote(plain)}?mode={mode}"


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


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("dxdesk_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
