"""A full disk at any point of a write: one sentence, nothing half-written, and the next try works."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.errors import AppError
from app.domain.record import Member
from app.platform.messages import explain
from app.store.store import Store
from tests.store.making import KEY, add, ask, engine_of, make_expert

RECORDS = 60


def limit_pages(store: Store, spare: int) -> None:
    """Let the database of a store grow by so many pages."""
    most = int(str(ask(store, "PRAGMA page_count")[0][0])) + spare

    def limit(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")

    engine_of(store).dispose()
    event.listen(engine_of(store), "connect", limit)


def try_to_add(workspace: Path, spare: int) -> AppError | None:
    """Add records with so many pages to spare; return the refusal, having checked that all or nothing is there."""
    store = Store.open(workspace, KEY)
    count = len(store.ids("experts"))
    limit_pages(store, spare)
    refusal: AppError | None = None
    try:
        add(store, *(make_expert(career="経歴" * 400, fields=(Member("1"),)) for _ in range(RECORDS)))
    except AppError as error:
        refusal = error
    assert len(store.ids("experts")) == count + (0 if refusal else RECORDS)
    assert store.verify() == []
    store.close()
    return refusal


def test_every_point_at_which_the_disk_can_be_full_leaves_the_workspace_as_it_was(workspace: Path) -> None:
    for refused, spare in enumerate(range(0, 1_000, 7)):
        refusal = try_to_add(workspace, spare)
        if refusal is None:
            assert refused >= 5
            return
        assert refusal.code == "store.disk_full"
        assert explain(refusal)
    pytest.fail("the disk was never large enough")


def test_a_backup_that_does_not_fit_is_told(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(workspace, KEY)

    def full(*_: object, **__: object) -> None:
        raise AppError("platform.disk_full", where="x", path="x")

    monkeypatch.setattr("app.store.backup.write_atomically", full)
    with pytest.raises(AppError) as raised:
        store.backup(tmp_path / "copy.dxbackup")
    assert raised.value.code == "platform.disk_full"
    assert list((workspace / "tmp").iterdir()) == []
    store.close()
