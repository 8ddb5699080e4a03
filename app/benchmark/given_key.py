"""A key ring that holds the key of one passing workspace."""


class GivenKey:
    """Holds one key, whatever the workspace is called."""

    def __init__(self, key: bytes = b"") -> None:
        """Hold a key that is known already, or none yet."""
        self.key = key

    def is_available(self) -> bool:
        """Tell that a key can be kept."""
        return True

    def get(self, workspace_id: str) -> bytes | None:
        """Return the key."""
        return self.key or None

    def set(self, workspace_id: str, key: bytes) -> None:
        """Keep the key."""
        self.key = key

    def delete(self, workspace_id: str) -> None:
        """Forget the key."""
        self.key = b""
