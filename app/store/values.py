"""A field's value in its three shapes: in the record, in the column, and in the change log.

Columns: text and codes as text, never NULL; days, times and integers as such; a moment as text in UTC with
microseconds (``2026-07-10T03:12:45.000000Z``), so that its order as text is its order in time on every database.
Change log: JSON without floats.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from app.domain.errors import AppError
from app.domain.record import Field, Kind

_TEXT_KINDS = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.MUNICIPALITY, Kind.SUPPORT_FIELD, Kind.TERM, Kind.REFERENCE, Kind.FILE}
)
_PYTHON_TYPES: Mapping[Kind, type] = {Kind.DATE: date, Kind.TIME: time, Kind.INTEGER: int, Kind.BOOLEAN: bool}
_MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def is_text(field: Field) -> bool:
    """Tell whether a field's column is text that is never NULL."""
    return field.kind in _TEXT_KINDS or field.kind is Kind.CHOICE


def to_column(field: Field, value: object) -> object:
    """Return a record's value as its column holds it; TypeError when it is of another kind."""
    if is_text(field):
        if value is None and field.kind is Kind.CHOICE:
            return ""
        if not isinstance(value, str):
            raise TypeError(f"{field.name}: text expected, not {type(value).__name__}")
        return storable_text(field, str(value.value) if hasattr(value, "value") else value)
    if value is None and field.kind is not Kind.BOOLEAN:
        return None
    if field.kind is Kind.MOMENT:
        return _moment_text(field, value)
    expected = _PYTHON_TYPES[field.kind]
    if type(value) is not expected:
        raise TypeError(f"{field.name}: {expected.__name__} expected, not {type(value).__name__}")
    return value


def storable_text(field: Field, text: str) -> str:
    """Return text unchanged; AppError when it holds half a character or a NUL, which no database keeps."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise AppError("store.unstorable_text", where=field.label, label=field.label) from None
    if "\0" in text:
        raise AppError("store.unstorable_text", where=field.label, label=field.label)
    return text


def _moment_text(field: Field, value: object) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"{field.name}: an aware datetime expected, not {type(value).__name__}")
    return value.astimezone(UTC).strftime(_MOMENT_FORMAT)


def from_column(field: Field, value: object) -> object:
    """Return a column's value as the record holds it.

    A choice that this version does not know is kept as the plain text that is stored.
    """
    if field.kind is Kind.CHOICE and field.choices is not None:
        return _choice(field, str(value))
    if field.kind is Kind.MOMENT and isinstance(value, str):
        return datetime.strptime(value, _MOMENT_FORMAT).replace(tzinfo=UTC)
    return value


def needs_conversion(field: Field) -> bool:
    """Tell whether a column's value and the record's differ at all."""
    return field.kind in (Kind.CHOICE, Kind.MOMENT)


def _choice(field: Field, value: str) -> object:
    if not value or field.choices is None:
        return None
    try:
        return field.choices(value)
    except ValueError:
        return value


def to_log(value: object) -> object:
    """Return a column's value as the change log holds it."""
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def from_log(field: Field, value: object) -> object:
    """Return the change log's value as the column holds it."""
    if isinstance(value, str) and field.kind is Kind.DATE:
        return date.fromisoformat(value)
    if isinstance(value, str) and field.kind is Kind.TIME:
        return time.fromisoformat(value)
    return value


def empty(field: Field) -> object:
    """Return what a column holds when nothing was ever written to it: its default in the database."""
    if is_text(field):
        return ""
    return False if field.kind is Kind.BOOLEAN else None
