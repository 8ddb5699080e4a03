"""Read queries: ids first, records by page, all from one snapshot of the database."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, exists, func, select

from app.domain.errors import AppError
from app.domain.record import Field, Kind, Record, Register
from app.domain.registers import REGISTERS
from app.store.log_tables import BLOB
from app.store.rows import BATCH, columns_query, read_records
from app.store.search import has_index, matching
from app.store.tables import IDENTITY, LAYOUTS, layout_of, layout_of_set
from app.store.values import to_column

R = TypeVar("R", bound=Record)
_SEVERAL = (tuple, list, set, frozenset)


class Reader:
    """What can be asked of the records; deleted ones are not seen unless asked for."""

    @property
    def connection(self) -> Connection:
        """Return the connection that the queries run on."""
        raise NotImplementedError

    def get(self, kind: type[R], record_id: str) -> R:
        """Return a record; AppError ``store.record_missing`` when there is none or it was deleted."""
        found = self.rows(kind.REGISTER.name, (record_id,))
        if not found:
            raise AppError("store.record_missing", where=record_id, label=kind.REGISTER.label)
        record = found[0]
        assert isinstance(record, kind)  # noqa: S101
        return record

    def find(self, kind: type[R], **equals: object) -> list[R]:
        """Return the records whose fields have these values, in the default order of their list.

        A tuple, list or set means any of its values; for a set field, that it holds the given key.
        """
        register = kind.REGISTER
        query = columns_query(register.table).where(*_conditions(register, equals))
        return read_records(self.connection, kind, query.order_by(*_order(register, register.order)))

    def find_in(self, kind: type[R], field: str, values: Iterable[object]) -> list[R]:
        """Return the records whose field has one of these values, in the default order of their list."""
        wanted = list(dict.fromkeys(values))
        found: list[R] = []
        for start in range(0, len(wanted), BATCH):
            found += self.find(kind, **{field: wanted[start : start + BATCH]})
        return found

    def ids(
        self,
        register: str,
        where: Mapping[str, object] | None = None,
        search: str = "",
        order: Sequence[str] = (),
        limit: int = 0,
    ) -> list[str]:
        """Return the ids of the records that match, in order; ``-name`` is descending, a limit of 0 is none."""
        query = self._ids_query(register, where or {}, search, order)
        result = self.connection.execute(query.limit(limit) if limit else query)
        return [row[0] for row in result.cursor.fetchall()]  # plain rows: twice as fast for a million ids

    def id_batches(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", order: Sequence[str] = ()
    ) -> Generator[list[str]]:
        """Yield the ids that ``ids`` would return, some thousand at a time."""
        result = self.connection.execute(self._ids_query(register, where or {}, search, order))
        try:
            while rows := result.cursor.fetchmany(BATCH):
                yield [row[0] for row in rows]
        finally:
            result.close()

    def _ids_query(
        self, register: str, where: Mapping[str, object], search: str, order: Sequence[str]
    ) -> Select[tuple[str]]:
        declared = REGISTERS[register]
        table = layout_of(declared).table
        query: Select[tuple[str]] = select(table.c.id).where(*_conditions(declared, where))
        found = matching(search, indexed=has_index(self.connection))
        if found is not None:
            query = query.where(table.c.local_no.in_(found))
        return query.order_by(*_order(declared, (*order, *declared.order)))

    def rows(self, register: str, ids: Sequence[str], *, with_deleted: bool = False) -> list[Record]:
        """Return the records with these ids, in the order asked for; those that are gone are left out."""
        kind = REGISTERS[register].record
        found: dict[str, Record] = {}
        for start in range(0, len(ids), BATCH):
            query = _rows_query(kind.REGISTER.table, with_deleted)
            batch = {"ids": ids[start : start + BATCH]}
            found.update((record.id, record) for record in read_records(self.connection, kind, query, batch))
        return [found[record_id] for record_id in ids if record_id in found]

    def count(self, register: str, where: Mapping[str, object] | None = None) -> int:
        """Return how many records match."""
        declared = REGISTERS[register]
        query = select(func.count()).select_from(layout_of(declared).table)
        return self.connection.execute(query.where(*_conditions(declared, where or {}))).scalar_one()

    def counts_by_member(
        self, register: str, field: str, keys: Sequence[str], where: Mapping[str, object] | None = None
    ) -> dict[str, int]:
        """Return for each of these keys in how many matching records a set field holds it, asked all at once."""
        declared = REGISTERS[register]
        table, members = layout_of(declared).table, layout_of_set(declared.field(field)).table
        query = (
            select(members.c.member, func.count())
            .join(table, table.c.id == members.c.owner_id)
            .where(~members.c.sync_deleted, members.c.member.in_(keys), *_conditions(declared, where or {}))
            .group_by(members.c.member)
        )
        found = {member: int(count) for member, count in self.connection.execute(query)}
        return {key: found.get(key, 0) for key in keys}

    def blob(self, sha256: str) -> bytes:
        """Return the bytes kept under a hash; AppError ``store.blob_missing`` when there are none."""
        content = self.connection.execute(select(BLOB.c.content).where(BLOB.c.sha256 == sha256)).scalar()
        if content is None:
            raise AppError("store.blob_missing", where=sha256)
        return bytes(content)


@cache
def _rows_query(table_name: str, with_deleted: bool) -> Select[Any]:
    table = LAYOUTS[table_name].table
    query = columns_query(table_name).where(table.c.id.in_(bindparam("ids", expanding=True)))
    return query if with_deleted else query.where(~table.c.sync_deleted)


def _conditions(register: Register, equals: Mapping[str, object]) -> list[ColumnElement[bool]]:
    table = layout_of(register).table
    asked = (_condition(register, name, value) for name, value in equals.items())
    return [~table.c.sync_deleted, *asked]


def _condition(register: Register, name: str, value: object) -> ColumnElement[bool]:
    table = layout_of(register).table
    field = IDENTITY if name == "id" else register.field(name)
    if not field.many:
        return _equals(field, table.c[field.name], value)
    members = layout_of_set(field).table
    return exists().where(
        members.c.owner_id == table.c.id, ~members.c.sync_deleted, _equals(field, members.c.member, value)
    )


def _equals(field: Field, column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    if isinstance(value, _SEVERAL):
        return column.in_([to_column(field, item) for item in value])
    wanted = to_column(field, value)
    return column.is_(None) if wanted is None else column == wanted


def _order(register: Register, names: Iterable[str]) -> list[ColumnElement[Any]]:
    """Return the ORDER BY: each column once, empty ones first when ascending on every database."""
    table = layout_of(register).table
    clauses: dict[str, ColumnElement[Any]] = {}
    for item in names:
        name, falls = item.removeprefix("-"), item.startswith("-")
        if name in clauses:
            continue
        column: ColumnElement[Any] = table.c.id if name == "id" else _sortable(register.field(name), table.c)
        clauses[name] = column.desc().nulls_last() if falls else column.asc().nulls_first()
    return list(clauses.values())


def _sortable(field: Field, columns: Any) -> ColumnElement[Any]:
    if field.many or not field.stored:
        raise AppError("store.not_sortable", where=field.label, label=field.label)
    column: ColumnElement[Any] = columns[field.name]
    if field.kind is Kind.CHOICE and field.choices is not None:
        ranks = {choice.value: number for number, choice in enumerate(field.choices)}
        return case(ranks, value=column, else_=len(ranks))
    return column


class SnapshotReader(Reader):
    """A reader on a connection of its own."""

    def __init__(self, connection: Connection) -> None:
        """Read from this connection."""
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """Return the connection that the queries run on."""
        return self._connection
