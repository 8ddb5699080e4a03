"""Checking a workspace: the file's integrity, the log's chain, and the log's end on every opening.

A problem is an AppError that nobody raised: its sentence stands in the catalogue like any other.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.errors import AppError
from app.store.engine import pages_are_whole
from app.store.lines import CommitLine, chain_hash, op_line
from app.store.log_reading import LoggedOp, logged_ops, ops_query
from app.store.log_tables import SYNC_COMMIT, SYNC_LOCAL, SYNC_OP, SYNC_SITE
from app.store.site import GENESIS_HASH

TAIL_OPS = 500  # read on every opening; the whole log is read by the daily check
_SITE = select(
    SYNC_SITE.c.site_id, SYNC_SITE.c.code, SYNC_SITE.c.last_seq, SYNC_SITE.c.last_commit, SYNC_SITE.c.last_hash
)
COMMITS = select(
    SYNC_COMMIT.c.commit_no,
    SYNC_COMMIT.c.ctx_no,
    SYNC_COMMIT.c.hlc,
    SYNC_COMMIT.c.user_id,
    SYNC_COMMIT.c.at_utc,
    SYNC_COMMIT.c.app_ver,
    SYNC_COMMIT.c.schema_rev,
    SYNC_COMMIT.c.reason,
    SYNC_COMMIT.c.first_seq,
    SYNC_COMMIT.c.n_ops,
    SYNC_COMMIT.c.hash,
)  # the columns of CommitLine in their order; an earlier version's database may have no others


def file_problems(connection: Connection) -> Iterator[AppError]:
    """Yield what is wrong with the file's pages; a server checks its own whenever it reads one."""
    if connection.dialect.name == "sqlite" and not pages_are_whole(connection):
        yield AppError("store.pages_damaged")


def tail_problems(connection: Connection) -> Iterator[AppError]:
    """Yield what is wrong at the end of this desk's log: counters, last commits, their chain."""
    local = connection.execute(select(SYNC_LOCAL.c.site_no, SYNC_LOCAL.c.next_seq, SYNC_LOCAL.c.next_commit)).one()
    site = connection.execute(_SITE.where(SYNC_SITE.c.site_no == local.site_no)).one_or_none()
    if site is None:
        yield AppError("store.log_gap", site="", seq=0)
        return
    newest = connection.execute(
        select(func.coalesce(func.max(SYNC_OP.c.seq), 0)).where(SYNC_OP.c.site_no == local.site_no)
    ).scalar_one()
    if not (newest == site.last_seq == local.next_seq - 1) or site.last_commit != local.next_commit - 1:
        yield AppError("store.log_gap", site=site.code, seq=newest)
        return
    yield from chain_problems(connection, local.site_no, after=_before_tail(connection, local.site_no))


def _before_tail(connection: Connection, site_no: int) -> int:
    """Return the commit behind which at most ``TAIL_OPS`` ops stand."""
    query = select(SYNC_COMMIT.c.commit_no, SYNC_COMMIT.c.n_ops).where(SYNC_COMMIT.c.site_no == site_no)
    budget, last = TAIL_OPS, 0
    for row in connection.execute(query.order_by(SYNC_COMMIT.c.commit_no.desc()).limit(TAIL_OPS)):
        budget -= row.n_ops
        last = row.commit_no
        if budget < 0:
            return int(last)
    return max(0, last - 1)


def log_problems(connection: Connection) -> Iterator[AppError]:
    """Yield what is wrong with the log of every site, from its first commit on."""
    for site_no in connection.scalars(select(SYNC_SITE.c.site_no).order_by(SYNC_SITE.c.site_no)).all():
        yield from chain_problems(connection, site_no)


def chain_problems(connection: Connection, site_no: int, *, after: int = 0) -> Iterator[AppError]:
    """Yield the first gap or broken link in the commits of a site behind ``after``."""
    site = connection.execute(_SITE.where(SYNC_SITE.c.site_no == site_no)).one()
    behind = COMMITS.where(SYNC_COMMIT.c.site_no == site_no, SYNC_COMMIT.c.commit_no > after)
    commits = connection.execute(behind.order_by(SYNC_COMMIT.c.commit_no)).all()
    first_seq = commits[0].first_seq if commits else site.last_seq + 1
    query = ops_query().where(SYNC_OP.c.site_no == site_no, SYNC_OP.c.seq >= first_seq).order_by(SYNC_OP.c.seq)
    ops, site_ids = logged_ops(connection, query), _site_ids(connection)
    previous, expected_no, expected_seq = _hash_of(connection, site_no, after), after + 1, first_seq
    for row in commits:
        own = list(islice(ops, row.n_ops))
        gap_free = [op.seq for op in own] == list(range(expected_seq, expected_seq + row.n_ops))
        if row.commit_no != expected_no or not gap_free or any(op.commit_no != row.commit_no for op in own):
            yield AppError("store.log_gap", site=site.code, seq=expected_seq)
            return
        line = CommitLine(site.site_id, *row[:10])
        if chain_hash(previous, line.text(previous), (_line(op, site_ids) for op in own)) != row.hash:
            yield AppError("store.log_broken", site=site.code, commit=row.commit_no)
            return
        previous, expected_no, expected_seq = row.hash, expected_no + 1, expected_seq + row.n_ops
    if next(ops, None) is not None or previous != site.last_hash or expected_no - 1 != site.last_commit:
        yield AppError("store.log_gap", site=site.code, seq=expected_seq)


def commits_with_lines(connection: Connection, site_no: int) -> Iterator[tuple[Any, list[str]]]:
    """Yield each commit of a site, oldest first, with the lines of its ops as the log has them."""
    commits = COMMITS.where(SYNC_COMMIT.c.site_no == site_no).order_by(SYNC_COMMIT.c.commit_no)
    query = ops_query().where(SYNC_OP.c.site_no == site_no).order_by(SYNC_OP.c.seq)
    ops, site_ids = logged_ops(connection, query), _site_ids(connection)
    for row in connection.execute(commits).all():
        yield row, [_line(op, site_ids) for op in islice(ops, row.n_ops)]


def _hash_of(connection: Connection, site_no: int, commit_no: int) -> str:
    query = select(SYNC_COMMIT.c.hash).where(SYNC_COMMIT.c.site_no == site_no, SYNC_COMMIT.c.commit_no == commit_no)
    return connection.execute(query).scalar() or GENESIS_HASH


def _site_ids(connection: Connection) -> dict[int, str]:
    rows = connection.execute(select(SYNC_SITE.c.site_no, SYNC_SITE.c.site_id))
    return {row.site_no: row.site_id for row in rows}


def _line(op: LoggedOp, site_ids: dict[int, str]) -> str:
    preds = [(site_ids.get(site_no, ""), seq) for site_no, seq in op.preds]
    return op_line(op.seq, op.tbl, op.row_id, op.grp, op.val, preds)
