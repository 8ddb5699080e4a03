"""A fresh workspace for every test, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.store import Store
from tests.store.making import KEY, make_workspace


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an empty workspace that nobody writes to."""
    directory = tmp_path_factory.mktemp("workspace") / "empty"
    make_workspace(directory)
    return directory


@pytest.fixture
def workspace(empty_workspace: Path, tmp_path: Path) -> Path:
    """Return a folder with an empty workspace of the test's own."""
    directory = tmp_path / "workspace"
    shutil.copytree(empty_workspace, directory)
    return directory


@pytest.fixture
def store(workspace: Path) -> Iterator[Store]:
    """Return an open store, closed after the test."""
    opened = Store.open(workspace, KEY)
    yield opened
    opened.close()
