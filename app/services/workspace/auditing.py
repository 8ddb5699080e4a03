"""The change log handed to an auditor, and checked: who changed what, and that nobody changed that afterwards.

The file holds everything that was ever recorded, the contractor's own fields among it: it is for the contractor and
for whom the contractor lets look.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import AppError
from app.platform.atomic_file import write_atomically
from app.platform.messages import explain
from app.store.audit_file import AuditFile, audit_lines, entries_held, holds, read_audit
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Audit:
    """How many entries a file of the change log holds, and what is wrong with it, in words.

    ``lacking`` are the entries of the workspace that it does not hold: written later, or left out.
    """

    entries: int
    problems: tuple[str, ...] = ()
    lacking: int = 0


def export_audit(store: Store, path: Path, language: str) -> Audit:
    """Write the whole change log into one private file, and return what following its chain finds."""

    def write(file: BinaryIO) -> None:
        with store.reading() as reader:
            file.writelines(f"{line}\n".encode() for line in audit_lines(reader.connection))

    write_atomically(path, write, private=True)
    return verify_audit(path, language, store)


def verify_audit(path: Path, language: str, store: Store | None = None) -> Audit:
    """Return what is wrong with a file of the change log, on its own or beside the workspace that it is said to be of.

    AppError ``store.audit_unreadable`` when there is no such file.
    """
    try:
        with path.open("rb") as file:
            found = read_audit(file)
    except OSError as error:
        raise AppError("store.audit_unreadable", where=str(path), path=path.name) from error
    except AppError as problem:
        return Audit(0, (explain(problem, language),))
    return Audit(found.entries) if store is None else _beside(found, store, language)


def _beside(found: AuditFile, store: Store, language: str) -> Audit:
    with store.reading() as reader:
        if not holds(reader.connection, found.seals):
            return Audit(found.entries, (explain(AppError("store.audit_of_another"), language),))
        return Audit(found.entries, lacking=entries_held(reader.connection) - found.entries)
