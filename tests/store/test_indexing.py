"""The search index is built anew where it was built in another way, and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.record import Record
from app.domain.registers import REGISTERS
from app.store.indexing import WHOLE, index_versions, outdated, written_versions
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, make_decision, make_expert

Read = list[str]


@contextmanager
def opened(workspace: Path, read: Read, **options: str) -> Iterator[Store]:
    """Lend a store whose records' texts are noted when they are read for the index."""

    def text(record: Record) -> str:
        read.append(record.REGISTER.name)
        return "さいたま市"

    store = Store.open(workspace, KEY, search_text=text, **options)  # type: ignore[arg-type]
    yield store
    store.close()


@pytest.fixture
def filled(workspace: Path) -> Path:
    with opened(workspace, []) as store, store.unit_of_work(AUTHOR, "登録") as uow:
        uow.add(make_expert())
        uow.add(make_decision())
        uow.commit()
    return workspace


def test_a_later_version_of_the_program_reads_no_record_for_the_index(filled: Path) -> None:
    read: Read = []
    for version in ("0.2.0", "0.3.0", "0.3.0"):
        with opened(filled, read, app_ver=version) as store:
            assert store.ids("experts", search="サイタマ")
    assert read == []


def test_other_texts_are_indexed_once(filled: Path) -> None:
    read: Read = []
    for _ in range(2):
        with opened(filled, read, text_version="2"):
            pass
    assert sorted(read) == ["decisions", "experts"]


def test_only_a_register_whose_searched_fields_changed_is_indexed_anew(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Read = []
    changed = {**index_versions(""), "experts": "name kana base"}
    monkeypatch.setattr("app.store.store.index_versions", lambda text_version: changed)
    with opened(filled, read) as store:
        assert store.ids("experts", search="サイタマ")
        assert store.ids("decisions", search="サイタマ")
    assert read == ["experts"]


def test_an_index_of_another_format_is_built_anew_as_a_whole(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Read = []
    monkeypatch.setattr("app.store.store.index_versions", lambda text_version: {**index_versions(""), WHOLE: "later"})
    with opened(filled, read) as store:
        assert store.ids("experts", search="サイタマ")
        assert store.verify() == []
    assert sorted(read) == ["decisions", "experts"]


def test_the_words_of_a_searched_choice_are_part_of_its_version() -> None:
    versions = index_versions("1")
    assert set(versions) == {WHOLE, *REGISTERS}
    for name, register in REGISTERS.items():
        for field in map(register.field, register.search):
            assert field.name in versions[name]
            assert all(choice.label in versions[name] for choice in field.choices or ())


def test_what_was_kept_is_compared_register_by_register() -> None:
    versions = index_versions("1")
    assert outdated(written_versions(versions), versions) == []
    assert outdated(written_versions({**versions, "cases": "former"}), versions) == ["cases"]
    assert set(outdated(written_versions(index_versions("0")), versions)) == set(REGISTERS)


@pytest.mark.parametrize("kept", ["", "0.1.0", "[1]", "null", "{"])
def test_what_no_version_of_ours_kept_counts_as_nothing(kept: str) -> None:
    assert WHOLE in outdated(kept, index_versions("1"))
