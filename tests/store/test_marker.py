"""A database that is not the one this machine wrote last becomes a new site before its first write."""

import shutil
from pathlib import Path

import pytest

from app.store.marker import SiteMarker
from app.store.store import Store
from tests.store.making import KEY, add, ask, make_decision


def codes(store: Store) -> int:
    """Return how many sites the workspace has known."""
    return int(str(ask(store, "SELECT count(*) FROM sync_site")[0][0]))


def work_once(workspace: Path, marker: Path | None) -> int:
    """Open, write once, close, and return the number of sites."""
    store = Store.open(workspace, KEY, marker=marker)
    add(store, make_decision())
    count = codes(store)
    assert store.verify() == []
    store.close()
    return count


def test_the_same_database_stays_the_same_site(workspace: Path, tmp_path: Path) -> None:
    assert [work_once(workspace, tmp_path / "marker") for _ in range(3)] == [1, 1, 1]


def test_a_database_put_back_by_hand_becomes_a_new_site(workspace: Path, tmp_path: Path) -> None:
    work_once(workspace, tmp_path / "marker")
    shutil.copy(workspace / "desk.db", tmp_path / "old.db")
    work_once(workspace, tmp_path / "marker")
    shutil.copy(tmp_path / "old.db", workspace / "desk.db")
    assert work_once(workspace, tmp_path / "marker") == 2
    assert work_once(workspace, tmp_path / "marker") == 2


def test_a_workspace_copied_to_another_machine_becomes_a_new_site(workspace: Path, tmp_path: Path) -> None:
    work_once(workspace, tmp_path / "here")
    assert work_once(workspace, tmp_path / "there") == 2


def test_looking_alone_makes_no_new_site(workspace: Path, tmp_path: Path) -> None:
    work_once(workspace, tmp_path / "here")
    store = Store.open(workspace, KEY, marker=tmp_path / "there")
    store.ids("decisions")
    assert codes(store) == 1
    store.close()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"site": 1}', b'{"site": "x", "last_seq": "y"}', bytes(10_000)]
)
def test_a_marker_that_cannot_be_read_costs_a_new_site_and_nothing_else(
    workspace: Path, tmp_path: Path, content: bytes
) -> None:
    work_once(workspace, tmp_path / "marker")
    (tmp_path / "marker").write_bytes(content)
    assert work_once(workspace, tmp_path / "marker") == 2


def test_a_marker_that_cannot_be_written_stops_nobody(workspace: Path, tmp_path: Path) -> None:
    assert work_once(workspace, tmp_path / "missing" / "marker") == 1


def test_a_shorter_marker_leaves_nothing_of_the_longer_one(tmp_path: Path) -> None:
    marker = SiteMarker(tmp_path / "marker")
    marker.note("site", 123_456_789)
    marker.note("site", 1)
    assert not marker.suspects("site", 1)
    assert not marker.suspects("site", 2)
    assert marker.suspects("other", 2)


def test_without_a_marker_nothing_is_suspected() -> None:
    assert not SiteMarker(None).suspects("site", 5)
