"""Command lines run in this process, and what they told."""

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Environment
from app.cli import main


class HeldKeys:
    """A key ring that forgets everything with the test."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def is_available(self) -> bool:
        return True

    def get(self, workspace_id: str) -> bytes | None:
        return self._keys.get(workspace_id)

    def set(self, workspace_id: str, key: bytes) -> None:
        self._keys[workspace_id] = key

    def delete(self, workspace_id: str) -> None:
        self._keys.pop(workspace_id, None)


@dataclass(frozen=True)
class Told:
    """What a command line told."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return the one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """Return the error of the JSON document."""
        found = self.data["error"]
        assert isinstance(found, dict)
        return found


class Line:
    """Runs command lines in one workspace."""

    def __init__(self, workspace: Path, keys: HeldKeys, capture: pytest.CaptureFixture[str]) -> None:
        self.workspace = workspace
        self._factory = partial(Environment, key_ring=keys)
        self._capture = capture

    def __call__(self, *argv: str) -> Told:
        """Run a command line for a person."""
        self._capture.readouterr()
        status = main(["--workspace", str(self.workspace), *argv], self._factory)
        told = self._capture.readouterr()
        return Told(status, told.out, told.err)

    def json(self, *argv: str) -> Told:
        """Run a command line for a machine."""
        return self("--json", *argv)

    def done(self, *argv: str) -> Any:
        """Run a command line for a machine that must succeed, and return its document."""
        told = self.json(*argv)
        assert told.status == 0, told
        return told.data
