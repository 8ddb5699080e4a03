"""Keeping the search index in step with the records."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from app.domain.record import Record
from app.domain.registers import REGISTERS
from app.store.queries import SnapshotReader
from app.store.search import SearchText, forget_all, index_texts
from app.store.tables import layout_of

_BATCH = 1_000


def index_records(connection: Connection, register: str, records: Sequence[Record], text: SearchText) -> None:
    """Store what the search finds in these records of one register."""
    table = layout_of(REGISTERS[register]).table
    texts = {record.id: text(record) for record in records}
    ids = list(texts)
    for start in range(0, len(ids), _BATCH):
        query = select(table.c.id, table.c.local_no).where(table.c.id.in_(ids[start : start + _BATCH]))
        numbers = connection.execute(query).all()
        index_texts(connection, ((number, texts[record_id]) for record_id, number in numbers))


def index_everything(connection: Connection, text: SearchText) -> None:
    """Build the index anew from every record, deleted ones too: they may come back."""
    forget_all(connection)
    reader = SnapshotReader(connection)
    for name, register in REGISTERS.items():
        ids = list(connection.scalars(select(layout_of(register).table.c.id)))
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            index_records(connection, name, reader.rows(name, batch, with_deleted=True), text)
