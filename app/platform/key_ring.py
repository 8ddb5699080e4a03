"""The system's key ring, behind one interface: it keeps the raw 32-byte key of a workspace under its id."""

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.domain.errors import AppError

SERVICE = "dxdesk"
KEY_BYTES = 32


class KeyRing(Protocol):
    """Where the key of a workspace is kept between two starts."""

    def is_available(self) -> bool:
        """Tell whether this machine has a key ring that can keep a key."""
        ...

    def get(self, workspace_id: str) -> bytes | None:
        """Return the key of a workspace, None when the ring has none."""
        ...

    def set(self, workspace_id: str, key: bytes) -> None:
        """Keep the key of a workspace, in place of an earlier one."""
        ...

    def delete(self, workspace_id: str) -> None:
        """Forget the key of a workspace; one that is not there is already forgotten."""
        ...


class SystemKeyRing:
    """The key ring of the operating system (Windows credential store, macOS keychain, Secret Service).

    Every failure of the ring, a locked one too, raises AppError ``platform.key_ring``; what it holds under our name
    without being a key raises ``platform.key_ring_entry``.
    """

    def is_available(self) -> bool:
        """Tell whether a ring answers; asking may wait for the user to unlock it."""
        try:
            self.get("availability")
        except AppError as error:
            return error.code == "platform.key_ring_entry"
        return True

    def get(self, workspace_id: str) -> bytes | None:
        """Return the key of a workspace, None when the ring has none."""
        import keyring

        with failures_told():
            kept = keyring.get_password(SERVICE, workspace_id)
        if kept is None:
            return None
        try:
            key = base64.b64decode(kept, validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise AppError("platform.key_ring_entry")
        return key

    def set(self, workspace_id: str, key: bytes) -> None:
        """Keep the key of a workspace, in place of an earlier one; read it back, for some rings only pretend."""
        import keyring

        if len(key) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")
        with failures_told():
            keyring.set_password(SERVICE, workspace_id, base64.b64encode(key).decode("ascii"))
        if self.get(workspace_id) != key:
            raise AppError("platform.key_ring")

    def delete(self, workspace_id: str) -> None:
        """Forget the key of a workspace; one that is not there is already forgotten."""
        import keyring

        with failures_told():
            if keyring.get_password(SERVICE, workspace_id) is not None:
                keyring.delete_password(SERVICE, workspace_id)


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn every failure of a ring into one sentence; its own words may name accounts."""
    try:
        yield
    except Exception as error:  # beside KeyringError, each ring lets the errors of its own system through
        raise AppError("platform.key_ring") from error
