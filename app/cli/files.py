"""Files that the command line itself reads and writes."""

from pathlib import Path

from app.domain.errors import AppError
from app.platform.atomic_file import write_atomically


def read_text(path: Path, longest: int) -> str:
    """Return a UTF-8 text of bounded length; AppError names the file."""
    try:
        with path.open("rb") as opened:
            data = opened.read(longest * 4 + 1)
    except OSError as error:
        raise AppError("cli.unreadable", where=str(path), path=path) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AppError("cli.not_utf8", where=str(path), path=path) from error
    if len(text) > longest or len(data) > longest * 4:
        raise AppError("cli.too_long", where=str(path), path=path, limit=longest)
    return text.replace("\r\n", "\n")


def read_bytes(path: Path, most: int) -> bytes:
    """Return a file's bytes, one more than the most at most; AppError names the file."""
    try:
        with path.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise AppError("cli.unreadable", where=str(path), path=path) from error


def made_folder(path: Path) -> Path:
    """Make a folder for results with its parents, and return it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("cli.no_folder", where=str(path), path=path) from error
    return path


def write(path: Path, data: bytes) -> Path:
    """Write a result whole or not at all, and return its path."""
    write_atomically(path, data)
    return path
