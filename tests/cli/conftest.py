"""Command lines against a real workspace, whose key ring ends with the test."""

from pathlib import Path

import pytest

from app.bootstrap import Environment
from tests.cli.lines import HeldKeys, Line

SIGNED_ON = "2026-07-01"


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return command lines where there is no workspace yet."""
    return Line(tmp_path / "workspace", HeldKeys(), capsys)


@pytest.fixture
def line(empty: Line) -> Line:
    """Return command lines in a new workspace with nothing but the contract."""
    empty.done("init", "--signed-on", SIGNED_ON)
    return empty


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, HeldKeys]:
    """Make the demonstration year once for the tests that only read it."""
    workspace, keys = tmp_path_factory.mktemp("demonstration") / "workspace", HeldKeys()
    Environment(workspace=workspace, key_ring=keys).create_demonstration(1).close()
    return workspace, keys


@pytest.fixture
def year(demonstration: tuple[Path, HeldKeys], capsys: pytest.CaptureFixture[str]) -> Line:
    """Return command lines in the demonstration year."""
    return Line(*demonstration, capsys)
