"""The engine of a PostgreSQL server, whose transactions behave as those of the encrypted file do.

Writers queue up behind one lock of the database, as BEGIN IMMEDIATE makes them; readers see one snapshot and cannot
write. Text sorts by code point, or lists would differ between the two databases.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from app.store.cipher import BUSY_MILLISECONDS

_WRITERS = int.from_bytes(b"dxdesk")  # the lock's number within its database
_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_WRITE = (  # each statement after the lock sees what was committed while it waited
    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; "
    "SET LOCAL lock_timeout = {milliseconds:d}; SELECT pg_advisory_xact_lock({lock:d})"
)
_KEEPS_CODE_POINTS = text("SELECT current_setting('server_encoding') = 'UTF8' AND 'Z' < 'a'")


def make_server_engine(address: str | URL, *, busy_milliseconds: int = BUSY_MILLISECONDS) -> Engine:
    """Return the engine of a database on a server; nothing is opened yet."""
    engine = create_engine(address, hide_parameters=True)
    write = _WRITE.format(milliseconds=busy_milliseconds, lock=_WRITERS)

    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("dxdesk_reads", False)
        connection.exec_driver_sql(_READ if reads else write)

    event.listen(engine, "begin", begin)
    return engine


def require_code_points(connection: Connection) -> None:
    """Refuse, with RuntimeError, a database that keeps or sorts text in another way than the workspace's file."""
    if not connection.execute(_KEEPS_CODE_POINTS).scalar_one():
        raise RuntimeError("the database must be made with ENCODING 'UTF8' and LOCALE 'C'")
