"""Ids: new ones sort in the order of their making, stable ones are the same on every desk."""

import uuid

from app.store.ids import new_id, stable_id


def test_new_ids_are_uuids_of_version_7_and_sort_in_the_order_of_their_making() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(set(made))
    parsed = [uuid.UUID(one) for one in made]
    assert {one.version for one in parsed} == {7}
    assert {one.variant for one in parsed} == {uuid.RFC_4122}


def test_a_stable_id_depends_on_the_natural_key_alone() -> None:
    assert stable_id("municipality", "111007") == stable_id("municipality", "111007")
    assert stable_id("municipality", "111007") != stable_id("municipality", "112011")
    assert uuid.UUID(stable_id("x")).version == 5


def test_parts_of_a_natural_key_do_not_run_into_each_other() -> None:
    assert stable_id("ab", "c") != stable_id("a", "bc")
