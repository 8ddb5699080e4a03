"""The passphrase for unattended use, from the file that ``DXDESK_PASSPHRASE_FILE`` names."""

import os
from collections.abc import Mapping
from pathlib import Path

from app.domain.errors import AppError

VARIABLE = "DXDESK_PASSPHRASE_FILE"
LONGEST_BYTES = 4_096


def passphrase_from_file(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return the passphrase without its line end; None when no file is named.

    Raise AppError ``platform.passphrase_file`` when the file cannot be read, is empty, too long or not UTF-8.
    """
    named = environ.get(VARIABLE, "")
    if not named:
        return None
    try:
        with Path(named).open("rb") as file:
            content = file.read(LONGEST_BYTES + 1)
        passphrase = content.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AppError("platform.passphrase_file", where=named, path=named) from error
    if not passphrase or len(content) > LONGEST_BYTES:
        raise AppError("platform.passphrase_file", where=named, path=named)
    return passphrase
