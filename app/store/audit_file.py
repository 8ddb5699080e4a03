"""The change log as a file that proves itself: the lines that were hashed, and after each desk the hash they end in.

One JSON object a line. ``audit`` opens the file; for each desk ``site``, its ``commit`` lines each with their ``op``
lines as they were chained (lines.py), and a ``seal`` with the last hash; ``end`` counts them. Whoever changes, drops or
adds a line breaks the chain; lines outside it say what it tells and nothing else. A file made anew with another chain
is told by the hashes that the workspace holds, and one that ends early by how much more the workspace has.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sqlalchemy import Connection, func, select

from app.domain.errors import AppError
from app.store.lines import CommitLine, canonical
from app.store.log_tables import SYNC_COMMIT, SYNC_OP, SYNC_SITE
from app.store.site import GENESIS_HASH
from app.store.verify import COMMITS, commits_with_lines

VERSION = 1
LONGEST_LINE = 16 * 1024 * 1024  # bytes; the longest text of a record has a million characters
HEX_DIGITS = 64

Seals = Mapping[str, tuple[int, str]]  # by desk: its last commit, and the hash of that


@dataclass(frozen=True, slots=True)
class AuditFile:
    """What a file holds: how many entries, and the seal of each desk."""

    entries: int
    seals: Seals


def audit_lines(connection: Connection) -> Iterator[str]:
    """Yield the lines of the whole log; what the log itself has wrong shows when they are verified."""
    yield canonical({"k": "audit", "v": VERSION})
    entries = 0
    sites = connection.execute(select(SYNC_SITE.c.site_no, SYNC_SITE.c.site_id)).all()
    for site in sorted(sites, key=lambda each: each.site_no):
        yield canonical({"k": "site", "s": site.site_id})
        previous, last = GENESIS_HASH, 0
        for row, own in commits_with_lines(connection, site.site_no):
            yield CommitLine(site.site_id, *tuple(row)[:10]).text(previous)
            yield from own
            previous, last, entries = row.hash, row.commit_no, entries + len(own)
        yield canonical({"k": "seal", "s": site.site_id, "c": last, "hash": previous})
    yield canonical({"k": "end", "sites": len(sites), "entries": entries})


def holds(connection: Connection, seals: Seals) -> bool:
    """Tell whether the log of this workspace has these hashes, each at the commit it is said to be of."""
    ids = {row.site_id: row.site_no for row in connection.execute(select(SYNC_SITE.c.site_id, SYNC_SITE.c.site_no))}
    for site, (commit, hash_) in seals.items():
        query = COMMITS.where(SYNC_COMMIT.c.site_no == ids.get(site, -1), SYNC_COMMIT.c.commit_no == commit)
        row = connection.execute(query).one_or_none()
        if commit and (row is None or row.hash != hash_):
            return False
        if not commit and site not in ids:
            return False
    return True


def entries_held(connection: Connection) -> int:
    """Return how many entries the log of this workspace has."""
    return connection.execute(select(func.count()).select_from(SYNC_OP)).scalar_one()


def read_audit(file: BinaryIO) -> AuditFile:
    """Return what a file holds after following its chain; AppError ``store.audit_*`` names the line that breaks it."""
    chain = _Chain()
    number = 0
    for number, raw in enumerate(_lines(file), start=1):
        try:
            told = json.loads(raw)
            is_followed = isinstance(told, dict) and chain.follow(told, raw)
        except (ValueError, TypeError, RecursionError):
            is_followed = False
        if not is_followed:
            raise AppError("store.audit_broken" if number > 1 else "store.no_audit", line=number)
    if not chain.is_ended:
        raise AppError("store.audit_cut" if number else "store.no_audit", line=number)
    return AuditFile(chain.entries, chain.seals)


def _lines(file: BinaryIO) -> Iterable[bytes]:
    while raw := file.readline(LONGEST_LINE + 1):
        yield raw if raw.endswith(b"\n") and len(raw) <= LONGEST_LINE else b""


@dataclass(slots=True)
class _Chain:
    """Follows the lines one by one; ``follow`` answers whether a line continues what came before."""

    entries: int = 0
    seals: dict[str, tuple[int, str]] = field(default_factory=dict)
    is_ended: bool = False
    _is_begun: bool = False
    _site: str = ""
    _commit: int = 0
    _previous: str = GENESIS_HASH
    _next_entry: int = 0  # 0: any
    _left: int = 0
    _digest: Any = None

    def follow(self, told: dict[str, Any], raw: bytes) -> bool:
        """Take one more line."""
        if self.is_ended:
            return False
        match told.get("k"):
            case "audit":
                is_first, self._is_begun = not self._is_begun, True
                return is_first and _says(raw, {"k": "audit", "v": VERSION})
            case "site":
                return self._begin_site(told.get("s"), raw)
            case "commit":
                return self._begin_commit(told, raw)
            case "op":
                return self._take_entry(told, raw)
            case "seal":
                return self._seal(raw)
            case "end":
                self.is_ended = self._is_begun and not self._site
                return self.is_ended and _says(raw, {"k": "end", "sites": len(self.seals), "entries": self.entries})
        return False

    def _begin_site(self, site: object, raw: bytes) -> bool:
        if not self._is_begun or self._site or not isinstance(site, str) or not site or site in self.seals:
            return False
        if not _says(raw, {"k": "site", "s": site}):
            return False
        self._site, self._commit, self._previous, self._next_entry = site, 0, GENESIS_HASH, 0
        return True

    def _begin_commit(self, told: dict[str, Any], raw: bytes) -> bool:
        first, count = told.get("q"), told.get("n")
        if not self._site or self._left or type(first) is not int or type(count) is not int or count < 0:
            return False
        expected = (self._site, self._commit + 1, self._previous)
        if (told.get("s"), told.get("c"), told.get("prev")) != expected or self._next_entry not in (0, first):
            return False
        self._commit, self._left, self._next_entry = self._commit + 1, count, first
        self._digest = hashlib.sha256(bytes.fromhex(self._previous))
        self._digest.update(raw)
        self._close_commit()
        return True

    def _take_entry(self, told: dict[str, Any], raw: bytes) -> bool:
        if not self._left or told.get("q") != self._next_entry:
            return False
        self._digest.update(raw)
        self._left, self._next_entry, self.entries = self._left - 1, self._next_entry + 1, self.entries + 1
        self._close_commit()
        return True

    def _close_commit(self) -> None:
        if not self._left:
            self._previous = self._digest.hexdigest()

    def _seal(self, raw: bytes) -> bool:
        expected = {"k": "seal", "s": self._site, "c": self._commit, "hash": self._previous}
        if not self._site or self._left or not _says(raw, expected):
            return False
        self.seals[self._site] = (self._commit, self._previous)
        self._site = ""
        return True


def _says(raw: bytes, expected: dict[str, object]) -> bool:
    """Tell whether a line that is not chained says exactly this, and nothing beside it."""
    return raw == f"{canonical(expected)}\n".encode()
