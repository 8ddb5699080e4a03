"""Verified copies: one each day, one before each import, and checks on demand."""

from datetime import date
from pathlib import Path

from app.platform.clock import FixedClock
from app.services.desk import Desk
from app.services.workspace import workspaces
from tests.desks import MemoryKeyRing, Office, TurningClock, add_case, refusal

CSV = (
    "受付番号,回答日時,団体名,申請区分,相談分野,相談内容\r\n"
    "LG-1,2026/09/01 10:00:00,蕨市,専門人材派遣,ICT-BCP,見直したい\r\n"
)


def days_and_occasions(desk: Desk) -> list[tuple[date, str]]:
    return [(line.made_on, line.occasion) for line in desk.backups()]


def test_the_first_opening_of_a_day_makes_its_copy_and_the_second_none(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", MemoryKeyRing(), TurningClock(date(2026, 9, 30)))
    office.create()
    office.close()
    office.open()
    office.close()
    assert days_and_occasions(office.open()) == [(date(2026, 9, 30), "毎日の控え")]
    office.close()
    office.clock.day = date(2026, 10, 1)
    assert days_and_occasions(office.open()) == [(date(2026, 10, 1), "毎日の控え"), (date(2026, 9, 30), "毎日の控え")]
    office.close()


def test_a_copy_is_made_before_an_import_and_holds_what_was_there_before(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    kept = add_case(desk)
    file = tmp_path / "applications.csv"
    file.write_text(CSV, encoding="utf-8-sig", newline="")
    preview = desk.import_preview(file, "applications")
    before = len(desk.backups())
    assert len(desk.ids("cases")) == 1
    desk.import_apply(preview)
    assert len(desk.ids("cases")) == 2
    (made,) = [line for line in desk.backups() if line.occasion == "取込の前"]
    assert len(desk.backups()) == before + 1
    office.close()
    elsewhere = Office(tmp_path / "elsewhere", office.ring)
    workspaces.restore(made.path, elsewhere.root, office.access)
    assert elsewhere.open().ids("cases") == [kept]
    elsewhere.close()


def test_a_preview_makes_no_copy(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "applications.csv"
    file.write_text(CSV, encoding="utf-8-sig", newline="")
    before = desk.backups()
    desk.import_preview(file, "applications")
    assert desk.backups() == before


def test_a_copy_bears_the_day_it_was_made_whatever_day_is_judged(office: Office, tmp_path: Path) -> None:
    made_at = office.clock.now()
    desk = office.open(clock=FixedClock(date(2027, 1, 15), at=made_at))
    file = tmp_path / "applications.csv"
    file.write_text(CSV, encoding="utf-8-sig", newline="")
    desk.import_apply(desk.import_preview(file, "applications"))
    assert date(2027, 1, 15) not in [line.made_on for line in desk.backups()]


def test_a_copy_anywhere_replaces_an_earlier_one_of_that_name(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "copy.dxbackup"
    desk.backup(file)
    first = file.stat().st_size
    add_case(desk)
    desk.backup(file)
    assert file.stat().st_size >= first
    assert [path.name for path in tmp_path.glob("*.dxbackup")] == ["copy.dxbackup"]


def test_a_copy_into_a_folder_that_is_not_there_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with refusal("platform.folder_missing"):
        desk.backup(tmp_path / "nowhere" / "copy.dxbackup")


def test_an_intact_workspace_has_nothing_wrong(demonstration: Desk) -> None:
    assert demonstration.verify() == ()


def test_files_of_others_in_the_folder_of_copies_are_left_alone(office: Office) -> None:
    desk = office.open()
    foreign = office.root / "backups" / "メモ.txt"
    foreign.write_text("他人のファイル", encoding="utf-8")
    assert foreign not in [line.path for line in desk.backups()]
