"""A save asks the database no more than it has to; what is counted is questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import event

from app.domain.case import Case
from app.domain.expert import Expert
from app.domain.record import Member, Record
from app.store.changes_since import log_marks, touched_between
from app.store.holding import records_holding
from app.store.store import Store
from tests.store.making import AUTHOR, add, engine_of

CASE = Case(id="case-1", number="派-M07-0001", content="窓口の見直し", fields=(Member("ai"), Member("bpr")))


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """Note every question to the database."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(" ".join(statement.split()))

    event.listen(engine_of(store), "before_cursor_execute", note)
    yield statements
    event.remove(engine_of(store), "before_cursor_execute", note)


def about(statements: list[str], table: str) -> int:
    return sum(f" {table} " in f"{statement} " or f" {table}." in statement for statement in statements)


def saved(store: Store, record: Record, before: Record | None = None) -> list[str]:
    """Save a record and return what was asked."""
    with asked(store) as statements, store.unit_of_work(AUTHOR, "編集") as uow:
        uow.save(record, before=before)
        uow.commit()
    return statements


def test_a_field_that_nobody_searches_leaves_the_index_alone(store: Store) -> None:
    add(store, CASE)
    assert about(saved(store, replace(CASE, note="電話")), "search_entry") == 0
    assert about(saved(store, replace(CASE, note="電話", content="研修の計画")), "search_entry") > 0
    assert store.ids("cases", search="研修") == ["case-1"]
    assert store.ids("cases", search="見直し") == []


def test_sets_that_were_read_are_not_read_again(store: Store) -> None:
    add(store, CASE)
    noted = replace(CASE, note="電話")
    assert about(saved(store, noted), "case_field") > 0
    assert about(saved(store, replace(noted, note="対面"), before=noted), "case_field") == 0


def test_a_set_that_changed_is_written_whether_it_was_read_or_not(store: Store) -> None:
    add(store, CASE)
    saved(store, replace(CASE, fields=(Member("ai"),)), before=CASE)
    assert store.get(Case, "case-1").fields == (Member("ai"),)
    saved(store, CASE)
    assert store.get(Case, "case-1").fields == CASE.fields


def test_what_was_written_since_is_told_by_record(store: Store) -> None:
    def marks() -> dict[int, int]:
        with store.reading() as reader:
            return dict(log_marks(reader.connection))

    def touched(since: dict[int, int]) -> dict[str, frozenset[str]]:
        with store.reading() as reader:
            return dict(touched_between(reader.connection, since, log_marks(reader.connection)))

    start = marks()
    assert touched(start) == {}
    add(store, CASE, Expert(id="expert-1", name="山﨑　誠"))
    middle = marks()
    assert touched(start) == {"cases": {"case-1"}, "experts": {"expert-1"}}
    saved(store, replace(CASE, fields=(Member("ai"),)))  # only a row of the set's own table
    assert touched(middle) == {"cases": {"case-1"}}
    store.undo(AUTHOR)
    assert touched(middle) == {"cases": {"case-1"}}
    assert touched(marks()) == {}


def test_records_are_found_by_what_a_field_has_or_a_set_contains(store: Store) -> None:
    cases = [
        replace(CASE, id=f"case-{number}", municipality_code=code, expert_ids=experts)
        for number, (code, experts) in enumerate(
            [("112232", (Member("expert-1"),)), ("112232", ()), ("112241", (Member("expert-1"), Member("expert-2")))]
        )
    ]
    add(store, *cases)
    with store.unit_of_work(AUTHOR, "削除") as uow:
        uow.delete(cases[1])
        uow.commit()
    with store.reading() as reader:
        found = {
            value: {case.id for case in records_holding(reader.connection, Case, field, [value])}
            for field, value in (("municipality_code", "112232"), ("expert_ids", "expert-1"), ("expert_ids", "x"))
        }
        both = records_holding(reader.connection, Case, "municipality_code", ["112232", "112241"])
    assert found == {"112232": {"case-0"}, "expert-1": {"case-0", "case-2"}, "x": set()}
    assert sorted(both, key=lambda case: case.id) == [cases[0], cases[2]]
