"""Passwords and signing keys of the ways out of the office, in the system's key ring under the id of their channel."""

from typing import Protocol

from app.platform.key_ring import SERVICE, failures_told

LONGEST_SECRET = 500


class SecretRing(Protocol):
    """Where secrets are kept; they exist nowhere else."""

    def get(self, name: str) -> str | None:
        """Return a secret, None when this machine has none of that name."""
        ...

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, in place of an earlier one."""
        ...

    def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is already forgotten."""
        ...


class SystemSecretRing:
    """The key ring of the operating system; every failure of it raises AppError ``platform.key_ring``."""

    def get(self, name: str) -> str | None:
        """Return a secret, None when the ring has none of that name."""
        import keyring

        with failures_told():
            return keyring.get_password(SERVICE, _entry(name))

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, in place of an earlier one; read it back, for some rings only pretend."""
        import keyring

        with failures_told():
            keyring.set_password(SERVICE, _entry(name), secret)
            if keyring.get_password(SERVICE, _entry(name)) != secret:
                raise OSError("the ring does not keep what it is given")

    def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is already forgotten."""
        import keyring

        with failures_told():
            if keyring.get_password(SERVICE, _entry(name)) is not None:
                keyring.delete_password(SERVICE, _entry(name))


def _entry(name: str) -> str:
    return f"channel-{name}"
