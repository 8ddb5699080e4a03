"""Desks for the hearings: an empty contract in May 2026, and one that took the prefecture's first schedule over."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.services.desk import Desk
from tests.desk_fixtures import demonstration, template
from tests.desks import Office
from tests.services.hearings.schedules import take

__all__ = ["demonstration", "template"]


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Iterator[Office]:
    """Return a workspace that is opened on 2026-05-25, before the first hearing."""
    copy = template.copy_to(tmp_path / "workspace")
    copy.clock.day = date(2026, 5, 25)
    yield copy
    copy.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.open()


@pytest.fixture(scope="session")
def scheduled_template(template: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Make a workspace with the first schedule taken over."""
    copy = template.copy_to(tmp_path_factory.mktemp("scheduled") / "workspace")
    copy.clock.day = date(2026, 5, 25)
    take(copy.open(), "hearing_schedule_v1.xlsx")
    copy.close()
    return copy


@pytest.fixture
def scheduled(scheduled_template: Office, tmp_path: Path) -> Iterator[Office]:
    copy = scheduled_template.copy_to(tmp_path / "scheduled")
    yield copy
    copy.close()


@pytest.fixture
def planned(scheduled: Office) -> Desk:
    """Open the workspace with 63 planned hearings on 2026-05-25."""
    return scheduled.open()
