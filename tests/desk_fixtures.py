"""Fixtures with a desk: one encrypted workspace is made per run and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.desk import Desk
from tests.desks import MemoryKeyRing, Office


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make an empty contract, opened once so that its backup of the day is there."""
    office = Office(tmp_path_factory.mktemp("template") / "workspace", MemoryKeyRing())
    office.create()
    office.close()
    office.open()
    office.close()
    return office


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Iterator[Office]:
    copy = template.copy_to(tmp_path / "workspace")
    yield copy
    copy.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Open an empty contract on 2026-09-30."""
    return office.open()
