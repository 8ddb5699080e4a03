"""Backups: one file that holds the header and a consistent copy of the encrypted database, verified before it counts.

The file is a ZIP without compression: ``workspace.json`` and ``desk.db``, encrypted with the workspace's own key. It
opens on this machine through the key ring, elsewhere only with the passphrase that the header wraps the key with.
The copy is marked as a copy: whoever opens it becomes a new site before the first write.
"""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, func, inspect, select, table, update

from app.domain.errors import AppError
from app.domain.registers import REGISTERS
from app.platform.atomic_file import write_atomically
from app.platform.paths import HEADER_NAME, WorkspacePaths, temporary_folder
from app.store.cipher import DatabaseKey, connect
from app.store.engine import READ_ONLY, make_engine
from app.store.keys import Header, header_bytes, parse_header, read_header
from app.store.log_tables import SYNC_LOCAL, SYNC_SITE
from app.store.search import INDEX_NAME
from app.store.tables import layout_of
from app.store.verify import file_problems, tail_problems

DATABASE_ENTRY = "desk.db"
_CHUNK = 2**20
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy of a workspace in one file."""

    path: Path
    size: int
    records: int
    opens_elsewhere: bool  # with the passphrase; else only where the key ring has the key


def back_up(engine: Engine, directory: Path, key: DatabaseKey, path: Path) -> Backup:
    """Write a verified backup; AppError ``store.backup_failed`` when the copy is not what was copied."""
    header = read_header(directory)
    with temporary_folder(WorkspacePaths(directory)) as folder:
        copy = folder / DATABASE_ENTRY
        expected = copy_database(engine, copy, key)
        _verify_copy(copy, key, expected)
        records = _count_records(copy, key)
        written = _write_archive(path, copy, header)
    if _digest_in_archive(path) != written:
        path.unlink(missing_ok=True)
        raise AppError("store.backup_failed", where=str(path), path=str(path))
    return Backup(path, path.stat().st_size, records, header.opens_elsewhere)


def copy_database(engine: Engine, copy: Path, key: DatabaseKey) -> dict[str, int | str]:
    """Copy the database as it is at one moment, mark the copy as one, and return what was there to copy."""
    target = connect(copy, key, must_exist=False)
    try:
        with engine.connect().execution_options(**READ_ONLY) as source:
            expected = summary(source)
            source.connection.driver_connection.backup(target)  # type: ignore[union-attr]
    finally:
        target.close()
    with opened(copy, key) as engine_of_copy, engine_of_copy.begin() as connection:
        connection.execute(update(SYNC_LOCAL).values(is_copy=True))
    return expected


@contextmanager
def opened(path: Path, key: DatabaseKey) -> Iterator[Engine]:
    """Lend an engine of a database file and let go of the file afterwards."""
    engine = make_engine(path, key)
    try:
        yield engine
    finally:
        engine.dispose()


def summary(connection: Connection) -> dict[str, int | str]:
    """Return what two copies of a workspace must agree on: rows of each table and the last hash of each site.

    The database may be of an earlier version: only what is there is asked for.
    """
    names = [name for name in inspect(connection).get_table_names() if not name.startswith(INDEX_NAME)]
    found: dict[str, int | str] = {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
    }
    for site in connection.execute(select(SYNC_SITE.c.site_id, SYNC_SITE.c.last_hash)):
        found[f"site {site.site_id}"] = site.last_hash
    return found


def _verify_copy(copy: Path, key: DatabaseKey, expected: dict[str, int | str]) -> None:
    """Open the finished copy, read every page of it and compare; AppError ``store.backup_failed``."""
    with opened(copy, key) as engine, engine.connect().execution_options(**READ_ONLY) as connection:
        if any(True for _ in _problems(connection)) or summary(connection) != expected:
            raise AppError("store.backup_failed", where=str(copy), path=str(copy))


def _problems(connection: Connection) -> Iterator[AppError]:
    yield from file_problems(connection)
    yield from tail_problems(connection)


def _count_records(copy: Path, key: DatabaseKey) -> int:
    with opened(copy, key) as engine, engine.connect().execution_options(**READ_ONLY) as connection:
        there = set(inspect(connection).get_table_names())
        tables = [layout_of(register).table for register in REGISTERS.values() if register.table in there]
        living = [select(func.count()).select_from(one).where(~one.c.sync_deleted) for one in tables]
        return sum(connection.execute(query).scalar_one() for query in living)


def _write_archive(path: Path, database: Path, header: Header) -> str:
    """Write the ZIP whole or not at all and return the SHA-256 of the database in it."""
    digest = hashlib.sha256()

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            archive.writestr(zipfile.ZipInfo(HEADER_NAME, _FIXED_DATE), header_bytes(header))
            entry = zipfile.ZipInfo(DATABASE_ENTRY, _FIXED_DATE)
            entry.file_size = database.stat().st_size
            with archive.open(entry, "w") as inside, database.open("rb") as source:
                while chunk := source.read(_CHUNK):
                    digest.update(chunk)
                    inside.write(chunk)

    write_atomically(path, write, private=True)
    return digest.hexdigest()


def _digest_in_archive(path: Path) -> str:
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive, archive.open(DATABASE_ENTRY) as inside:
        while chunk := inside.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def extract(path: Path, target: Path) -> Header:
    """Write the database of a backup to ``target`` and return its header; AppError ``store.not_a_backup``."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if set(entries) != {HEADER_NAME, DATABASE_ENTRY} or any(map(_is_suspicious, entries.values())):
                raise AppError("store.not_a_backup", where=str(path), path=str(path))
            header = parse_header(archive.read(HEADER_NAME))
            with archive.open(DATABASE_ENTRY) as inside, target.open("wb") as file:
                shutil.copyfileobj(inside, file, _CHUNK)
            return header
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise AppError("store.not_a_backup", where=str(path), path=str(path)) from error
    except OSError as error:
        raise AppError("store.unreadable", where=str(path), path=str(path)) from error


def _is_suspicious(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is anything but plain stored bytes of a bearable size."""
    too_large = entry.filename == HEADER_NAME and entry.file_size > 65_536
    return entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size or too_large
