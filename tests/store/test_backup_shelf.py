"""Which backups are kept: 14 days, 8 weeks, 10 others, and never none."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.backup_shelf import DAILY, ShelvedBackup, backup_path, has_daily, list_backups, surplus, tidy

LAST = date(2026, 11, 20)  # a Friday


def shelved(day: date, why: str = DAILY, number: int = 1) -> ShelvedBackup:
    return ShelvedBackup(Path(f"desk-{day}-{number}-{why}.dxbackup"), day, number, why, 1)


def kept(backups: list[ShelvedBackup]) -> list[ShelvedBackup]:
    gone = surplus(backups)
    return [backup for backup in backups if backup not in gone]


def test_of_half_a_year_of_days_14_days_and_8_weeks_are_kept() -> None:
    days = [shelved(LAST - timedelta(days=number)) for number in range(180)]
    left = [backup.made_on for backup in kept(days)]
    assert left[:14] == [LAST - timedelta(days=number) for number in range(14)]
    fridays_and_sundays = left[14:]
    assert len({day.isocalendar()[:2] for day in left}) == 8
    assert all(day.isoweekday() == 7 for day in fridays_and_sundays)


def test_after_a_long_pause_nothing_is_lost() -> None:
    old = [shelved(date(2025, 1, number)) for number in range(1, 10)]
    assert kept([shelved(LAST), *old]) == [shelved(LAST), *old]


def test_of_two_backups_of_one_day_the_later_is_kept() -> None:
    assert kept([shelved(LAST, number=1), shelved(LAST, number=2)]) == [shelved(LAST, number=2)]


def test_ten_backups_before_imports_and_migrations_are_kept_beside_the_daily_ones() -> None:
    imports = [shelved(LAST, "import", number) for number in range(12, 0, -1)]
    assert kept([*imports, shelved(LAST)]) == [*imports[:10], shelved(LAST)]


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from([DAILY, "import"]), st.integers(1, 3)), unique=True))
def test_the_newest_backup_is_never_removed(drawn: list[tuple[int, str, int]]) -> None:
    backups = [shelved(LAST - timedelta(days=age), why, number) for age, why, number in drawn]
    newest = sorted(backups, key=lambda one: (one.made_on, one.number))[-1:]
    assert all(backup not in surplus(backups) or backup.why != newest[0].why for backup in newest)
    assert bool(kept(backups)) == bool(backups)


def test_names_tell_the_day_and_the_reason(tmp_path: Path) -> None:
    path = backup_path(tmp_path / "backups", "before-0002", LAST)
    assert path.name == "desk-2026-11-20-1-before-0002.dxbackup"
    path.touch()
    assert backup_path(tmp_path / "backups", "before-0002", LAST).name == "desk-2026-11-20-2-before-0002.dxbackup"
    assert [(one.made_on, one.why) for one in list_backups(tmp_path / "backups")] == [(LAST, "before-0002")]
    assert not has_daily(tmp_path / "backups", LAST)


@pytest.mark.parametrize(
    "name", ["notes.txt", "desk-2026-13-01-1-daily.dxbackup", "desk-2026-11-20-1-daily.dxbackup.part"]
)
def test_other_files_are_neither_listed_nor_removed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    tidy(tmp_path)
    assert list_backups(tmp_path) == []
    assert (tmp_path / name).exists()


def test_a_missing_folder_has_no_backups(tmp_path: Path) -> None:
    assert list_backups(tmp_path / "missing") == []
