"""A store in memory for the tests of the imports: one unit of work at a time, nothing kept without a commit."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self, TypeVar

from app.domain.record import Record
from app.store.commits import ChangeSet

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


def applications_csv(*rows: dict[str, str], encoding: str = "utf-8-sig", extra: tuple[str, ...] = ()) -> bytes:
    """Return a CSV of applications; each row names what differs from a whole one."""
    whole = {
        "受付番号": "LG-1", "回答日時": "2026/07/24 11:00:00", "団体名": "小川町", "所属": "総務課",
        "担当者氏名": "井上 翔太", "申請区分": "専門人材派遣", "相談分野": "ICT-BCP", "相談内容": "見直したい",
    }  # fmt: skip
    headers = [*whole, *extra]
    lines = [headers, *([{**whole, **row}.get(header, "") for header in headers] for row in rows)]
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\r\n" for line in lines)
    return text.encode(encoding)
