"""The facts of a store as they are asked for: by the rules, record by record, and by a use case, table by table."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar, cast

from app.contract.sources import held_by
from app.domain.record import Record
from app.store.holding import records_holding
from app.store.queries import Reader

R = TypeVar("R", bound=Record)
Load = Callable[[], Iterable[Record]]


class StoredSource:
    """The records of a reader; whatever was read once is not read again. It lives as long as its snapshot."""

    def __init__(self, reader: Reader) -> None:
        """Read nothing yet."""
        self._reader = reader
        self._known: dict[type[Record], dict[str, Record | None]] = {}
        self._held: dict[tuple[type[Record], str, object], list[str]] = {}
        self._whole: set[type[Record]] = set()

    def know(self, *records: Record) -> None:
        """Take records that were read already."""
        for record in records:
            self._known.setdefault(type(record), {})[record.id] = record

    @property
    def seen(self) -> Iterator[Record]:
        """Yield every record that was read."""
        return (record for table in self._known.values() for record in table.values() if record is not None)

    def by_id(self, kind: type[R], ids: Collection[str]) -> Iterable[R]:
        """Return the records with these ids."""
        table = self._table(kind)
        missing = [each for each in ids if each not in table]
        if missing and kind not in self._whole:
            table.update(dict.fromkeys(missing))
            self.know(*self._reader.rows(kind.REGISTER.name, missing))
        return [record for each in ids if (record := table.get(each)) is not None]

    def holding(self, kind: type[R], field: str, values: Collection[object]) -> Iterable[R]:
        """Return the records whose field has or contains one of these values."""
        missing = [value for value in values if (kind, field, value) not in self._held]
        if missing:
            self._read_holding(kind, field, missing)
        ids = dict.fromkeys(each for value in values for each in self._held[kind, field, value])
        return self.by_id(kind, list(ids))

    def every(self, kind: type[R]) -> Iterable[R]:
        """Return all records of a kind."""
        if kind not in self._whole:
            self.know(*self._reader.find(kind))
            self._whole.add(kind)
        return [record for record in self._table(kind).values() if record is not None]

    def _read_holding(self, kind: type[Record], field: str, values: list[object]) -> None:
        for value in values:
            self._held[kind, field, value] = []
        named = [value for value in values if value is not None]
        for record in records_holding(self._reader.connection, kind, field, named) if named else ():
            self.know(record)
            for value in held_by(record, field):
                if (kind, field, value) in self._held and value in values:
                    self._held[kind, field, value].append(record.id)

    def _table(self, kind: type[R]) -> dict[str, R | None]:
        return cast("dict[str, R | None]", self._known.setdefault(kind, {}))


class TablesOnDemand(Mapping[str, Mapping[str, Record]]):
    """Tables of facts, each loaded when it is first looked at."""

    def __init__(self, loads: Mapping[str, Load]) -> None:
        """Keep how each register is loaded."""
        self._loads = loads
        self._tables: dict[str, dict[str, Record]] = {}

    def __getitem__(self, register: str) -> Mapping[str, Record]:
        """Return the records of a register by id; KeyError for one that is not in sight."""
        if register not in self._tables:
            self._tables[register] = {record.id: record for record in self._loads[register]()}
        return self._tables[register]

    def __iter__(self) -> Iterator[str]:
        """Yield the registers in sight."""
        return iter(self._loads)

    def __len__(self) -> int:
        """Return how many registers are in sight."""
        return len(self._loads)
