"""A backup is one verified file, made while the work goes on; restoring sets aside and never overwrites."""

import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.record import Member
from app.platform.messages import explain
from app.store import backup as backup_module
from app.store.backup import extract
from app.store.backup_shelf import list_backups
from app.store.cipher import DatabaseKey, connect
from app.store.errors import WorkspaceUnopenable
from app.store.ids import new_id
from app.store.keys import make_header, read_header, unlock, write_header
from app.store.restore import restore
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, DictKeyRing, add, ask, make_decision, make_expert, make_workspace, save

PASSPHRASE = "合言葉は山と川と海です。"
DAY = date(2026, 7, 10)


@pytest.fixture
def ring() -> DictKeyRing:
    return DictKeyRing()


@pytest.fixture
def workspace(tmp_path: Path, ring: DictKeyRing) -> Path:
    """Return a workspace whose key is in the test's ring."""
    directory = tmp_path / "workspace"
    make_workspace(directory, ring)
    return directory


def test_a_backup_is_one_file_with_everything_in_it(store: Store, tmp_path: Path, ring: DictKeyRing) -> None:
    expert = make_expert(fields=(Member("1"),))
    add(store, expert, make_decision())
    with store.unit_of_work(AUTHOR, "添付") as work:
        work.put_blob("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", b"x")
        work.add(make_expert())
        work.commit()
    made = store.backup(tmp_path / "copy.dxbackup")
    assert (made.records, made.opens_elsewhere) == (3, False)
    assert made.size == made.path.stat().st_size
    restore(made.path, tmp_path / "other", key_ring=ring)
    other = Store.open(tmp_path / "other", KEY)
    assert other.get(Expert, expert.id) == expert
    assert other.counts() == store.counts()
    assert other.history("experts", expert.id) == store.history("experts", expert.id)
    assert other.ids("experts", search="高崎") == store.ids("experts", search="高崎")
    with other.reading() as reader:
        assert reader.blob("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881") == b"x"
    assert other.verify() == []
    other.close()


def test_a_backup_holds_nothing_readable_and_leaves_nothing_behind(
    store: Store, workspace: Path, tmp_path: Path
) -> None:
    add(store, make_expert(name="平文で見えない氏名"))
    made = store.backup(tmp_path / "copy.dxbackup")
    content = made.path.read_bytes()
    assert "平文で見えない氏名".encode() not in content
    assert b"SQLite format" not in content
    with zipfile.ZipFile(made.path) as archive:
        assert archive.namelist() == ["workspace.json", "desk.db"]
    assert list((workspace / "tmp").iterdir()) == []
    if os.name == "posix":
        assert made.path.stat().st_mode & 0o077 == 0


def test_a_backup_is_of_one_moment_while_others_write(store: Store, tmp_path: Path, ring: DictKeyRing) -> None:
    add(store, make_decision())
    with store.unit_of_work(AUTHOR, "途中") as work:
        work.add(make_decision())
        assert work.connection
        made = store.backup(tmp_path / "copy.dxbackup")
        work.commit()
    assert made.records == 1
    restore(made.path, tmp_path / "other", key_ring=ring)


def test_a_copy_that_is_not_what_was_copied_is_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(engine: Engine, copy: Path, key: DatabaseKey) -> dict[str, int | str]:
        expected = real(engine, copy, key)
        content = bytearray(copy.read_bytes())
        content[5_000] ^= 1
        copy.write_bytes(content)
        return expected

    real = backup_module.copy_database
    add(store, make_decision())
    monkeypatch.setattr(backup_module, "copy_database", lossy)
    with pytest.raises(AppError) as raised:
        store.backup(tmp_path / "copy.dxbackup")
    assert raised.value.code == "store.backup_failed"
    assert not (tmp_path / "copy.dxbackup").exists()


def test_a_backup_into_a_missing_folder_says_so(store: Store, tmp_path: Path) -> None:
    with pytest.raises(AppError) as raised:
        store.backup(tmp_path / "missing" / "copy.dxbackup")
    assert raised.value.code == "platform.folder_missing"
    assert explain(raised.value)


def test_a_restored_workspace_becomes_a_new_site_before_its_first_write(
    store: Store, workspace: Path, tmp_path: Path, ring: DictKeyRing
) -> None:
    decision = make_decision()
    add(store, decision, reason="登録")
    with store.unit_of_work(AUTHOR, "採番") as work:
        assert work.next_number("派") == "派-M07-0001"
        work.add(make_decision())
        work.commit()
    made = store.backup(tmp_path / "copy.dxbackup")
    save(store, replace(decision, subject="失われる変更"))
    store.close()
    restore(made.path, workspace, key_ring=ring)
    again = Store.open(workspace, KEY)
    assert ask(again, "SELECT code FROM sync_site") == [("M07",)]  # reading makes no new site
    save(again, replace(decision, subject="戻したあとの変更"))
    [(first, _), (second, parent)] = ask(again, "SELECT code, parent_site FROM sync_site ORDER BY site_no")
    assert (first, parent) == ("M07", 1)
    assert second != "M07"
    assert ask(again, "SELECT site_no, seq, p_site, p_seq FROM sync_op ORDER BY site_no DESC LIMIT 1") == [(2, 1, 1, 1)]
    assert ask(again, "SELECT site_no, ctx_no, seen_site_no, upto_seq FROM sync_ctx") == [(2, 0, 1, 2)]
    with again.unit_of_work(AUTHOR, "採番") as work:
        assert work.next_number("派") == f"派-{second}-0001"
    assert [entry.site for entry in again.history("decisions", decision.id)][-1] == second
    assert again.verify() == []
    again.close()
    once_more = Store.open(workspace, KEY)
    save(once_more, replace(decision, subject="もう一度"))
    assert ask(once_more, "SELECT count(*) FROM sync_site") == [(2,)]
    assert once_more.verify() == []
    once_more.close()


def test_what_was_done_before_the_restore_is_no_longer_to_be_undone(
    store: Store, workspace: Path, tmp_path: Path, ring: DictKeyRing
) -> None:
    decision = make_decision()
    add(store, decision)
    made = store.backup(tmp_path / "copy.dxbackup")
    store.close()
    restore(made.path, workspace, key_ring=ring)
    again = Store.open(workspace, KEY)
    save(again, replace(decision, subject="新"))
    again.undo(AUTHOR)
    assert again.get(Decision, decision.id) == decision
    assert again.undoable(AUTHOR) is None
    again.close()


def test_what_lies_there_is_set_aside(store: Store, workspace: Path, tmp_path: Path, ring: DictKeyRing) -> None:
    made = store.backup(tmp_path / "copy.dxbackup")
    add(store, make_expert(name="後から"))
    store.close()
    (workspace / "notes.txt").write_text("other files stay", encoding="utf-8")
    restore(made.path, workspace, key_ring=ring)
    restored = Store.open(workspace, KEY)
    assert restored.ids("experts") == []
    restored.close()
    assert (workspace / "notes.txt").exists()
    os.replace(workspace / "desk.db.aside-1", workspace / "desk.db")
    aside = Store.open(workspace, KEY)
    assert len(aside.ids("experts")) == 1
    aside.close()


def test_on_another_machine_the_passphrase_opens_and_the_ring_learns_the_key(tmp_path: Path) -> None:
    here, there = DictKeyRing(), DictKeyRing()
    directory = tmp_path / "here"
    directory.mkdir()
    identity = new_id()
    store = Store.create(directory, KEY, identity)
    write_header(directory, make_header(identity, KEY, key_ring=here, passphrase=PASSPHRASE))
    made = store.backup(tmp_path / "copy.dxbackup")
    store.close()
    assert made.opens_elsewhere
    with pytest.raises(WorkspaceUnopenable) as raised:
        restore(made.path, tmp_path / "there", key_ring=there)
    assert raised.value.code == "store.passphrase_needed"
    assert not (tmp_path / "there" / "desk.db").exists()
    restore(made.path, tmp_path / "there", key_ring=there, passphrase=PASSPHRASE)
    assert unlock(read_header(tmp_path / "there"), key_ring=there) == KEY


def test_without_a_passphrase_a_backup_opens_only_where_the_key_is(store: Store, tmp_path: Path) -> None:
    made = store.backup(tmp_path / "copy.dxbackup")
    with pytest.raises(WorkspaceUnopenable) as raised:
        restore(made.path, tmp_path / "there", key_ring=DictKeyRing(), passphrase=PASSPHRASE)
    assert raised.value.code == "store.key_missing"
    assert "パスフレーズ" in explain(raised.value)


@pytest.mark.parametrize("position", [100, 2_000, 50_000, -5_000, -10])
def test_a_damaged_backup_changes_nothing(
    store: Store, workspace: Path, tmp_path: Path, ring: DictKeyRing, position: int
) -> None:
    made = store.backup(tmp_path / "copy.dxbackup")
    add(store, make_expert())
    store.close()
    content = bytearray(made.path.read_bytes())
    content[position] ^= 0xFF
    made.path.write_bytes(content)
    before = {path.name: path.read_bytes() for path in workspace.iterdir() if path.is_file()}
    with pytest.raises(AppError) as raised:
        restore(made.path, workspace, key_ring=ring)
    assert explain(raised.value)
    assert {path.name: path.read_bytes() for path in workspace.iterdir() if path.is_file()} == before


def test_a_backup_that_was_forged_with_the_key_is_found(
    store: Store, workspace: Path, tmp_path: Path, ring: DictKeyRing
) -> None:
    add(store, make_decision())
    made = store.backup(tmp_path / "copy.dxbackup")
    header = extract(made.path, tmp_path / "desk.db")
    database = connect(tmp_path / "desk.db", KEY)
    database.execute("DROP TRIGGER guard_decision_update")
    database.execute("UPDATE decision SET subject = '偽'")
    database.execute("PRAGMA journal_mode=DELETE")
    database.close()
    forged = tmp_path / "forged.dxbackup"
    backup_module._write_archive(forged, tmp_path / "desk.db", header)
    with pytest.raises(AppError) as raised:
        restore(forged, tmp_path / "other", key_ring=ring)
    assert raised.value.code == "store.backup_damaged"
    assert not (tmp_path / "other" / "desk.db").exists()


def archive(path: Path, entries: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("entries", "method"),
    [
        ({}, zipfile.ZIP_STORED),
        ({"workspace.json": b"{}"}, zipfile.ZIP_STORED),
        ({"workspace.json": b"{}", "desk.db": b"", "../escape": b"x"}, zipfile.ZIP_STORED),
        ({"workspace.json": b"{}", "/etc/desk.db": b""}, zipfile.ZIP_STORED),
        ({"workspace.json": b"{}", "desk.db": bytes(10**7)}, zipfile.ZIP_DEFLATED),
        ({"workspace.json": b" " * 70_000, "desk.db": b""}, zipfile.ZIP_STORED),
    ],
)
def test_a_file_of_another_make_is_no_backup(tmp_path: Path, entries: dict[str, bytes], method: int) -> None:
    path = archive(tmp_path / "x.dxbackup", entries, method)
    with pytest.raises(AppError) as raised:
        restore(path, tmp_path / "other", key_ring=DictKeyRing())
    assert raised.value.code == "store.not_a_backup"
    assert not (tmp_path / "other" / "desk.db").exists()
    assert not (tmp_path / "escape").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"text", bytes(1_000)])
def test_any_other_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.dxbackup"
    path.write_bytes(content)
    with pytest.raises(AppError) as raised:
        restore(path, tmp_path / "other")
    assert raised.value.code == "store.not_a_backup"
    assert str(path) in explain(raised.value)


def test_a_missing_backup_says_where(tmp_path: Path) -> None:
    with pytest.raises(AppError) as raised:
        restore(tmp_path / "missing.dxbackup", tmp_path / "other")
    assert raised.value.code == "store.unreadable"


def test_the_daily_backup_is_made_once_a_day(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert store.back_up_daily(folder, DAY) is not None
    assert store.back_up_daily(folder, DAY) is None
    assert store.back_up_daily(folder, DAY.replace(day=11)) is not None
    assert [(one.made_on, one.why) for one in list_backups(folder)] == [(DAY.replace(day=11), "daily"), (DAY, "daily")]


def test_a_backup_before_an_import_is_made_each_time(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for _ in range(3):
        store.backup_into(folder, "import", DAY)
    assert [(one.number, one.why) for one in list_backups(folder)] == [(3, "import"), (2, "import"), (1, "import")]


def test_a_failed_backup_leaves_the_older_ones(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "backups"
    assert store.back_up_daily(folder, DAY) is not None
    monkeypatch.setattr(backup_module, "_digest_in_archive", lambda path: "another digest")
    before = list_backups(folder)
    with pytest.raises(AppError) as raised:
        store.backup_into(folder, "import", DAY)
    assert raised.value.code == "store.backup_failed"
    assert list_backups(folder) == before
