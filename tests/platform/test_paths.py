"""Where a workspace lives, and folders for its owner alone."""

import stat
import sys
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.platform.paths import (
    WorkspacePaths,
    chosen_workspace,
    default_workspace,
    private_folder,
    sweep_temporary,
    temporary_folder,
)


def test_each_system_has_its_own_data_folder() -> None:
    assert default_workspace("win32", {"LOCALAPPDATA": "C:/Users/a/AppData/Local"}) == Path(
        "C:/Users/a/AppData/Local/dxdesk"
    )
    assert default_workspace("darwin", {}) == Path.home() / "Library" / "Application Support" / "dxdesk"
    assert default_workspace("linux", {"XDG_DATA_HOME": "/data"}) == Path("/data/dxdesk")
    assert default_workspace("linux", {}) == Path.home() / ".local" / "share" / "dxdesk"


def test_the_option_goes_before_the_variable() -> None:
    environ = {"DXDESK_WORKSPACE": "/by/variable"}
    assert chosen_workspace("/by/option", environ) == Path("/by/option").absolute()
    assert chosen_workspace(None, environ) == Path("/by/variable").absolute()
    assert chosen_workspace(None, {}) == default_workspace()


def test_a_relative_workspace_becomes_absolute_and_home_is_understood() -> None:
    assert chosen_workspace("desk", {}) == Path.cwd() / "desk"
    assert chosen_workspace("~/desk", {}) == Path.home() / "desk"


@pytest.mark.parametrize("path", ["", "  ", "a\0b", "~nobody-of-this-name/desk"])
def test_a_path_that_no_system_takes_is_told(path: str) -> None:
    with pytest.raises(AppError) as refused:
        chosen_workspace(path, {})
    assert refused.value.code == "platform.workspace_path"
    assert "\0" not in str(refused.value.values["path"])


def test_everything_of_a_workspace_lies_inside_it() -> None:
    paths = WorkspacePaths(Path("/desk"))
    for path in (paths.database, paths.key_file, paths.lock, paths.backups, paths.logs, paths.temporary):
        assert path.parent == Path("/desk")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits; the user's profile is private")
def test_a_new_folder_is_for_its_owner_alone_and_one_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    assert stat.S_IMODE(private_folder(tmp_path / "shared").stat().st_mode) == 0o755
    assert stat.S_IMODE(private_folder(tmp_path / "shared" / "desk").stat().st_mode) == 0o700


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "desk").write_bytes(b"")
    for path in (tmp_path / "desk", tmp_path / "desk" / "logs"):
        with pytest.raises(AppError) as refused:
            private_folder(path)
        assert refused.value.code == "platform.folder_not_made"


def test_a_temporary_folder_is_gone_after_an_error_too(tmp_path: Path) -> None:
    workspace = WorkspacePaths(tmp_path)

    def fail_half_way() -> None:
        with temporary_folder(workspace) as folder:
            assert folder.parent == workspace.temporary
            (folder / "half.pdf").write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert list(workspace.temporary.iterdir()) == []


def test_sweeping_removes_leftovers_and_follows_no_link(tmp_path: Path) -> None:
    workspace = WorkspacePaths(tmp_path / "desk")
    assert sweep_temporary(workspace) == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_bytes(b"kept")
    (workspace.temporary / "work-dead").mkdir(parents=True)
    (workspace.temporary / "work-link").symlink_to(elsewhere)
    assert sweep_temporary(workspace) == 1
    assert (elsewhere / "kept").read_bytes() == b"kept"
