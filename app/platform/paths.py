"""Where a workspace lives on each operating system, what lies in it, and folders that only their owner reads."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import AppError

WORKSPACE_VARIABLE = "DXDESK_WORKSPACE"
HEADER_NAME = "workspace.json"
_LEFTOVER_PREFIX = "work-"


@dataclass(frozen=True, slots=True)
class WorkspacePaths:
    """The files and folders of one workspace, all of them inside its own folder."""

    root: Path

    @property
    def database(self) -> Path:
        """Return the encrypted database."""
        return self.root / "desk.db"

    @property
    def key_file(self) -> Path:
        """Return the wrapped key, for machines without a key ring."""
        return self.root / "key.json"

    @property
    def lock(self) -> Path:
        """Return the file whose lock the running program holds."""
        return self.root / "desk.lock"

    @property
    def backups(self) -> Path:
        """Return the folder of the verified copies."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """Return the folder of the program's log."""
        return self.root / "logs"

    @property
    def temporary(self) -> Path:
        """Return the folder of files in the making; nothing private goes to the system's temporary folder."""
        return self.root / "tmp"


def is_of_a_workspace(path: Path) -> bool:
    """Tell whether a file is one that a workspace lives by: its database, its lock, its header or a copy kept in it."""
    near, above = WorkspacePaths(path.parent), WorkspacePaths(path.parent.parent)
    if near.database.exists():
        return path.name.casefold() in {*_names_beside(near), HEADER_NAME}
    return path.parent.name == above.backups.name and above.database.exists() and path.exists()


def _names_beside(paths: WorkspacePaths) -> set[str]:
    database = paths.database.name
    return {database, f"{database}-wal", f"{database}-shm", f"{database}-journal", paths.lock.name, paths.key_file.name}


def default_workspace(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the workspace in the user's data folder, as each operating system has it."""
    home = Path.home()
    if platform == "win32":
        base = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "dxdesk"


def site_marker(workspace_id: str) -> Path:
    """Return the file outside the workspace that remembers who wrote into it last on this machine."""
    folder = private_folder(default_workspace().parent / "dxdesk-sites")
    return folder / f"{workspace_id}.json"


def chosen_workspace(option: str | Path | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the absolute workspace: the option, else ``DXDESK_WORKSPACE``, else the user's data folder.

    Raise AppError ``platform.workspace_path`` for a path that no operating system takes.
    """
    wanted = str(option) if option is not None else environ.get(WORKSPACE_VARIABLE, "")
    if option is None and not wanted:
        return default_workspace()
    if not wanted.strip() or "\0" in wanted:
        raise AppError("platform.workspace_path", path=wanted.replace("\0", "␀"))
    try:
        return Path(wanted).expanduser().absolute()
    except RuntimeError as error:  # "~nobody" names no user
        raise AppError("platform.workspace_path", path=wanted) from error


def private_folder(path: Path) -> Path:
    """Return a folder, made so that only its owner may enter; one that is there keeps its mode.

    Raise AppError ``platform.folder_not_made`` when the machine refuses or something else has the name.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AppError("platform.folder_not_made", where=str(path), path=str(path)) from error
    return path


@contextmanager
def temporary_folder(workspace: WorkspacePaths) -> Iterator[Path]:
    """Lend a private folder inside the workspace and remove it with all it holds afterwards."""
    import tempfile  # it and shutil bring libraries with them that no start needs

    private_folder(workspace.temporary)
    folder = Path(tempfile.mkdtemp(prefix=_LEFTOVER_PREFIX, dir=workspace.temporary))
    try:
        yield folder
    finally:
        _remove(folder)


def sweep_temporary(workspace: WorkspacePaths) -> int:
    """Remove what an interrupted run left in the temporary folder; call it with the workspace locked.

    Return how many folders were removed. Links are never followed.
    """
    if workspace.temporary.is_symlink() or not workspace.temporary.is_dir():
        return 0
    leftovers = [entry for entry in workspace.temporary.glob(f"{_LEFTOVER_PREFIX}*") if not entry.is_symlink()]
    for entry in leftovers:
        _remove(entry)
    return len(leftovers)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
