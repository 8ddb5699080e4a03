"""Make the stored workspace of a release: every kind of record, changed, deleted, brought back, undone.

Run once for a release, ``python -m tests.upgrade.stored_release 0.1.0``, and never again: the file is what that release
wrote. What must be found in it stands beside it as JSON.
"""

import json
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from app.domain.record import Field, Kind, Member, Record
from app.domain.registers import REGISTERS
from app.store.cipher import DatabaseKey
from app.store.keys import make_header, write_header
from app.store.store import Store
from app.store.values import to_column, to_log

HERE = Path(__file__).resolve().parent
KEY = DatabaseKey(b"the key of stored test releases!")
WORKSPACE = "01900000-0000-7000-8000-000000000001"
BLOB = ("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", b"x")
WRITTEN_AT = 1_783_600_000_000  # milliseconds: 2026-07-09
TEXT = "髙﨑　𠮷郎＝=1+1"


class NoRing:
    """A key ring that keeps nothing: the tests know the key."""

    def is_available(self) -> bool:
        return False

    def get(self, workspace_id: str) -> bytes | None:
        return None

    def set(self, workspace_id: str, key: bytes) -> None:
        pass

    def delete(self, workspace_id: str) -> None:
        pass


def example(field: Field) -> object:
    """Return a value of a field's kind, the same every time."""
    if field.many:
        keys = [choice.value for choice in field.choices][:2] if field.choices else ["1", "2"]
        level = next(iter(field.levels)).value if field.levels else ""
        return tuple(Member(key, level) for key in keys)
    values: dict[Kind, object] = {
        Kind.DATE: date(2026, 7, 10),
        Kind.TIME: time(13, 30),
        Kind.MOMENT: datetime(2026, 7, 10, 3, 12, 45, 123456, tzinfo=UTC),
        Kind.INTEGER: 3,
        Kind.BOOLEAN: True,
        Kind.CHOICE: list(field.choices)[-1] if field.choices else "",
        Kind.MUNICIPALITY: "111007",
        Kind.LONG_TEXT: f"{TEXT}\n二行目\t",
    }
    return values.get(field.kind, TEXT)


def filled(record: type[Record], number: int) -> Record:
    """Return a record with every field filled in."""
    values = {field.name: example(field) for field in record.REGISTER.fields}
    return record(id=f"00000000-0000-7000-8000-{number:012d}", **values)


def content(record: Record) -> dict[str, object]:
    """Return a record as JSON has it."""
    told: dict[str, object] = {"id": record.id}
    for field in record.REGISTER.fields:
        value = getattr(record, field.name)
        told[field.name] = sorted(map(list, value)) if field.many else to_log(to_column(field, value))
    return told


def write(store: Store) -> None:
    """Write commits of every sort."""
    records = [filled(register.record, number) for number, register in enumerate(REGISTERS.values())]
    with store.unit_of_work("担当　一郎", "登録") as work:
        for record in records:
            work.add(record)
        work.put_blob(*BLOB)
        work.next_number("派")
        work.commit()
    emptied = []
    for record in records:
        nothing: dict[str, Any] = {field.name: () for field in record.REGISTER.fields if field.many}
        nothing |= {field.name: "" for field in record.REGISTER.fields if field.kind is Kind.LONG_TEXT}
        emptied.append(replace(record, **nothing))
    with store.unit_of_work("担当　二郎", "変更") as work:
        for record in emptied:
            work.save(record)
        work.commit()
    with store.unit_of_work("担当　三郎", "削除") as work:
        for record in emptied:
            work.delete(record)
        work.commit()
    store.undo("担当　三郎")
    store.undo("担当　二郎")
    with store.unit_of_work("担当　一郎", "空の記録") as work:
        for number, register in enumerate(REGISTERS.values(), start=500):
            work.add(register.record(id=f"00000000-0000-7000-8000-{number:012d}"))
        work.commit()


def main(release: str) -> None:
    """Write ``release-<version>.db`` and what must be found in it."""
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        store = Store.create(
            directory, KEY, WORKSPACE, app_ver=release, site_code="M07", milliseconds=lambda: WRITTEN_AT
        )
        write_header(directory, make_header(WORKSPACE, KEY, key_ring=NoRing()))
        write(store)
        with store.reading() as reader:
            found = {
                name: [content(record) for record in reader.rows(name, sorted(reader.ids(name)))] for name in REGISTERS
            }
        store.close()
        shutil.copy(directory / "desk.db", HERE / f"release-{release}.db")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (HERE / f"release-{release}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
