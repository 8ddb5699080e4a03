"""Files are written beside, flushed and replaced: whoever reads sees the old file or the new one, never a part."""

import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import AppError
from app.platform.paths import is_of_a_workspace

Writer = Callable[[BinaryIO], None]

_CODES = {
    errno.ENOSPC: "platform.disk_full",
    errno.EDQUOT: "platform.disk_full",
    errno.EACCES: "platform.not_writable",
    errno.EPERM: "platform.not_writable",
    errno.EROFS: "platform.not_writable",
    errno.ENOENT: "platform.folder_missing",
    errno.ENOTDIR: "platform.folder_missing",
}
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write_atomically(path: Path, data: bytes | Writer, *, private: bool = False, is_own: bool = False) -> None:
    """Write a file whole or not at all; ``data`` is its bytes or a function that writes them.

    A private file is readable by its owner alone; any other keeps the mode of the file it replaces. Whatever the
    writer raises leaves the old file as it was; an OSError becomes an AppError: ``platform.disk_full``,
    ``platform.not_writable``, ``platform.folder_missing`` or ``platform.file_not_written``. A link, folder or device
    in the place of the file is refused as ``platform.not_a_plain_file``, a file that a workspace lives by as
    ``platform.of_a_workspace``: only the workspace itself writes its own (``is_own``).
    """
    if not is_own and is_of_a_workspace(path):
        raise AppError("platform.of_a_workspace", where=str(path), path=str(path))
    beside = path.parent / f".{secrets.token_hex(8)}.part"
    with _refusals_told(path):
        mode = _mode_for(path, private)
        try:
            _write_new(beside, data, mode)
            os.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    """Turn the machine's refusals into the sentence for this file."""
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, "platform.file_not_written")
        raise AppError(code, where=str(path), path=str(path)) from error


def _mode_for(path: Path, private: bool) -> int | None:
    """Return the mode to set, None for the user's default; refuse anything but a plain file in the place."""
    try:
        present = path.lstat()
    except FileNotFoundError:
        return 0o600 if private else None
    if not stat.S_ISREG(present.st_mode):
        raise AppError("platform.not_a_plain_file", where=str(path), path=str(path))
    return 0o600 if private else stat.S_IMODE(present.st_mode)


def _write_new(path: Path, data: bytes | Writer, mode: int | None) -> None:
    """Write a file that must not exist yet, through to the disk."""
    descriptor = os.open(path, _NEW_FILE, 0o666 if mode is None else 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if mode is not None and sys.platform != "win32":
            os.fchmod(descriptor, mode)
        if callable(data):
            data(file)
        else:
            file.write(data)
        file.flush()
        os.fsync(descriptor)
