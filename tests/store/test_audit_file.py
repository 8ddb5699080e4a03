"""The change log as a file: whole it is believed, and whatever is altered, dropped, added or made anew is found."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.domain.record import Member
from app.store.audit_file import audit_lines, holds, read_audit
from app.store.lines import chain_hash
from app.store.site import GENESIS_HASH
from app.store.store import Store
from tests.store.making import AUTHOR, KEY, add, delete, make_decision, make_expert, save
from tests.store.test_verify import tamper


@pytest.fixture
def filled(workspace: Path) -> Iterator[Store]:
    """Return a workspace with a few commits."""
    store = Store.open(workspace, KEY)
    expert = make_expert(fields=(Member("1", "leading"),))
    add(store, expert, make_decision())
    save(store, replace(expert, post="部長\n二行目"))
    save(store, replace(expert, post="課長", fields=()))
    delete(store, expert)
    store.undo(AUTHOR)
    yield store
    store.close()


def exported(store: Store) -> list[str]:
    with store.reading() as reader:
        return list(audit_lines(reader.connection))


def read(lines: list[str]) -> object:
    return read_audit(io.BytesIO("".join(f"{line}\n" for line in lines).encode()))


def is_told(lines: list[str]) -> bool:
    try:
        read(lines)
    except AppError as error:
        return error.code in ("store.audit_broken", "store.audit_cut", "store.no_audit")
    return False


def test_a_file_is_whole_and_is_that_of_its_workspace(filled: Store) -> None:
    lines = exported(filled)
    found = read_audit(io.BytesIO("".join(f"{line}\n" for line in lines).encode()))
    assert found.entries == sum(json.loads(line)["k"] == "op" for line in lines) > 5
    with filled.reading() as reader:
        assert holds(reader.connection, found.seals)


def test_a_file_stays_that_of_its_workspace_when_more_is_written(filled: Store) -> None:
    found = read_audit(io.BytesIO("".join(f"{line}\n" for line in exported(filled)).encode()))
    add(filled, make_decision(subject="後の協議"))
    with filled.reading() as reader:
        assert holds(reader.connection, found.seals)


def test_every_line_that_is_dropped_doubled_swapped_or_cut_off_is_found(filled: Store) -> None:
    lines = exported(filled)
    for at in range(len(lines)):
        assert is_told([*lines[:at], *lines[at + 1 :]]), at
        assert is_told([*lines[:at], lines[at], *lines[at:]]), at
        assert is_told(lines[:at]), at
        if at:
            assert is_told([*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]]), at
    assert is_told([*lines, lines[-1]])


def test_every_value_that_is_altered_is_found(filled: Store) -> None:
    lines = exported(filled)
    for at, line in enumerate(lines):
        told = json.loads(line)
        for name in told:
            altered = {**told, name: "x" if isinstance(told[name], str) else 99}
            changed = json.dumps(altered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert is_told([*lines[:at], changed, *lines[at + 1 :]]), (at, name)


@pytest.mark.parametrize(("old", "new"), [("{", '{"approved":"県",'), ("{", '{"k":"県",'), (":", ": "), ("}", "} ")])
def test_nothing_is_said_beside_what_is_proven(filled: Store, old: str, new: str) -> None:
    lines = exported(filled)
    for at, line in enumerate(lines):
        assert is_told([*lines[:at], line.replace(old, new, 1), *lines[at + 1 :]]), (at, line)


def forged(lines: list[str], old: str, new: str) -> list[str]:
    """Return the file with other words and a chain that fits them."""
    made: list[str] = []
    previous, commit, own = GENESIS_HASH, "", list[str]()
    for line in (each.replace(old, new) for each in lines):
        told = json.loads(line)
        if told["k"] == "op":
            own.append(line)
            continue
        if commit:
            made += [commit, *own]
            previous, commit, own = chain_hash(previous, commit, own), "", []
        if told["k"] == "commit":
            commit = json.dumps({**told, "prev": previous}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        elif told["k"] == "seal":
            made.append(json.dumps({**told, "hash": previous}, ensure_ascii=False, separators=(",", ":")))
        else:
            made.append(line)
    return made


def test_a_file_made_anew_with_a_chain_of_its_own_is_not_that_of_the_workspace(filled: Store) -> None:
    lines = exported(filled)
    found = read_audit(io.BytesIO("".join(f"{line}\n" for line in forged(lines, "課長", "課頂")).encode()))
    same = read_audit(io.BytesIO("".join(f"{line}\n" for line in forged(lines, "課長", "課長")).encode()))
    with filled.reading() as reader:
        assert not holds(reader.connection, found.seals)
        assert holds(reader.connection, same.seals)


def test_a_log_that_was_altered_behind_the_program_shows_in_its_file(workspace: Path) -> None:
    store = Store.open(workspace, KEY)
    add(store, make_decision(subject="最初"))
    add(store, *(make_decision() for _ in range(600)))  # what opening looks at
    assert not is_told(exported(store))
    store.close()
    tamper(workspace, "UPDATE sync_commit SET user_id = '別の人' WHERE commit_no = 1")
    store = Store.open(workspace, KEY)
    assert is_told(exported(store))
    store.close()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[]\n",
        b"\xff\xfe\n",
        b'{"k":"audit","v":1}',
        b'{"k":"audit","v":2}\n',
        b'{"k":"audit","v":1}\n',
        b'{"k":"audit","v":1}\n{"k":"end","sites":0,"entries":1}\n',
        b'{"k":"audit","v":1}\n{"k":"site","s":""}\n',
        b'{"k":"audit","v":1}\n{"k":"commit","s":"","c":1,"q":1,"n":0,"prev":""}\n',
        b'{"k":"audit","v":1}\n{"k":"site","s":"a"}\n{"k":"commit","s":"a","c":1,"q":1,"n":-1}\n',
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_is_no_such_file_is_told_and_never_a_bug(data: bytes) -> None:
    with pytest.raises(AppError):
        read_audit(io.BytesIO(data))


def test_a_log_of_nothing_is_whole() -> None:
    found = read_audit(io.BytesIO(b'{"k":"audit","v":1}\n{"entries":0,"k":"end","sites":0}\n'))
    assert (found.entries, dict(found.seals)) == (0, {})


@given(st.binary(max_size=300))
def test_any_bytes_are_told_and_never_a_bug(data: bytes) -> None:
    with pytest.raises(AppError):
        read_audit(io.BytesIO(b'{"k":"audit","v":1}\n' + data))
