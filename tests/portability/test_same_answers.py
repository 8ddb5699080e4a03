"""The same records get the same answers from the encrypted file and from PostgreSQL: same ids, in the same order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select

from app.domain.record import Record, Register
from app.domain.registers import REGISTERS
from app.store.group_heads import heads_of
from app.store.history import commits, history
from app.store.log_tables import SEARCH_ENTRY, SYNC_CTX, SYNC_HEAD, SYNC_OP, SYNC_PRED
from app.store.queries import SnapshotReader
from app.store.store import Store
from tests.portability.conftest import store_on
from tests.portability.records import WORDS, WRITTEN_AT, drawn_records
from tests.store.making import AUTHOR, KEY, add, make_workspace

RECORDS = drawn_records()
# Their fields are of every kind there is.
ALL_KINDS = ("cases", "sessions", "experts", "decisions", "hearing-themes", "amendments")
Both = tuple[Store, Store]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[[str], Engine]) -> Iterator[Both]:
    """Return a store on a file and one on the server, both with the same history."""
    directory = tmp_path_factory.mktemp("both")
    make_workspace(directory)
    on_file = Store.open(directory, KEY, app_ver="0.1.0", milliseconds=lambda: WRITTEN_AT)
    engine = new_database("same_answers")
    on_server = store_on(engine, directory)
    for store in (on_file, on_server):
        live(store)
    yield on_file, on_server
    on_file.close()
    engine.dispose()


def live(store: Store) -> None:
    """Write every record, change some, delete some, bring some of them back."""
    add(store, *RECORDS)
    changed = [replace(record, **_fields_of(RECORDS[place - 1], record)) for place, record in enumerate(RECORDS[:40])]
    with store.unit_of_work(AUTHOR, "変更") as work:
        for record in changed:
            work.save(record)
        work.commit()
    for reason, deleted in (("削除", RECORDS[::9]), ("また削除", RECORDS[1::9])):
        with store.unit_of_work(AUTHOR, reason) as work:
            for record in deleted:
                work.delete(record)
            work.commit()
    store.undo(AUTHOR)


def _fields_of(other: Record, record: Record) -> dict[str, Any]:
    """Return another record's fields, where it is of the same kind."""
    if type(other) is not type(record):
        return {}
    return {field.name: getattr(other, field.name) for field in fields(other) if field.name != "id"}


def agreed(both: Both, question: Callable[[SnapshotReader], Sequence[object]]) -> Sequence[object]:
    """Return the one answer of both stores."""
    with both[0].reading() as on_file, both[1].reading() as on_server:
        answer = question(on_file)
        assert question(on_server) == answer
    return answer


def test_fields_of_every_kind_are_asked_for() -> None:
    fields_asked = [field for name in ALL_KINDS for field in REGISTERS[name].fields]
    everywhere = [field for register in REGISTERS.values() for field in register.fields]
    assert {(field.kind, field.many) for field in fields_asked} == {(field.kind, field.many) for field in everywhere}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_records_come_back_alike_in_the_same_order_with_the_same_history(both: Both, register: Register) -> None:
    written = [record.id for record in RECORDS if record.REGISTER is register]
    assert len(agreed(both, lambda reader: reader.rows(register.name, written, with_deleted=True))) == len(written)
    agreed(both, lambda reader: reader.ids(register.name))
    one = written[0]
    assert agreed(both, lambda reader: history(reader.connection, register, one))
    assert agreed(both, lambda reader: list(heads_of(reader.connection, register, one).items()))


@pytest.mark.parametrize("name", ALL_KINDS)
def test_lists_have_the_same_order_by_any_column_rising_and_falling(both: Both, name: str) -> None:
    columns = [field.name for field in REGISTERS[name].fields if field.stored and not field.many]
    orders = [f"{sign}{column}" for column in columns for sign in ("", "-")]
    assert agreed(both, lambda reader: [reader.ids(name, order=[order]) for order in orders])


@pytest.mark.parametrize("name", ALL_KINDS)
def test_every_value_finds_the_same_records(both: Both, name: str) -> None:
    questions: list[dict[str, object]] = []
    for field in REGISTERS[name].fields:
        values = [getattr(record, field.name) for record in RECORDS if record.REGISTER.name == name][:8]
        asked = [member.key for value in values for member in value] if field.many else values
        questions += [{field.name: value} for value in (*dict.fromkeys(asked), tuple(asked))]
    assert agreed(both, lambda reader: [reader.ids(name, where) for where in questions])


@pytest.mark.parametrize("name", ["cases", "sessions", "experts"])
def test_the_search_finds_the_same_records(both: Both, name: str) -> None:
    needles = [*filter(str.strip, WORDS), "窓口 口", "高崎 dx", "口窓", "%", "_", "/", "\\", "0", "ア ア", "\ud842"]
    found = agreed(both, lambda reader: [reader.ids(name, search=needle) for needle in needles])
    assert len([ids for ids in found if ids]) > len(needles) // 2


@pytest.mark.parametrize("table", [SYNC_OP, SYNC_PRED, SYNC_HEAD, SYNC_CTX, SEARCH_ENTRY], ids=str)
def test_the_log_and_the_searched_text_are_the_same_row_by_row(both: Both, table: Table) -> None:
    query = select(table).order_by(*table.primary_key.columns)
    assert agreed(both, lambda reader: [tuple(row) for row in reader.connection.execute(query)]) or table is SYNC_CTX


def test_the_commits_are_the_same_and_nothing_is_wrong(both: Both) -> None:
    assert len(agreed(both, lambda reader: commits(reader.connection, 9))) == 5
    assert [store.verify() for store in both] == [[], []]
    assert both[0].counts() == both[1].counts()
    assert list(both[0].packed_ids("cases")) == list(both[1].packed_ids("cases")) == both[0].ids("cases")
    assert both[0].undoable(AUTHOR) == both[1].undoable(AUTHOR)
    assert both[0].redoable(AUTHOR) == both[1].redoable(AUTHOR)
