"""Whatever is changed behind the program's back is found, and named in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.record import Member
from app.platform.messages import explain
from app.store.cipher import connect
from app.store.errors import WorkspaceUnopenable
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, add, delete, make_decision, make_expert, save


@pytest.fixture
def filled(workspace: Path) -> Path:
    """Return a closed workspace with a few commits."""
    store = Store.open(workspace, KEY)
    expert = make_expert(fields=(Member("1", "leading"),))
    add(store, expert, make_decision())
    save(store, replace(expert, post="部長"))
    save(store, replace(expert, post="課長", fields=()))
    delete(store, expert)
    store.undo(AUTHOR)
    assert store.verify() == []
    store.close()
    return workspace


def tamper(workspace: Path, *statements: str) -> None:
    """Write to the database with the key and without the guards."""
    connection = connect(workspace / "desk.db", KEY)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, statement in triggers:
        connection.execute(statement)
    connection.close()


FOUND_ON_OPENING = {
    "a changed value": "UPDATE sync_op SET val = '\"社長\"' WHERE val = '\"課長\"'",
    "a missing op at the end": "DELETE FROM sync_op WHERE seq = (SELECT max(seq) FROM sync_op)",
    "a missing op in the middle": "DELETE FROM sync_op WHERE seq = 4",
    "a missing commit": "DELETE FROM sync_commit WHERE commit_no = 2",
    "a changed author": "UPDATE sync_commit SET user_id = '別の人' WHERE commit_no = 3",
    "a changed time": "UPDATE sync_commit SET at_utc = '2020-01-01T00:00:00.000Z' WHERE commit_no = 1",
    "a changed reason": "UPDATE sync_commit SET reason = 'なし' WHERE commit_no = 1",
    "another op overwritten": "UPDATE sync_op SET p_seq = 1 WHERE seq = 5",
    "a forgotten predecessor": "DELETE FROM sync_pred WHERE p_seq = (SELECT max(p_seq) FROM sync_pred)",
    "a counter set back": "UPDATE sync_local SET next_seq = next_seq - 1",
    "a last hash of another chain": "UPDATE sync_site SET last_hash = hash FROM sync_commit WHERE commit_no = 1",
}
FOUND_BY_VERIFY = {
    "a changed column": ("UPDATE expert SET post = '社長'", "store.row_differs"),
    "a row deleted behind the log": ("DELETE FROM decision", "store.row_differs"),
    "a row put in behind the log": ("INSERT INTO decision (id) VALUES ('x')", "store.rows_without_log"),
    "a record hidden": ("UPDATE expert SET sync_deleted = 1", "store.row_differs"),
    "a member brought back": ("UPDATE expert_field SET sync_deleted = 0", "store.row_differs"),
    "a head forgotten": ("DELETE FROM sync_head WHERE grp = 'post'", "store.heads_differ"),
    "a head that never was": (
        "INSERT INTO sync_head SELECT tbl, row_id, 'mail', 1, 1 FROM sync_op WHERE seq = 1",
        "store.heads_differ",
    ),
}


@pytest.mark.parametrize("statement", FOUND_ON_OPENING.values(), ids=FOUND_ON_OPENING)
def test_a_log_that_was_touched_is_not_opened(filled: Path, statement: str) -> None:
    tamper(filled, statement)
    with pytest.raises(WorkspaceUnopenable) as raised:
        Store.open(filled, KEY)
    assert raised.value.code == "store.damaged"
    assert explain(raised.value)


@pytest.mark.parametrize(("statement", "code"), FOUND_BY_VERIFY.values(), ids=FOUND_BY_VERIFY)
def test_a_table_that_is_not_what_the_log_says_is_told(filled: Path, statement: str, code: str) -> None:
    tamper(filled, statement)
    store = Store.open(filled, KEY)
    problems = store.verify()
    store.close()
    assert code in {problem.code for problem in problems}
    for problem in problems:
        assert explain(problem)
        assert explain(problem, "en")


def test_an_early_change_in_a_long_log_is_found_by_verify(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    first = make_decision(subject="最初")
    add(store, first)
    add(store, *(make_decision() for _ in range(600)))
    store.close()
    tamper(workspace, "UPDATE sync_commit SET user_id = '別の人' WHERE commit_no = 1")
    store = Store.open(workspace, KEY)
    assert [problem.code for problem in store.verify()] == ["store.log_broken"]
    store.close()


def test_at_most_a_hundred_problems_are_told(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    add(store, *(make_decision() for _ in range(150)))
    store.close()
    tamper(workspace, "UPDATE decision SET subject = '全部'")
    store = Store.open(workspace, KEY)
    assert len(store.verify()) == 100
    store.close()
