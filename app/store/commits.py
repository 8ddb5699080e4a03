"""Commits: what one unit of work wrote, with author, reason, time and the hash that chains it to the one before."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert

from app.store.capture import Capture
from app.store.clock import utc_text
from app.store.guards import open_guard, shut_guard
from app.store.lines import CommitLine, chain_hash
from app.store.log_tables import SYNC_COMMIT
from app.store.site import write_site

_INSERT = insert(SYNC_COMMIT)


@dataclass(frozen=True, slots=True)
class Change:
    """A record that a commit touched, and the field groups it wrote (``_row``: created, ``_life``: deleted or back)."""

    register: str
    id: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a unit of work changed; commit 0 when it changed nothing."""

    commit_no: int
    changes: tuple[Change, ...]

    def with_changes(self, later: "ChangeSet") -> "ChangeSet":
        """Return what this and a later unit of work changed together."""
        return ChangeSet(later.commit_no or self.commit_no, tuple(dict.fromkeys((*self.changes, *later.changes))))


NOTHING = ChangeSet(0, ())


@dataclass(frozen=True, slots=True)
class CommitNote:
    """What a commit says of itself."""

    author: str
    reason: str
    app_ver: str
    schema_rev: int
    milliseconds: int


def write_commit(connection: Connection, capture: Capture, note: CommitNote, first_seq: int) -> ChangeSet:
    """Close the captured ops as one commit and move the site's log on."""
    site = capture.site
    line = CommitLine(
        site_id=site.site_id,
        commit_no=site.next_commit,
        ctx_no=site.ctx_no,
        hlc=site.stamp(note.milliseconds),
        user_id=note.author,
        at_utc=utc_text(note.milliseconds),
        app_ver=note.app_ver,
        schema_rev=note.schema_rev,
        reason=note.reason,
        first_seq=first_seq,
        n_ops=site.next_seq - first_seq,
    )
    site.last_hash = chain_hash(site.last_hash, line.text(site.last_hash), capture.lines)
    open_guard(connection)
    connection.execute(_INSERT, _row(line, site.site_no, site.last_hash))
    shut_guard(connection)
    site.next_commit += 1
    write_site(connection, site)
    changes = tuple(Change(register, owner, tuple(groups)) for (register, owner), groups in capture.touched.items())
    return ChangeSet(line.commit_no, changes)


def _row(line: CommitLine, site_no: int, commit_hash: str) -> dict[str, object]:
    return {
        "site_no": site_no,
        "commit_no": line.commit_no,
        "ctx_no": line.ctx_no,
        "hlc": line.hlc,
        "user_id": line.user_id,
        "at_utc": line.at_utc,
        "app_ver": line.app_ver,
        "schema_rev": line.schema_rev,
        "reason": line.reason,
        "first_seq": line.first_seq,
        "n_ops": line.n_ops,
        "hash": commit_hash,
    }
