"""The guard: triggers (made by the migrations, for each database) abort what goes around the unit of work.

``sync_guard.mode`` is 1 only while the unit of work flushes, inside its transaction.
"""

from sqlalchemy import Connection


def open_guard(connection: Connection) -> None:
    """Let writes through, until the guard is shut or the transaction ends."""
    connection.exec_driver_sql("UPDATE sync_guard SET mode = 1")


def shut_guard(connection: Connection) -> None:
    """Let no write through."""
    connection.exec_driver_sql("UPDATE sync_guard SET mode = 0")
