"""This desk as a site: one incarnation of one database, with its random id, its short code and its counters."""

import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.store.clock import next_stamp
from app.store.log_tables import FIRST_CONTEXT, LOCAL_UNDO, SYNC_CTX, SYNC_LOCAL, SYNC_SITE

GENESIS_HASH = "00" * 32
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O look like digits

_READ = select(
    SYNC_LOCAL.c.site_no,
    SYNC_SITE.c.site_id,
    SYNC_SITE.c.code,
    SYNC_LOCAL.c.next_seq,
    SYNC_LOCAL.c.next_commit,
    SYNC_LOCAL.c.hlc,
    SYNC_LOCAL.c.ctx_no,
    SYNC_SITE.c.last_hash,
    SYNC_LOCAL.c.is_copy,
).join_from(SYNC_LOCAL, SYNC_SITE, SYNC_LOCAL.c.site_no == SYNC_SITE.c.site_no)
_ADVANCE = update(SYNC_LOCAL).values({name: bindparam(name) for name in ("next_seq", "next_commit", "hlc", "ctx_no")})
_CLOSE = (
    update(SYNC_SITE)
    .where(SYNC_SITE.c.site_no == bindparam("site"))
    .values({name: bindparam(name) for name in ("last_seq", "last_commit", "last_hash")})
)


@dataclass
class LocalSite:
    """The site that writes into this database, and where its log stands."""

    site_no: int
    site_id: str
    code: str
    next_seq: int
    next_commit: int
    hlc: int
    ctx_no: int
    last_hash: str
    is_copy: bool

    def stamp(self, milliseconds: int) -> int:
        """Advance the hybrid clock and return it."""
        self.hlc = next_stamp(self.hlc, milliseconds)
        return self.hlc


def read_site(connection: Connection) -> LocalSite:
    """Return the writing site as the database has it."""
    return LocalSite(*connection.execute(_READ).one())


def own_codes(connection: Connection) -> tuple[str, ...]:
    """Return the codes under which this desk has written: its own first, then those it was copied or restored from."""
    rows = connection.execute(select(SYNC_SITE.c.site_no, SYNC_SITE.c.code, SYNC_SITE.c.parent_site)).all()
    sites = {row.site_no: row for row in rows}
    found: list[str] = []
    number = read_site(connection).site_no
    while number in sites:
        site = sites.pop(number)
        found.append(site.code)
        number = site.parent_site
    return tuple(found)


def write_site(connection: Connection, site: LocalSite) -> None:
    """Store where the site's log stands after a commit."""
    local = {"next_seq": site.next_seq, "next_commit": site.next_commit, "hlc": site.hlc, "ctx_no": site.ctx_no}
    connection.execute(_ADVANCE, local)
    last = {"last_seq": site.next_seq - 1, "last_commit": site.next_commit - 1, "last_hash": site.last_hash}
    connection.execute(_CLOSE, {"site": site.site_no, **last})


def first_site(connection: Connection, workspace_id: str, code: str = "") -> None:
    """Make the first site of a new workspace; ``code`` only where a known one is wanted."""
    _insert_site(connection, 1, code or _free_code(set()), parent=0)
    connection.execute(
        insert(SYNC_LOCAL).values(
            one=1,
            workspace_id=workspace_id,
            site_no=1,
            next_seq=1,
            next_commit=1,
            hlc=0,
            ctx_no=FIRST_CONTEXT,
            is_copy=False,
        )
    )


def become_new_site(connection: Connection) -> None:
    """Start a new incarnation: numbers, hash chain and undo begin anew, everything known before is its context."""
    known = connection.execute(select(SYNC_SITE.c.site_no, SYNC_SITE.c.code, SYNC_SITE.c.last_seq)).all()
    parent = connection.execute(select(SYNC_LOCAL.c.site_no)).scalar_one()
    number = max(row.site_no for row in known) + 1
    _insert_site(connection, number, _free_code({row.code for row in known}), parent=parent)
    connection.execute(
        insert(SYNC_CTX),
        [
            {"site_no": number, "ctx_no": FIRST_CONTEXT, "seen_site_no": row.site_no, "upto_seq": row.last_seq}
            for row in known
        ],
    )
    connection.execute(
        update(SYNC_LOCAL).values(site_no=number, next_seq=1, next_commit=1, ctx_no=FIRST_CONTEXT, is_copy=False)
    )
    connection.execute(delete(LOCAL_UNDO))


def _insert_site(connection: Connection, number: int, code: str, *, parent: int) -> None:
    connection.execute(
        insert(SYNC_SITE).values(
            site_no=number,
            site_id=str(uuid.uuid4()),
            code=code,
            status="active",
            last_seq=0,
            last_commit=0,
            last_hash=GENESIS_HASH,
            parent_site=parent,
        )
    )


def _free_code(taken: set[str]) -> str:
    while True:
        code = f"{secrets.choice(_CODE_LETTERS)}{secrets.randbelow(100):02d}"
        if code not in taken:
            return code
