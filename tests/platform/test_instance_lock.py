"""One program at a time, and the other learns who it is."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.platform.clock import FixedClock
from app.platform.instance_lock import Holder, InstanceLock

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, pathlib
from app.platform.instance_lock import InstanceLock
InstanceLock(pathlib.Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_program(lock: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run another process that holds the lock until its standard input closes."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def refusal(lock: Path) -> AppError:
    with pytest.raises(AppError) as refused:
        InstanceLock(lock).acquire()
    return refused.value


def test_the_second_program_is_refused_by_the_name_of_the_first(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    with another_program(lock) as process:
        error = refusal(lock)
        assert error.code == "platform.workspace_in_use"
        assert error.values["pid"] == process.pid
        assert error.values["user"]
        assert error.values["host"]
        assert datetime.fromisoformat(str(error.values["since"])).tzinfo is not None


def test_a_killed_program_gives_the_lock_back(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    with another_program(lock) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert Holder.from_note(lock.read_bytes()) is not None
        with InstanceLock(lock):
            held = Holder.from_note(lock.read_bytes())
            assert held is not None
            assert held.pid == os.getpid()


def test_the_same_process_cannot_open_a_workspace_twice(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    with InstanceLock(lock):
        assert refusal(lock).values["pid"] == os.getpid()


def test_a_released_lock_can_be_taken_again_and_names_nobody(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    first = InstanceLock(lock)
    first.acquire()
    first.acquire()
    first.release()
    first.release()
    assert lock.read_bytes() == b""
    with InstanceLock(lock):
        pass


def test_the_note_tells_the_moment_in_japan(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    clock = FixedClock(date(2026, 11, 23), datetime(2026, 11, 22, 15, 30, tzinfo=UTC))
    with InstanceLock(lock, clock):
        held = Holder.from_note(lock.read_bytes())
    assert held is not None
    assert held.since == "2026-11-23T00:30+09:00"


def test_a_holder_whose_note_says_nothing_is_still_respected(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    with InstanceLock(lock):
        lock.write_bytes(b"\xff not a note")
        assert refusal(lock).code == "platform.workspace_in_use_unnamed"


def test_a_long_old_note_leaves_nothing_behind_the_new_one(tmp_path: Path) -> None:
    lock = tmp_path / "desk.lock"
    lock.write_bytes(b"x" * 10_000)
    with InstanceLock(lock):
        assert Holder.from_note(lock.read_bytes()) is not None


def test_a_link_in_the_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"kept")
    (tmp_path / "desk.lock").symlink_to(target)
    assert refusal(tmp_path / "desk.lock").code == "platform.lock_refused"
    assert target.read_bytes() == b"kept"


def test_a_workspace_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none" / "desk.lock").code == "platform.lock_refused"


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b"null",
        b'{"user": "a"}',
        b'{"user": 1, "host": "h", "pid": 1, "since": "2026-11-23T00:30+09:00"}',
        b'{"user": "a", "host": "h", "pid": true, "since": "2026-11-23T00:30+09:00"}',
        b'{"user": "a", "host": "h", "pid": 0, "since": "2026-11-23T00:30+09:00"}',
        b'{"user": "a", "host": "h", "pid": 1, "since": "yesterday"}',
        b'{"user": "a", "host": "h", "pid": 1, "since": 5}',
        b"[" * 4_000,
    ],
)
def test_a_note_that_is_none_of_ours_names_nobody(note: bytes) -> None:
    assert Holder.from_note(note) is None


@given(st.binary(max_size=200))
def test_no_note_at_all_breaks_the_reader(note: bytes) -> None:
    assert Holder.from_note(note) is None or note.strip().startswith(b"{")


@given(st.text(max_size=300), st.text(max_size=300))
def test_names_from_a_note_are_short_and_fit_one_line(user: str, host: str) -> None:
    text = Holder(user, host, 1, "2026-11-23T00:30+09:00")
    read = Holder.from_note(text.to_note()) if all(sign < "\ud800" for sign in user + host) else None
    for name in (read.user, read.host) if read else ():
        assert 0 < len(name) <= 64
        assert name.isprintable()
