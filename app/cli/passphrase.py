"""The passphrase of a workspace: from the file for unattended use, else asked for where a person sits at a terminal."""

import getpass
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from app.cli.words import word
from app.domain.errors import AppError
from app.platform.passphrase_file import VARIABLE

LONGEST_LINE = 2_000


def can_ask() -> bool:
    """Tell whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def ask(language: str) -> str:
    """Return the passphrase that a person types unseen."""
    return getpass.getpass(word("ask_passphrase", language))


def ask_new(language: str) -> str:
    """Return a new passphrase, typed twice; AppError when there is nobody to ask or the two differ."""
    if not can_ask():
        raise AppError("cli.passphrase_wanted")
    first = ask(language)
    if getpass.getpass(word("ask_again", language)) != first:
        raise AppError("cli.passphrase_differs")
    return first


def ask_secret(label: str, language: str) -> str:
    """Return a secret that a person types unseen, or the one line that a script hands in on standard input.

    AppError when there is neither: a secret on the command line could be read by everybody on the machine.
    """
    if can_ask():
        return getpass.getpass(word("ask_secret", language, label=label))
    line = sys.stdin.readline(LONGEST_LINE) if sys.stdin is not None and not sys.stdin.isatty() else ""
    secret = line.rstrip("\r\n")
    if not secret:
        raise AppError("cli.secret_wanted", label=label)
    return secret


def readable_by_others(environ: Mapping[str, str] = os.environ) -> str:
    """Return the path of the passphrase file when others than its owner may read it, else nothing."""
    named = environ.get(VARIABLE, "")
    if not named or os.name != "posix":
        return ""
    try:
        mode = Path(named).stat().st_mode
    except (OSError, ValueError):  # told where it is read
        return ""
    return named if mode & (stat.S_IRWXG | stat.S_IRWXO) else ""
