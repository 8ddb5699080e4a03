"""The unit of work: one transaction, one thread, the only door through which records are written."""

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import DatabaseError

from app.domain.attachment import MAX_ATTACHMENT_BYTES
from app.domain.errors import AppError
from app.domain.record import Field, Record, Register
from app.store.capture import Capture, CapturingSession
from app.store.commits import NOTHING, ChangeSet, CommitNote, write_commit
from app.store.errors import foreign_errors, translated
from app.store.group_heads import heads_of
from app.store.guards import open_guard, shut_guard
from app.store.indexing import index_records, is_searched
from app.store.log_tables import BLOB, LOCAL_COUNTER
from app.store.queries import Reader
from app.store.rows import column_values, life_query, members_of, stored_members
from app.store.search import SearchText, last_entry
from app.store.shapes import sets_of
from app.store.site import become_new_site, read_site
from app.store.tables import Layout, StoredRow, layout_of, layout_of_set, member_id
from app.store.undo_stack import note_done


@dataclass(frozen=True)
class Surroundings:
    """What every unit of work of a store has in common."""

    engine: Engine
    search_text: SearchText
    milliseconds: Callable[[], int]
    app_ver: str
    schema_rev: int
    after_commit: Callable[[Capture], None]


class UnitOfWork(Reader):
    """One transaction: everything it wrote is committed together, or nothing is.

    Leaving without ``commit`` takes everything back. It belongs to the thread that entered it.
    """

    def __init__(self, around: Surroundings, author: str, reason: str, *, undoable: bool = True) -> None:
        """Begin nothing yet; the transaction starts with the first question or write."""
        self._around = around
        self._author = author
        self._reason = reason
        self._undoable = undoable
        self._thread = 0
        self._session: CapturingSession | None = None
        self._capture: Capture | None = None
        self._first_seq = 0
        self._last_local = 0
        self._added: set[str] = set()
        self._latest: dict[tuple[str, str], Record] = {}

    def __enter__(self) -> Self:
        self._thread = threading.get_ident()
        self._session = CapturingSession(bind=self._around.engine, autoflush=False, expire_on_commit=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        session, self._session = self.session, None
        session.close()
        known = translated(error) if isinstance(error, DatabaseError) else None
        if known is not None:
            raise known from error

    @property
    def session(self) -> CapturingSession:
        """Return the session; RuntimeError outside the ``with`` block or its thread."""
        if self._session is None:
            raise RuntimeError("a unit of work is used inside its with block")
        if threading.get_ident() != self._thread:
            raise RuntimeError("a unit of work belongs to one thread")
        return self._session

    @property
    def connection(self) -> Connection:
        """Return the connection, with everything written so far in sight."""
        with foreign_errors():
            self._flush()
            return self.session.connection()

    def add(self, record: Record) -> None:
        """Write a new record; AppError ``store.record_exists`` when its id is taken. A deleted one comes back."""
        register = record.REGISTER
        layout = layout_of(register)
        with foreign_errors():
            self._writing()
            life = False if record.id in self._added else self._life(layout, record.id)
            if life is False:
                raise AppError("store.record_exists", where=record.id, label=register.label)
            if life is True:
                row = self.session.get_one(layout.row, record.id)
                row.sync_deleted = False
                self._write_fields(row, record)
                return
            values = column_values(record)
            self.session.add(layout.row(id=record.id, sync_deleted=False, local_no=self._next_local(), **values))
            self._added.add(record.id)
            for field in sets_of(register):
                for key, level in members_of(record, field).items():
                    self.session.add(_member(layout_of_set(field), record, key, level))
        self._latest[register.name, record.id] = record

    def save(
        self, record: Record, *, expect: Mapping[str, str] | None = None, before: Record | None = None
    ) -> tuple[str, ...]:
        """Write the fields that differ from what is stored and return their groups.

        ``before`` is the record as this unit of work has read it: what its sets hold is not read again.
        ``expect`` are marks from ``heads``: AppError ``store.changed_meanwhile`` when a group that would be written has
        been written by someone else since.
        """
        with foreign_errors():
            self._writing()
            row = self._row(record)
            changed = self._changed_groups(row, record, before)
            if expect is not None and changed:
                self._refuse_moved(record, changed, expect)
            if changed:
                self._write_fields(row, record, changed)
        return changed

    def delete(self, record: Record) -> None:
        """Mark a record as deleted; its history stays."""
        with foreign_errors():
            self._writing()
            self._row(record).sync_deleted = True

    def heads(self, record: Record) -> dict[str, str]:
        """Return the mark of each field group of a record as it is now."""
        return heads_of(self.connection, record.REGISTER, record.id)

    def put_blob(self, sha256: str, content: bytes) -> None:
        """Keep bytes under their SHA-256; the same bytes are kept once."""
        if len(content) > MAX_ATTACHMENT_BYTES:
            raise AppError("store.blob_too_large", limit=MAX_ATTACHMENT_BYTES // 2**20)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError("these bytes have another SHA-256")
        with foreign_errors():
            connection = self.session.connection()
            if connection.execute(select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)).scalar() is None:
                connection.execute(insert(BLOB).values(sha256=sha256, size=len(content), content=content))

    def next_number(self, prefix: str) -> str:
        """Return the next number for people, such as 派-M07-0017; the site's code keeps desks apart."""
        with foreign_errors():
            code = self._writing().site.code
            connection, key = self.session.connection(), f"{prefix}-{code}"
            this = LOCAL_COUNTER.c.prefix == key
            last = connection.execute(select(LOCAL_COUNTER.c.last).where(this)).scalar()
            if last is None:
                connection.execute(insert(LOCAL_COUNTER).values(prefix=key, last=1))
            else:
                connection.execute(update(LOCAL_COUNTER).where(this).values(last=last + 1))
        return f"{key}-{(last or 0) + 1:04d}"

    def commit(self) -> ChangeSet:
        """Make everything durable and return what changed; without a change nothing is stored."""
        with foreign_errors():
            self._flush()
            capture = self._capture
            if capture is None or not capture.lines:
                self.session.rollback()
                return self._ended(NOTHING)
            connection = self.session.connection()
            changes = write_commit(connection, capture, self._note(), self._first_seq)
            self._index(connection, changes)
            self._note_step(connection, changes.commit_no)
            self.session.commit()
        self._around.after_commit(capture)
        return self._ended(changes)

    def stored_row(self, layout: Layout, row_id: str) -> StoredRow | None:
        """Return the row to write to, deleted or not; None when there is none."""
        self._writing()
        return self.session.get(layout.row, row_id)

    def _note_step(self, connection: Connection, commit_no: int) -> None:
        if self._undoable:
            note_done(connection, commit_no, self._author)

    def _ended(self, changes: ChangeSet) -> ChangeSet:
        self._capture = None
        self._last_local = 0
        self._added.clear()
        self._latest.clear()
        self.session.expunge_all()
        return changes

    def _writing(self) -> Capture:
        if self._capture is None:
            connection = self.session.connection()
            site = read_site(connection)
            if site.is_copy:
                open_guard(connection)
                become_new_site(connection)
                shut_guard(connection)
                site = read_site(connection)
            self._capture = Capture(site)
            self._first_seq = self._capture.site.next_seq
            self.session.begin_capture(self._capture)
        return self._capture

    def _life(self, layout: Layout, record_id: str) -> bool | None:
        """Return whether a stored row is deleted; None when there is no such row."""
        pending = self.session.identity_map.get((layout.row, (record_id,), None))
        if pending is not None:
            return bool(pending.sync_deleted)
        deleted = self.session.connection().execute(life_query(layout.table.name), {"row": record_id}).scalar()
        return None if deleted is None else bool(deleted)

    def _next_local(self) -> int:
        if not self._last_local:
            self._last_local = last_entry(self.session.connection())
        self._last_local += 1
        return self._last_local

    def _flush(self) -> None:
        session = self.session
        if session.new or session.dirty or session.deleted:
            session.flush()
            self._added.clear()

    def _row(self, record: Record) -> Any:
        if self.session.new:
            self._flush()
        row = self.session.get(layout_of(record.REGISTER).row, record.id)
        if row is None or row.sync_deleted:
            raise AppError("store.record_missing", where=record.id, label=record.REGISTER.label)
        return row

    def _changed_groups(self, row: StoredRow, record: Record, before: Record | None) -> tuple[str, ...]:
        layout = layout_of(record.REGISTER)
        values = column_values(record)
        groups = layout.groups_of({name for name, value in values.items() if getattr(row, name) != value})
        sets = [
            field.register_group
            for field in sets_of(record.REGISTER)
            if members_of(record, field) != self._members_before(field, record.id, before)
        ]
        return (*groups, *sets)

    def _members_before(self, field: Field, record_id: str, before: Record | None) -> Mapping[str, str]:
        if before is not None:
            return members_of(before, field)
        return stored_members(self.session.connection(), field, record_id)

    def _refuse_moved(self, record: Record, changed: tuple[str, ...], expect: Mapping[str, str]) -> None:
        now = self.heads(record)
        moved = [group for group in changed if group in expect and expect[group] != now[group]]
        if moved:
            labels = _labels(record.REGISTER, moved)
            raise AppError("store.changed_meanwhile", where=record.id, fields=labels, groups=tuple(moved))

    def _write_fields(self, row: StoredRow, record: Record, groups: tuple[str, ...] | None = None) -> None:
        for name, value in column_values(record).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        for field in sets_of(record.REGISTER):
            if groups is None or field.register_group in groups:
                self._write_members(layout_of_set(field), record, members_of(record, field))
        self._latest[record.REGISTER.name, record.id] = record

    def _members(self, record: Record, layout: Layout) -> dict[str, Any]:
        query = select(layout.row).where(layout.table.c.owner_id == record.id)
        return {row.member: row for row in self.session.scalars(query)}

    def _write_members(self, layout: Layout, record: Record, wanted: Mapping[str, str]) -> None:
        known = self._members(record, layout)
        for key, row in known.items():
            if key not in wanted and not row.sync_deleted:
                row.sync_deleted = True
        for key, level in wanted.items():
            row = known.get(key)
            if row is None:
                self.session.add(_member(layout, record, key, level))
            else:
                _revive(row, level)

    def _note(self) -> CommitNote:
        around = self._around
        return CommitNote(self._author, self._reason, around.app_ver, around.schema_rev, around.milliseconds())

    def _index(self, connection: Connection, changes: ChangeSet) -> None:
        touched: dict[str, list[str]] = {}
        for change in changes.changes:
            if is_searched(change):
                touched.setdefault(change.register, []).append(change.id)
        for register, ids in touched.items():
            unknown = [record_id for record_id in ids if (register, record_id) not in self._latest]
            records = [self._latest[register, record_id] for record_id in ids if (register, record_id) in self._latest]
            records += self.rows(register, unknown, with_deleted=True)
            index_records(connection, register, records, self._around.search_text)


def _member(layout: Layout, record: Record, key: str, level: str) -> StoredRow:
    identity = member_id(layout.table.name, record.id, key)
    return layout.row(id=identity, owner_id=record.id, member=key, level=level, sync_deleted=False)


def _revive(row: Any, level: str) -> None:
    if row.sync_deleted:
        row.sync_deleted = False
    if row.level != level:
        row.level = level


def _labels(register: Register, groups: list[str]) -> str:
    return "、".join(field.label for field in register.fields if field.register_group in groups)
