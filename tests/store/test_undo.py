"""Undo takes back the latest own commit through the same door, and refuses when others built on it."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.domain.decision import Decision
from app.domain.errors import AppError
from app.domain.expert import Expert
from app.domain.record import Member
from app.platform.messages import explain
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, add, ask, delete, make_decision, make_expert, make_workspace, save


def refusal(action: Callable[[], object]) -> str:
    """Return the code of the AppError that an action raises."""
    with pytest.raises(AppError) as raised:
        action()
    assert explain(raised.value)
    return raised.value.code


def test_undoing_a_change_brings_the_old_value_back_and_is_a_commit_of_its_own(store: Store) -> None:
    expert = make_expert(fields=(Member("1", "leading"),))
    add(store, expert)
    save(store, replace(expert, post="部長", fields=(Member("2"),)), reason="人事異動")
    assert store.undoable(AUTHOR) == "人事異動"
    changes = store.undo(AUTHOR)
    assert store.get(Expert, expert.id) == expert
    assert {group for change in changes.changes for group in change.groups} == {"post", "fields"}
    newest = store.commits(1)[0]
    assert (newest.commit_no, newest.reason, newest.author) == (3, "取消：人事異動", AUTHOR)
    assert store.verify() == []


def test_undoing_a_creation_deletes_and_redoing_brings_it_back(store: Store) -> None:
    expert = make_expert(fields=(Member("1"),))
    add(store, expert, reason="登録")
    store.undo(AUTHOR)
    assert store.ids("experts") == []
    assert store.redoable(AUTHOR) == "登録"
    store.redo(AUTHOR)
    assert store.get(Expert, expert.id) == expert
    assert store.commits(1)[0].reason == "やり直し：登録"
    assert store.verify() == []


def test_undoing_a_deletion_brings_the_record_back(store: Store) -> None:
    expert = make_expert(fields=(Member("1"),))
    add(store, expert)
    delete(store, expert)
    store.undo(AUTHOR)
    assert store.get(Expert, expert.id) == expert
    store.redo(AUTHOR)
    assert store.ids("experts") == []


def test_an_import_is_one_commit_and_one_undo(store: Store) -> None:
    experts = [make_expert(fields=(Member("1"), Member("2"))) for _ in range(300)]
    old = make_expert()
    add(store, old)
    with store.unit_of_work(AUTHOR, "取込") as work:
        for expert in experts:
            work.add(expert)
        work.save(replace(old, post="取込で変更"))
        work.commit()
    store.undo(AUTHOR)
    assert store.rows("experts", store.ids("experts")) == [old]
    store.redo(AUTHOR)
    assert len(store.ids("experts")) == 301
    assert store.verify() == []


def test_several_steps_go_back_and_forward_in_order(store: Store) -> None:
    decision = make_decision(subject="0")
    add(store, decision)
    for number in "123":
        save(store, replace(decision, subject=number), reason=number)
    seen = []
    for _ in range(3):
        store.undo(AUTHOR)
        seen.append(store.get(Decision, decision.id).subject)
    for _ in range(3):
        store.redo(AUTHOR)
        seen.append(store.get(Decision, decision.id).subject)
    assert seen == ["2", "1", "0", "1", "2", "3"]
    assert refusal(lambda: store.redo(AUTHOR)) == "store.nothing_to_redo"
    assert store.verify() == []


def test_a_new_change_ends_what_could_be_done_again(store: Store) -> None:
    decision = make_decision()
    add(store, decision)
    save(store, replace(decision, subject="一"))
    store.undo(AUTHOR)
    save(store, replace(decision, content="別"))
    assert store.redoable(AUTHOR) is None
    assert refusal(lambda: store.redo(AUTHOR)) == "store.nothing_to_redo"


def test_there_is_nothing_to_undo_at_first(store: Store) -> None:
    assert store.undoable(AUTHOR) is None
    assert refusal(lambda: store.undo(AUTHOR)) == "store.nothing_to_undo"


def test_only_own_commits_are_taken_back(store: Store) -> None:
    mine, theirs = make_decision(), make_decision()
    add(store, mine)
    add(store, theirs, author="別の人")
    store.undo(AUTHOR)
    assert store.ids("decisions") == [theirs.id]
    assert refusal(lambda: store.undo(AUTHOR)) == "store.nothing_to_undo"


def test_a_commit_that_was_not_meant_to_be_undone_is_passed_over(store: Store) -> None:
    decision = make_decision()
    add(store, decision, reason="登録")
    with store.unit_of_work(AUTHOR, "開始", undoable=False) as work:
        work.add(make_decision())
        work.commit()
    assert store.undoable(AUTHOR) == "登録"


def test_a_later_change_of_the_same_group_by_someone_else_stands_in_the_way(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    save(store, replace(expert, post="部長"))
    save(store, replace(expert, post="課長"), author="別の人")
    assert refusal(lambda: store.undo(AUTHOR)) == "store.undo_overtaken"
    assert store.get(Expert, expert.id).post == "課長"
    assert store.undoable(AUTHOR) == "変更"


def test_a_later_change_of_another_group_does_not(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    save(store, replace(expert, post="部長"))
    save(store, replace(expert, post="部長", mail="a@example.jp"), author="別の人")
    store.undo(AUTHOR)
    assert store.get(Expert, expert.id) == replace(expert, mail="a@example.jp")


def test_a_creation_that_others_built_on_is_not_taken_back(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    save(store, replace(expert, mail="a@example.jp"), author="別の人")
    assert refusal(lambda: store.undo(AUTHOR)) == "store.undo_overtaken"
    assert store.ids("experts") == [expert.id]


def test_a_record_that_someone_else_deleted_meanwhile_stands_in_the_way(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    delete(store, expert, author="別の人")
    assert refusal(lambda: store.undo(AUTHOR)) == "store.undo_overtaken"


def test_a_commit_whose_writes_cancel_out_leaves_the_stack_without_a_trace(store: Store) -> None:
    decision = make_decision(subject="前")
    add(store, decision, reason="登録")
    with store.unit_of_work(AUTHOR, "行って戻る") as work:
        work.save(replace(decision, subject="後"))
        assert work.connection
        work.save(decision)
        work.commit()
    store.undo(AUTHOR)
    assert store.undoable(AUTHOR) == "登録"
    assert len(store.commits()) == 2


def test_undo_survives_closing_the_program(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    add(store, make_decision(), reason="登録")
    store.close()
    store = Store.open(workspace, KEY)
    assert store.undoable(AUTHOR) == "登録"
    store.undo(AUTHOR)
    assert store.ids("decisions") == []
    store.close()


def test_a_refused_undo_writes_nothing(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    save(store, replace(expert, post="部長", mail="m@example.jp"))
    save(store, replace(expert, post="課長", mail="m@example.jp"), author="別の人")
    before = ask(store, "SELECT count(*) FROM sync_op")
    refusal(lambda: store.undo(AUTHOR))
    assert ask(store, "SELECT count(*) FROM sync_op") == before
    assert store.get(Expert, expert.id).mail == "m@example.jp"


TEXT = st.sampled_from(["", "甲", "乙", "丙"])
FIELDS = st.dictionaries(st.sampled_from("123"), st.sampled_from(["leading", "capable"])).map(
    lambda levels: tuple(Member(key, levels[key]) for key in sorted(levels))
)


class UndoMachine(RuleBasedStateMachine):
    """One author works, undoes and redoes; a plain list of states says what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        make_workspace(Path(self.folder.name))
        self.store = Store.open(Path(self.folder.name), KEY)
        self.past: list[dict[str, Expert]] = [{}]
        self.future: list[dict[str, Expert]] = []

    def teardown(self) -> None:
        assert self.store.verify() == []
        self.store.close()
        self.folder.cleanup()

    def _did(self, state: dict[str, Expert]) -> None:
        if state != self.past[-1]:
            self.past.append(state)
            self.future.clear()

    @rule(post=TEXT, fields=FIELDS)
    def add(self, post: str, fields: tuple[Member, ...]) -> None:
        expert = make_expert(post=post, fields=fields)
        add(self.store, expert)
        self._did({**self.past[-1], expert.id: expert})

    @precondition(lambda self: self.past[-1])
    @rule(data=st.data(), post=TEXT, scope=TEXT, fields=FIELDS)
    def change(self, data: st.DataObject, post: str, scope: str, fields: tuple[Member, ...]) -> None:
        chosen = self.past[-1][data.draw(st.sampled_from(sorted(self.past[-1])))]
        changed = replace(chosen, post=post, consent_scope=scope, fields=fields)
        save(self.store, changed)
        self._did({**self.past[-1], chosen.id: changed})

    @precondition(lambda self: self.past[-1])
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.past[-1])))
        delete(self.store, self.past[-1][chosen])
        self._did({key: value for key, value in self.past[-1].items() if key != chosen})

    @rule()
    def undo(self) -> None:
        if len(self.past) == 1:
            assert refusal(lambda: self.store.undo(AUTHOR)) == "store.nothing_to_undo"
        else:
            self.store.undo(AUTHOR)
            self.future.append(self.past.pop())

    @rule()
    def redo(self) -> None:
        if not self.future:
            assert refusal(lambda: self.store.redo(AUTHOR)) == "store.nothing_to_redo"
        else:
            self.store.redo(AUTHOR)
            self.past.append(self.future.pop())

    @invariant()
    def the_store_shows_the_present_state(self) -> None:
        shown = {record.id: record for record in self.store.rows("experts", self.store.ids("experts"))}
        assert shown == self.past[-1]


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
