"""The program's log: a rotating file in the workspace that never holds what records say.

Logged are our own sentences, places in the code and kinds of errors. The words of an exception and of other
libraries' log lines may quote a row, a file or an address of a person; they are left out.
"""

import logging
import os
import secrets
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.domain.errors import AppError
from app.platform.clock import Clock, SystemClock
from app.platform.paths import private_folder

LOG_NAME = "dxdesk.log"
_LARGEST_FILE = 1_000_000
_FILES_KEPT = 5
_OURS = "app"
_log = logging.getLogger("app.platform.logs")


class PrivateFormatter(logging.Formatter):
    """Formats one record without the words of exceptions or of foreign libraries; times are UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, followed by the frames of the exception if there is one."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        lines = [f"{moment} {record.levelname} {record.name} {_words(record)}"]
        if record.exc_info and record.exc_info[1] is not None:
            lines.extend(_chain(record.exc_info[1]))
        return "\n".join(lines)


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner reads."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return open(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (a full disk must not stop the work)
        """Let a line that cannot be written go."""


def start_logging(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Send the log to a rotating file in the folder and return the handler, which :func:`stop_logging` takes off.

    Raise AppError ``platform.folder_not_made`` when the folder cannot be had.
    """
    private_folder(folder)
    handler = _PrivateFile(folder / LOG_NAME, maxBytes=_LARGEST_FILE, backupCount=_FILES_KEPT, delay=True)
    handler.setFormatter(PrivateFormatter())
    handler.setLevel(level)
    logging.getLogger().addHandler(handler)
    logging.getLogger(_OURS).setLevel(level)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Close the log file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def report_bug(error: BaseException, clock: Clock | None = None) -> str:
    """Log an unexpected error and return the reference to tell the user, such as ``B-20261123-7F3A``."""
    day = (clock if clock is not None else SystemClock()).today()
    reference = f"B-{day:%Y%m%d}-{secrets.token_hex(2).upper()}"
    _log.critical("bug %s", reference, exc_info=(type(error), error, error.__traceback__))
    return reference


def _words(record: logging.LogRecord) -> str:
    """Return our own sentence on one line; of a foreign record only its place."""
    if record.name.partition(".")[0] != _OURS:
        return f"({Path(record.pathname).name}:{record.lineno})"
    arguments = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(_kind(value) if isinstance(value, BaseException) else value for value in arguments)
    try:
        text = str(record.msg) % arguments if arguments else str(record.msg)
    except (TypeError, ValueError):
        text = f"({Path(record.pathname).name}:{record.lineno})"
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


def _kind(error: BaseException) -> str:
    """Return the kind of an error, with the code of an expected one; never its words."""
    kind = type(error).__qualname__
    return f"{kind} {error.code}" if isinstance(error, AppError) else kind


def _chain(error: BaseException) -> Iterator[str]:
    """Yield the frames of an error and of those that led to it, the first cause first."""
    seen: set[int] = set()
    errors: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        errors.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    for found in reversed(errors):
        yield from _frames(found.__traceback__)
        yield f"  {_kind(found)}"


def _frames(trace: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(trace):
        yield f"    {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(filename: str) -> str:
    """Return the last three parts of a source file's name: folders above may bear the user's name."""
    return "/".join(Path(filename).parts[-3:])
