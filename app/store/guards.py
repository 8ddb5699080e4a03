"""The guard: triggers (made by the migrations) abort every write that goes around the unit of work.

``sync_guard.mode`` is 1 only while the unit of work flushes, inside its transaction.
"""

from sqlalchemy import Connection, update

from app.store.log_tables import SYNC_GUARD

_OPEN = update(SYNC_GUARD).values(mode=1)
_SHUT = update(SYNC_GUARD).values(mode=0)


def open_guard(connection: Connection) -> None:
    """Let writes through, until the guard is shut or the transaction ends."""
    connection.execute(_OPEN)


def shut_guard(connection: Connection) -> None:
    """Let no write through."""
    connection.execute(_SHUT)
