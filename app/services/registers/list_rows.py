"""The rows of lists in words: light enough to be loaded before the first list is painted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.entry_context import EntryContext
from app.domain.entry_format import format_entry
from app.domain.record import Field, Record

START_IDS = 1_000  # as many as a list shows before it asks for all of them
TONES = {
    "received": "warn",
    "matching": "",
    "consulting": "",
    "decided": "",
    "supporting": "",
    "completed": "",
    "closed": "muted",
    "withdrawn": "muted",
    "planned": "",
    "arranging": "warn",
    "held": "good",
    "reported": "good",
    "cancelled": "muted",
    "agreed": "good",
    "refused": "bad",
    "pending": "warn",
}

TONES_OF = {("sessions", "held"): "warn"}  # a dispatch that was held owes its report


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its cells as people read them, and the tone of its state."""

    id: str
    cells: Mapping[str, str]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ListStart:
    """The first ids of a list with the rows of the very first; ``is_whole`` when there are no other ids."""

    ids: Sequence[str]
    rows: Sequence[Row]
    is_whole: bool


def row_in_words(record: Record, fields: Sequence[Field], context: EntryContext) -> Row:
    """Return a record as a row of its list."""
    cells = {field.name: format_entry(field, getattr(record, field.name), context) for field in fields}
    status = getattr(record, "status", None) or getattr(record, "result", None)
    if status is None:
        return Row(record.id, cells)
    return Row(record.id, cells, TONES_OF.get((record.REGISTER.name, status.value), TONES.get(status.value, "")))


def name_in_words(record: Record, context: EntryContext) -> str:
    """Return the words that name a record to a person, with municipalities, fields and records by their names."""
    register = record.REGISTER
    words = (format_entry(register.field(name), getattr(record, name), context) for name in register.title)
    return " ".join(filter(None, words)) or record.id
