"""Reading the change log: ops with their commits, what they overwrote, and what a group's value means."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from app.domain.record import Field
from app.store.lines import Dot
from app.store.log_tables import CREATED, SYNC_COMMIT, SYNC_OP, SYNC_PRED
from app.store.tables import Layout
from app.store.values import empty, from_log, to_log

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class LoggedOp:
    """One op as the log has it."""

    site_no: int
    seq: int
    commit_no: int
    tbl: str
    row_id: str
    grp: str
    val: str
    preds: tuple[Dot, ...]

    @property
    def dot(self) -> Dot:
        """Return the op's identity."""
        return self.site_no, self.seq


def ops_query() -> Select[Any]:
    """Return the query that ``logged_ops`` reads; the caller adds its conditions and its order."""
    return select(
        SYNC_OP.c.site_no,
        SYNC_OP.c.seq,
        SYNC_OP.c.commit_no,
        SYNC_OP.c.tbl,
        SYNC_OP.c.row_id,
        SYNC_OP.c.grp,
        SYNC_OP.c.val,
        SYNC_OP.c.n_pred,
        SYNC_OP.c.p_site,
        SYNC_OP.c.p_seq,
    )


def logged_ops(connection: Connection, query: Select[Any]) -> Iterator[LoggedOp]:
    """Yield the ops of a query one by one, each with every op that it overwrote."""
    for row in connection.execute(query):
        yield _logged(connection, row)


def _logged(connection: Connection, row: Row[Any]) -> LoggedOp:
    preds = _preds(connection, row)
    return LoggedOp(row.site_no, row.seq, row.commit_no, row.tbl, row.row_id, row.grp, row.val, preds)


def _preds(connection: Connection, row: Row[Any]) -> tuple[Dot, ...]:
    if row.n_pred < 2:
        return ((row.p_site, row.p_seq),) if row.n_pred else ()
    query = select(SYNC_PRED.c.p_site, SYNC_PRED.c.p_seq).where(
        SYNC_PRED.c.site_no == row.site_no, SYNC_PRED.c.seq == row.seq
    )
    return tuple((site_no, seq) for site_no, seq in connection.execute(query.order_by(*SYNC_PRED.primary_key)))


def ops_of_rows(connection: Connection, row_ids: Sequence[str]) -> list[LoggedOp]:
    """Return every op on these rows, in the order of their commits' time."""
    found: list[tuple[int, LoggedOp]] = []
    commit = and_(SYNC_COMMIT.c.site_no == SYNC_OP.c.site_no, SYNC_COMMIT.c.commit_no == SYNC_OP.c.commit_no)
    for start in range(0, len(row_ids), BATCH):
        query = ops_query().add_columns(SYNC_COMMIT.c.hlc).join_from(SYNC_OP, SYNC_COMMIT, commit)
        query = query.where(SYNC_OP.c.row_id.in_(row_ids[start : start + BATCH]))
        for row in connection.execute(query):
            found.append((row.hlc, _logged(connection, row)))
    return [op for _, op in sorted(found, key=lambda item: (item[0], item[1].dot))]


def value_of(layout: Layout, group: str, op: LoggedOp) -> dict[str, object]:
    """Return the columns of a group as an op left them, as the log writes them."""
    fields: Iterable[Field] = layout.groups[group]
    value = json.loads(op.val)
    if op.grp != CREATED and len(layout.groups[group]) == 1:
        return {field.name: value for field in fields}
    return {field.name: value.get(field.name, to_log(empty(field))) for field in fields}


def columns_of_value(layout: Layout, value: Mapping[str, object]) -> dict[str, object]:
    """Return logged columns as the table holds them."""
    return {field.name: from_log(field, value[field.name]) for field in layout.columns if field.name in value}


def find_ops(connection: Connection, dots: Iterable[Dot]) -> dict[Dot, LoggedOp]:
    """Return ops by their identity."""
    found: dict[Dot, LoggedOp] = {}
    by_site: dict[int, list[int]] = {}
    for site_no, seq in dict.fromkeys(dots):
        by_site.setdefault(site_no, []).append(seq)
    for site_no, seqs in by_site.items():
        for start in range(0, len(seqs), BATCH):
            query = ops_query().where(SYNC_OP.c.site_no == site_no, SYNC_OP.c.seq.in_(seqs[start : start + BATCH]))
            found.update((op.dot, op) for op in logged_ops(connection, query))
    return found
