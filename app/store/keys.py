"""The key of a workspace, and ``workspace.json``, which says where the key is kept.

The key is 32 random bytes. It lies in the system's key ring, or in the header wrapped by a passphrase (Argon2id, then
AES-256-GCM bound to the header's other words), or in both. The header is readable by anyone and written by anyone:
everything in it is checked and bounded before it is used.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.errors import AppError
from app.domain.passphrase import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
from app.platform.atomic_file import write_atomically
from app.platform.key_ring import KeyRing
from app.platform.paths import HEADER_NAME
from app.store.cipher import DatabaseKey
from app.store.errors import WorkspaceUnopenable
from app.store.lines import canonical

FORMAT = "dxdesk-workspace"
VERSION = 1
_MAX_HEADER_BYTES = 65_536
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key wrapped by a passphrase, with the cost of trying one."""

    iterations: int
    lanes: int
    memory_kib: int
    salt: bytes
    nonce: bytes
    box: bytes

    def is_bearable(self) -> bool:
        """Tell whether the costs are within what an honest header asks for."""
        return (
            1 <= self.iterations <= 10
            and 1 <= self.lanes <= 8
            and 8 * 1_024 <= self.memory_kib <= 256 * 1_024
            and (len(self.salt), len(self.nonce), len(self.box)) == (16, 12, 48)
        )


@dataclass(frozen=True, slots=True)
class Header:
    """What ``workspace.json`` says."""

    workspace_id: str
    key_check: str
    key_ring: bool
    wrapped: Wrapped | None

    @property
    def opens_elsewhere(self) -> bool:
        """Tell whether a backup opens on another machine: only with a passphrase."""
        return self.wrapped is not None


def new_key() -> DatabaseKey:
    """Return a new random key."""
    return DatabaseKey(os.urandom(32))


def make_header(
    workspace_id: str, key: DatabaseKey, *, key_ring: KeyRing | None = None, passphrase: str | None = None
) -> Header:
    """Return the header of a new workspace, its key kept in the ring, under the passphrase, or both."""
    if key_ring is None and passphrase is None:
        raise ValueError("a key must be kept somewhere")
    header = Header(workspace_id, _check_of(key, workspace_id), key_ring is not None, None)
    if passphrase is not None:
        header = replace(header, wrapped=_wrap(header, key, passphrase))
    if key_ring is not None:
        key_ring.set(workspace_id, key.reveal())
    return header


def unlock(header: Header, *, key_ring: KeyRing | None = None, passphrase: str | None = None) -> DatabaseKey:
    """Return the key from the ring, else from the passphrase.

    WorkspaceUnopenable: ``store.passphrase_needed``, ``store.wrong_passphrase``, ``store.key_missing``,
    ``store.wrong_key``.
    """
    raw = _from_ring(header, key_ring, can_do_without=header.wrapped is not None and passphrase is not None)
    if raw is None:
        if header.wrapped is None:
            raise WorkspaceUnopenable("store.key_missing")
        if passphrase is None:
            raise WorkspaceUnopenable("store.passphrase_needed")
        raw = _unwrap(header, header.wrapped, passphrase)
    key = DatabaseKey(raw)
    if not hmac.compare_digest(_check_of(key, header.workspace_id), header.key_check):
        raise WorkspaceUnopenable("store.wrong_key")
    return key


def _from_ring(header: Header, key_ring: KeyRing | None, *, can_do_without: bool) -> bytes | None:
    if key_ring is None or not header.key_ring:
        return None
    try:
        return key_ring.get(header.workspace_id)
    except AppError:
        if can_do_without:
            return None
        raise


def set_passphrase(directory: Path, key: DatabaseKey, passphrase: str) -> Header:
    """Wrap the key under a new passphrase, in place of an earlier one; the database is not touched."""
    header = read_header(directory)
    if not hmac.compare_digest(_check_of(key, header.workspace_id), header.key_check):
        raise WorkspaceUnopenable("store.wrong_key")
    header = replace(header, wrapped=_wrap(header, key, passphrase))
    write_header(directory, header)
    return header


def write_header(directory: Path, header: Header) -> None:
    """Write ``workspace.json`` whole or not at all."""
    write_atomically(directory / HEADER_NAME, header_bytes(header), private=True, is_own=True)


def header_bytes(header: Header) -> bytes:
    """Return the content of ``workspace.json``."""
    wrapped = None
    if header.wrapped is not None:
        wrapped = {
            **_costs(header.wrapped),
            "nonce": _base64(header.wrapped.nonce),
            "box": _base64(header.wrapped.box),
        }
    content = {**_words(header), "key_check": header.key_check, "key_ring": header.key_ring, "wrapped": wrapped}
    return f"{json.dumps(content, indent=2, sort_keys=True)}\n".encode()


def read_header(directory: Path) -> Header:
    """Return what ``workspace.json`` says; WorkspaceUnopenable when it is missing, damaged or newer."""
    path = directory / HEADER_NAME
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_HEADER_BYTES + 1)
    except FileNotFoundError:
        raise WorkspaceUnopenable("store.missing", where=str(directory), path=str(directory)) from None
    except OSError as error:
        raise WorkspaceUnopenable("store.unreadable", where=str(path), path=str(path)) from error
    return parse_header(content)


def parse_header(content: bytes) -> Header:
    """Return a header from its bytes; WorkspaceUnopenable ``store.header_damaged`` or ``store.newer``."""
    try:
        found = json.loads(content) if len(content) <= _MAX_HEADER_BYTES else None
        if isinstance(found, dict) and found.get("format") == FORMAT and _integer(found["version"]) > VERSION:
            raise WorkspaceUnopenable("store.newer")
        return _header(found)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise WorkspaceUnopenable("store.header_damaged") from None


def _header(found: object) -> Header:
    if not isinstance(found, dict) or found["format"] != FORMAT or found["version"] != VERSION:
        raise ValueError("no header")
    identity, check, ring = found["workspace"], found["key_check"], found["key_ring"]
    if not isinstance(ring, bool) or not _ID.fullmatch(identity) or not re.fullmatch(r"[0-9a-f]{32}", check):
        raise ValueError("not the words of a header")
    wrapped = None if found["wrapped"] is None else _wrapped(found["wrapped"])
    return Header(identity, check, ring, wrapped)


def _wrapped(found: dict[str, object]) -> Wrapped:
    if found["kdf"] != "argon2id" or found["cipher"] != "aes-256-gcm":
        raise ValueError("unknown wrapping")
    wrapped = Wrapped(
        iterations=_integer(found["iterations"]),
        lanes=_integer(found["lanes"]),
        memory_kib=_integer(found["memory_kib"]),
        salt=_bytes(found["salt"]),
        nonce=_bytes(found["nonce"]),
        box=_bytes(found["box"]),
    )
    if not wrapped.is_bearable():
        raise ValueError("costs out of bounds")
    return wrapped


def _integer(value: object) -> int:
    if type(value) is not int:
        raise TypeError("an integer expected")
    return value


def _bytes(value: object) -> bytes:
    if not isinstance(value, str):
        raise TypeError("base64 expected")
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("base64 expected") from error


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _words(header: Header) -> dict[str, object]:
    return {"format": FORMAT, "version": VERSION, "workspace": header.workspace_id}


def _costs(wrapped: Wrapped) -> dict[str, object]:
    return {
        "kdf": "argon2id",
        "iterations": wrapped.iterations,
        "lanes": wrapped.lanes,
        "memory_kib": wrapped.memory_kib,
        "salt": _base64(wrapped.salt),
        "cipher": "aes-256-gcm",
    }


def _check_of(key: DatabaseKey, workspace_id: str) -> str:
    """Return what tells a wrong key from a damaged database, without telling anything of the key."""
    words = f"dxdesk workspace key check {workspace_id}".encode()
    return hmac.new(key.reveal(), words, hashlib.sha256).hexdigest()[:32]


def _wrap(header: Header, key: DatabaseKey, passphrase: str) -> Wrapped:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    normal = unicodedata.normalize("NFKC", passphrase)
    if not SHORTEST_PASSPHRASE <= len(normal) <= LONGEST_PASSPHRASE:
        raise AppError("store.passphrase_length", least=SHORTEST_PASSPHRASE, most=LONGEST_PASSPHRASE)
    plain = Wrapped(3, 4, 65_536, os.urandom(16), os.urandom(12), b"")
    box = AESGCM(_derive(plain, normal)).encrypt(plain.nonce, key.reveal(), _bound(header, plain))
    return replace(plain, box=box)


def _unwrap(header: Header, wrapped: Wrapped, passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    normal = unicodedata.normalize("NFKC", passphrase)
    try:
        if len(normal) > LONGEST_PASSPHRASE:
            raise InvalidTag
        return AESGCM(_derive(wrapped, normal)).decrypt(wrapped.nonce, wrapped.box, _bound(header, wrapped))
    except InvalidTag:
        raise WorkspaceUnopenable("store.wrong_passphrase") from None


def _derive(wrapped: Wrapped, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=wrapped.salt,
        length=32,
        iterations=wrapped.iterations,
        lanes=wrapped.lanes,
        memory_cost=wrapped.memory_kib,
    )
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))


def _bound(header: Header, wrapped: Wrapped) -> bytes:
    return canonical({**_words(header), **_costs(wrapped)}).encode()
