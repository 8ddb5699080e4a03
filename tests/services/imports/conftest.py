"""A desk in memory for the tests of the imports: records by register, one unit of work at a time."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import pytest

from app.contract.terms import Terms
from app.domain.entry import EntryContext
from app.domain.municipality import Municipalities
from app.domain.record import Record
from app.platform.clock import FixedClock
from app.services.imports.service import ImportService
from app.store.commits import ChangeSet

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
R = TypeVar("R", bound=Record)


class MemoryUnit:
    """Writes into a copy that becomes the store's on commit."""

    def __init__(self, store: "MemoryStore", reason: str) -> None:
        self._store = store
        self._reason = reason
        self._records = dict(store.records)
        self._numbers = dict(store.numbers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def add(self, record: Record) -> None:
        assert record.id
        assert record.id not in self._records
        self._records[record.id] = record

    def save(self, record: Record) -> None:
        assert record.id in self._records
        self._records[record.id] = record

    def find(self, kind: type[R], **equals: object) -> list[R]:
        found = [record for record in self._records.values() if isinstance(record, kind)]
        return [record for record in found if all(getattr(record, name) == value for name, value in equals.items())]

    def find_in(self, kind: type[R], field: str, values: Iterable[object]) -> list[R]:
        wanted = set(values)
        return [record for record in self.find(kind) if getattr(record, field) in wanted]

    def next_number(self, prefix: str) -> str:
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}-M07-{self._numbers[prefix]:04d}"

    def commit(self) -> ChangeSet:
        self._store.records, self._store.numbers = self._records, self._numbers
        self._store.reasons.append(self._reason)
        return ChangeSet(len(self._store.reasons), ())


class MemoryStore:
    """Holds committed records and the reasons of the commits."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.numbers: dict[str, int] = {}
        self.reasons: list[str] = []
        self.backups = 0

    def unit_of_work(self, reason: str) -> MemoryUnit:
        return MemoryUnit(self, reason)

    def of(self, kind: type[R]) -> list[R]:
        return [record for record in self.records.values() if isinstance(record, kind)]

    def put(self, record: Record) -> None:
        self.records[record.id] = record

    def back_up(self) -> None:
        self.backups += 1


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


@pytest.fixture
def applications_csv() -> Callable[..., bytes]:
    """Return a CSV of applications: each row a dict of header -> text over a complete row."""

    def made(*rows: dict[str, Any], encoding: str = "utf-8-sig", extra: tuple[str, ...] = ()) -> bytes:
        whole = {
            "受付番号": "LG-1", "回答日時": "2026/07/24 11:00:00", "団体名": "小川町", "所属": "総務課",
            "担当者氏名": "井上 翔太", "申請区分": "専門人材派遣", "相談分野": "ICT-BCP", "相談内容": "見直したい",
        }  # fmt: skip
        headers = [*whole, *extra]
        lines = [headers, *([{**whole, **row}.get(header, "") for header in headers] for row in rows)]
        text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
        return (text + "\r\n").encode(encoding)

    return made
