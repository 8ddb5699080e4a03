"""A contract of which the season of hearings still lies ahead."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.services.desk import Desk
from tests.desks import Office

EARLY = date(2026, 5, 20)


@pytest.fixture
def early(template: Office, tmp_path: Path) -> Iterator[Office]:
    """Copy an empty contract and turn its clock to 2026-05-20."""
    office = template.copy_to(tmp_path / "hired")
    office.clock.day = EARLY
    yield office
    office.close()


@pytest.fixture
def hired(early: Office) -> Desk:
    """Open an empty contract with three people on the staff."""
    desk = early.open()
    for name in ("鈴木　二", "佐藤　一", "高橋　三"):
        desk.run("staff_member.add", None, {"name": name, "from_on": "令和8年5月11日"})
    return desk
