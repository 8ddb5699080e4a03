"""A file is written whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from app.domain.errors import AppError
from app.platform.atomic_file import write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")


def refusal(path: Path, data: bytes = b"new") -> AppError:
    """Return the error of a write that must be refused."""
    with pytest.raises(AppError) as refused:
        write_atomically(path, data)
    return refused.value


def test_bytes_and_writers_make_the_same_file(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write("派遣".encode())
        file.write("報告書".encode())

    write_atomically(tmp_path / "a.txt", "派遣報告書".encode())
    write_atomically(tmp_path / "b.txt", write)
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes() == "派遣報告書".encode()


def test_an_older_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old and longer")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


def test_a_writer_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise ValueError("no such glyph")

    with pytest.raises(ValueError, match="no such glyph"):
        write_atomically(path, fail)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


def test_a_failure_to_replace_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def held_open(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", held_open)
    assert refusal(path).code == "platform.not_writable"
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "platform.disk_full"),
        (errno.EROFS, "platform.not_writable"),
        (errno.EIO, "platform.file_not_written"),
    ],
)
def test_the_machines_reason_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    error = refusal(tmp_path / "report.pdf")
    assert error.code == code
    assert error.values == {"path": str(tmp_path / "report.pdf")}
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none" / "report.pdf").code == "platform.folder_missing"


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("報" * 200)).code == "platform.file_not_written"


def test_a_link_is_refused_and_its_target_untouched(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"target")
    for name, leads_to in (("link", target), ("dangling", tmp_path / "none")):
        (tmp_path / name).symlink_to(leads_to)
        assert refusal(tmp_path / name).code == "platform.not_a_plain_file"
    assert target.read_bytes() == b"target"
    assert not (tmp_path / "none").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "platform.not_a_plain_file"


@posix
def test_a_private_file_is_for_its_owner_alone_even_over_an_open_one(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(b"")
    path.chmod(0o644)
    write_atomically(path, b"wrapped", private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_another_file_keeps_the_mode_of_the_one_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


OWN = ("desk.db", "desk.lock", "workspace.json", "key.json", "DESK.DB", "desk.db-wal")


@pytest.mark.parametrize("name", OWN)
def test_a_file_that_a_workspace_lives_by_is_not_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "desk.db").write_bytes(b"all there is")
    with pytest.raises(AppError) as refused:
        write_atomically(tmp_path / name, b"a report")
    assert refused.value.code == "platform.of_a_workspace"
    assert (tmp_path / "desk.db").read_bytes() == b"all there is"
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


@pytest.mark.parametrize("name", OWN)
def test_where_no_workspace_is_any_name_will_do(tmp_path: Path, name: str) -> None:
    write_atomically(tmp_path / name, b"a report")
    assert (tmp_path / name).read_bytes() == b"a report"


def test_a_copy_that_a_workspace_keeps_is_not_written_over_but_a_new_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"")
    (tmp_path / "backups").mkdir()
    kept = tmp_path / "backups" / "desk.dxbackup"
    write_atomically(kept, b"a copy")
    with pytest.raises(AppError) as refused:
        write_atomically(kept, b"a report")
    assert refused.value.code == "platform.of_a_workspace"
    assert kept.read_bytes() == b"a copy"


def test_beside_a_workspace_and_by_itself_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_bytes(b"")
    write_atomically(tmp_path / "月報.pdf", b"a report")
    write_atomically(tmp_path / "workspace.json", b"{}", is_own=True)
    assert (tmp_path / "月報.pdf").read_bytes() == b"a report"
    assert (tmp_path / "workspace.json").read_bytes() == b"{}"
