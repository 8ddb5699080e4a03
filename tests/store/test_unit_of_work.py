"""The unit of work: all or nothing, only what changed, one thread."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.domain.attachment import MAX_ATTACHMENT_BYTES
from app.domain.case import Case, CaseKind, CaseStatus, Mode, WishedMode
from app.domain.contract import Contract
from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.expert import Expert, Level
from app.domain.record import Member
from app.domain.session import Session, SessionStatus
from app.platform.messages import explain
from app.store.commits import NOTHING
from app.store.ids import new_id
from app.store.store import Store
from tests.store.making import AUTHOR, add, ask, delete, make_decision, make_expert, save

FULL_CASE = Case(
    id=new_id(),
    number="案-M07-0001",
    kind=CaseKind.DISPATCH,
    municipality_code="111007",
    applied_on=date(2026, 7, 10),
    applied_at=datetime(2026, 7, 10, 3, 12, 45, 123_456, tzinfo=UTC),
    contact_name="髙﨑　𠮷郎",
    fields=(Member("12"), Member("2")),
    content='=cmd|"/c calc"!A1\n「改行」と\tタブ\u3000全角空白',
    wished_mode=WishedMode.EITHER,
    expert_ids=(Member(new_id()),),
    status=CaseStatus.SUPPORTING,
    survey_score=5,
    has_formula=True,
)


def test_a_record_comes_back_exactly_as_it_was_added(store: Store) -> None:
    session = Session(
        id=new_id(),
        held_on=date(2026, 8, 1),
        starts_at=time(13, 30),
        ends_at=time(14, 30),
        break_minutes=0,
        mode=Mode.ONLINE,
        status=SessionStatus.HELD,
    )
    add(store, FULL_CASE, session)
    assert store.get(Session, session.id) == session
    found = store.get(Case, FULL_CASE.id)
    assert replace(found, fields=tuple(sorted(found.fields))) == FULL_CASE


def test_what_a_unit_of_work_wrote_it_reads_itself(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "登録") as work:
        work.add(FULL_CASE)
        assert work.get(Case, FULL_CASE.id).number == FULL_CASE.number
        work.save(replace(FULL_CASE, note="追記"))
        assert work.find(Case, note="追記")[0].id == FULL_CASE.id
        assert work.ids("cases", {"fields": "12"}) == [FULL_CASE.id]
        work.delete(FULL_CASE)
        assert work.find(Case) == []


def test_leaving_without_a_commit_takes_everything_back(store: Store) -> None:
    expert = make_expert()
    with store.unit_of_work(AUTHOR, "登録") as work:
        work.add(expert)
        work.next_number("派")
        work.put_blob(hashlib.sha256(b"x").hexdigest(), b"x")
        assert work.find(Expert) == [expert]
    assert store.ids("experts") == []
    for table in ("sync_op", "sync_commit", "blob", "local_counter", "search_entry"):
        assert ask(store, f"SELECT count(*) FROM {table}") == [(0,)]
    assert store.verify() == []


def test_an_error_inside_takes_everything_back(store: Store) -> None:
    def fail() -> None:
        with store.unit_of_work(AUTHOR, "登録") as work:
            work.add(make_expert())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.ids("experts") == []


def test_saving_writes_only_the_groups_that_changed(store: Store) -> None:
    expert = make_expert(consent_scope="公開")
    add(store, expert)
    changed = replace(expert, post="部長", consented_on=date(2026, 7, 1))
    with store.unit_of_work(AUTHOR, "変更") as work:
        assert work.save(changed) == ("post", "consent")
        changes = work.commit()
    assert [(change.register, change.id, change.groups) for change in changes.changes] == [
        ("experts", expert.id, ("post", "consent"))
    ]
    assert ask(store, "SELECT grp, val FROM sync_op WHERE commit_no = 2 ORDER BY seq") == [
        ("post", '"部長"'),
        ("consent", '{"consent_scope":"公開","consent_text_version":"","consented_on":"2026-07-01"}'),
    ]


def test_saving_the_same_again_makes_no_commit(store: Store) -> None:
    expert = make_expert(fields=(Member("1", "leading"),))
    add(store, expert)
    assert save(store, expert) == NOTHING
    with store.unit_of_work(AUTHOR, "何もしない") as work:
        assert work.commit() == NOTHING
    assert len(store.commits()) == 1


def test_members_of_a_set_are_rows_that_are_marked_and_come_back(store: Store) -> None:
    expert = make_expert(fields=(Member("1", Level.LEADING), Member("2", Level.CAPABLE)))
    add(store, expert)
    fewer = replace(expert, fields=(Member("2", Level.ASSISTING),))
    save(store, fewer)
    assert store.get(Expert, expert.id) == fewer
    assert ask(store, "SELECT member, level, sync_deleted FROM expert_field ORDER BY member") == [
        ("1", "leading", 1),
        ("2", "assisting", 0),
    ]
    again = replace(expert, fields=(Member("1", Level.CAPABLE), Member("2", Level.ASSISTING), Member("3", "leading")))
    save(store, again)
    assert store.get(Expert, expert.id) == again
    assert ask(store, "SELECT count(*) FROM expert_field") == [(3,)]
    assert store.verify() == []


def test_members_have_one_order_whatever_order_they_were_given_in(store: Store) -> None:
    expert = make_expert(days=(Member("fri"), Member("mon")), skill_types=(Member("engineer"), Member("producer")))
    add(store, expert)
    found = store.get(Expert, expert.id)
    assert found.days == (Member("mon"), Member("fri"))
    assert found.skill_types == (Member("producer"), Member("engineer"))
    assert save(store, expert) == NOTHING


def test_a_member_given_twice_is_one_member(store: Store) -> None:
    expert = make_expert(fields=(Member("1", "leading"), Member("1", "capable")))
    add(store, expert)
    assert store.get(Expert, expert.id).fields == (Member("1", "capable"),)


def test_a_set_takes_nothing_but_members(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "登録") as work, pytest.raises(TypeError, match="Member expected"):
        work.add(make_expert(fields=("1",)))


def test_a_deleted_record_is_seen_no_more_and_its_row_stays(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    delete(store, decision)
    with pytest.raises(AppError) as raised:
        store.get(Decision, decision.id)
    assert raised.value.code == "store.record_missing"
    assert "協議・承認・指示" in explain(raised.value)
    assert store.ids("decisions") == []
    assert store.rows("decisions", [decision.id], with_deleted=True) == [decision]


def test_adding_a_deleted_record_brings_it_back_with_its_new_content(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    delete(store, decision)
    again = replace(decision, subject="再び")
    add(store, again)
    assert store.get(Decision, decision.id) == again
    assert store.verify() == []


@pytest.mark.parametrize("write", ["save", "delete"])
def test_a_record_that_is_not_there_cannot_be_changed(store: Store, write: str) -> None:
    with store.unit_of_work(AUTHOR, "変更") as work, pytest.raises(AppError) as raised:
        getattr(work, write)(make_expert())
    assert raised.value.code == "store.record_missing"


def test_an_id_that_is_taken_is_refused_before_and_after_the_commit(store: Store) -> None:
    expert = make_expert()
    with store.unit_of_work(AUTHOR, "登録") as work:
        work.add(expert)
        with pytest.raises(AppError) as raised:
            work.add(expert)
        assert raised.value.code == "store.record_exists"
        work.commit()
    with pytest.raises(AppError) as raised:
        add(store, expert)
    assert raised.value.code == "store.record_exists"


def test_a_form_may_save_what_nobody_else_touched(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    shown = store.heads("experts", expert.id)
    save(store, replace(expert, post="部長"))
    with store.unit_of_work(AUTHOR, "変更") as work:
        assert work.save(replace(expert, post="部長", mail="a@example.jp"), expect=shown) == ("mail",)
        work.commit()


@pytest.mark.parametrize(
    ("meanwhile", "label"),
    [
        ({"post": "部長"}, "役職"),
        ({"consented_on": date(2026, 7, 2)}, "了承日、了承の範囲、説明文の版"),
        ({"fields": (Member("9"),)}, "支援可能分野"),
    ],
)
def test_a_form_hears_of_a_group_that_was_changed_meanwhile(
    store: Store, meanwhile: dict[str, object], label: str
) -> None:
    expert = make_expert()
    add(store, expert)
    shown = store.heads("experts", expert.id)
    save(store, replace(expert, **meanwhile), author="別の人")  # type: ignore[arg-type]
    mine = replace(expert, post="課長", consent_scope="公開", fields=(Member("1"),))
    with store.unit_of_work(AUTHOR, "変更") as work, pytest.raises(AppError) as raised:
        work.save(mine, expect=shown)
    assert raised.value.code == "store.changed_meanwhile"
    assert raised.value.values["fields"] == label
    assert label in explain(raised.value)


def test_a_group_that_was_changed_and_changed_back_counts_as_changed(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    shown = store.heads("experts", expert.id)
    save(store, replace(expert, post="部長"))
    save(store, expert)
    with store.unit_of_work(AUTHOR, "変更") as work, pytest.raises(AppError):
        work.save(replace(expert, post="課長"), expect=shown)


def test_numbers_carry_the_site_and_are_not_given_twice(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "採番") as work:
        assert [work.next_number("派"), work.next_number("派"), work.next_number("案")] == [
            "派-M07-0001",
            "派-M07-0002",
            "案-M07-0001",
        ]
        work.add(make_expert())
        work.commit()
    with store.unit_of_work(AUTHOR, "採番") as work:
        assert work.next_number("派") == "派-M07-0003"


def test_numbers_go_beyond_four_digits(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "採番") as work:
        work.next_number("派")
        work.connection.exec_driver_sql("UPDATE local_counter SET last = 9999")
        assert work.next_number("派") == "派-M07-10000"


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    content = bytes(range(256)) * 10
    digest = hashlib.sha256(content).hexdigest()
    for _ in range(2):
        with store.unit_of_work(AUTHOR, "添付") as work:
            work.put_blob(digest, content)
            work.add(make_expert())
            work.commit()
    assert ask(store, "SELECT count(*), max(size) FROM blob") == [(1, len(content))]
    with store.reading() as reader:
        assert reader.blob(digest) == content
        with pytest.raises(AppError) as raised:
            reader.blob("0" * 64)
    assert raised.value.code == "store.blob_missing"


def test_twenty_mebibytes_are_taken_and_one_byte_more_is_not(store: Store) -> None:
    largest = bytes(MAX_ATTACHMENT_BYTES)
    with store.unit_of_work(AUTHOR, "添付") as work:
        work.put_blob(hashlib.sha256(largest).hexdigest(), largest)
        with pytest.raises(AppError) as raised:
            work.put_blob(hashlib.sha256(largest + b"x").hexdigest(), largest + b"x")
    assert raised.value.code == "store.blob_too_large"
    assert "20MiB" in explain(raised.value)


def test_bytes_under_a_wrong_hash_are_refused(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "添付") as work, pytest.raises(ValueError, match="another SHA-256"):
        work.put_blob("0" * 64, b"x")


def run(action: Callable[[], object]) -> BaseException | None:
    """Return what an action raises in another thread."""
    raised: list[BaseException] = []

    def target() -> None:
        try:
            action()
        except RuntimeError as error:
            raised.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    return raised[0] if raised else None


def test_a_unit_of_work_stays_in_its_thread_and_its_block(store: Store) -> None:
    with store.unit_of_work(AUTHOR, "登録") as work:
        assert "one thread" in str(run(lambda: work.add(make_expert())))
        assert "one thread" in str(run(lambda: work.find(Expert)))
        work.add(make_expert())
        work.commit()
    with pytest.raises(RuntimeError, match="with block"):
        work.add(make_expert())


def test_threads_that_write_at_the_same_time_wait_for_each_other(store: Store) -> None:
    def write() -> None:
        for _ in range(20):
            add(store, make_expert())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.ids("experts")) == 80
    assert store.verify() == []


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(store: Store) -> None:
    add(store, make_expert())
    with store.reading() as reader:
        assert reader.count("experts") == 1
        add(store, make_expert())
        assert reader.count("experts") == 1
    assert store.counts()["experts"] == 2


def test_a_unit_of_work_can_commit_more_than_once(store: Store) -> None:
    expert = make_expert()
    with store.unit_of_work(AUTHOR, "二度") as work:
        work.add(expert)
        assert work.commit().commit_no == 1
        work.save(replace(expert, post="部長"))
        assert work.commit().commit_no == 2
    assert store.get(Expert, expert.id).post == "部長"
    assert store.verify() == []


def test_a_long_text_is_stored_whole(store: Store) -> None:
    contract = Contract(id=new_id(), signed_on=date(2026, 6, 1), terms_text="条" * 200_000)
    add(store, contract)
    assert store.get(Contract, contract.id) == contract
