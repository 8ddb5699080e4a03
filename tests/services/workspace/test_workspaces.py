"""Workspaces are made whole or not at all, opened by one program at a time, and restored without losing a record."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.contract import Contract
from app.domain.errors import AppError
from app.platform.clock import FixedClock, SystemClock
from app.platform.messages import explain
from app.services.demonstration.year import JUDGED_ON
from app.services.workspace import workspaces
from app.services.workspace.workspaces import Access
from tests.desks import AUTHOR, SIGNED_ON, TODAY, MemoryKeyRing, Office, TurningClock, add_case, refusal

PASSPHRASE = "合言葉は十二文字以上です"


@pytest.fixture(scope="module")
def locked_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a workspace that opens by its passphrase only."""
    root = tmp_path_factory.mktemp("locked") / "workspace"
    workspaces.create(root, Access(None, PASSPHRASE), TurningClock(), AUTHOR, SIGNED_ON).close()
    return root


@pytest.fixture
def locked(locked_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(locked_template, tmp_path / "locked"))


def number_of(office: Office, case: str) -> str:
    record = office.open().record("cases", case)
    assert isinstance(record, Case)
    return record.number


# Making


def test_a_new_workspace_holds_the_contract_its_terms_and_nothing_else(office: Office) -> None:
    desk = office.open()
    (contract_id,) = desk.ids("contracts")
    contract = desk.record("contracts", contract_id)
    assert isinstance(contract, Contract)
    assert (contract.signed_on, contract.terms_name) == (SIGNED_ON, "saitama-r8-2")
    assert desk.terms().integer("dispatch.cap_per_municipality", TODAY) == 5
    assert all(desk.ids(register) == [] for register in ("cases", "sessions", "experts", "decisions"))
    assert desk.verify() == ()


def test_nothing_readable_lies_in_the_folder(office: Office) -> None:
    add_case(office.open(), content="窓口の業務を見直したい。")
    office.close()
    for path in office.root.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "窓口".encode() not in content
            assert "蕨市".encode() not in content
            assert b"SQLite format 3" not in content


def test_two_workspaces_of_one_contract_call_it_by_the_same_id(tmp_path: Path) -> None:
    ids = []
    for name in ("one", "other"):
        office = Office(tmp_path / name, MemoryKeyRing())
        ids.append(office.create().ids("contracts"))
        office.close()
    assert ids[0] == ids[1]


def test_a_workspace_is_not_made_over_another(office: Office) -> None:
    before = (office.root / "workspace.json").read_bytes()
    with pytest.raises(AppError) as refused:
        office.create()
    assert refused.value.code == "services.workspace_exists"
    assert (office.root / "workspace.json").read_bytes() == before
    assert office.open().ids("contracts")


def test_a_half_made_workspace_is_none_and_the_next_one_is_made_beside_it(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", MemoryKeyRing())
    office.create()
    office.close()
    (office.root / "workspace.json").unlink()
    half_made = (office.root / "desk.db").read_bytes()
    assert not workspaces.exists(office.root)
    with refusal("store.missing"):
        office.open()
    desk = office.create()
    assert workspaces.exists(office.root)
    assert desk.ids("contracts")
    (aside,) = office.root.glob("desk.db.aside-*[0-9]")
    assert aside.read_bytes() == half_made


def test_a_passphrase_that_is_too_short_leaves_nothing_behind(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    with refusal("store.passphrase_length"):
        workspaces.create(root, Access(None, "十一文字では短いです。"), TurningClock(), AUTHOR, SIGNED_ON)
    assert not workspaces.exists(root)
    assert [path.name for path in root.iterdir() if path.name != "desk.lock"] == []
    workspaces.create(root, Access(None, PASSPHRASE), TurningClock(), AUTHOR, SIGNED_ON).close()
    assert [path.name for path in root.glob("*aside*")] == []


def test_terms_that_cannot_be_read_make_no_workspace(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    with refusal("calendar.terms_unreadable"):
        workspaces.create(root, Access(MemoryKeyRing()), TurningClock(), AUTHOR, SIGNED_ON, terms="format = 2")
    assert not root.exists()


def test_a_contract_signed_after_its_own_end_makes_no_workspace(tmp_path: Path) -> None:
    office = Office(tmp_path / "workspace", MemoryKeyRing())
    with refusal("services.signed_after_end"):
        office.create(date(2027, 4, 1))
    assert not office.root.exists()
    office.create(date(2027, 3, 31))
    office.close()


def test_a_place_where_no_folder_can_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    with refusal("platform.folder_not_made"):
        workspaces.create(in_the_way / "workspace", Access(MemoryKeyRing()), TurningClock(), AUTHOR, SIGNED_ON)


# Opening


def test_where_there_is_no_workspace_none_is_opened_and_none_is_made(tmp_path: Path) -> None:
    with refusal("store.missing"):
        workspaces.open_workspace(tmp_path / "nothing", Access(MemoryKeyRing()), SystemClock(), AUTHOR)
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        (None, "store.passphrase_needed"),
        ("間違った合言葉です", "store.wrong_passphrase"),
        ("", "store.wrong_passphrase"),
    ],
)
def test_a_wrong_passphrase_opens_nothing_and_does_no_harm(locked: Path, passphrase: str | None, code: str) -> None:
    with refusal(code):
        workspaces.open_workspace(locked, Access(None, passphrase), TurningClock(), AUTHOR)
    desk = workspaces.open_workspace(locked, Access(None, PASSPHRASE), TurningClock(), AUTHOR)
    assert desk.ids("contracts")
    desk.close()


def test_a_key_ring_that_lost_the_key_is_told_apart_from_a_damaged_workspace(office: Office) -> None:
    office.ring.keys.clear()
    with refusal("store.key_missing"):
        office.open()


def test_a_second_opening_in_the_same_program_is_refused_naming_the_holder(office: Office) -> None:
    office.open()
    with pytest.raises(AppError) as refused:
        workspaces.open_workspace(office.root, office.access, office.clock, AUTHOR)
    assert refused.value.code == "platform.workspace_in_use"
    assert str(os.getpid()) in explain(refused.value)
    office.close()
    assert office.open().ids("contracts")


def test_an_opening_in_another_program_is_refused_naming_the_holder(locked: Path) -> None:
    holder = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from app.platform.clock import SystemClock\n"
        "from app.services.workspace.workspaces import Access, open_workspace\n"
        f"desk = open_workspace(Path({str(locked)!r}), Access(None, {PASSPHRASE!r}), SystemClock(), '別の人')\n"
        "print('open', flush=True)\n"
        "sys.stdin.readline()\n"
        "desk.close()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[3],
        encoding="utf-8",
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        for attempt in (workspaces.open_workspace, _create):
            with pytest.raises(AppError) as refused:
                attempt(locked, Access(None, PASSPHRASE), SystemClock(), AUTHOR)
            assert refused.value.code == "platform.workspace_in_use"
            assert refused.value.values["pid"] == other.pid
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.wait(timeout=30) == 0
    workspaces.open_workspace(locked, Access(None, PASSPHRASE), SystemClock(), AUTHOR).close()


def _create(root: Path, access: Access, clock: SystemClock, author: str) -> None:
    workspaces.create(root, access, clock, author, SIGNED_ON)


def test_a_refused_opening_gives_the_lock_back(office: Office) -> None:
    for _ in range(2):
        with refusal("store.key_missing"):
            workspaces.open_workspace(office.root, Access(MemoryKeyRing()), office.clock, AUTHOR)
    assert office.open().ids("contracts")


def test_a_contract_is_judged_on_the_day_asked_for(office: Office) -> None:
    assert office.open(clock=FixedClock(date(2026, 12, 24))).today() == date(2026, 12, 24)


def test_the_demonstration_year_is_judged_on_its_own_day_unless_another_is_asked_for(tmp_path: Path) -> None:
    root, ring = tmp_path / "workspace", MemoryKeyRing()
    desk = workspaces.create_demonstration(root, Access(ring), SystemClock(), AUTHOR)
    assert desk.today() == JUDGED_ON
    desk.close()
    for clock, day in ((SystemClock(), JUDGED_ON), (FixedClock(TODAY), TODAY)):
        desk = workspaces.open_workspace(root, Access(ring), clock, AUTHOR)
        assert desk.today() == day
        desk.close()


# Restoring


def test_a_restored_workspace_holds_every_record_with_its_history(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    case = add_case(desk, content="残るもの")
    desk.run("case.edit", case, {"department": "市民課"})
    before = (desk.record("cases", case), desk.history("cases", case))
    desk.backup(tmp_path / "copy.dxbackup")
    office.close()
    elsewhere = Office(tmp_path / "elsewhere", office.ring)
    workspaces.restore(tmp_path / "copy.dxbackup", elsewhere.root, office.access)
    restored = elsewhere.open()
    assert (restored.record("cases", case), restored.history("cases", case)) == before
    assert restored.ids("cases", search="残るもの") == [case]
    assert restored.verify() == ()
    elsewhere.close()


def test_a_restored_workspace_numbers_as_a_new_desk(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    first = add_case(desk)
    desk.backup(tmp_path / "copy.dxbackup")
    office.close()
    elsewhere = Office(tmp_path / "elsewhere", office.ring)
    workspaces.restore(tmp_path / "copy.dxbackup", elsewhere.root, office.access)
    _, code, _ = number_of(elsewhere, first).split("-")
    elsewhere.close()
    here, there = office.open(), elsewhere.open()
    _, own, number = _number(here.record("cases", add_case(here))).split("-")
    _, new, _ = _number(there.record("cases", add_case(there))).split("-")
    assert (own, number) == (code, "0002")
    assert new != code
    assert there.undo_label() == "案件を登録"
    assert there.verify() == here.verify() == ()
    elsewhere.close()


def _number(record: object) -> str:
    assert isinstance(record, Case)
    return record.number


def test_a_workspace_in_the_way_of_a_restore_is_moved_aside_and_can_be_put_back(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    kept = add_case(desk, content="控えにある")
    desk.backup(tmp_path / "copy.dxbackup")
    later = add_case(desk, content="控えの後")
    office.close()
    workspaces.restore(tmp_path / "copy.dxbackup", office.root, office.access)
    assert office.open().ids("cases") == [kept]
    office.close()
    for name in ("desk.db", "workspace.json"):
        (aside,) = office.root.glob(f"{name}.aside-1")
        os.replace(aside, office.root / name)
    assert set(office.open().ids("cases")) == {kept, later}


def test_an_open_workspace_is_not_restored_over(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    case = add_case(desk)
    desk.backup(tmp_path / "copy.dxbackup")
    with refusal("platform.workspace_in_use"):
        workspaces.restore(tmp_path / "copy.dxbackup", office.root, office.access)
    assert desk.ids("cases") == [case]


@pytest.mark.parametrize("content", [b"", b"no backup", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_backup_is_refused_and_the_workspace_stays(office: Office, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "copy.dxbackup"
    file.write_bytes(content)
    with refusal("store.not_a_backup"):
        workspaces.restore(file, office.root, office.access)
    assert office.open().ids("contracts")


def test_a_damaged_backup_is_refused_and_the_workspace_stays(office: Office, tmp_path: Path) -> None:
    desk = office.open()
    file = tmp_path / "copy.dxbackup"
    desk.backup(file)
    office.close()
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    file.write_bytes(content)
    with pytest.raises(AppError) as refused:
        workspaces.restore(file, office.root, office.access)
    assert refused.value.code in ("store.not_a_backup", "store.backup_damaged")
    assert office.open().ids("contracts")


def test_a_backup_opens_on_another_machine_with_the_passphrase_only(tmp_path: Path) -> None:
    root, file = tmp_path / "workspace", tmp_path / "copy.dxbackup"
    desk = workspaces.create(root, Access(MemoryKeyRing(), PASSPHRASE), TurningClock(), AUTHOR, SIGNED_ON)
    desk.backup(file)
    desk.close()
    elsewhere = tmp_path / "elsewhere"
    with refusal("store.passphrase_needed"):
        workspaces.restore(file, elsewhere, Access(MemoryKeyRing()))
    assert not workspaces.exists(elsewhere)
    workspaces.restore(file, elsewhere, Access(MemoryKeyRing(), PASSPHRASE))
    opened = workspaces.open_workspace(elsewhere, Access(None, PASSPHRASE), TurningClock(), AUTHOR)
    assert opened.ids("contracts")
    opened.close()


def test_the_header_tells_no_secret(office: Office) -> None:
    header = json.loads((office.root / "workspace.json").read_text(encoding="utf-8"))
    (key,) = office.ring.keys.values()
    assert key.hex() not in json.dumps(header)
    assert set(header) == {"format", "version", "workspace", "key_check", "key_ring", "wrapped"}
