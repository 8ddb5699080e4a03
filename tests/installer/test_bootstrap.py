"""The environment is made whole, made anew when it is not, and says what the machine lacks."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "installer" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "runs"),
    [((3, 10, 14), False), ((3, 11, 0), True), ((3, 13, 9), True), ((3, 14, 0), False), ((2, 7, 18), False)],
)
def test_python_3_11_to_3_13_run_the_program(bootstrap: ModuleType, version: tuple[int, ...], runs: bool) -> None:
    assert bootstrap.is_supported(version) is runs


@pytest.mark.parametrize(
    ("platform", "environ", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_screen_is_found(bootstrap: ModuleType, platform: str, environ: dict[str, str], screen: bool) -> None:
    assert bootstrap.has_screen(platform, environ) is screen


@pytest.mark.parametrize(
    ("environ", "on_x"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, False)],
)
def test_x_libraries_are_asked_for_on_an_x_screen_only(
    bootstrap: ModuleType, environ: dict[str, str], on_x: bool
) -> None:
    assert bootstrap.needs_x_libraries(environ) is on_x


def test_only_what_is_missing_is_named(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_venv", lambda: True)

    def missing(on_x: bool, tests: bool, *lacking: str) -> list[str]:
        found: list[str] = bootstrap.missing_packages(
            on_x, tests, lambda library: library not in lacking, lambda command: command not in lacking
        )
        return found

    lacking = ("libGL.so.1", "libxcb-cursor.so.0", "pdftotext")
    assert missing(False, False) == []
    assert missing(False, False, *lacking) == ["libgl1"]
    assert missing(True, False, *lacking) == ["libgl1", "libxcb-cursor0"]
    assert missing(False, True, *lacking) == ["libgl1", "poppler-utils"]


def test_a_library_that_the_system_lacks_is_not_loadable(bootstrap: ModuleType) -> None:
    assert not bootstrap.is_loadable("libno-such-library-of-anyone.so.9")


def test_a_user_who_may_not_install_is_told_the_command(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_debian_root", lambda: False)
    with pytest.raises(bootstrap.SetupProblem) as told:
        bootstrap.install_packages(["libgl1", "libegl1"])
    assert "libgl1 libegl1" in str(told.value)
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in str(told.value).replace(
        "sudo apt-get update && ", ""
    )


def test_a_python_without_venv_leaves_what_is_there(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "has_venv", lambda: False)
    (tmp_path / "kept").write_bytes(b"kept")
    with pytest.raises(bootstrap.SetupProblem):
        bootstrap.make_venv()
    assert (tmp_path / "kept").read_bytes() == b"kept"


def test_a_python_without_venv_names_the_package_among_the_others(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "has_venv", lambda: False)
    missing = bootstrap.missing_packages(False, False, lambda library: library != "libGL.so.1")
    assert missing == ["libgl1", f"python3.{sys.version_info.minor}-venv"]


def test_a_file_in_the_place_of_the_environment_is_left_alone(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "venv")
    (tmp_path / "venv").write_bytes(b"kept")
    with pytest.raises(bootstrap.SetupProblem):
        bootstrap.make_venv()
    assert (tmp_path / "venv").read_bytes() == b"kept"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"finished"', "\ufffd"])
def test_a_damaged_stamp_counts_as_none(bootstrap: ModuleType, tmp_path: Path, text: str) -> None:
    (tmp_path / bootstrap.STAMP).write_text(text, encoding="utf-8")
    assert bootstrap.read_stamp(tmp_path) == {}


def test_an_environment_without_stamp_is_not_finished(bootstrap: ModuleType, tmp_path: Path) -> None:
    wanted = bootstrap.wanted_stamp(tests=False)
    assert bootstrap.read_stamp(tmp_path / "none") == {}
    assert not bootstrap.is_finished({}, wanted)
    assert not bootstrap.can_grow({}, wanted)


def test_a_stamp_written_is_read_again_and_nothing_else_is_left(bootstrap: ModuleType, tmp_path: Path) -> None:
    bootstrap.write_stamp(tmp_path, bootstrap.wanted_stamp(tests=True))
    assert bootstrap.read_stamp(tmp_path) == bootstrap.wanted_stamp(tests=True)
    assert [path.name for path in tmp_path.iterdir()] == [bootstrap.STAMP]


def test_an_environment_for_tests_runs_the_program_too_but_not_the_other_way(bootstrap: ModuleType) -> None:
    for_run, for_tests = bootstrap.wanted_stamp(tests=False), bootstrap.wanted_stamp(tests=True)
    assert bootstrap.is_finished(for_tests, for_run)
    assert not bootstrap.is_finished(for_run, for_tests)
    assert bootstrap.can_grow(for_run, for_tests)


@pytest.mark.parametrize("key", ["python", "run", "test"])
def test_another_python_or_lock_makes_the_environment_stale(bootstrap: ModuleType, key: str) -> None:
    wanted = bootstrap.wanted_stamp(tests=True)
    stale = {**wanted, key: "other"}
    assert not bootstrap.is_finished(stale, wanted)
    assert not bootstrap.can_grow(stale, wanted)


def test_line_ends_of_a_checkout_do_not_make_a_lock_another(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "unix").write_bytes(b"a==1\nb==2\n")
    (tmp_path / "windows").write_bytes(b"a==1\r\nb==2\r\n")
    assert bootstrap.digest(tmp_path / "unix") == bootstrap.digest(tmp_path / "windows")


def test_an_environment_that_does_not_start_is_not_healthy(bootstrap: ModuleType, tmp_path: Path) -> None:
    assert not bootstrap.is_healthy(tmp_path, tests=False)
    python = bootstrap.venv_program(tmp_path, "python")
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "gone")
    assert not bootstrap.is_healthy(tmp_path, tests=False)


def make_steps(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, venv: Path, broken_after: str = "") -> list[str]:
    """Replace the slow steps by ones that only tell their order; one of them may fail."""
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        if name == broken_after:
            raise KeyboardInterrupt

    def make_venv() -> None:
        venv.mkdir(exist_ok=True)
        step("venv")

    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "install_lock", lambda lock: step(lock.name))
    monkeypatch.setattr(bootstrap, "install_program", lambda: step("program"))
    monkeypatch.setattr(bootstrap, "is_healthy", lambda venv, tests: True)
    return steps


@pytest.mark.parametrize("broken_after", ["venv", "requirements.lock", "program"])
def test_a_half_finished_first_try_is_made_anew(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken_after: str
) -> None:
    venv = tmp_path / "venv"
    make_steps(bootstrap, monkeypatch, venv, broken_after)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare_environment(tests=False)
    steps = make_steps(bootstrap, monkeypatch, venv)
    bootstrap.prepare_environment(tests=False)
    assert steps == ["venv", "requirements.lock", "program"]
    bootstrap.prepare_environment(tests=False)
    assert steps == ["venv", "requirements.lock", "program"]


def test_the_tools_of_the_tests_are_added_to_a_finished_environment(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = make_steps(bootstrap, monkeypatch, tmp_path / "venv")
    bootstrap.prepare_environment(tests=False)
    bootstrap.prepare_environment(tests=True)
    assert steps == ["venv", "requirements.lock", "program", "requirements-dev.lock", "program"]


def test_a_damaged_environment_is_made_anew_with_all_it_had(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = make_steps(bootstrap, monkeypatch, tmp_path / "venv")
    bootstrap.prepare_environment(tests=True)
    health = iter([False, True])
    monkeypatch.setattr(bootstrap, "is_healthy", lambda venv, tests: next(health))
    bootstrap.prepare_environment(tests=False)
    assert steps == ["venv", "requirements-dev.lock", "program"] * 2


def test_packages_that_do_not_load_leave_no_stamp(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_steps(bootstrap, monkeypatch, tmp_path / "venv")
    monkeypatch.setattr(bootstrap, "is_healthy", lambda venv, tests: False)
    with pytest.raises(bootstrap.SetupProblem):
        bootstrap.prepare_environment(tests=False)
    assert bootstrap.read_stamp(tmp_path / "venv") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="the other process holds the lock by fcntl")
def test_a_second_bootstrap_waits_for_the_first(bootstrap: ModuleType) -> None:
    program = (
        "import fcntl, sys\n"
        "with open(sys.argv[1], 'rb') as file:\n"
        "    try:\n"
        "        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "    except BlockingIOError:\n"
        "        print('waits')\n"
    )
    with bootstrap.alone():
        other = subprocess.run([sys.executable, "-c", program, bootstrap.__file__], capture_output=True, text=True)
    assert other.stdout == "waits\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script")
def test_the_command_survives_a_path_that_a_shell_would_split(bootstrap: ModuleType, tmp_path: Path) -> None:
    python = tmp_path / "it's a $HOME; folder" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s|" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    name, text = bootstrap.launcher(python, "linux")
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / name).chmod(0o755)
    told = subprocess.run([tmp_path / name, "search", "a b"], capture_output=True, text=True, check=True)
    assert told.stdout == "-P|-m|app|search|a b|"


def test_windows_gets_a_command_file(bootstrap: ModuleType) -> None:
    name, text = bootstrap.launcher(Path("C:/x/.venv/Scripts/python.exe"), "win32")
    assert name == "dxdesk.cmd"
    assert text == '@"%~dp0python.exe" -P -m app %*\r\n'


def test_every_check_runs_and_the_tests_come_last(bootstrap: ModuleType) -> None:
    names = [name for name, _ in bootstrap.checks(quick=False)]
    assert names == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest"]
    assert "not slow" not in bootstrap.checks(quick=False)[-1][1]
    assert "not slow" in bootstrap.checks(quick=True)[-1][1]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_by_hash_and_name_no_address(name: str) -> None:
    lines = (ROOT / "installer" / name).read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if not line.startswith((" ", "#"))]
    assert len(entries) > 20
    assert all("==" in line and line.endswith("\\") for line in entries)
    assert all(line.strip().startswith("--hash=sha256:") for line in lines if line.startswith(" "))


def test_the_lock_for_tests_holds_all_of_the_programs_own() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / "installer" / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
