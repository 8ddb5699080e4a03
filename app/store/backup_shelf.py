"""The folder of backups: one each day, one before each import and each migration, and which of them are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.platform.paths import private_folder

DAILY = "daily"
DAYS_KEPT = 14
WEEKS_KEPT = 8
OTHERS_KEPT = 10
_NAME = re.compile(r"desk-(\d{4}-\d{2}-\d{2})(?:-(\d+))?-([a-z0-9-]+)\.dxbackup")


@dataclass(frozen=True, slots=True)
class ShelvedBackup:
    """A backup in the folder: the day it was made, why, and its size in bytes."""

    path: Path
    made_on: date
    number: int
    why: str  # daily, import, before-0002
    size: int


def backup_path(folder: Path, why: str, today: date) -> Path:
    """Return a free name for a backup of today, in a folder that is made if need be."""
    private_folder(folder)
    number = 1
    while True:
        path = folder / f"desk-{today.isoformat()}-{number}-{why}.dxbackup"
        if not path.exists():
            return path
        number += 1


def list_backups(folder: Path) -> list[ShelvedBackup]:
    """Return the backups of a folder, newest first; files with other names are none of ours."""
    found = [_shelved(path) for path in folder.iterdir()] if folder.is_dir() else []
    return sorted(filter(None, found), key=lambda item: (item.made_on, item.number), reverse=True)


def has_daily(folder: Path, today: date) -> bool:
    """Tell whether today's backup is there."""
    return any(item.why == DAILY and item.made_on == today for item in list_backups(folder))


def surplus(backups: Iterable[ShelvedBackup]) -> list[ShelvedBackup]:
    """Return the backups that need not be kept.

    Kept are the newest daily backup of each of the last 14 days with one and of each of the last 8 weeks with one, the
    newest 10 of the others, and always the newest of all.
    """
    ordered = sorted(backups, key=lambda item: (item.made_on, item.number), reverse=True)
    daily = [item for item in ordered if item.why == DAILY]
    by_day: dict[date, ShelvedBackup] = {}
    by_week: dict[tuple[int, int], ShelvedBackup] = {}
    for item in daily:
        by_day.setdefault(item.made_on, item)
        by_week.setdefault(item.made_on.isocalendar()[:2], item)
    kept = {item.path for item in (*list(by_day.values())[:DAYS_KEPT], *list(by_week.values())[:WEEKS_KEPT])}
    kept.update(item.path for item in [item for item in ordered if item.why != DAILY][:OTHERS_KEPT])
    kept.update(item.path for item in ordered[:1])
    return [item for item in ordered if item.path not in kept]


def tidy(folder: Path) -> None:
    """Remove the surplus; called only after a newer backup has been verified."""
    for item in surplus(list_backups(folder)):
        item.path.unlink(missing_ok=True)


def _shelved(path: Path) -> ShelvedBackup | None:
    match = _NAME.fullmatch(path.name)
    if match is None or not path.is_file():
        return None
    try:
        made_on = date.fromisoformat(match[1])
    except ValueError:
        return None
    return ShelvedBackup(path, made_on, int(match[2] or 0), match[3], path.stat().st_size)
