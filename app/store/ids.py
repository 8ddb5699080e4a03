"""Identities of records: UUIDv7 for new things, UUIDv5 for things that are the same on every desk."""

import os
import threading
import time
import uuid

_NAMESPACE = uuid.UUID("6f2d8a54-3f0e-5b51-9d0c-6b1f0c9f7a10")
_SEPARATOR = "\x1f"


class _Stamp:
    """The last stamp given out: milliseconds shifted by 12 bits of a counter."""

    last = 0
    lock = threading.Lock()

    @classmethod
    def next(cls) -> int:
        """Return a stamp greater than every stamp before it."""
        with cls.lock:
            cls.last = max(cls.last + 1, time.time_ns() // 1_000_000 << 12)
            return cls.last


def new_id() -> str:
    """Return a UUIDv7; ids made one after the other in one process sort in that order."""
    stamp = _Stamp.next()
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | tail
    return str(uuid.UUID(int=value))


def stable_id(*natural_key: str) -> str:
    """Return the UUIDv5 of a natural key; every desk gets the same."""
    return str(uuid.uuid5(_NAMESPACE, _SEPARATOR.join(natural_key)))
