"""Hands registers over: one as a file, or all of them as the bundle for the prefecture."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from app.documents.bundle import BundleTable, bundle
from app.documents.csv_export import Encoding, csv_file
from app.documents.csv_export import Unencodable as LackingCharacter
from app.documents.field_text import Names, file_text
from app.documents.workbook import Sheet, SheetColumn, Value, workbook
from app.domain.errors import AppError
from app.domain.record import Audience, Field, Kind, Record, Register
from app.domain.registers import REGISTERS
from app.platform.atomic_file import write_atomically
from app.services.judging.fact_loading import bare_facts, contract_of
from app.services.judging.wording import title_of
from app.services.papers.service import letterhead
from app.services.registers.records import RecordService
from app.services.surroundings import Surroundings
from app.services.views import BundleEntry, Exported, MadeBundle, Unencodable
from app.store.queries import Reader
from app.store.store import Store

EXCEL_ROWS = 1_048_575
EXPORTED = tuple(register for register in REGISTERS.values() if register.exported)


class HandoverService:
    """Makes files of registers; nothing that is for the contractor's eyes only leaves in them."""

    def __init__(self, store: Store, surroundings: Surroundings, records: RecordService) -> None:
        """Read from this store."""
        self._store = store
        self._surroundings = surroundings
        self._records = records

    def export(self, name: str, path: Path, encoding: str) -> Exported:
        """Write one register as ``.csv`` or ``.xlsx``, by the ending of the file's name."""
        register = _exported(name)
        with self._store.reading() as reader:
            if path.suffix.lower() == ".xlsx":
                data, rows = self._workbook(reader, register)
                lacking: tuple[LackingCharacter, ...] = ()
            elif path.suffix.lower() == ".csv":
                table = self._table(reader, register)
                made = csv_file(register.label, table.fields, table.rows, _encoding(encoding))
                data, rows, lacking = made.data, made.rows, made.unencodable
            else:
                raise AppError("services.export_ending", where=str(path), path=path.name)
        write_atomically(path, data, private=True)
        return Exported(rows, _unencodable(lacking))

    def bundle(self, encoding: str) -> MadeBundle:
        """Return every exported register with schema, manifest and covering note in one ZIP."""
        with self._store.reading() as reader:
            facts = letterhead(contract_of(reader), self._surroundings.today())
            made = bundle([self._table(reader, register) for register in EXPORTED], facts, _encoding(encoding))
        entries = tuple(BundleEntry(entry.name, entry.rows or 0, entry.sha256) for entry in made.entries)
        return MadeBundle(made.data, entries, _unencodable(made.unencodable))

    def _table(self, reader: Reader, register: Register) -> BundleTable:
        fields = _leaving(register)
        names = self._names(reader)
        rows = (
            [file_text(field, getattr(record, field.name), names) for field in fields]
            for record in reader.find(register.record)
        )
        return BundleTable(register.name, register.label, fields, rows)

    def _names(self, reader: Reader) -> Names:
        """Return what codes and ids are called; each register that is pointed at is read once."""

        @cache
        def titles(name: str) -> dict[str, str]:
            return {record.id: title_of(record, words) for record in reader.find(REGISTERS[name].record)}

        terms = bare_facts(reader, self._surroundings).terms
        support_fields = {field.code: field.name for field in terms.support_fields}
        words = {**support_fields, **{each.code: each.name for each in self._surroundings.municipalities}}
        return Names(support_fields, lambda register, record_id: titles(register).get(record_id, ""))

    def _workbook(self, reader: Reader, register: Register) -> tuple[bytes, int]:
        fields, names = _leaving(register), self._names(reader)
        records = reader.find(register.record)
        if len(records) > EXCEL_ROWS:
            raise AppError("services.too_many_for_excel", count=len(records), limit=EXCEL_ROWS)
        columns = tuple(SheetColumn(field.label, _width(field), wraps=_is_long(field)) for field in fields)
        rows = [list(_cells(record, fields, names)) for record in records]
        contract = contract_of(reader)
        sheet = Sheet(register.label.replace("・", ""), columns, rows)
        data = workbook([sheet], register.label, contract.contractor, self._surroundings.today())
        return data, len(rows)


def _exported(name: str) -> Register:
    register = REGISTERS.get(name)
    if register is None or not register.exported:
        names = "、".join(register.name for register in EXPORTED)
        raise AppError("services.no_such_register", register=name, registers=names)
    return register


def _encoding(name: str) -> Encoding:
    try:
        return Encoding(name)
    except ValueError:
        raise AppError("services.no_such_encoding", encoding=name) from None


def _leaving(register: Register) -> tuple[Field, ...]:
    """Return the fields that may leave the contractor; attachments stay inside."""
    return tuple(
        field for field in register.fields if field.audience is not Audience.CONTRACTOR and field.kind is not Kind.FILE
    )


def _cells(record: Record, fields: tuple[Field, ...], names: Names) -> Iterator[Value]:
    for field in fields:
        value = getattr(record, field.name)
        is_plain = isinstance(value, int | date) and not isinstance(value, bool)
        yield value if is_plain and field.kind is not Kind.MOMENT else file_text(field, value, names)


def _is_long(field: Field) -> bool:
    return field.many or field.kind is Kind.LONG_TEXT


def _width(field: Field) -> float:
    return 40.0 if _is_long(field) else 18.0


def _unencodable(found: tuple[LackingCharacter, ...]) -> tuple[Unencodable, ...]:
    return tuple(Unencodable(item.row, f"{item.register}／{item.field}", item.character) for item in found)
