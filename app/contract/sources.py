"""Where the records come from that a rule needs: the facts at hand, a store, or either as a change would leave it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from app.domain.record import Member, Record

R = TypeVar("R", bound=Record)
Tables = Mapping[str, Mapping[str, Record]]


class Source(Protocol):
    """Answers which records there are; each answer holds a record once."""

    def by_id(self, kind: type[R], ids: Collection[str]) -> Iterable[R]:
        """Return the records with these ids; those that are not there are left out."""
        ...

    def holding(self, kind: type[R], field: str, values: Collection[object]) -> Iterable[R]:
        """Return the records whose field has, or of a set contains, one of these values."""
        ...

    def every(self, kind: type[R]) -> Iterable[R]:
        """Return all records of a kind."""
        ...


@dataclass(frozen=True, slots=True)
class Changed:
    """One record before and after a change; None where it is not there."""

    before: Record | None
    after: Record | None

    @property
    def either(self) -> Record:
        """Return the record as it will be, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found

    @property
    def kind(self) -> type[Record]:
        """Return the kind of the record."""
        return type(self.either)

    @property
    def id(self) -> str:
        """Return the id of the record."""
        return self.either.id

    @property
    def sides(self) -> tuple[Record, ...]:
        """Return the record as it was and as it will be, where it is there."""
        return tuple(each for each in (self.before, self.after) if each is not None)


def held_by(record: Record, field: str) -> tuple[object, ...]:
    """Return what a field of a record holds: its value, or the keys of its members."""
    value = getattr(record, field)
    if isinstance(value, tuple):
        return tuple(member.key if isinstance(member, Member) else member for member in value)
    return (value,)


class IndexedSource:
    """The records of tables, found by an index that is made when a field is first asked for and then kept."""

    def __init__(self, tables: Tables) -> None:
        """Look at these tables."""
        self._tables = tables
        self._indexes: dict[tuple[str, str], dict[object, dict[str, None]]] = {}

    def by_id(self, kind: type[R], ids: Collection[str]) -> Iterable[R]:
        """Return the records with these ids."""
        table = self._table(kind)
        return [table[each] for each in ids if each in table]

    def holding(self, kind: type[R], field: str, values: Collection[object]) -> Iterable[R]:
        """Return the records whose field has or contains one of these values."""
        table, index = self._table(kind), self._index(kind, field)
        ids = dict.fromkeys(each for value in values for each in index.get(value, ()))
        return [table[each] for each in ids]

    def every(self, kind: type[R]) -> Iterable[R]:
        """Return all records of a kind."""
        return self._table(kind).values()

    def take(self, tables: Tables, changed: Iterable[Changed]) -> None:
        """Look at other tables from now on, which differ by these changes alone."""
        self._tables = tables
        for each in changed:
            register = each.kind.REGISTER.name
            for (name, field), index in self._indexes.items():
                if name == register:
                    _move(index, field, each)

    def _table(self, kind: type[R]) -> Mapping[str, R]:
        return cast("Mapping[str, R]", self._tables.get(kind.REGISTER.name, {}))

    def _index(self, kind: type[Record], field: str) -> Mapping[object, Mapping[str, None]]:
        asked = (kind.REGISTER.name, field)
        if asked not in self._indexes:
            index: dict[object, dict[str, None]] = {}
            for record in self._table(kind).values():
                _put(index, field, record)
            self._indexes[asked] = index
        return self._indexes[asked]


def _put(index: dict[object, dict[str, None]], field: str, record: Record) -> None:
    for value in held_by(record, field):
        index.setdefault(value, {})[record.id] = None


def _move(index: dict[object, dict[str, None]], field: str, change: Changed) -> None:
    if change.before is not None:
        for value in held_by(change.before, field):
            index.get(value, {}).pop(change.id, None)
    if change.after is not None:
        _put(index, field, change.after)


class ChangedSource:
    """The records of a source as a change would leave them."""

    def __init__(self, base: Source, changed: Iterable[Changed]) -> None:
        """Lay the change over the source."""
        self._base = base
        self._changed: dict[type[Record], dict[str, Record | None]] = {}
        for each in changed:
            self._changed.setdefault(each.kind, {})[each.id] = each.after

    def by_id(self, kind: type[R], ids: Collection[str]) -> Iterable[R]:
        """Return the records with these ids."""
        laid = self._laid(kind)
        yield from self._base.by_id(kind, [each for each in ids if each not in laid])
        yield from (record for each in ids if (record := laid.get(each)) is not None)

    def holding(self, kind: type[R], field: str, values: Collection[object]) -> Iterable[R]:
        """Return the records whose field has or contains one of these values."""
        wanted = frozenset(values)
        yield from self._resting(kind, self._base.holding(kind, field, values))
        for record in self._laid(kind).values():
            if record is not None and not wanted.isdisjoint(held_by(record, field)):
                yield record

    def every(self, kind: type[R]) -> Iterable[R]:
        """Return all records of a kind."""
        yield from self._resting(kind, self._base.every(kind))
        yield from (record for record in self._laid(kind).values() if record is not None)

    def _laid(self, kind: type[R]) -> Mapping[str, R | None]:
        return cast("Mapping[str, R | None]", self._changed.get(kind, {}))

    def _resting(self, kind: type[R], found: Iterable[R]) -> Iterator[R]:
        laid = self._laid(kind)
        return (record for record in found if record.id not in laid)
