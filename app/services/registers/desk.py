"""What can be done with any register alike: its records by page, and its list on paper."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from app.domain.entry import EntryContext, format_entry
from app.domain.errors import AppError
from app.domain.record import Audience, Field, Kind, Member, Record, Register
from app.domain.registers import REGISTERS
from app.services.judging.fact_loading import contract_of
from app.services.registers.records import RecordService
from app.services.surroundings import Surroundings
from app.services.views import MadeDocument
from app.store.store import Store

PAGE = 500
MOST_PRINTED = 10_000
SHARES: Mapping[Kind, float] = {
    Kind.LONG_TEXT: 3.2,
    Kind.TEXT: 1.8,
    Kind.DATE: 1.3,
    Kind.MOMENT: 1.5,
    Kind.TIME: 0.7,
    Kind.INTEGER: 0.8,
    Kind.BOOLEAN: 0.7,
    Kind.CHOICE: 1.1,
    Kind.MUNICIPALITY: 1.2,
    Kind.SUPPORT_FIELD: 2.2,
    Kind.TERM: 2.2,
    Kind.REFERENCE: 1.9,
    Kind.FILE: 1.6,
}


class RegisterDesk:
    """Reads registers; never changes anything."""

    def __init__(self, store: Store, surroundings: Surroundings, records: RecordService) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings
        self._records = records

    def records(self, register: str, ids: Sequence[str]) -> Iterator[Record]:
        """Yield the records of these ids in their order, read by page; those that are no longer there are left out."""
        for start in range(0, len(ids), PAGE):
            yield from self._store.rows(register, ids[start : start + PAGE])

    def print(
        self, register: str, where: Mapping[str, object] | None = None, search: str = "", internal: bool = False
    ) -> MadeDocument:
        """Return the list of a register as PDF; ``where`` and ``search`` narrow it as in ``Desk.ids``.

        Only the internal edition shows what is for the contractor's eyes alone. AppError services.no_such_register,
        services.nothing_to_print, services.narrowed_by_our_own, services.too_many_to_print.
        """
        from app.documents.register_print import PrintedColumn, RegisterPrint, register_print  # reportlab is heavy

        declared = _declared(register, internal)
        fields = _shown(declared, internal)
        if not internal:
            _demand_open_filters(declared, where or {})
        ids = self._records.ids(register, where or {}, search)
        if len(ids) > MOST_PRINTED:
            raise AppError("services.too_many_to_print", register=declared.label, count=len(ids), limit=MOST_PRINTED)
        with self._store.reading() as reader:
            contract = contract_of(reader)
        made = register_print(
            RegisterPrint(
                title=declared.label,
                contract=contract.name,
                contractor=contract.contractor,
                on=self._surroundings.today(),
                filters=tuple(_filters(declared, where or {}, search, self._records.context())),
                columns=[PrintedColumn(each.label, _share(each), each.kind is Kind.INTEGER) for each in fields],
                rows=self._cells(register, ids, fields),
                count=len(ids),
                internal=internal,
            )
        )
        digest = hashlib.sha256(made.data).hexdigest()
        return MadeDocument(made.data, made.pages, digest, f"{declared.label}_{self._surroundings.today()}.pdf")

    def _cells(self, register: str, ids: Sequence[str], fields: Sequence[Field]) -> Iterator[Sequence[str]]:
        for start in range(0, len(ids), PAGE):
            for row in self._records.rows(register, ids[start : start + PAGE]):
                yield [row.cells[field.name] for field in fields]


def _declared(name: str, internal: bool) -> Register:
    register = REGISTERS.get(name)
    if register is None or not (register.exported or internal):
        names = "、".join(each.name for each in REGISTERS.values() if each.exported or internal)
        raise AppError("services.no_such_register", register=name, registers=names)
    return register


def _shown(register: Register, internal: bool) -> tuple[Field, ...]:
    """Return the columns of the list that an edition may show."""
    columns = (register.field(name) for name in register.columns)
    fields = tuple(field for field in columns if internal or field.audience is not Audience.CONTRACTOR)
    if not fields:
        raise AppError("services.nothing_to_print", register=register.label)
    return fields


def _demand_open_filters(register: Register, where: Mapping[str, object]) -> None:
    """Refuse to narrow a list that may leave the contractor by what is for the contractor's eyes alone."""
    own = [each.label for each in register.fields if each.name in where and each.audience is Audience.CONTRACTOR]
    if own:
        raise AppError("services.narrowed_by_our_own", register=register.label, fields="、".join(own))


def _share(field: Field) -> float:
    return 2.2 if field.many else SHARES[field.kind]


def _filters(register: Register, where: Mapping[str, object], search: str, context: EntryContext) -> Iterator[str]:
    """Yield in words what a list is narrowed by."""
    for name, value in where.items():
        field = register.field(name)
        several = isinstance(value, tuple | list | frozenset | set) and not field.many
        values = tuple(value) if several else (value,)  # type: ignore[arg-type]
        yield f"{field.label}：{'・'.join(_word(field, each, context) for each in values)}"
    if search.strip():
        yield f"検索：{search.strip()}"


def _word(field: Field, value: object, context: EntryContext) -> str:
    if value in (None, "", ()):
        return "空欄"
    if field.many and isinstance(value, str | tuple | list):
        keys = (value,) if isinstance(value, str) else tuple(value)
        value = tuple(each if isinstance(each, Member) else Member(str(each)) for each in keys)
    return format_entry(field, value, context)
