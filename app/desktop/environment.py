"""What the window needs of the place it runs in: opening, making and restoring workspaces."""

from datetime import date
from pathlib import Path
from typing import Protocol

from app.desktop.desk_port import Desk


class Environment(Protocol):
    """Given by the one place where the parts meet; every method but the properties runs on a worker thread."""

    @property
    def language(self) -> str:
        """Return the language of sentences: ja or en."""

    @property
    def has_key_ring(self) -> bool:
        """Tell whether the system keeps the key; without it a passphrase is asked for."""

    def existing(self) -> bool:
        """Tell whether there is a workspace."""

    def needs_passphrase(self) -> bool:
        """Tell whether the existing workspace opens by passphrase only."""

    def unlock(self, passphrase: str | None = None) -> Desk:
        """Open the workspace for its first lists; the desk's ``prepare`` and ``keep_safe`` do what takes longer."""

    def create(self, signed_on: date, *, passphrase: str | None = None) -> Desk:
        """Make an empty workspace."""

    def create_demo(self, *, passphrase: str | None = None) -> Desk:
        """Make a workspace with the demonstration year."""

    def restore(self, backup: Path, passphrase: str | None = None) -> Desk:
        """Put a backup in the place of the workspace and open it."""

    def newest_backup(self) -> Path | None:
        """Return the newest copy beside the workspace, or None."""
