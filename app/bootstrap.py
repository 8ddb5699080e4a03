"""The one place where the parts meet: it gives each door an environment and knows what may be started from it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.platform.clock import Clock, FixedClock, SystemClock
from app.platform.passphrase_file import passphrase_from_file

if TYPE_CHECKING:
    from app.platform.key_ring import KeyRing
    from app.services.desk import Desk
    from app.services.workspace.unlocking import Access

DEFAULT_SEED = 1


class Environment:
    """Where a door works and on which day, and what it may start there."""

    def __init__(
        self, *, workspace: Path, as_of: date | None = None, language: str = "ja", key_ring: "KeyRing | None" = None
    ) -> None:
        """Work in this folder; everything is judged on ``as_of``, or today."""
        self.workspace = workspace
        self.as_of = as_of
        self.language = language
        self._key_ring = key_ring

    @property
    def has_key_ring(self) -> bool:
        """Return whether a new workspace keeps its key without asking for a passphrase."""
        return passphrase_from_file() is not None or self._ring().is_available()

    def existing(self) -> bool:
        """Return whether there is a workspace."""
        from app.services.workspace.unlocking import exists

        return exists(self.workspace)

    def needs_passphrase(self) -> bool:
        """Return whether the workspace opens by a passphrase that has to be typed."""
        from app.services.workspace.unlocking import needs_passphrase

        return passphrase_from_file() is None and needs_passphrase(self.workspace, self._ring())

    def create(self, signed_on: date, terms_text: str | None = None, passphrase: str | None = None) -> "Desk":
        """Make a workspace and open it."""
        from app.services.workspace import workspaces

        access = self._access(passphrase)
        return workspaces.create(
            self.workspace, access, self._clock(), _author(), signed_on, terms_text or "", self.language
        )

    def create_demonstration(self, seed: int = DEFAULT_SEED, passphrase: str | None = None) -> "Desk":
        """Make a workspace with the demonstration year and open it."""
        from app.services.workspace import workspaces

        access = self._access(passphrase)
        return workspaces.create_demonstration(self.workspace, access, self._clock(), _author(), seed, self.language)

    def unlock(self, passphrase: str | None = None) -> "Desk":
        """Open the workspace for its first lists; ``Desk.prepare`` and ``Desk.keep_safe`` do what takes longer."""
        from app.services.workspace.unlocking import unlock_workspace

        return unlock_workspace(self.workspace, self._access(passphrase), self._clock(), _author(), self.language)

    def open(self, passphrase: str | None = None) -> "Desk":
        """Open the workspace, checked and backed up; AppError says why it cannot be opened."""
        from app.services.workspace import workspaces

        access = self._access(passphrase)
        return workspaces.open_workspace(self.workspace, access, self._clock(), _author(), self.language)

    def create_demo(self, passphrase: str | None = None) -> "Desk":
        """Make a workspace with the usual demonstration year and open it."""
        return self.create_demonstration(passphrase=passphrase)

    def restore(self, backup: Path, passphrase: str | None = None) -> "Desk":
        """Put a backup in the place of the workspace, which is set aside, and open it."""
        self.restore_to(backup, self.workspace, passphrase)
        return self.open(passphrase)

    def restore_to(self, backup: Path, to: Path, passphrase: str | None = None) -> None:
        """Make a workspace from a backup; one that lies there already is set aside, not overwritten."""
        from app.services.workspace import workspaces

        workspaces.restore(backup, to, self._access(passphrase))

    def newest_backup(self) -> Path | None:
        """Return the newest copy beside the workspace, or None."""
        from app.services.workspace import workspaces

        return workspaces.newest_backup(self.workspace)

    @contextmanager
    def passing(self) -> Iterator["Environment"]:
        """Lend an environment whose workspace vanishes afterwards, for showing and measuring."""
        from app.platform.paths import WorkspacePaths, temporary_folder

        with temporary_folder(WorkspacePaths(self.workspace)) as folder:
            yield Environment(
                workspace=folder / "workspace",
                as_of=self.as_of,
                key_ring=_PassingKeyRing(),
            )

    def run_desktop(self) -> int:
        """Open the window and return the exit status."""
        from app.desktop.app import run_desktop

        return run_desktop(self._for_the_window(), self._clock().today())

    def _for_the_window(self) -> "Environment":
        """Return the same in Japanese: the window has no other language, and sentences in it are not to be mixed."""
        if self.language == "ja":
            return self
        return Environment(workspace=self.workspace, as_of=self.as_of, key_ring=self._key_ring)

    def take_screenshots(
        self, desk: "Desk", directory: Path, theme: str, scale: float, size: tuple[int, int] | None = None
    ) -> Sequence[Path]:
        """Draw every tab and dialog into a folder; ``size`` is that of the window, in pixels."""
        from app.desktop.screenshots import SIZE, take_screenshots

        return take_screenshots(desk, directory, theme, scale, size or SIZE)

    def benchmark(self, only: str, rows: int, progress: Callable[[str], None]) -> Sequence[Any]:
        """Measure this machine."""
        from app.benchmark import measure

        return measure(only, rows, progress)

    def _access(self, passphrase: str | None) -> "Access":
        from app.services.workspace.unlocking import Access

        given = passphrase or passphrase_from_file()
        return Access(None if given is not None else self._ring(), given)

    def _ring(self) -> "KeyRing":
        if self._key_ring is None:
            from app.platform.key_ring import SystemKeyRing

            self._key_ring = SystemKeyRing()
        return self._key_ring

    def _clock(self) -> Clock:
        return FixedClock(self.as_of) if self.as_of is not None else SystemClock()


class _PassingKeyRing:
    """Keeps the key of a passing workspace as long as the program runs."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def is_available(self) -> bool:
        return True

    def get(self, workspace_id: str) -> bytes | None:
        return self._keys.get(workspace_id)

    def set(self, workspace_id: str, key: bytes) -> None:
        self._keys[workspace_id] = key

    def delete(self, workspace_id: str) -> None:
        self._keys.pop(workspace_id, None)


def _author() -> str:
    """Return the account that changes are recorded under."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "利用者"


def run(argv: Sequence[str]) -> int:
    """Run a command line; without a command it opens the window."""
    from app.cli import main

    return main(argv, Environment)
