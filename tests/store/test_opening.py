"""Opening: whole or not at all, every reason told apart, and the key nowhere to be seen."""

import logging
import os
import sqlite3
import traceback
from pathlib import Path

import pytest

from app.domain.decision import Decision
from app.platform.messages import explain
from app.store.cipher import connect
from app.store.engine import make_engine
from app.store.errors import WorkspaceUnopenable
from app.store.keys import new_key
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, add, ask, engine_of, make_decision, make_expert

HEX = KEY.reveal().hex()


def why(directory: Path) -> str:
    """Return the code with which a workspace is refused, having checked that nothing shows the key."""
    with pytest.raises(WorkspaceUnopenable) as raised:
        Store.open(directory, KEY)
    shown = "".join(traceback.format_exception(raised.value)) + explain(raised.value) + explain(raised.value, "en")
    assert HEX not in shown
    return raised.value.code


def test_the_file_holds_nothing_that_can_be_read(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    add(store, make_expert(name="平文で見えない氏名", mail="secret@example.jp"))
    store.close()
    content = b"".join(path.read_bytes() for path in workspace.iterdir() if path.is_file())
    for words in ("平文で見えない氏名".encode(), b"secret@example.jp", b"SQLite format", b"CREATE TABLE", KEY.reveal()):
        assert words not in content


def test_a_missing_database_says_where(tmp_path: Path) -> None:
    assert why(tmp_path) == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_another_key_opens_nothing(workspace: Path) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        Store.open(workspace, new_key())
    assert raised.value.code == "store.damaged"


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 100_000, bytes(8192)])
def test_a_file_that_is_no_database_is_refused(workspace: Path, content: bytes) -> None:
    (workspace / "desk.db").write_bytes(content)
    assert why(workspace) == "store.damaged"


def test_a_database_without_encryption_is_refused(workspace: Path) -> None:
    (workspace / "desk.db").unlink()
    plain = sqlite3.connect(workspace / "desk.db")
    plain.execute("CREATE TABLE alembic_version (version_num TEXT)")
    plain.commit()
    plain.close()
    assert why(workspace) == "store.not_encrypted"


def test_an_encrypted_database_of_something_else_is_refused(workspace: Path) -> None:
    (workspace / "desk.db").unlink()
    other = connect(workspace / "desk.db", KEY, must_exist=False)
    other.execute("CREATE TABLE something (x)")
    other.close()
    assert why(workspace) == "store.not_a_workspace"


@pytest.mark.parametrize("revision", ["9998", "9999", "next"])
def test_a_newer_database_is_refused_and_left_alone(workspace: Path, revision: str) -> None:
    database = connect(workspace / "desk.db", KEY)
    database.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    database.close()
    assert why(workspace) == "store.newer"
    assert not (workspace / "backups").exists()


@pytest.mark.parametrize("page", [0, 1, 5, 20, 60, -1])
def test_a_damaged_page_anywhere_is_found_on_opening(workspace: Path, page: int) -> None:
    path = workspace / "desk.db"
    content = bytearray(path.read_bytes())
    middle = (page % (len(content) // 4096)) * 4096 + 2000
    content[middle] ^= 1
    path.write_bytes(content)
    assert why(workspace) == "store.damaged"


@pytest.mark.parametrize("kept", [0.25, 0.5, 0.99])
def test_a_database_that_was_cut_off_is_refused(workspace: Path, kept: float) -> None:
    path = workspace / "desk.db"
    os.truncate(path, int(path.stat().st_size * kept))
    assert why(workspace) == "store.damaged"


def test_a_folder_in_the_place_of_the_database_is_told(workspace: Path) -> None:
    (workspace / "desk.db").unlink()
    (workspace / "desk.db").mkdir()
    assert why(workspace) == "store.unreadable"


def test_a_database_that_another_process_holds_is_told_as_busy(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.cipher.BUSY_MILLISECONDS", 10)
    store = Store.open(workspace, KEY)
    other = connect(workspace / "desk.db", KEY)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WorkspaceUnopenable) as raised, store.unit_of_work(AUTHOR, "登録") as work:
        work.add(make_expert())
    assert raised.value.code == "store.busy"
    other.close()
    add(store, make_expert())
    store.close()


def test_damage_that_appears_while_working_is_told(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    add(store, *(make_decision(content="内容" * 500) for _ in range(50)))
    store.close()
    store = Store.open(workspace, KEY)
    path = workspace / "desk.db"
    content = bytearray(path.read_bytes())
    for start in range(4096 * 30 + 2000, len(content), 4096):
        content[start] ^= 1
    path.write_bytes(content)
    engine_of(store).dispose()  # what was read before lies in memory
    with pytest.raises(WorkspaceUnopenable) as raised:
        store.rows("decisions", store.ids("decisions"))
    assert raised.value.code == "store.damaged"
    with pytest.raises(WorkspaceUnopenable) as raised, store.unit_of_work(AUTHOR, "変更") as work:
        work.find(Decision)
    assert raised.value.code == "store.damaged"
    store.close()


@pytest.mark.parametrize("records", [500, 501, 700])
def test_a_workspace_opens_whatever_the_size_of_its_last_commit(workspace: Path, records: int) -> None:
    for count in (1, records):
        store = Store.open(workspace, KEY)
        add(store, *(make_decision() for _ in range(count)))
        store.close()
    Store.open(workspace, KEY).close()


def test_a_creation_that_broke_off_is_begun_anew_and_nothing_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "desk.db.new").write_bytes(b"half")
    (tmp_path / "desk.db.new-wal").write_bytes(b"half")
    (tmp_path / "desk.db").write_bytes(b"a database whose header was never written")
    store = Store.create(tmp_path, KEY, "workspace")
    assert store.counts()["experts"] == 0
    store.close()
    assert (tmp_path / "desk.db.aside-1").read_bytes() == b"a database whose header was never written"
    assert not (tmp_path / "desk.db.new").exists()


def test_the_key_is_in_no_address_log_line_or_error(workspace: Path, caplog: pytest.LogCaptureFixture) -> None:
    values = ("秘密の" + "値",)
    with caplog.at_level(logging.DEBUG):
        engine = make_engine(workspace / "desk.db", KEY)
        engine.echo = True
        with engine.connect() as connection, pytest.raises(Exception, match="no such table") as raised:
            connection.exec_driver_sql("SELECT * FROM no_such WHERE x = ?", values)
        engine.dispose()
    shown = caplog.text + repr(engine) + str(engine.url) + "".join(traceback.format_exception(raised.value))
    assert HEX not in shown
    assert HEX.upper() not in shown
    assert "秘密の値" not in shown


def test_every_connection_is_set_up_alike(store: Store) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cache_size": -65_536,
    }
    assert {name: ask(store, f"PRAGMA {name}")[0][0] for name in expected} == expected


def test_extensions_cannot_be_loaded(store: Store) -> None:
    with store.reading() as reader, pytest.raises(Exception, match="not authorized"):
        reader.connection.exec_driver_sql("SELECT load_extension('x')")


def test_changes_of_the_schema_are_taken_back_with_their_transaction(store: Store) -> None:
    with engine_of(store).connect() as connection:
        transaction = connection.begin()
        connection.exec_driver_sql("CREATE TABLE made (x)")
        transaction.rollback()
    assert ask(store, "SELECT count(*) FROM sqlite_master WHERE name = 'made'") == [(0,)]
