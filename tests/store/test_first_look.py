"""The first look reads by plain SQL what the store reads, and looks into nothing that only the store understands."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.plan import PlanVersion
from app.domain.record import Kind, Member, Record
from app.domain.registers import RECORDS
from app.domain.session import Session
from app.platform.paths import WorkspacePaths
from app.store.cipher import DatabaseKey, connect
from app.store.first_look import FirstLook
from app.store.ids import new_id
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, make_expert


def is_sorted_by_choice(kind: type[Record]) -> bool:
    names = {name.removeprefix("-") for name in kind.REGISTER.order} - {"id"}
    return any(kind.REGISTER.field(name).kind is Kind.CHOICE for name in names)


PLAIN = [kind for kind in RECORDS if not is_sorted_by_choice(kind)]


def looked_into(workspace: Path) -> FirstLook:
    look = FirstLook.into(workspace, KEY)
    assert look is not None
    return look


def keep(store: Store, *records: Record) -> None:
    with store.unit_of_work(AUTHOR, "登録") as uow:
        for record in records:
            uow.add(record)
        uow.commit()


def example_records() -> list[Record]:
    cases = [
        Case(
            id=new_id(),
            number=f"派-{number:04d}",
            kind=CaseKind.CONSULTATION if number % 3 else None,
            status=CaseStatus.CLOSED if number % 4 else None,
            applied_on=date(2026, 7, 1 + number) if number % 5 else None,
            applied_at=datetime(2026, 7, 1, 3, 4, 5, 678901, tzinfo=UTC) if number % 2 else None,
            fields=tuple(Member(code) for code in ("talent", "organisation")[: number % 3]),
            survey_score=number % 6 or None,
            has_formula=bool(number % 2),
            content="髙﨑𠮷\n二行目",
        )
        for number in range(20)
    ]
    session = Session(id=new_id(), held_on=date(2026, 9, 18), starts_at=time(9, 30), ends_at=None)
    return [*cases, session, make_expert(), make_expert(name="欄")]


def test_every_record_is_read_as_the_store_reads_it(store: Store, workspace: Path) -> None:
    records = example_records()
    keep(store, *records)
    look = looked_into(workspace)
    for kind in (Case, Session, Expert):
        ids = [record.id for record in records if isinstance(record, kind)]
        assert look.records(kind, ids) == store.rows(kind.REGISTER.name, ids)
    look.close()


@pytest.mark.parametrize("kind", PLAIN, ids=[kind.REGISTER.name for kind in PLAIN])
def test_the_ids_of_every_register_come_in_the_stores_order(store: Store, workspace: Path, kind: type[Record]) -> None:
    name = kind.REGISTER.name
    keep(store, *example_records(), *(kind(id=new_id()) for _ in range(3)))
    look = looked_into(workspace)
    everything = store.ids(name)
    assert look.ids(kind.REGISTER, 1_000) == everything
    assert look.ids(kind.REGISTER, 2) == everything[:2]
    assert look.records(kind, everything) == store.rows(name, everything)
    look.close()


def test_a_list_in_the_order_of_choices_is_left_to_the_store(workspace: Path) -> None:
    look = looked_into(workspace)
    with pytest.raises(ValueError, match="plan-versions"):
        look.ids(PlanVersion.REGISTER, 1)
    look.close()


def test_deleted_and_unknown_records_are_not_seen(store: Store, workspace: Path) -> None:
    kept, gone = make_expert(), make_expert(name="消える")
    keep(store, kept, gone)
    with store.unit_of_work(AUTHOR, "削除") as uow:
        uow.delete(gone)
        uow.commit()
    look = looked_into(workspace)
    assert look.ids(Expert.REGISTER, 10) == [kept.id]
    assert look.records(Expert, [new_id(), gone.id, kept.id]) == [kept]
    look.close()


def test_members_of_deleted_sets_are_not_seen(store: Store, workspace: Path) -> None:
    case = Case(id=new_id(), number="派-0001", fields=(Member("talent"), Member("organisation")))
    keep(store, case)
    with store.unit_of_work(AUTHOR, "変更") as uow:
        uow.save(replace(case, fields=(Member("talent"),)))
        uow.commit()
    look = looked_into(workspace)
    assert look.records(Case, [case.id])[0].fields == (Member("talent"),)
    look.close()


def test_more_records_than_one_question_holds_are_read_in_their_order(store: Store, workspace: Path) -> None:
    cases = [Case(id=new_id(), number=f"派-{number:04d}") for number in range(1_203)]
    keep(store, *cases)
    look = looked_into(workspace)
    assert look.records(Case, [case.id for case in reversed(cases)]) == list(reversed(cases))
    look.close()


def test_there_is_no_look_where_there_is_no_database(tmp_path: Path) -> None:
    assert FirstLook.into(tmp_path, KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_look_with_another_key(workspace: Path) -> None:
    assert FirstLook.into(workspace, DatabaseKey(bytes(32))) is None


@pytest.mark.parametrize("revision", ["0001", "9999"])
def test_there_is_no_look_into_the_schema_of_another_version(workspace: Path, revision: str) -> None:
    connection = connect(WorkspacePaths(workspace).database, KEY)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()
    assert FirstLook.into(workspace, KEY) is None


def test_there_is_no_look_into_what_is_no_workspace(workspace: Path) -> None:
    connection = connect(WorkspacePaths(workspace).database, KEY)
    connection.execute("DROP TABLE alembic_version")
    connection.close()
    assert FirstLook.into(workspace, KEY) is None


def test_damage_that_the_look_meets_is_told_as_the_store_tells_it(store: Store, workspace: Path) -> None:
    keep(store, *(Case(id=new_id(), number=f"派-{number:04d}", content="長い相談" * 200) for number in range(300)))
    ids = store.ids("cases")
    store.close()
    database = WorkspacePaths(workspace).database
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\xff" * (size // 4))
    look = looked_into(workspace)
    with pytest.raises(AppError, match=r"store\.damaged"):
        look.records(Case, ids)
    look.close()
