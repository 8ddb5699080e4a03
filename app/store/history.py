"""The history of a record, told by the change log: who changed what, when, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from app.domain.record import Field, Register
from app.store.clock import moment_of
from app.store.log_reading import LoggedOp, columns_of_value, ops_of_rows, value_of
from app.store.log_tables import CREATED, DELETED, LIFE, SYNC_COMMIT, SYNC_SITE
from app.store.shapes import as_members, sets_of
from app.store.tables import LAYOUTS, layout_of, layout_of_set
from app.store.values import empty, from_column


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One changed field; ``field`` is empty where the record itself was created, deleted or brought back."""

    at: datetime  # UTC
    author: str
    reason: str
    field: str
    before: object
    after: object
    commit_no: int
    site: str  # code of the desk
    event: str  # created, changed, deleted, restored


@dataclass(frozen=True, slots=True)
class CommitInfo:
    """What the log says of one commit."""

    commit_no: int
    site: str
    at: datetime  # UTC
    author: str
    reason: str
    op_count: int


@dataclass
class _State:
    """A record while its log is read: its columns, and its sets' rows as (key, level, is there)."""

    columns: dict[str, object]
    members: dict[str, dict[str, tuple[str, str, bool]]]

    def value(self, field: Field) -> object:
        if not field.many:
            return from_column(field, self.columns[field.name])
        rows = self.members.get(field.name, {}).values()
        return as_members(field, [(key, level) for key, level, there in rows if there])

    def values(self, register: Register) -> dict[str, object]:
        return {field.name: self.value(field) for field in register.fields if field.stored}


def history(connection: Connection, register: Register, record_id: str) -> list[HistoryEntry]:
    """Return what happened to a record, oldest first, with values as the record holds them."""
    row_ids = [record_id]
    for field in sets_of(register):
        table = layout_of_set(field).table
        row_ids += connection.scalars(select(table.c.id).where(table.c.owner_id == record_id))
    ops = ops_of_rows(connection, row_ids)
    infos = {key: commit_info(connection, *key) for key in {(op.site_no, op.commit_no) for op in ops}}
    state = _State({field.name: empty(field) for field in layout_of(register).columns}, {})
    entries: list[HistoryEntry] = []
    for key, group in groupby(ops, key=lambda op: (op.site_no, op.commit_no)):
        entries += _of_commit(register, record_id, state, list(group), infos[key])
    return entries


def commits(connection: Connection, limit: int) -> list[CommitInfo]:
    """Return the newest commits, newest first."""
    query = _info_query().order_by(SYNC_COMMIT.c.hlc.desc(), SYNC_COMMIT.c.site_no.desc()).limit(limit)
    return [_info(row) for row in connection.execute(query)]


def commit_info(connection: Connection, site_no: int, commit_no: int) -> CommitInfo:
    """Return what the log says of one commit."""
    query = _info_query().where(SYNC_COMMIT.c.site_no == site_no, SYNC_COMMIT.c.commit_no == commit_no)
    return _info(connection.execute(query).one())


def _info_query() -> Select[Any]:
    return select(
        SYNC_COMMIT.c.commit_no,
        SYNC_SITE.c.code,
        SYNC_COMMIT.c.at_utc,
        SYNC_COMMIT.c.user_id,
        SYNC_COMMIT.c.reason,
        SYNC_COMMIT.c.n_ops,
    ).join_from(SYNC_COMMIT, SYNC_SITE, SYNC_COMMIT.c.site_no == SYNC_SITE.c.site_no)


def _info(row: Row[Any]) -> CommitInfo:
    return CommitInfo(row.commit_no, row.code, moment_of(row.at_utc), row.user_id, row.reason, row.n_ops)


def _of_commit(
    register: Register, record_id: str, state: _State, ops: list[LoggedOp], info: CommitInfo
) -> Iterator[HistoryEntry]:
    before = state.values(register)
    event = "changed"
    for op in ops:
        event = _apply(state, record_id, op) or event
    after = state.values(register)
    changed = [name for name in after if before[name] != after[name]]
    if event != "changed":
        yield _entry(info, "", None, None, event)
    for name in changed:
        yield _entry(info, name, before[name], after[name], "created" if event == "created" else "changed")


def _entry(info: CommitInfo, field: str, before: object, after: object, event: str) -> HistoryEntry:
    return HistoryEntry(info.at, info.author, info.reason, field, before, after, info.commit_no, info.site, event)


def _apply(state: _State, record_id: str, op: LoggedOp) -> str:
    """Apply an op to the state; return what it did to the record itself, if anything."""
    if op.row_id != record_id:
        _apply_to_set(state, op)
        return ""
    if op.grp == LIFE:
        return "deleted" if DELETED in op.val else "restored"
    layout = LAYOUTS[op.tbl]
    for group in layout.groups if op.grp == CREATED else (op.grp,):
        if group in layout.groups:
            state.columns.update(columns_of_value(layout, value_of(layout, group, op)))
    return "created" if op.grp == CREATED else ""


def _apply_to_set(state: _State, op: LoggedOp) -> None:
    layout = LAYOUTS[op.tbl]
    assert layout.set_field is not None  # noqa: S101 - only members have another row's id
    rows = state.members.setdefault(layout.set_field.name, {})
    key, level, there = rows.get(op.row_id, ("", "", False))
    if op.grp == CREATED:
        key = str(value_of(layout, "member", op)["member"])
        level, there = str(value_of(layout, "level", op)["level"]), True
    elif op.grp == "level":
        level = str(value_of(layout, "level", op)["level"])
    elif op.grp == LIFE:
        there = DELETED not in op.val
    rows[op.row_id] = (key, level, there)
