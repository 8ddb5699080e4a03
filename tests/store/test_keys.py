"""The key: wrapped by a passphrase or kept in the ring, never shown; the header is hostile until parsed."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.platform.messages import explain
from app.store.cipher import DatabaseKey
from app.store.errors import WorkspaceUnopenable
from app.store.ids import new_id
from app.store.keys import (
    Header,
    header_bytes,
    make_header,
    new_key,
    parse_header,
    read_header,
    set_passphrase,
    unlock,
    write_header,
)
from tests.store.making import KEY, DictKeyRing

PASSPHRASE = "正しい馬の電池と長い道"  # 11 characters: one is added below
GOOD = f"{PASSPHRASE}針"
WORKSPACE = "01900000-0000-7000-8000-000000000001"


@pytest.fixture(scope="module")
def wrapped() -> Header:
    """Return the header of a workspace whose key is wrapped by a passphrase alone."""
    return make_header(WORKSPACE, KEY, passphrase=GOOD)


def code_of(header: Header, **access: Any) -> str:
    """Return why a header cannot be unlocked."""
    with pytest.raises(WorkspaceUnopenable) as raised:
        unlock(header, **access)
    assert explain(raised.value)
    return raised.value.code


def test_a_new_key_is_random() -> None:
    assert new_key() != new_key()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DatabaseKey(bytes(length))


def test_a_key_does_not_show_itself() -> None:
    shown = f"{KEY!r} {KEY} {[KEY]} {vars(Header)}"
    assert KEY.reveal().hex() not in shown
    assert str(KEY.reveal()) not in shown
    with pytest.raises(TypeError):
        pickle.dumps(KEY)


def test_a_passphrase_opens_what_it_closed(wrapped: Header) -> None:
    assert unlock(wrapped, passphrase=GOOD) == KEY
    assert wrapped.opens_elsewhere


def test_full_and_half_width_letters_are_the_same_passphrase() -> None:
    header = make_header(WORKSPACE, KEY, passphrase="ＡＢＣ　ｄｅｆｇ１２３４")
    assert unlock(header, passphrase="ABC defg1234") == KEY


def test_a_wrong_or_missing_passphrase_opens_nothing(wrapped: Header) -> None:
    assert code_of(wrapped, passphrase=f"{GOOD}!") == "store.wrong_passphrase"
    assert code_of(wrapped, passphrase="") == "store.wrong_passphrase"
    assert code_of(wrapped, passphrase="長" * 100_000) == "store.wrong_passphrase"
    assert code_of(wrapped) == "store.passphrase_needed"


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "", "x" * 1_025])
def test_a_passphrase_has_12_to_1024_characters(passphrase: str) -> None:
    with pytest.raises(AppError) as raised:
        make_header(WORKSPACE, KEY, passphrase=passphrase)
    assert raised.value.code == "store.passphrase_length"
    assert "12文字以上" in explain(raised.value)


def test_the_ring_alone_opens_and_says_so() -> None:
    ring = DictKeyRing()
    header = make_header(WORKSPACE, KEY, key_ring=ring)
    assert unlock(header, key_ring=ring) == KEY
    assert not header.opens_elsewhere
    assert code_of(header, key_ring=DictKeyRing()) == "store.key_missing"
    assert code_of(header, passphrase=GOOD) == "store.key_missing"


def test_a_key_of_another_workspace_in_the_ring_is_told(wrapped: Header) -> None:
    ring = DictKeyRing()
    header = make_header(WORKSPACE, KEY, key_ring=ring)
    ring.set(WORKSPACE, new_key().reveal())
    assert code_of(header, key_ring=ring) == "store.wrong_key"


class LockedRing(DictKeyRing):
    """A key ring that the user does not unlock."""

    def get(self, workspace_id: str) -> bytes | None:
        raise AppError("platform.key_ring")


def test_a_locked_ring_is_told_unless_a_passphrase_serves() -> None:
    header = make_header(WORKSPACE, KEY, key_ring=DictKeyRing(), passphrase=GOOD)
    assert unlock(header, key_ring=LockedRing(), passphrase=GOOD) == KEY
    with pytest.raises(AppError) as raised:
        unlock(header, key_ring=LockedRing())
    assert raised.value.code == "platform.key_ring"


def test_a_key_must_be_kept_somewhere() -> None:
    with pytest.raises(ValueError, match="kept somewhere"):
        make_header(WORKSPACE, KEY)


def test_a_new_passphrase_replaces_the_old_one(tmp_path: Path, wrapped: Header) -> None:
    write_header(tmp_path, wrapped)
    changed = set_passphrase(tmp_path, KEY, "あたらしい合言葉をここに")
    assert read_header(tmp_path) == changed
    assert unlock(changed, passphrase="あたらしい合言葉をここに") == KEY
    assert code_of(changed, passphrase=GOOD) == "store.wrong_passphrase"
    assert changed.wrapped is not None
    assert wrapped.wrapped is not None
    assert changed.wrapped.salt != wrapped.wrapped.salt


def test_only_the_owner_of_the_key_sets_a_passphrase(tmp_path: Path, wrapped: Header) -> None:
    write_header(tmp_path, wrapped)
    with pytest.raises(WorkspaceUnopenable):
        set_passphrase(tmp_path, new_key(), "あたらしい合言葉をここに")
    assert read_header(tmp_path) == wrapped


def test_the_header_holds_neither_key_nor_passphrase(wrapped: Header) -> None:
    content = header_bytes(wrapped).decode()
    assert parse_header(content.encode()) == wrapped
    assert KEY.reveal().hex() not in content
    assert GOOD not in content


def test_a_header_moved_to_another_workspace_opens_nothing(wrapped: Header) -> None:
    content = json.loads(header_bytes(wrapped))
    content["workspace"] = new_id()
    assert code_of(parse_header(json.dumps(content).encode()), passphrase=GOOD) == "store.wrong_passphrase"


def changed(header: Header, path: str, value: object) -> bytes:
    """Return a header's bytes with one value changed; ``wrapped.salt`` names a nested one."""
    content = json.loads(header_bytes(header))
    inner = content
    *parents, last = path.split(".")
    for parent in parents:
        inner = inner[parent]
    inner[last] = value
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("wrapped.memory_kib", 2**31),
        ("wrapped.memory_kib", 256 * 1024 + 1),
        ("wrapped.memory_kib", 8 * 1024 - 1),
        ("wrapped.memory_kib", -1),
        ("wrapped.memory_kib", 65536.0),
        ("wrapped.memory_kib", True),
        ("wrapped.iterations", 11),
        ("wrapped.iterations", 0),
        ("wrapped.lanes", 9),
        ("wrapped.lanes", 0),
        ("wrapped.salt", "AAAA"),
        ("wrapped.salt", "not base64!"),
        ("wrapped.nonce", ""),
        ("wrapped.box", "AAAA"),
        ("wrapped.box", None),
        ("wrapped.kdf", "pbkdf2"),
        ("wrapped.cipher", "none"),
        ("wrapped", "text"),
        ("wrapped", []),
        ("workspace", "../../etc"),
        ("workspace", None),
        ("key_check", "0"),
        ("key_ring", "yes"),
        ("version", 0),
        ("version", "1"),
        ("format", "other"),
    ],
)
def test_a_hostile_header_is_refused_before_it_costs_anything(wrapped: Header, path: str, value: object) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        parse_header(changed(wrapped, path, value))
    assert raised.value.code == "store.header_damaged"


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 60_000, b" " * 70_000, b'{"format": 1e999}']
)
def test_what_is_no_header_is_refused(content: bytes) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        parse_header(content)
    assert raised.value.code == "store.header_damaged"


def test_a_header_of_a_later_version_is_told_as_such(wrapped: Header) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        parse_header(changed(wrapped, "version", 2))
    assert raised.value.code == "store.newer"


NO_HEADERS = st.recursive(st.none() | st.integers() | st.text(), st.lists).map(lambda value: json.dumps(value).encode())


@given(st.binary(max_size=200) | NO_HEADERS)
def test_no_bytes_whatever_raise_anything_else(content: bytes) -> None:
    with pytest.raises(WorkspaceUnopenable):
        parse_header(content)


def test_a_missing_header_says_where(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceUnopenable) as raised:
        read_header(tmp_path)
    assert raised.value.code == "store.missing"
    assert str(tmp_path) in explain(raised.value)


def test_a_folder_in_the_place_of_the_header_is_told(tmp_path: Path) -> None:
    (tmp_path / "workspace.json").mkdir()
    with pytest.raises(WorkspaceUnopenable) as raised:
        read_header(tmp_path)
    assert raised.value.code == "store.unreadable"
