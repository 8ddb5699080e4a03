"""Keeps the workspace safe: verified copies, each day and before each import, and checks on demand."""

from datetime import date
from pathlib import Path

from app.domain.errors import AppError
from app.domain.japanese_date import JAPAN
from app.platform.clock import Clock
from app.platform.messages import explain
from app.platform.paths import WorkspacePaths
from app.services.views import BackupLine
from app.store.backup_shelf import DAILY, list_backups
from app.store.store import Store
from app.store.unit_of_work import UnitOfWork

BEFORE_IMPORT = "import"
OCCASIONS = {DAILY: "毎日の控え", BEFORE_IMPORT: "取込の前"}


def true_day(clock: Clock) -> date:
    """Return the day in Japan on which something really happens, whatever day the contract is judged on."""
    return clock.now().astimezone(JAPAN).date()


class AuthoredStore:
    """A store whose units of work bear one author."""

    def __init__(self, store: Store, author: str) -> None:
        """Write to this store as this author."""
        self._store = store
        self._author = author

    def unit_of_work(self, reason: str) -> UnitOfWork:
        """Return a unit of work; the reason stands in the history."""
        return self._store.unit_of_work(self._author, reason)


class SafetyService:
    """Copies and checks."""

    def __init__(self, store: Store, paths: WorkspacePaths, clock: Clock) -> None:
        """Keep the copies in the workspace's own folder."""
        self._store = store
        self._paths = paths
        self._clock = clock

    def back_up(self, path: Path) -> None:
        """Write a verified copy into one file."""
        self._store.backup(path)

    def back_up_before_import(self) -> None:
        """Make a verified copy before a file is taken in."""
        self._store.backup_into(self._paths.backups, BEFORE_IMPORT, true_day(self._clock))

    def back_up_daily(self, language: str = "ja") -> str:
        """Make the copy of the day if it is not there.

        Return what went wrong in words: a full disk must not keep people from their work.
        """
        try:
            self._store.back_up_daily(self._paths.backups, true_day(self._clock))
        except AppError as error:
            return explain(error, language)
        return ""

    def backups(self) -> tuple[BackupLine, ...]:
        """Return the copies there are, newest first."""
        found = (
            BackupLine(item.path, item.made_on, item.size, OCCASIONS.get(item.why, item.why))
            for item in list_backups(self._paths.backups)
        )
        return tuple(found)

    def verify(self, language: str = "ja") -> tuple[str, ...]:
        """Return what is wrong with the workspace in words; nothing when it is intact."""
        return tuple(explain(problem, language) for problem in self._store.verify())
