"""Errors of the workspace, and the border where the database's own errors become ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import AppError

_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")
_OUTSIDE = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")
_SERVER_NAMES = {  # PostgreSQL: lock not available, disk full, input or output error, data or index corrupted
    "55P03": "SQLITE_BUSY",
    "53100": "SQLITE_FULL",
    "58030": "SQLITE_IOERR",
    "XX001": "SQLITE_CORRUPT",
    "XX002": "SQLITE_CORRUPT",
}


class WorkspaceUnopenable(AppError):
    """The workspace cannot be opened: missing, locked, damaged, newer, or the key does not fit."""


def translated(error: Exception) -> AppError | None:
    """Return what an error of the database means to a person; None when it is a bug."""
    original = getattr(error, "orig", error)  # SQLAlchemy's errors wrap the driver's
    name = _SERVER_NAMES.get(getattr(original, "sqlstate", ""), str(getattr(original, "sqlite_errorname", "")))
    if name.startswith(_BUSY):
        return WorkspaceUnopenable("store.busy")
    if name.startswith(_DAMAGED):
        return WorkspaceUnopenable("store.damaged")
    if name.startswith("SQLITE_FULL"):
        return AppError("store.disk_full")
    if name.startswith(_OUTSIDE):
        return AppError("store.disk_error")
    return None


@contextmanager
def foreign_errors() -> Iterator[None]:
    """Turn what the disk did to the database into an AppError; let bugs pass."""
    try:
        yield
    except Exception as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error
