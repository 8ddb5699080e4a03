"""Ids in little memory: they read as the texts that they are, in their order."""

import pickle
import uuid
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from app.store.id_vector import IdVector, packed
from app.store.store import Store
from tests.store.making import add, engine_of, make_expert

IDS = st.lists(st.uuids().map(str), max_size=40, unique=True)
PART = 4_096


def vector(ids: Sequence[str], batch: int = 7) -> Sequence[str]:
    return packed(iter([list(ids[start : start + batch]) for start in range(0, len(ids), batch)]))


@given(IDS, st.integers(1, 50))
def test_a_vector_reads_as_the_list_that_it_holds(ids: list[str], batch: int) -> None:
    found = vector(ids, batch)
    assert isinstance(found, IdVector)
    assert (len(found), list(found), found[2:9], found[::-2]) == (len(ids), ids, ids[2:9], ids[::-2])
    assert [found[place] for place in range(-len(ids), len(ids))] == ids + ids
    assert [found.index(each) for each in ids] == list(range(len(ids)))
    assert all(each in found for each in ids)


@pytest.mark.parametrize("count", [PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 5])
def test_a_vector_is_whole_on_both_sides_of_its_parts(count: int) -> None:
    ids = [str(uuid.UUID(int=number)) for number in range(count)]
    found = vector(ids, 5_000)
    assert list(found) == ids
    assert found.index(ids[-1]) == count - 1
    assert found[-1] == ids[-1]


@pytest.mark.parametrize("place", [-4, 3])
def test_a_place_beyond_the_list_is_an_error(place: int) -> None:
    with pytest.raises(IndexError):
        vector([str(uuid.UUID(int=number)) for number in range(3)])[place]


def test_an_id_is_found_in_its_own_place_only_and_not_across_two_neighbours() -> None:
    first, second = uuid.UUID(int=0x1234), uuid.UUID(int=0x5678 << 112)
    across = str(uuid.UUID(bytes=first.bytes[8:] + second.bytes[:8]))
    found = vector([str(first), str(second)])
    assert across not in found
    with pytest.raises(ValueError, match=across):
        found.index(across)
    assert vector([str(first), str(second), across]).index(across) == 2


def test_an_id_is_looked_for_between_two_places() -> None:
    ids = [str(uuid.UUID(int=number)) for number in range(3)]
    found = vector(ids)
    assert (found.index(ids[2], 2), found.index(ids[1], 1, 2), found.index(ids[2], -1)) == (2, 1, 2)
    for start, stop in ((2, 3), (0, 1), (2, 1)):
        with pytest.raises(ValueError, match=ids[1]):
            found.index(ids[1], start, stop)


@pytest.mark.parametrize(
    "other",
    [
        "case-1",
        "",
        "0" * 36,
        "00000000-0000-0000-0000-00000000000G",
        "0000000A-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000-00000000 000",
        "0000000-00000-0000-0000-000000000000",
        "00000000-0000-0000-0000-0000000000-0",
        "００００００００-0000-0000-0000-000000000000",
    ],
)
def test_ids_of_another_form_are_kept_as_they_are(other: str) -> None:
    ids = [str(uuid.UUID(int=number)) for number in range(10)]
    for place in (0, 4, 10):
        mixed = [*ids[:place], other, *ids[place:]]
        assert list(vector(mixed, 3)) == mixed
    assert other not in vector(ids)


def test_an_id_takes_sixteen_bytes() -> None:
    ids = [str(uuid.uuid4()) for _ in range(2 * PART)]
    assert len(pickle.dumps(vector(ids))) < 16 * len(ids) + 1_000


def test_nothing_is_a_list_too() -> None:
    assert list(vector([])) == []
    assert "" not in vector([])


def test_reading_all_ids_leaves_the_connections_of_other_readers_alone(store: Store) -> None:
    add(store, make_expert())
    opened: list[object] = []
    event.listen(engine_of(store), "checkout", lambda *told: opened.append(told))
    assert len(store.packed_ids("experts")) == 1
    assert opened == []
