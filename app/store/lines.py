"""The lines of the change log: canonical JSON, and the chain of hashes over them (exchange format 5).

A line can be made again byte for byte from its row: the value of an op is kept as the text that was hashed.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Dot = tuple[int, int]


def canonical(value: object) -> str:
    """Return JSON with sorted keys and no spaces; ValueError on NaN, which no desk may write."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class CommitLine:
    """What the log says of one commit, before its ops."""

    site_id: str
    commit_no: int
    ctx_no: int
    hlc: int
    user_id: str
    at_utc: str
    app_ver: str
    schema_rev: int
    reason: str
    first_seq: int
    n_ops: int

    def text(self, previous_hash: str) -> str:
        """Return the line."""
        return canonical(
            {
                "k": "commit",
                "s": self.site_id,
                "c": self.commit_no,
                "x": self.ctx_no,
                "h": f"{self.hlc:016x}",
                "by": self.user_id,
                "at": self.at_utc,
                "app": self.app_ver,
                "sch": self.schema_rev,
                "why": self.reason,
                "q": self.first_seq,
                "n": self.n_ops,
                "prev": previous_hash,
            }
        )


def op_line(seq: int, table: str, row_id: str, group: str, value: str, preds: Sequence[tuple[str, int]]) -> str:
    """Return the line of an op; ``value`` is canonical JSON already, ``preds`` are (site id, seq)."""
    before = canonical({"g": group, "k": "op", "p": sorted(preds), "q": seq, "r": row_id, "t": table})
    return f'{before[:-1]},"v":{value}}}'


def chain_hash(previous_hash: str, commit_line: str, op_lines: Iterable[str]) -> str:
    """Return SHA-256 over the hash before, the commit's line and its ops' lines, each line ended by a newline."""
    digest = hashlib.sha256(bytes.fromhex(previous_hash))
    digest.update(f"{commit_line}\n".encode())
    for line in op_lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
