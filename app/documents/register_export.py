"""One register as a file of its own: .csv or .xlsx."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.documents.workbook import Sheet, SheetColumn, Value, workbook
from app.domain.record import Field, Kind


def register_workbook(label: str, fields: Sequence[Field], rows: Iterable[Sequence[str]], on: date) -> bytes:
    """Return a register as .xlsx from the same texts that CSV holds; days and numbers become real ones."""
    columns = tuple(SheetColumn(field.label, 44.0 if field.kind is Kind.LONG_TEXT else 18.0) for field in fields)
    cells = [tuple(_value(field, text) for field, text in zip(fields, row, strict=True)) for row in rows]
    return workbook((Sheet(label, columns, cells),), label, "dxdesk", on)


def _value(field: Field, text: str) -> Value:
    if not text or field.many:
        return text
    if field.kind is Kind.DATE:
        return date.fromisoformat(text)
    return int(text) if field.kind is Kind.INTEGER else text
