"""One program at a time works in a workspace: an operating-system lock on a file that names its holder.

The lock ends with the process, however that ends; what the file says is believed only while the lock is held.
"""

import getpass
import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from app.domain.errors import AppError
from app.domain.japan import JAPAN
from app.platform.clock import Clock, SystemClock

_LONGEST_NOTE = 4_096
_LONGEST_NAME = 64
# Windows locks bytes against reading too: the locked byte lies far beyond the note.
_LOCKED_BYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works in the workspace: account, machine, process and since when (ISO 8601)."""

    user: str
    host: str
    pid: int
    since: str

    @classmethod
    def here(cls, clock: Clock) -> "Holder":
        """Return this process."""
        try:
            user = getpass.getuser()
        except (KeyError, OSError, ImportError):
            user = ""
        since = clock.now().astimezone(JAPAN).isoformat(timespec="minutes")
        return cls(_plain(user), _plain(_host_name()), os.getpid(), since)

    @classmethod
    def from_note(cls, note: bytes) -> "Holder | None":
        """Return the holder that a note names, None when it is no note of ours."""
        try:
            read: Any = json.loads(note.decode("utf-8"))
            since = datetime.fromisoformat(read["since"]).isoformat(timespec="minutes")
            user, host, pid = read["user"], read["host"], read["pid"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        if not (isinstance(user, str) and isinstance(host, str) and type(pid) is int and 0 < pid < 1 << 32):
            return None
        return cls(_plain(user), _plain(host), pid, since)

    def to_note(self) -> bytes:
        """Return the note left in the lock file."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8")


class InstanceLock:
    """Hold a workspace while the program runs; use it with ``with`` or release it."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Name the lock file; its folder must exist."""
        self._path = path
        self._clock = clock if clock is not None else SystemClock()
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock and leave a note of the holder.

        Raise AppError ``platform.workspace_in_use`` naming the holder, ``platform.workspace_in_use_unnamed`` when the
        note says nothing, or ``platform.lock_refused`` when the file cannot be opened.
        """
        if self._descriptor is not None:
            return
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            descriptor = os.open(self._path, flags, 0o600)
        except OSError as error:
            raise AppError("platform.lock_refused", where=str(self._path), path=str(self._path)) from error
        try:
            if not _lock(descriptor):
                raise self._in_use(descriptor)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, Holder.here(self._clock).to_note())
        except OSError as error:
            os.close(descriptor)
            raise AppError("platform.lock_refused", where=str(self._path), path=str(self._path)) from error
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; the file stays, for removing it would let two programs in."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            os.ftruncate(descriptor, 0)
        finally:
            _unlock(descriptor)
            os.close(descriptor)

    def __enter__(self) -> "InstanceLock":
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _in_use(self, descriptor: int) -> AppError:
        os.lseek(descriptor, 0, os.SEEK_SET)
        holder = Holder.from_note(os.read(descriptor, _LONGEST_NOTE))
        if holder is None:
            return AppError("platform.workspace_in_use_unnamed", where=str(self._path.parent))
        return AppError("platform.workspace_in_use", where=str(self._path.parent), **asdict(holder))


def _host_name() -> str:
    if sys.platform == "win32":
        import socket

        return socket.gethostname()
    return os.uname().nodename  # the same, without loading ``socket``


def _plain(name: str) -> str:
    """Return a name fit for one line: bounded, without control characters."""
    return "".join(character for character in name[:_LONGEST_NAME] if character.isprintable()) or "?"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        """Take the operating system's lock at once; return False when another holds it."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def _unlock(descriptor: int) -> None:
        """Give the operating system's lock back."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        """Take the operating system's lock at once; return False when another holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        """Give the operating system's lock back."""
        fcntl.flock(descriptor, fcntl.LOCK_UN)
