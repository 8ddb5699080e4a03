"""The first look into a workspace: its records by plain SQL, while SQLAlchemy and the store are still to be loaded.

Only reads, only from a database of this version's schema, and only what needs no checking: whatever judges or writes
waits for the store, which is checked on opening.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from threading import Lock
from typing import Any, Self, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.record import Field, Kind, Members, Record, Register
from app.platform.paths import WorkspacePaths
from app.store.cipher import DatabaseKey, connect
from app.store.errors import foreign_errors
from app.store.revision import REVISION
from app.store.shapes import as_members, columns_of, sets_of
from app.store.values import from_column

R = TypeVar("R", bound=Record)
_BATCH = 500


class FirstLook:
    """A connection of its own that reads records; it may be used from any thread, one at a time."""

    def __init__(self, connection: Any) -> None:
        """Use ``FirstLook.into``."""
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def into(cls, directory: Path, key: DatabaseKey) -> Self | None:
        """Return a look into a workspace; None where only the store can tell what is there, or what is wrong."""
        path = WorkspacePaths(directory).database
        if not path.is_file():
            return None
        with suppress(sqlcipher.Error):
            connection = connect(path, key)
            with suppress(sqlcipher.Error):
                found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
                if found == [(REVISION,)]:
                    return cls(connection)
            connection.close()
        return None

    def ids(self, register: Register, limit: int) -> list[str]:
        """Return the first ids of a register in the default order of its list."""
        query = f"SELECT id FROM {register.table} WHERE sync_deleted = 0 ORDER BY {_order(register)} LIMIT ?"  # noqa: S608
        return [row[0] for row in self._fetch(query, (limit,))]

    def records(self, kind: type[R], ids: Sequence[str]) -> list[R]:
        """Return the records with these ids in their order; those that are gone are left out."""
        found: dict[str, R] = {}
        for start in range(0, len(ids), _BATCH):
            found.update((record.id, record) for record in self._read(kind, ids[start : start + _BATCH]))
        return [found[record_id] for record_id in ids if record_id in found]

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._connection.close()

    def _read(self, kind: type[R], ids: Sequence[str]) -> Iterator[R]:
        register = kind.REGISTER
        fields = columns_of(register)
        names = ", ".join(f'"{field.name}"' for field in fields)
        query = f"SELECT id, {names} FROM {register.table} WHERE sync_deleted = 0 AND id IN ({_places(ids)})"  # noqa: S608
        sets = {field.name: self._members(field, ids) for field in sets_of(register)}
        for row in self._fetch(query, ids):
            values = {field.name: _value(field, value) for field, value in zip(fields, row[1:], strict=True)}
            members = {name: found.get(row[0], ()) for name, found in sets.items()}
            yield kind(id=row[0], **values, **members)

    def _members(self, field: Field, owners: Sequence[str]) -> dict[str, Members]:
        query = (
            f"SELECT owner_id, member, level FROM {field.set_table} "  # noqa: S608
            f"WHERE sync_deleted = 0 AND owner_id IN ({_places(owners)})"
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for owner, member, level in self._fetch(query, owners):
            found.setdefault(owner, []).append((member, level))
        return {owner: as_members(field, members) for owner, members in found.items()}

    def _fetch(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with foreign_errors(), self._lock:
            return list(self._connection.execute(query, tuple(values)).fetchall())


def _order(register: Register) -> str:
    """Return the ORDER BY; SQLite puts empty values first when ascending, last when descending, as the store does."""
    names = [(name.removeprefix("-"), name.startswith("-")) for name in register.order]
    if any(name != "id" and register.field(name).kind is Kind.CHOICE for name, _ in names):
        raise ValueError(f"{register.name}: sorted by the places of choices, which only the store knows")
    return ", ".join(f'"{name}" DESC' if falls else f'"{name}"' for name, falls in names)


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _value(field: Field, value: Any) -> Any:
    """Return a column's value as the driver gives it in the shape of the record."""
    if value is not None and field.kind is Kind.DATE:
        return date.fromisoformat(value)
    if value is not None and field.kind is Kind.TIME:
        return time.fromisoformat(value)
    return bool(value) if field.kind is Kind.BOOLEAN else from_column(field, value)
