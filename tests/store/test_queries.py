"""Questions: ids first, then records; the search finds exactly the parts of the text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from app.domain.case import Case, CaseStatus
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.record import Kind, Member, Record, Register
from app.domain.registers import REGISTERS
from app.domain.session import Session, SessionStatus
from app.domain.text import search_key
from app.store.id_vector import IdVector
from app.store.ids import new_id
from app.store.search import declared_text, matching
from app.store.store import Store
from tests.store.making import (
    AUTHOR,
    KEY,
    add,
    ask,
    delete,
    engine_of,
    make_decision,
    make_expert,
    make_workspace,
    save,
)


def sorts_by_choice(register: Register) -> bool:
    names = {name.removeprefix("-") for name in register.order} - {"id"}
    return any(register.field(name).kind is Kind.CHOICE for name in names)


def case(**changes: object) -> Case:
    return Case(**{"id": new_id(), "content": "相談", **changes})  # type: ignore[arg-type]


def test_ids_come_in_the_default_order_of_the_list(store: Store) -> None:
    cases = [case(applied_on=date(2026, 7, day), number=number) for day, number in ((1, "1"), (3, "1"), (3, "2"))]
    undated = case(number="9")
    add(store, *cases, undated)
    assert store.ids("cases") == [cases[2].id, cases[1].id, cases[0].id, undated.id]


def test_any_column_can_be_the_first_of_the_order(store: Store) -> None:
    cases = [case(department=name) for name in ("い", "あ")]
    add(store, *cases)
    assert store.ids("cases", order=["department"]) == [cases[1].id, cases[0].id]
    assert store.ids("cases", order=["-department"]) == [cases[0].id, cases[1].id]


def test_choices_sort_as_they_are_declared_and_not_by_their_letters(store: Store) -> None:
    made = {status: case(status=status) for status in (CaseStatus.WITHDRAWN, CaseStatus.CLOSED, CaseStatus.RECEIVED)}
    add(store, *made.values())
    order = [made[status].id for status in CaseStatus if status in made]
    assert store.ids("cases", order=["status"]) == order
    assert store.ids("cases", order=["-status"]) == order[::-1]


def test_empty_values_come_first_when_rising_and_last_when_falling(store: Store) -> None:
    empty, early, late = (Session(id=new_id(), held_on=day) for day in (None, date(2026, 7, 1), date(2026, 8, 1)))
    add(store, late, empty, early)
    assert store.ids("sessions", order=["held_on"]) == [empty.id, early.id, late.id]
    assert store.ids("sessions", order=["-held_on"]) == [late.id, early.id, empty.id]


def test_a_set_is_no_order(store: Store) -> None:
    with pytest.raises(AppError) as raised:
        store.ids("cases", order=["fields"])
    assert raised.value.code == "store.not_sortable"


def test_records_are_found_by_the_value_of_any_field(store: Store) -> None:
    one = case(municipality_code="111007", fields=(Member("1"), Member("2")), applied_on=date(2026, 7, 1))
    two = case(municipality_code="112011", has_formula=True)
    session = Session(id=new_id(), starts_at=time(13, 30))
    add(store, one, two, session)
    questions: list[tuple[dict[str, object], list[Case]]] = [
        ({"municipality_code": "111007"}, [one]),
        ({"municipality_code": ("111007", "112011")}, [one, two]),
        ({"municipality_code": ()}, []),
        ({"fields": "2"}, [one]),
        ({"fields": ("2", "9")}, [one]),
        ({"fields": "9"}, []),
        ({"applied_on": None}, [two]),
        ({"applied_on": date(2026, 7, 1)}, [one]),
        ({"has_formula": True}, [two]),
        ({"status": CaseStatus.RECEIVED, "fields": "1"}, [one]),
        ({"contact_skill": None}, [one, two]),
        ({"id": two.id}, [two]),
        ({"municipality_code": "' OR 1=1 --"}, []),
    ]
    for where, expected in questions:
        assert set(store.ids("cases", where)) == {record.id for record in expected}, where
        with store.reading() as reader:
            assert reader.count("cases", where) == len(expected)
            assert {record.id for record in reader.find(Case, **where)} == {record.id for record in expected}
    assert store.ids("sessions", {"starts_at": time(13, 30)}) == [session.id]


def test_a_question_for_a_field_that_does_not_exist_is_a_bug(store: Store) -> None:
    with pytest.raises(KeyError):
        store.ids("cases", {"1=1; DROP TABLE expert": ""})


def test_many_values_can_be_asked_for_at_once(store: Store) -> None:
    cases = [case(received_number=str(number)) for number in range(50)]
    add(store, *cases)
    wanted = [str(number) for number in range(40, 20_000)]
    with store.reading() as reader:
        assert {one.received_number for one in reader.find_in(Case, "received_number", wanted)} == set(
            map(str, range(40, 50))
        )


def test_rows_come_in_the_order_asked_for_and_without_those_that_are_gone(store: Store) -> None:
    experts = [make_expert() for _ in range(5)]
    add(store, *experts)
    delete(store, experts[2])
    asked = [experts[4].id, new_id(), experts[2].id, experts[0].id]
    assert store.rows("experts", asked) == [experts[4], experts[0]]
    assert store.rows("experts", asked, with_deleted=True) == [experts[4], experts[2], experts[0]]
    assert store.rows("experts", []) == []


def test_a_page_takes_one_query_and_one_for_each_set(store: Store) -> None:
    experts = [make_expert(fields=(Member("1"),), days=(Member("mon"),)) for _ in range(200)]
    add(store, *experts)
    statements: list[str] = []
    event.listen(engine_of(store), "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert len(store.rows("experts", [expert.id for expert in experts])) == 200
    assert len([one for one in statements if one.startswith("SELECT")]) == 1 + 3


def test_a_list_is_read_from_its_index_alone(store: Store) -> None:
    plan = ask(
        store,
        "EXPLAIN QUERY PLAN SELECT id FROM support_case WHERE sync_deleted = 0 "
        "ORDER BY applied_on DESC NULLS LAST, number DESC NULLS LAST, id ASC NULLS FIRST",
    )
    assert [row[3] for row in plan] == ["SCAN support_case USING COVERING INDEX ix_support_case_order"]


@pytest.mark.parametrize("name", [name for name, register in REGISTERS.items() if not sorts_by_choice(register)])
def test_the_first_ids_of_a_list_are_read_from_its_index_alone_and_in_its_order(store: Store, name: str) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(engine_of(store), "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    store.ids(name, limit=10)
    table = REGISTERS[name].table
    statement, values = next(one for one in asked if table in one[0])
    with store.reading() as reader:
        plan = reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert [row[3] for row in plan] == [f"SCAN {table} USING COVERING INDEX ix_{table}_order"]


def test_a_limit_gives_the_first_ids(store: Store) -> None:
    add(store, *(make_expert() for _ in range(5)))
    assert store.ids("experts", limit=2) == store.ids("experts")[:2]


def test_packed_ids_are_the_same_ids_in_the_same_order(store: Store) -> None:
    experts = [make_expert(kana=f"カナ{number % 7}", name="窓" if number % 2 else "口") for number in range(30)]
    add(store, *experts)
    delete(store, experts[3])
    questions: list[tuple[dict[str, object], str, tuple[str, ...]]] = [
        ({}, "", ()),
        ({"name": "窓"}, "", ("-kana", "id")),
        ({}, "口", ("name",)),
        ({"name": "誰"}, "", ()),
    ]
    for question in questions:
        found = store.packed_ids("experts", *question)
        assert list(found) == store.ids("experts", *question)
        assert isinstance(found, IdVector)


def test_packed_ids_that_are_given_up_are_not_read_to_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.queries.BATCH", 10)
    add(store, *(make_expert() for _ in range(35)))
    asked = iter([False, False, True])
    assert len(store.packed_ids("experts", given_up=lambda: next(asked))) == 20


NAMES = ("髙﨑　𠮷郎", "高崎 吉郎", "ﾀｶｻｷ", "たかさき", "渡邉　真理", "生成AI活用", "ＤＸ推進", "書かない窓口", "窓口")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, Record]]]:
    """Return a store with experts whose names need folding, and the records by id."""
    directory = tmp_path_factory.mktemp("searched")
    make_workspace(directory)
    store = Store.open(directory, KEY)
    records = [make_expert(name=name, kana="", affiliation=f"所属{number}") for number, name in enumerate(NAMES)]
    records.append(make_expert(name="窓", kana="口", affiliation="", expertise="一行目\n二行目"))
    add(store, *records)
    yield store, {record.id: record for record in records}
    store.close()


PIECES = st.sampled_from(
    [*"髙﨑𠮷郎高崎吉渡邉真理生成AI活用DX推進書かない窓口タカサキ　所属0123", "窓口", "タカ", "ﾀｶ", "ｄｘ", " "]
)


@given(st.lists(PIECES, max_size=5).map("".join))
def test_the_search_finds_exactly_the_records_that_hold_every_word(
    searched: tuple[Store, dict[str, Record]], needle: str
) -> None:
    store, records = searched
    words = [search_key(word) for word in needle.split()]
    expected = {
        record_id
        for record_id, record in records.items()
        if all(any(word in search_key(line) for line in declared_text(record).split("\n")) for word in words)
    }
    assert set(store.ids("experts", search=needle)) == expected


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store with texts of few signs, in which every pair of signs stands often, and overlaps itself."""
    directory = tmp_path_factory.mktemp("written")
    make_workspace(directory)
    store = Store.open(directory, KEY)
    random = Random(20270319)  # noqa: S311 (invented texts, no secret)
    texts = ["".join(random.choices("窓口ああ1\U00020bb7 \n%_", k=random.randrange(1, 40))) for _ in range(300)]
    add(store, *(make_expert(name="人", kana="", affiliation="", expertise=text) for text in texts))
    yield store
    store.close()


@given(st.text(alphabet="窓口あ1\U00020bb7 %_", min_size=1, max_size=12))
def test_the_index_finds_exactly_what_a_look_into_every_text_finds(written: Store, needle: str) -> None:
    by_index, by_text = matching(needle, indexed=True), matching(needle, indexed=False)
    if by_index is None or by_text is None:
        assert by_index is by_text
        return
    with written.reading() as reader:
        found, expected = (set(reader.connection.execute(query).scalars()) for query in (by_index, by_text))
    assert found == expected


@pytest.mark.parametrize(
    ("needle", "count"),
    [
        ("高崎", 2),
        ("ﾀｶｻｷ", 2),
        ("たかさき", 2),
        ("窓", 3),
        ("窓口", 2),
        ("dx", 1),
        ("DX 推進", 1),
        ("推進　ＤＸ", 1),
        ("口窓", 0),
    ],
)
def test_spellings_of_the_same_word_meet(searched: tuple[Store, object], needle: str, count: int) -> None:
    assert len(searched[0].ids("experts", search=needle)) == count


@pytest.mark.parametrize("needle", ['"', "*", "AND", "NEAR(", "窓口 OR 1", "-窓", "grams:x", "'; DROP", "\ud842"])
def test_signs_that_mean_something_to_a_database_mean_themselves(searched: tuple[Store, object], needle: str) -> None:
    assert searched[0].ids("experts", search=needle) == []


@pytest.mark.parametrize("needle", ["窓" * 10_000, "窓 " * 5_000, "窓口 " * 1_000])
def test_a_search_of_any_length_is_answered(searched: tuple[Store, object], needle: str) -> None:
    assert len(searched[0].ids("experts", search=needle)) == (0 if "窓窓" in needle else 3 if "口" not in needle else 2)


def test_an_empty_search_asks_for_nothing(searched: tuple[Store, dict[str, Record]]) -> None:
    assert len(searched[0].ids("experts", search="　 ")) == len(searched[1])


def test_text_of_two_fields_does_not_run_together(store: Store) -> None:
    add(store, make_expert(name="窓", kana="口"))
    assert store.ids("experts", search="窓口") == []


def test_the_search_follows_every_change_and_undo(store: Store) -> None:
    expert = make_expert(name="渡邉")
    add(store, expert)
    save(store, replace(expert, name="齋藤"))
    assert store.ids("experts", search="渡辺") == []
    assert store.ids("experts", search="斎藤") == [expert.id]
    store.undo(AUTHOR)
    assert store.ids("experts", search="渡辺") == [expert.id]
    delete(store, expert)
    assert store.ids("experts", search="渡辺") == []
    store.undo(AUTHOR)
    assert store.ids("experts", search="渡辺") == [expert.id]
    assert store.ids("decisions", search="渡辺") == []


def test_what_is_searched_for_is_the_callers_decision_and_indexed_anew_when_it_changes(workspace: Path) -> None:
    first = Store.open(
        workspace, KEY, text_version="1", search_text=lambda record: "さいたま市" if isinstance(record, Case) else ""
    )
    made = case()
    add(first, made, make_decision())
    assert first.ids("cases", search="サイタマ市") == [made.id]
    first.close()
    same = Store.open(workspace, KEY, app_ver="later", text_version="1", search_text=lambda record: "川越市")
    assert same.ids("cases", search="サイタマ市") == [made.id]
    same.close()
    later = Store.open(workspace, KEY, text_version="2", search_text=lambda record: "川越市")
    assert later.ids("cases", search="サイタマ市") == []
    assert later.ids("cases", search="川越") == [made.id]
    assert later.verify() == []
    later.close()


def test_finding_gives_records_of_the_kind_asked_for(store: Store) -> None:
    add(store, make_expert(), make_decision())
    with store.reading() as reader:
        found: list[Expert] = reader.find(Expert)
    assert [type(record) for record in found] == [Expert]


def test_records_are_counted_by_the_members_of_a_set_without_the_deleted_and_those_left_out(store: Store) -> None:
    both, planned, cancelled, gone = (
        Session(id=new_id(), case_id="case-1", expert_ids=tuple(map(Member, keys)), status=status)
        for keys, status in (
            (("a", "b"), SessionStatus.HELD),
            (("a",), SessionStatus.PLANNED),
            (("a", "b"), SessionStatus.CANCELLED),
            (("a", "b"), SessionStatus.HELD),
        )
    )
    add(store, both, planned, cancelled, gone)
    delete(store, gone)
    save(store, replace(both, expert_ids=(Member("b"), Member("d"))))
    with store.reading() as reader:
        counts = reader.counts_by_member(
            "sessions", "expert_ids", ["a", "b", "c"], {"status": (SessionStatus.HELD, SessionStatus.PLANNED)}
        )
        assert counts == {"a": 1, "b": 1, "c": 0}
        assert reader.counts_by_member("sessions", "expert_ids", []) == {}
