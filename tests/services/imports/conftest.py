"""What the tests of the imports share: a store in memory, a fixed day, the sample files."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.contract.terms import Terms
from app.domain.entry import EntryContext
from app.domain.municipality import Municipalities
from app.platform.clock import FixedClock
from app.services.imports.service import ImportService
from tests.services.imports.memory_store import MemoryStore

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


@pytest.fixture(scope="session")
def context() -> EntryContext:
    terms = Terms.from_toml((RESOURCES / "contract" / "saitama-r8-2.toml").read_text(encoding="utf-8"))
    municipalities = Municipalities.from_csv((RESOURCES / "municipalities.csv").read_text(encoding="utf-8"))
    return EntryContext(
        today=date(2026, 11, 24),
        municipalities=municipalities,
        support_fields=terms.support_fields,
        resolve_reference=lambda register, text: None,
        name_of=lambda register, id: id,
    )


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def service(store: MemoryStore, context: EntryContext) -> ImportService:
    clock = FixedClock(date(2026, 11, 24), at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    return ImportService(store, lambda: context, store.back_up, clock)


@pytest.fixture
def sample() -> Callable[[str], Path]:
    folder = Path(__file__).resolve().parents[2] / "samples"
    return lambda name: folder / name
