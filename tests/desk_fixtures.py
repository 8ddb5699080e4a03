"""Fixtures with a desk: one encrypted workspace is made per run and copied for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.platform.clock import SystemClock
from app.services.desk import Desk
from app.services.workspace.workspaces import Access, create_demonstration
from tests.desks import MemoryKeyRing, Office, add_expert, decided_case


@dataclass(frozen=True)
class Ready:
    """A desk with one listed expert, and a case of 蕨市 decided on 2026-09-02 to which the expert is sent."""

    office: Office
    desk: Desk
    expert: str
    case: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make an empty contract, opened once so that its backup of the day is there."""
    office = Office(tmp_path_factory.mktemp("template") / "workspace", MemoryKeyRing())
    office.create()
    office.close()
    office.open()
    office.close()
    return office


@pytest.fixture(scope="session")
def template_with_case(template: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make a contract with one expert and one decided case."""
    office = template.copy_to(tmp_path_factory.mktemp("with-case") / "workspace")
    desk = office.open()
    decided_case(desk, add_expert(desk))
    office.close()
    return office


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open the demonstration year; the tests only read it."""
    root = tmp_path_factory.mktemp("demonstration") / "workspace"
    desk = create_demonstration(root, Access(MemoryKeyRing()), SystemClock(), "見本")
    yield desk
    desk.close()


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Iterator[Office]:
    copy = template.copy_to(tmp_path / "workspace")
    yield copy
    copy.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """Open an empty contract on 2026-09-30."""
    return office.open()


@pytest.fixture
def ready(template_with_case: Office, tmp_path: Path) -> Iterator[Ready]:
    """Open a contract in which a dispatch can be planned."""
    copy = template_with_case.copy_to(tmp_path / "ready")
    desk = copy.open()
    (expert,), (case,) = desk.ids("experts"), desk.ids("cases")
    yield Ready(copy, desk, expert, case)
    copy.close()
