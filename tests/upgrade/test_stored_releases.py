"""A workspace that a release wrote opens with this version: every record, the whole log."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.registers import REGISTERS
from app.store.keys import make_header, write_header
from app.store.store import Store
from tests.upgrade.stored_release import BLOB, HERE, KEY, WORKSPACE, NoRing, content

RELEASES = sorted(path.stem for path in HERE.glob("release-*.db"))


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    """Return the name of each stored release."""
    return str(request.param)


@pytest.fixture
def store(release: str, tmp_path: Path) -> Iterator[Store]:
    """Return the release's workspace, opened and so migrated by this version."""
    shutil.copy(HERE / f"{release}.db", tmp_path / "desk.db")
    write_header(tmp_path, make_header(WORKSPACE, KEY, key_ring=NoRing()))
    opened = Store.open(tmp_path, KEY, app_ver="next")
    yield opened
    opened.close()


def test_the_first_release_is_stored() -> None:
    assert "release-0.1.0" in RELEASES


def test_every_record_of_a_release_is_found(store: Store, release: str) -> None:
    expected = json.loads((HERE / f"{release}.json").read_text(encoding="utf-8"))
    for name, records in expected.items():
        found = store.rows(name, sorted(store.ids(name)))
        assert [old.items() <= content(new).items() for old, new in zip(records, found, strict=True)] == [True] * len(
            records
        )
    assert sum(map(len, expected.values())) == sum(store.counts().values())
    with store.reading() as reader:
        assert reader.blob(BLOB[0]) == BLOB[1]


def test_the_log_of_a_release_is_intact_and_goes_on(store: Store) -> None:
    assert store.verify() == []
    reasons = [commit.reason for commit in reversed(store.commits())]
    assert reasons == ["登録", "変更", "削除", "取消：削除", "取消：変更", "空の記録"]
    store.undo("担当　一郎")
    assert store.verify() == []


def test_the_history_of_a_release_is_told(store: Store) -> None:
    for name in REGISTERS:
        for record_id in store.ids(name):
            assert store.history(name, record_id)[0].event == "created"


def test_the_search_finds_what_a_release_wrote(store: Store) -> None:
    assert len(store.ids("experts", search="高崎")) == 1
