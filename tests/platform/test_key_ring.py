"""The key of a workspace in the system's key ring."""

from collections.abc import Iterator

import keyring
import keyring.backend
import pytest
from keyring.backends.fail import Keyring as NoRing
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from app.domain.errors import AppError
from app.platform.key_ring import KeyRing, SystemKeyRing

KEY = bytes(range(32))


class Ring(keyring.backend.KeyringBackend):
    """A ring in memory, as keyring sees it."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, failure: Exception | None = None, pretends: bool = False) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.failure = failure
        self.pretends = pretends

    def get_password(self, service: str, username: str) -> str | None:
        if self.failure is not None:
            raise self.failure
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.pretends:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("no such entry")


@pytest.fixture(autouse=True)
def _ring_given_back() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def use(ring: keyring.backend.KeyringBackend) -> KeyRing:
    """Return the system's ring with another one behind it."""
    keyring.set_keyring(ring)
    return SystemKeyRing()


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def test_a_key_is_kept_and_forgotten() -> None:
    ring = use(Ring())
    assert ring.is_available()
    assert ring.get("workspace-1") is None
    ring.set("workspace-1", KEY)
    assert ring.get("workspace-1") == KEY
    assert ring.get("workspace-2") is None
    ring.delete("workspace-1")
    ring.delete("workspace-1")
    assert ring.get("workspace-1") is None


def test_a_machine_without_a_ring_says_so() -> None:
    ring = use(NoRing())
    assert not ring.is_available()
    with pytest.raises(AppError) as error:
        ring.get("workspace-1")
    assert code_of(error) == "platform.key_ring"


@pytest.mark.parametrize("failure", [KeyringLocked("locked"), InitError("no bus"), OSError("pipe"), Exception("D-Bus")])
def test_every_failure_of_a_ring_is_one_sentence_without_its_words(failure: Exception) -> None:
    ring = use(Ring(failure))
    assert not ring.is_available()
    with pytest.raises(AppError) as error:
        ring.get("workspace-1")
    assert code_of(error) == "platform.key_ring"
    assert error.value.values == {}


def test_a_ring_that_only_pretends_to_keep_a_key_is_found_out() -> None:
    with pytest.raises(AppError) as error:
        use(Ring(pretends=True)).set("workspace-1", KEY)
    assert code_of(error) == "platform.key_ring"


@pytest.mark.parametrize("entry", ["", "not base64", "c2hvcnQ=", "鍵"])
def test_an_entry_that_is_no_key_is_told(entry: str) -> None:
    ring = Ring()
    ring.entries["dxdesk", "workspace-1"] = entry
    with pytest.raises(AppError) as error:
        use(ring).get("workspace-1")
    assert code_of(error) == "platform.key_ring_entry"


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33)])
def test_only_keys_of_32_bytes_are_kept(key: bytes) -> None:
    ring = Ring()
    with pytest.raises(ValueError, match="32 bytes"):
        use(ring).set("workspace-1", key)
    assert ring.entries == {}
