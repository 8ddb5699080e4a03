"""The history tells each change of a record once, with the values as a person knows them."""

from dataclasses import replace
from datetime import date

from app.domain.expert import Engagement, Expert
from app.domain.record import Member
from app.store.store import Store
from tests.store.making import AUTHOR, add, delete, make_decision, make_expert, save


def told(store: Store, expert: Expert) -> list[tuple[str, str, object, object]]:
    """Return event, field, before and after of each entry."""
    return [(one.event, one.field, one.before, one.after) for one in store.history("experts", expert.id)]


def test_creating_tells_every_field_that_was_filled_in(store: Store) -> None:
    expert = make_expert(kana="", affiliation="", engagement=Engagement.EMPLOYED, fields=(Member("2"), Member("1")))
    add(store, expert)
    assert told(store, expert) == [
        ("created", "", None, None),
        ("created", "name", "", expert.name),
        ("created", "engagement", None, Engagement.EMPLOYED),
        ("created", "fields", (), (Member("1"), Member("2"))),
    ]


def test_a_change_tells_the_value_before_and_after_of_each_changed_field(store: Store) -> None:
    expert = make_expert(consent_scope="公開")
    add(store, expert)
    save(store, replace(expert, consented_on=date(2026, 7, 1), on_site=True, municipal_count=3))
    assert told(store, expert)[-3:] == [
        ("changed", "municipal_count", None, 3),
        ("changed", "on_site", False, True),
        ("changed", "consented_on", None, date(2026, 7, 1)),
    ]


def test_the_members_of_a_set_are_told_as_one_change_of_the_set(store: Store) -> None:
    expert = make_expert(fields=(Member("1", "leading"), Member("2", "capable")))
    add(store, expert)
    save(store, replace(expert, fields=(Member("2", "assisting"), Member("3", "leading"))))
    before, after = expert.fields, (Member("2", "assisting"), Member("3", "leading"))
    assert told(store, expert)[-1] == ("changed", "fields", before, after)
    save(store, replace(expert, fields=()))
    assert told(store, expert)[-1] == ("changed", "fields", after, ())


def test_deletion_and_return_are_told_and_change_no_value(store: Store) -> None:
    expert = make_expert()
    add(store, expert)
    delete(store, expert)
    store.undo(AUTHOR)
    assert [entry[0] for entry in told(store, expert)[-2:]] == ["deleted", "restored"]


def test_each_entry_says_who_when_why_and_on_which_desk(store: Store) -> None:
    expert = make_expert()
    add(store, expert, reason="名簿の取込")
    save(store, replace(expert, post="部長"), author="別の人", reason="人事異動")
    first, last = store.history("experts", expert.id)[0], store.history("experts", expert.id)[-1]
    assert (first.author, first.reason, first.commit_no, first.site) == (AUTHOR, "名簿の取込", 1, "M07")
    assert (last.author, last.reason, last.commit_no, last.site) == ("別の人", "人事異動", 2, "M07")
    assert first.at.utcoffset() is not None
    assert first.at <= last.at


def test_a_change_of_another_record_is_not_told(store: Store) -> None:
    expert, other = make_expert(), make_expert(fields=(Member("1"),))
    add(store, expert, other)
    before = told(store, expert)
    save(store, replace(other, post="部長", fields=()))
    assert told(store, expert) == before


def test_a_record_without_history_has_none(store: Store) -> None:
    assert store.history("experts", "nothing") == []


def test_the_commits_are_listed_newest_first(store: Store) -> None:
    for number in range(5):
        add(store, make_decision(), make_decision(), reason=f"登録{number}")
    assert [(one.reason, one.op_count) for one in store.commits(2)] == [("登録4", 2), ("登録3", 2)]
    assert len(store.commits()) == 5
