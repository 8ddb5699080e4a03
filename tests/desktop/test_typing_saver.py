"""The saver of what is typed: one saving at a time, marks given back, refusals kept, visits told apart."""

from collections.abc import Callable, Mapping

import pytest

from app.desktop.desk_port import Outcome, Saved
from app.desktop.task_runner import TaskRunner
from app.desktop.typing_saver import RecordSaved, RecordUnsaved, TypingSaver
from app.desktop.workbench import Workbench
from app.domain.errors import AppError, FieldProblem, InvalidEntry


class Store:
    """Takes savings, counts up the mark of each entry, and refuses what it is told to refuse."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, object], dict[str, str] | None, str]] = []
        self.refuse: Callable[[Mapping[str, object], Mapping[str, str] | None], AppError | None] = lambda *_: None

    def save(self, id: str, entries: Mapping[str, object], seen: Mapping[str, str] | None, visit: str) -> Saved:
        self.calls.append((id, dict(entries), None if seen is None else dict(seen), visit))
        error = self.refuse(entries, seen)
        if error is not None:
            raise error
        return Saved(Outcome((id,), (("plan-sections", id),), ""), {name: f"{len(self.calls)}" for name in entries})

    @property
    def entries(self) -> list[tuple[str, dict[str, object]]]:
        return [call[:2] for call in self.calls]


class Hand:
    """A person who types, with time to settle."""

    def __init__(self, saver: TypingSaver, store: Store, runner: TaskRunner, settle: Callable[[], None]) -> None:
        self.saver, self.store, self.runner, self.settle = saver, store, runner, settle
        self.states: list[str] = []
        self.saved: list[RecordSaved] = []
        self.failed: list[RecordUnsaved] = []
        saver.state_changed.connect(self.states.append)
        saver.saved.connect(self.saved.append)
        saver.failed.connect(self.failed.append)

    def type(self, id: str, name: str, entry: object) -> None:
        self.saver.keep(id, name, entry)
        self.saver.save()


@pytest.fixture
def hand(bench: Workbench, settle: Callable[[], None]) -> Hand:
    store = Store()
    return Hand(TypingSaver(bench, store.save, bench), store, bench.runner, settle)


def conflict(*groups: str) -> AppError:
    return AppError("store.changed_meanwhile", where="a", fields="本文", groups=groups)


def too_long(*names: str) -> InvalidEntry:
    return InvalidEntry(tuple(FieldProblem(name, "entry.too_long", (("max", 1),)) for name in names))


def test_what_is_typed_while_a_saving_is_on_its_way_follows_it_with_its_marks(hand: Hand) -> None:
    hand.saver.see("a", {"body": "0", "heading": "0"})
    hand.type("a", "body", "一")
    hand.type("a", "body", "一二")
    hand.type("a", "heading", "題")
    assert hand.saver.draft("a") == {"body": "一二", "heading": "題"}
    hand.settle()
    assert hand.store.calls == [
        ("a", {"body": "一"}, {"body": "0", "heading": "0"}, "1"),
        ("a", {"body": "一二", "heading": "題"}, {"body": "1", "heading": "0"}, "1"),
    ]
    assert hand.saver.is_clean
    assert hand.states[-1] == "すべて保存しました"


def test_marks_read_anew_do_not_replace_those_under_which_somebody_types(hand: Hand) -> None:
    hand.saver.see("a", {"body": "0"})
    hand.saver.keep("a", "body", "一")
    hand.saver.see("a", {"body": "9"})
    hand.saver.save()
    hand.settle()
    hand.saver.see("a", {"body": "9"})
    hand.type("a", "body", "二")
    hand.settle()
    assert [seen for _, _, seen, _ in hand.store.calls] == [{"body": "0"}, {"body": "9"}]


def test_records_are_saved_one_after_the_other(hand: Hand) -> None:
    hand.saver.keep("a", "body", "一")
    hand.saver.keep("b", "body", "二")
    hand.saver.save()
    assert not hand.saver.is_clean
    hand.settle()
    assert hand.store.entries == [("a", {"body": "一"}), ("b", {"body": "二"})]
    assert [found.id for found in hand.saved] == ["a", "b"]


def test_only_what_a_refusal_names_is_set_aside_and_the_rest_is_saved(hand: Hand) -> None:
    hand.store.refuse = lambda entries, _: too_long("body") if "body" in entries else None
    hand.saver.keep("a", "body", "長い")
    hand.saver.keep("a", "heading", "題")
    hand.saver.save()
    hand.settle()
    assert hand.store.entries[-1] == ("a", {"heading": "題"})
    assert hand.saver.draft("a") == {"body": "長い"}
    assert hand.saver.refusal is not None
    assert hand.states[-1] == "■ 保存できていません"
    assert not hand.saver.is_stored


def test_a_refusal_that_names_nothing_sets_everything_aside_and_is_not_tried_again_by_itself(hand: Hand) -> None:
    hand.store.refuse = lambda *_: AppError("plans.locked")
    hand.saver.keep("a", "body", "一")
    hand.saver.keep("a", "heading", "題")
    hand.saver.save()
    hand.settle()
    hand.saver.save()
    hand.settle()
    assert len(hand.store.calls) == 1
    assert hand.saver.draft("a") == {"body": "一", "heading": "題"}


def test_a_newer_entry_takes_the_place_of_a_refused_one(hand: Hand) -> None:
    hand.store.refuse = lambda entries, _: too_long("body") if entries.get("body") == "長い" else None
    hand.saver.keep("a", "body", "長い")
    hand.saver.save()
    hand.saver.keep("a", "body", "短")
    hand.settle()
    assert hand.saver.refusal is None
    hand.saver.save()
    hand.settle()
    assert hand.store.entries[-1] == ("a", {"body": "短"})
    assert hand.saver.is_clean


def test_insisting_writes_only_what_was_refused_over_what_is_there(hand: Hand) -> None:
    hand.saver.see("a", {"body": "0", "heading": "0"})
    hand.store.refuse = lambda entries, seen: conflict("body") if seen is not None and "body" in entries else None
    hand.type("a", "body", "自分の")
    hand.settle()
    hand.saver.keep("a", "heading", "題")
    hand.saver.insist("a")
    hand.settle()
    assert [(entries, seen) for _, entries, seen, _ in hand.store.calls[1:]] == [
        ({"body": "自分の"}, None),
        ({"heading": "題"}, {"body": "2", "heading": "0"}),
    ]
    assert hand.saver.is_clean


def test_what_is_given_up_is_not_saved(hand: Hand) -> None:
    hand.store.refuse = lambda *_: conflict("body")
    hand.type("a", "body", "自分の")
    hand.settle()
    hand.saver.give_up("a")
    hand.saver.save()
    hand.settle()
    assert len(hand.store.calls) == 1
    assert hand.saver.is_clean
    assert hand.saver.refusal is None


def test_a_visit_lasts_until_the_record_is_left_and_with_what_still_waits_then(hand: Hand) -> None:
    hand.type("a", "body", "一")
    hand.saver.keep("a", "body", "一二")
    hand.saver.leave()
    hand.settle()
    hand.type("a", "body", "一二三")
    hand.settle()
    hand.type("b", "body", "別")
    hand.settle()
    assert [(call[0], call[3]) for call in hand.store.calls] == [("a", "1"), ("a", "1"), ("a", "2"), ("b", "3")]


def test_everything_is_in_the_store_when_the_window_has_waited_for_it_before_any_answer_came(hand: Hand) -> None:
    hand.type("a", "body", "一")
    hand.saver.keep("a", "body", "一二")
    hand.saver.keep("b", "body", "別")
    assert not hand.saver.is_stored
    hand.saver.save_all()
    hand.runner.wait_for_records()
    assert hand.store.entries == [("a", {"body": "一"}), ("a", {"body": "一二"}), ("b", {"body": "別"})]
    assert hand.saver.is_stored
    assert not hand.saver.is_clean
    hand.settle()
    assert hand.saver.is_clean


def test_a_refusal_while_the_window_closes_keeps_the_entry(hand: Hand) -> None:
    hand.store.refuse = lambda *_: too_long("body")
    hand.saver.keep("a", "body", "長い")
    hand.saver.save_all()
    hand.runner.wait_for_records()
    assert not hand.saver.is_stored
    hand.settle()
    assert hand.saver.draft("a") == {"body": "長い"}
    assert [found.id for found in hand.failed] == ["a"]
