"""The encrypted file as its driver opens it, without SQLAlchemy, which takes longer to load than a window.

The key is a raw key handed to each connection as it opens; it stands in no address, log line, error or repr.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

BUSY_MILLISECONDS = 5_000
CACHE_KIB = 65_536

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


def connect(path: Path, key: DatabaseKey, *, must_exist: bool = True, cache_kib: int = CACHE_KIB) -> Any:
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
        connection.execute(f"PRAGMA cache_size=-{cache_kib}")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlcipher.Error:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    plain = path.absolute().as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote(plain)}?mode={mode}"
