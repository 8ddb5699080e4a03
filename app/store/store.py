"""The store of one workspace: units of work to write, snapshots to read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, update

from app.domain.errors import AppError
from app.domain.record import Record
from app.domain.registers import REGISTERS
from app.platform.paths import WorkspacePaths
from app.store.backup import Backup, back_up
from app.store.backup_shelf import DAILY, backup_path, has_daily, tidy
from app.store.capture import Capture
from app.store.cipher import DatabaseKey
from app.store.clock import moment_of, utc_text, wall_milliseconds
from app.store.commits import ChangeSet
from app.store.engine import READ_ONLY, make_narrow_engine
from app.store.errors import foreign_errors
from app.store.group_heads import heads_of
from app.store.history import CommitInfo, HistoryEntry, commits, history
from app.store.id_vector import packed
from app.store.indexing import (
    WHOLE,
    index_everything,
    index_registers,
    index_versions,
    outdated,
    written_versions,
)
from app.store.log_tables import SYNC_LOCAL
from app.store.marker import SiteMarker
from app.store.migrate import SCHEMA_REV, is_behind, migrate
from app.store.opening import check_on_opening, make_database, open_database, set_setting, setting
from app.store.queries import SnapshotReader
from app.store.rebuild import state_problems
from app.store.search import SearchText, declared_text
from app.store.site import read_site
from app.store.undo import Settle, invert_last, undoable
from app.store.unit_of_work import Surroundings, UnitOfWork
from app.store.verify import file_problems, log_problems

R = TypeVar("R", bound=Record)
_INDEXED_AS = "search.indexed_as"
_MOST_PROBLEMS = 100


class Store:
    """An open workspace. Its methods may be called from any thread; each unit of work stays in one."""

    def __init__(self, around: Surroundings, directory: Path, key: DatabaseKey, text_version: str = "") -> None:
        """Use ``Store.open`` or ``Store.create``."""
        self._around = around
        self._index_versions = index_versions(text_version)
        self._directory = directory
        self._key = key

    @classmethod
    def create(
        cls,
        directory: Path,
        key: DatabaseKey,
        workspace_id: str,
        *,
        app_ver: str = "",
        site_code: str = "",
        search_text: SearchText = declared_text,
        text_version: str = "",
        milliseconds: Callable[[], int] = wall_milliseconds,
        marker: Path | None = None,
    ) -> Self:
        """Make a workspace's database and open it; the caller writes the header last."""
        engine = make_database(directory, key, workspace_id, site_code)
        around = _surroundings(engine, search_text, milliseconds, app_ver, SiteMarker(marker))
        store = cls(around, directory, key, text_version)
        with foreign_errors(), engine.begin() as connection:
            store._note_index(connection)
        return store

    @classmethod
    def open(
        cls,
        directory: Path,
        key: DatabaseKey,
        *,
        app_ver: str = "",
        search_text: SearchText = declared_text,
        text_version: str = "",
        milliseconds: Callable[[], int] = wall_milliseconds,
        marker: Path | None = None,
    ) -> Self:
        """Open a workspace: bring its schema up to date after a backup, check it, and index anew what needs it.

        ``text_version`` is another one whenever ``search_text`` returns other texts for the same records.
        WorkspaceUnopenable: ``store.missing``, ``store.not_encrypted``, ``store.damaged``, ``store.not_a_workspace``,
        ``store.newer``, ``store.busy``.
        """
        engine, revision = open_database(directory, key)
        try:
            paths = WorkspacePaths(directory)
            behind = is_behind(revision)
            check_on_opening(engine, paths.database)
            around = _surroundings(engine, search_text, milliseconds, app_ver, SiteMarker(marker))
            store = cls(around, directory, key, text_version)
            if behind:
                with foreign_errors():
                    migrate(engine, lambda: store.backup_into(paths.backups, f"before-{SCHEMA_REV:04d}"))
            _suspect(engine, SiteMarker(marker))
            store._index_outdated()
        except BaseException:
            engine.dispose()
            raise
        return store

    def unit_of_work(self, author: str, reason: str, *, undoable: bool = True) -> UnitOfWork:
        """Return a unit of work to enter with ``with``; ``reason`` is what the history shows."""
        return UnitOfWork(self._around, author, reason, undoable=undoable)

    @contextmanager
    def reading(self) -> Iterator[SnapshotReader]:
        """Give a reader that sees one snapshot, whatever is written meanwhile."""
        with foreign_errors(), self._around.engine.connect().execution_options(**READ_ONLY) as connection:
            yield SnapshotReader(connection)

    def ids(
        self,
        register: str,
        where: Mapping[str, object] | None = None,
        search: str = "",
        order: Sequence[str] = (),
        limit: int = 0,
    ) -> list[str]:
        """Return the ids of the records that match, in order; ``-name`` is descending, a limit of 0 is none."""
        with self.reading() as reader:
            return reader.ids(register, where, search, order, limit)

    def packed_ids(
        self,
        register: str,
        where: Mapping[str, object] | None = None,
        search: str = "",
        order: Sequence[str] = (),
        given_up: Callable[[], bool] = lambda: False,
    ) -> Sequence[str]:
        """Return all that ``ids`` would return, in 16 bytes each, beside what others read; given up, only a part."""
        with self._reading_much() as reader, closing(reader.id_batches(register, where, search, order)) as batches:
            return packed(takewhile(lambda _: not given_up(), batches))

    def rows(self, register: str, ids: Sequence[str], *, with_deleted: bool = False) -> list[Record]:
        """Return the records with these ids, in the order asked for; those that are gone are left out."""
        with self.reading() as reader:
            return reader.rows(register, ids, with_deleted=with_deleted)

    def get(self, kind: type[R], record_id: str) -> R:
        """Return a record; AppError ``store.record_missing`` when there is none or it was deleted."""
        with self.reading() as reader:
            return reader.get(kind, record_id)

    def heads(self, register: str, record_id: str) -> dict[str, str]:
        """Return the mark of each field group of a record, for ``UnitOfWork.save(expect=...)``."""
        with self.reading() as reader:
            return heads_of(reader.connection, REGISTERS[register], record_id)

    def history(self, register: str, record_id: str) -> list[HistoryEntry]:
        """Return what happened to a record, oldest first."""
        with self.reading() as reader:
            return history(reader.connection, REGISTERS[register], record_id)

    def commits(self, limit: int = 100) -> list[CommitInfo]:
        """Return the newest commits, newest first."""
        with self.reading() as reader:
            return commits(reader.connection, limit)

    def counts(self) -> dict[str, int]:
        """Return the number of records of each register."""
        with self.reading() as reader:
            return {name: reader.count(name) for name in REGISTERS}

    def undo(self, author: str, *, apart: frozenset[str] = frozenset(), settle: Settle | None = None) -> ChangeSet:
        """Take back the author's latest commit; AppError ``store.nothing_to_undo``, ``store.undo_overtaken``."""
        with foreign_errors():
            return invert_last(self._around, author, apart=apart, settle=settle)

    def redo(self, author: str, *, apart: frozenset[str] = frozenset(), settle: Settle | None = None) -> ChangeSet:
        """Do again what was taken back last; AppError ``store.nothing_to_redo``, ``store.undo_overtaken``."""
        with foreign_errors():
            return invert_last(self._around, author, undone=True, apart=apart, settle=settle)

    def undoable(self, author: str) -> str | None:
        """Return the reason of the commit that ``undo`` takes back; None when there is none."""
        with self.reading() as reader:
            return undoable(reader.connection, author)

    def redoable(self, author: str) -> str | None:
        """Return the reason of the commit that ``redo`` does again; None when there is none."""
        with self.reading() as reader:
            return undoable(reader.connection, author, undone=True)

    def verify(self) -> list[AppError]:
        """Return everything that is wrong with the workspace, at most 100 problems; the whole file is read."""
        problems: list[AppError] = []
        with self.reading() as reader:
            for check in (file_problems, log_problems, state_problems):
                for problem in check(reader.connection):
                    problems.append(problem)
                    if len(problems) >= _MOST_PROBLEMS:
                        return problems
        return problems

    def backup(self, path: Path) -> Backup:
        """Write a verified copy of the workspace into one file, in place of an earlier one of that name."""
        with foreign_errors():
            return back_up(self._around.engine, self._directory, self._key, path)

    def backup_into(self, folder: Path, why: str, today: date | None = None) -> Backup:
        """Add a verified backup to the folder, then remove those that need not be kept; ``why`` stands in its name."""
        made = self.backup(backup_path(folder, why, today or moment_of(utc_text(self._around.milliseconds())).date()))
        tidy(folder)
        return made

    def back_up_daily(self, folder: Path, today: date) -> Backup | None:
        """Make today's backup; None when it is there already."""
        return None if has_daily(folder, today) else self.backup_into(folder, DAILY, today)

    def close(self) -> None:
        """Let go of the database."""
        self._around.engine.dispose()

    @contextmanager
    def _reading_much(self) -> Iterator[SnapshotReader]:
        """Give a reader that drives nothing out of the memory in which other readers find what they read again."""
        if self._around.engine.dialect.name != "sqlite":
            with self.reading() as reader:
                yield reader
            return
        engine = make_narrow_engine(WorkspacePaths(self._directory).database, self._key)
        with foreign_errors(), engine.connect().execution_options(**READ_ONLY) as connection:
            yield SnapshotReader(connection)

    def _index_outdated(self) -> None:
        """Index the registers anew that another version indexed in another way."""
        with self.reading() as reader:
            names = outdated(setting(reader.connection, _INDEXED_AS), self._index_versions)
        if names:
            with foreign_errors(), self._around.engine.begin() as connection:
                if WHOLE in names:
                    index_everything(connection, self._around.search_text)
                else:
                    index_registers(connection, names, self._around.search_text)
                self._note_index(connection)

    def _note_index(self, connection: Connection) -> None:
        set_setting(connection, _INDEXED_AS, written_versions(self._index_versions))


def _surroundings(
    engine: Engine, search_text: SearchText, milliseconds: Callable[[], int], app_ver: str, marker: SiteMarker
) -> Surroundings:
    def note(capture: Capture) -> None:
        marker.note(capture.site.site_id, capture.site.next_seq - 1)

    return Surroundings(engine, search_text, milliseconds, app_ver, SCHEMA_REV, note)


def _suspect(engine: Engine, marker: SiteMarker) -> None:
    """Mark a database that is not the one this machine wrote last as a copy."""
    with foreign_errors(), engine.connect().execution_options(**READ_ONLY) as connection:
        site = read_site(connection)
    if not site.is_copy and marker.suspects(site.site_id, site.next_seq - 1):
        with foreign_errors(), engine.begin() as connection:
            connection.execute(update(SYNC_LOCAL).values(is_copy=True))
