"""The tables as the log says they are: every row's state from its ops, compared with what is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.errors import AppError
from app.store.lines import Dot, canonical
from app.store.log_reading import LoggedOp, logged_ops, ops_query, value_of
from app.store.log_tables import CREATED, DELETED, LIFE, SYNC_COMMIT, SYNC_HEAD, SYNC_OP, SYNC_SITE
from app.store.tables import LAYOUTS, Layout
from app.store.values import to_log

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class RowState:
    """A row as its ops leave it: columns as the log writes them, life, and the heads that differ from creation."""

    layout: Layout
    row_id: str
    columns: Mapping[str, object]
    deleted: bool
    heads: frozenset[tuple[str, Dot]]


def state_problems(connection: Connection) -> Iterator[AppError]:
    """Yield each row and head that is not what the log says, and each row that the log does not know."""
    counted: dict[str, int] = dict.fromkeys(LAYOUTS, 0)
    states = row_states(connection)
    while batch := list(islice(states, _BATCH)):
        for table in {state.layout.table.name for state in batch}:
            ours = {state.row_id: state for state in batch if state.layout.table.name == table}
            counted[table] += len(ours)
            yield from _compare(connection, LAYOUTS[table], ours)
    for table, layout in LAYOUTS.items():
        stored = connection.execute(select(func.count()).select_from(layout.table)).scalar_one()
        if stored != counted[table]:
            yield AppError("store.rows_without_log", label=layout.register.label, count=stored - counted[table])


def row_states(connection: Connection) -> Iterator[RowState]:
    """Yield the state of every row, in the order of the rows' ids."""
    query = ops_query().order_by(SYNC_OP.c.row_id, SYNC_OP.c.site_no, SYNC_OP.c.seq)
    for row_id, ops in groupby(logged_ops(connection, query), key=lambda op: op.row_id):
        written = list(ops)
        if written[0].tbl in LAYOUTS:  # a table that only a later version knows waits for that version
            yield _state(connection, LAYOUTS[written[0].tbl], row_id, written)


def _state(connection: Connection, layout: Layout, row_id: str, ops: list[LoggedOp]) -> RowState:
    columns: dict[str, object] = {}
    heads: set[tuple[str, Dot]] = set()
    deleted = False
    for group in (*layout.groups, LIFE):
        own = [op for op in ops if op.grp == group]
        overwritten = {dot for op in own for dot in op.preds}
        standing = [op for op in ops if op.grp in (group, CREATED) and op.dot not in overwritten]
        winner = standing[0] if len(standing) == 1 else max(standing, key=lambda op: _order(connection, op))
        heads.update((group, op.dot) for op in standing if op.grp != CREATED)
        if group == LIFE:
            deleted = winner.grp == LIFE and DELETED in winner.val
        else:
            columns.update(value_of(layout, group, winner))
    return RowState(layout, row_id, columns, deleted, frozenset(heads))


def _order(connection: Connection, op: LoggedOp) -> tuple[int, str]:
    """Return what chooses the displayed one of several heads: largest time, then site."""
    commit = select(SYNC_COMMIT.c.hlc, SYNC_SITE.c.site_id).join_from(
        SYNC_COMMIT, SYNC_SITE, SYNC_COMMIT.c.site_no == SYNC_SITE.c.site_no
    )
    found = commit.where(SYNC_COMMIT.c.site_no == op.site_no, SYNC_COMMIT.c.commit_no == op.commit_no)
    hlc, site_id = connection.execute(found).one()
    return hlc, site_id


def _compare(connection: Connection, layout: Layout, states: Mapping[str, RowState]) -> Iterator[AppError]:
    rows = _stored_rows(connection, layout, states)
    heads = _stored_heads(connection, layout, states)
    for row_id, state in states.items():
        expected = (canonical(state.columns), state.deleted)
        if rows.get(row_id) != expected:
            yield AppError("store.row_differs", where=row_id, label=layout.register.label)
        elif heads.get(row_id, set()) != state.heads:
            yield AppError("store.heads_differ", where=row_id, label=layout.register.label)


def _stored_rows(connection: Connection, layout: Layout, ids: Mapping[str, Any]) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for row in connection.execute(select(layout.table).where(layout.table.c.id.in_(list(ids)))).mappings():
        columns = {field.name: to_log(row[field.name]) for field in layout.columns}
        found[row["id"]] = (canonical(columns), bool(row["sync_deleted"]))
    return found


def _stored_heads(connection: Connection, layout: Layout, ids: Mapping[str, Any]) -> dict[str, set[tuple[str, Dot]]]:
    found: dict[str, set[tuple[str, Dot]]] = {}
    query = select(SYNC_HEAD).where(SYNC_HEAD.c.tbl == layout.table.name, SYNC_HEAD.c.row_id.in_(list(ids)))
    for row in connection.execute(query):
        found.setdefault(row.row_id, set()).add((row.grp, (row.site_no, row.seq)))
    return found
