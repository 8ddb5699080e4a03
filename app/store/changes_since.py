"""What was written since: how far the log of each site is known, and which records its later ops touched."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from app.store.log_tables import SYNC_OP, SYNC_SITE
from app.store.rows import BATCH
from app.store.tables import LAYOUTS

Marks = Mapping[int, int]  # the last known op of each site

_MARKS = select(SYNC_SITE.c.site_no, SYNC_SITE.c.last_seq)
_SINCE = (
    select(SYNC_OP.c.tbl, SYNC_OP.c.row_id)
    .where(SYNC_OP.c.site_no == bindparam("site"), SYNC_OP.c.seq > bindparam("after"))
    .where(SYNC_OP.c.seq <= bindparam("until"))
    .distinct()
)


def log_marks(connection: Connection) -> Marks:
    """Return how far the log of each site goes, as of the last commit."""
    return {row.site_no: row.last_seq for row in connection.execute(_MARKS)}


def touched_between(connection: Connection, known: Marks, now: Marks) -> Mapping[str, frozenset[str]]:
    """Return the ids of the records that were written between two states of the log, by register."""
    found: dict[str, set[str]] = {}
    for site, last in now.items():
        after = known.get(site, 0)
        if last > after:
            for table, row_id in connection.execute(_SINCE, {"site": site, "after": after, "until": last}):
                found.setdefault(table, set()).add(row_id)
    touched: dict[str, set[str]] = {}
    for table, ids in found.items():
        layout = LAYOUTS[table]
        owners = ids if layout.set_field is None else _owners(connection, table, sorted(ids))
        touched.setdefault(layout.register.name, set()).update(owners)
    return {register: frozenset(ids) for register, ids in touched.items()}


def _owners(connection: Connection, table: str, ids: list[str]) -> set[str]:
    """Return the records to which members of a set belong."""
    owners: set[str] = set()
    for start in range(0, len(ids), BATCH):
        result = connection.execute(_owners_query(table), {"ids": ids[start : start + BATCH]})
        owners.update(row[0] for row in result)
    return owners


@cache
def _owners_query(table: str) -> Select[Any]:
    members = LAYOUTS[table].table
    return select(members.c.owner_id).where(members.c.id.in_(bindparam("ids", expanding=True))).distinct()
