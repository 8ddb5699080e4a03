"""Putting a backup back: checked whole before anything is touched, what was there is set aside, never overwritten."""

import os
from pathlib import Path

from app.domain.errors import AppError
from app.platform.atomic_file import flush_folder
from app.platform.key_ring import KeyRing
from app.platform.paths import HEADER_NAME, WorkspacePaths, private_folder, temporary_folder
from app.store.backup import DATABASE_ENTRY, extract, opened
from app.store.cipher import DatabaseKey
from app.store.engine import READ_ONLY
from app.store.errors import foreign_errors
from app.store.keys import unlock, write_header
from app.store.migrate import is_behind, revision_of
from app.store.opening import set_aside
from app.store.rebuild import state_problems
from app.store.verify import file_problems, log_problems


def restore(backup: Path, directory: Path, *, key_ring: KeyRing | None = None, passphrase: str | None = None) -> None:
    """Make the workspace of a backup in ``directory``; a workspace that lies there is set aside.

    AppError ``store.not_a_backup``, ``store.backup_damaged``; WorkspaceUnopenable when the key is not at hand or the
    backup is of a newer version. The caller holds the workspace's lock and has closed it.
    """
    paths = WorkspacePaths(private_folder(directory))
    with temporary_folder(paths) as folder:
        database = folder / DATABASE_ENTRY
        header = extract(backup, database)
        key = unlock(header, key_ring=key_ring, passphrase=passphrase)
        _check(database, key, backup)
        _flush(database)
        set_aside(directory / HEADER_NAME)
        set_aside(paths.database)
        os.replace(database, paths.database)
    flush_folder(directory)
    write_header(directory, header)
    if key_ring is not None and header.key_ring and key_ring.get(header.workspace_id) is None:
        key_ring.set(header.workspace_id, key.reveal())


def _check(database: Path, key: DatabaseKey, backup: Path) -> None:
    with (
        opened(database, key) as engine,
        foreign_errors(),
        engine.connect().execution_options(**READ_ONLY) as connection,
    ):
        behind = is_behind(revision_of(connection))
        checks = (file_problems, log_problems) if behind else (file_problems, log_problems, state_problems)
        if any(True for check in checks for _ in check(connection)):
            raise AppError("store.backup_damaged", where=str(backup), path=str(backup))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
