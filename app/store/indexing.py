"""Keeping the search index in step with the records."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, select

from app.domain.record import Record, Register
from app.domain.registers import REGISTERS
from app.store.commits import Change
from app.store.log_tables import CREATED, LIFE
from app.store.queries import SnapshotReader
from app.store.search import SearchText, forget_all, index_texts
from app.store.tables import layout_of

INDEX_FORMAT = "1"  # another one when search.py keeps or asks for texts in another way
WHOLE = ""  # in place of a register: the format of the whole index
_BATCH = 1_000


def index_versions(text_version: str) -> dict[str, str]:
    """Return what the entries of each register depend on, and under ``WHOLE`` what all of them do."""
    versions = {name: _version(register, text_version) for name, register in REGISTERS.items()}
    return {WHOLE: INDEX_FORMAT, **versions}


def _version(register: Register, text_version: str) -> str:
    fields = ((name, register.field(name).choices or ()) for name in register.search)
    searched = (name + "".join(f":{choice.label}" for choice in choices) for name, choices in fields)
    return " ".join((text_version, *searched))


def written_versions(versions: Mapping[str, str]) -> str:
    """Return the versions as the setting that keeps them."""
    return json.dumps(versions, ensure_ascii=False, sort_keys=True)


def outdated(kept: str, versions: Mapping[str, str]) -> list[str]:
    """Return the registers whose entries were made in another way than now; with ``WHOLE`` the index itself was."""
    try:
        known = dict(json.loads(kept))
    except (ValueError, TypeError):
        known = {}
    return [name for name, version in versions.items() if known.get(name) != version]


def is_searched(change: Change) -> bool:
    """Tell whether a change bears on what the search finds in its record."""
    searched = _searched_groups(change.register)
    return any(group in searched for group in change.groups)


@cache
def _searched_groups(register: str) -> frozenset[str]:
    declared = REGISTERS[register]
    return frozenset({CREATED, LIFE, *(declared.field(name).register_group for name in declared.search)})


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
    """Build the index anew from every record."""
    forget_all(connection)
    index_registers(connection, REGISTERS, text)


def index_registers(connection: Connection, names: Iterable[str], text: SearchText) -> None:
    """Index every record of these registers, deleted ones too: they may come back."""
    reader = SnapshotReader(connection)
    for name in names:
        ids = list(connection.scalars(select(layout_of(REGISTERS[name]).table.c.id)))
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            index_records(connection, name, reader.rows(name, batch, with_deleted=True), text)
