"""Make the program's environment and run it, or its tests, from a fresh checkout with nothing but Python and git.

``run`` starts the program, ``test`` every check and test, ``setup`` only makes the environment. Standard library
only. The environment is ``.venv`` in the checkout, made from the locks beside this file; its stamp is written last,
so whatever was interrupted is made anew.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = "dxdesk-stamp.json"
RUN_LOCK = ROOT / "installer" / "requirements.lock"
TEST_LOCK = ROOT / "installer" / "requirements-dev.lock"
SUPPORTED = ((3, 11), (3, 13))
ATTEMPTS = 3

# System libraries by the Debian package that has them; every window of Qt needs these, off screen too.
LIBRARIES = {
    "libglib2.0-0": "libglib-2.0.so.0",
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libbrotli1": "libbrotlidec.so.1",
}
# A window on an X screen needs these besides.
SCREEN_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TEST_COMMANDS = {"poppler-utils": "pdftotext"}
# One module of each package with compiled parts: an environment whose files were damaged fails here.
PROBED = (
    "PySide6.QtWidgets",
    "PySide6.QtPdf",
    "sqlcipher3",
    "sqlalchemy",
    "cryptography.fernet",
    "pikepdf",
    "openpyxl",
)
PROBED_FOR_TESTS = ("pytest", "mypy", "importlinter", "hypothesis")


class SetupProblem(Exception):
    """What keeps the environment from being made, in a sentence for the user."""


def say(text: str) -> None:
    """Show a line at once; standard output stays the program's own."""
    print(text, file=sys.stderr, flush=True)


# ---- what the machine has -------------------------------------------------------------------------------------------


def is_supported(version: tuple[int, ...]) -> bool:
    """Tell whether a version of Python runs the program."""
    return SUPPORTED[0] <= version[:2] <= SUPPORTED[1]


def has_screen(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a window can be shown."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def needs_x_libraries(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether Qt will open its windows on an X screen."""
    return bool(environ.get("DISPLAY")) and not environ.get("WAYLAND_DISPLAY")


def base_python() -> str:
    """Return the Python outside any environment: the one being made anew must not be running."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def is_loadable(library: str) -> bool:
    """Tell whether the system finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Tell whether this Python can make an environment with pip; Debian packs that apart."""
    return subprocess.run([base_python(), "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def missing_packages(
    on_x: bool,
    tests: bool,
    has_library: Callable[[str], bool] = is_loadable,
    has_command: Callable[[str], bool] = lambda command: shutil.which(command) is not None,
) -> list[str]:
    """Return the Debian packages that a Linux machine lacks, in the order of the lists above."""
    wanted = {**LIBRARIES, **(SCREEN_LIBRARIES if on_x else {})}
    missing = [package for package, library in wanted.items() if not has_library(library)]
    if not has_venv():
        missing.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if tests:
        missing += [package for package, command in TEST_COMMANDS.items() if not has_command(command)]
    return missing


def apt_command(packages: Iterable[str]) -> str:
    """Return the command that a user types to install packages."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def missing_sentence(packages: Sequence[str]) -> str:
    """Return what is missing and how to install it."""
    names = " ".join(packages)
    return f"次のシステムパッケージがありません: {names}\n次のコマンドで入れてください:\n  {apt_command(packages)}"


def is_debian_root() -> bool:
    """Tell whether this process may install Debian packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages, or raise SetupProblem with the command for it."""
    if not is_debian_root():
        raise SetupProblem(missing_sentence(packages))
    say(f"システムパッケージを入れています: {' '.join(packages)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wait = ("-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3")
    for attempt in range(1, ATTEMPTS + 1):
        update = ["apt-get", *wait, "update", "-q"]
        install = ["apt-get", *wait, "install", "-y", "-q", "--no-install-recommends", *packages]
        done = all(
            subprocess.run(command, env=environ, stdout=sys.stderr).returncode == 0 for command in (update, install)
        )
        if done:
            return
        say(f"うまくいきませんでした（{attempt}回目）。")
        subprocess.run(["dpkg", "--configure", "-a"], env=environ, stdout=sys.stderr)
        time.sleep(2 * attempt)
    raise SetupProblem(missing_sentence(packages))


def prepare_system(on_x: bool, tests: bool) -> None:
    """See that the system libraries are there; other systems than Linux bring theirs along."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_packages(on_x, tests)
    if missing:
        install_packages(missing)
        missing = missing_packages(on_x, tests)
    if missing:
        raise SetupProblem(missing_sentence(missing))


# ---- the environment ------------------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, whatever its line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted_stamp(tests: bool) -> dict[str, str]:
    """Return what the stamp says of a finished environment; the tools of the tests are optional."""
    stamp = {"python": ".".join(map(str, sys.version_info[:2])), "run": digest(RUN_LOCK)}
    return {**stamp, "test": digest(TEST_LOCK)} if tests else stamp


def read_stamp(venv: Path) -> dict[str, str]:
    """Return the stamp of an environment, empty when it was never finished or the stamp is damaged."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stamp, dict):
        return {}
    return {str(key): str(value) for key, value in stamp.items()}


def write_stamp(venv: Path, stamp: Mapping[str, str]) -> None:
    """Declare an environment finished, all at once."""
    beside = venv / f"{STAMP}.part"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(stamp, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, venv / STAMP)


def is_finished(stamp: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Tell whether a stamp covers what is wanted; an environment with the test tools also runs the program."""
    return all(stamp.get(key) == value for key, value in wanted.items())


def can_grow(stamp: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Tell whether only the tools of the tests are missing, so that the environment need not be made anew."""
    run_only = {key: value for key, value in wanted.items() if key != "test"}
    return "test" not in stamp and is_finished(stamp, run_only)


def venv_program(venv: Path, name: str) -> Path:
    """Return a program of an environment."""
    return venv / "Scripts" / f"{name}.exe" if sys.platform == "win32" else venv / "bin" / name


def is_healthy(venv: Path, tests: bool) -> bool:
    """Tell whether an environment starts and its packages load."""
    python = venv_program(venv, "python")
    modules = (*PROBED, *(PROBED_FOR_TESTS if tests else ()))
    program = f"import app, importlib; [importlib.import_module(name) for name in {modules!r}]"
    try:
        probe = subprocess.run([python, "-P", "-c", program], cwd=venv, capture_output=True, timeout=120)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other bootstrap works on this checkout; the lock is on this very file and ends with the process."""
    with Path(__file__).open("rb") as file:
        if not _lock(file.fileno()):
            say("別のセットアップが動いています。終わるまで待ちます。")
            while not _lock(file.fileno()):
                time.sleep(1)
        # pip inherits the lock: when this process alone is killed, the next one waits for the pip it left behind.
        os.set_inheritable(file.fileno(), True)
        yield


def _lock(descriptor: int) -> bool:
    """Take the lock at once, or return False."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def prepare_environment(tests: bool) -> None:
    """Make ``.venv`` as the locks say; leave one that is finished and healthy alone."""
    with alone():
        wanted, stamp = wanted_stamp(tests), read_stamp(VENV)
        if is_finished(stamp, wanted) and is_healthy(VENV, tests):
            return
        if can_grow(stamp, wanted) and is_healthy(VENV, tests=False):
            say("テストの道具を加えています。")
        else:
            tests = tests or "test" in stamp
            make_venv()
        (VENV / STAMP).unlink(missing_ok=True)
        install_lock(TEST_LOCK if tests else RUN_LOCK)
        install_program()
        if not is_healthy(VENV, tests):
            raise SetupProblem(
                "実行環境を作りましたが、部品を読み込めません。ディスクの空きとシステムパッケージを確かめ、もう一度実行してください。"
            )
        write_stamp(VENV, wanted_stamp(tests))
        say("実行環境ができました。")


def make_venv() -> None:
    """Make an empty environment in place of whatever is there."""
    say(f"実行環境を作っています: {VENV}")
    if VENV.is_symlink() or VENV.is_file():
        raise SetupProblem(f"{VENV} がフォルダーではありません。取り除いてから、もう一度実行してください。")
    if not has_venv():
        raise SetupProblem(
            "このPythonにはvenvとensurepipがありません。両方を含むPythonを入れて、もう一度実行してください。"
        )
    if VENV.exists():
        (VENV / STAMP).unlink(missing_ok=True)
        shutil.rmtree(VENV)
    made = subprocess.run([base_python(), "-m", "venv", str(VENV)], stdout=sys.stderr, close_fds=False)
    if made.returncode != 0:
        raise SetupProblem("実行環境を作れませんでした。上の表示を確かめ、もう一度実行してください。")


def install_lock(lock: Path) -> None:
    """Install exactly what a lock names, each file checked against its hash."""
    say(f"部品を入れています（{lock.name}、初回は数分かかります）。")
    command: list[str | Path] = [
        venv_program(VENV, "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet",
        "--retries", "5", "--timeout", "60", "--only-binary", ":all:", "--require-hashes", "-r", lock,
    ]  # fmt: skip
    for attempt in range(1, ATTEMPTS + 1):
        if subprocess.run(command, stdout=sys.stderr, close_fds=False).returncode == 0:
            return
        say(f"うまくいきませんでした（{attempt}回目）。")
        time.sleep(2 * attempt)
    raise SetupProblem("部品を入れられませんでした。ネットワークと空き容量を確かめ、もう一度実行してください。")


def install_program() -> None:
    """Put the checkout on the environment's path and the command ``dxdesk`` among its programs."""
    python = venv_program(VENV, "python")
    query = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", query], capture_output=True, text=True, encoding="utf-8", check=True)
    (Path(packages.stdout.strip()) / "dxdesk.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    name, text = launcher(python, sys.platform)
    path = python.parent / name
    path.write_text(text, encoding="utf-8", newline="")
    path.chmod(0o755)


def launcher(python: Path, platform: str) -> tuple[str, str]:
    """Return the name and text of the command; ``-P`` keeps a folder named app where the user stands out of the way."""
    if platform == "win32":
        return "dxdesk.cmd", '@"%~dp0python.exe" -P -m app %*\r\n'
    return "dxdesk", f'#!/bin/sh\nexec {shlex.quote(str(python))} -P -m app "$@"\n'


# ---- the commands ---------------------------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Start the program; without a screen and without arguments run the demonstration year off screen."""
    screen = has_screen()
    prepare_system(needs_x_libraries(), tests=False)
    prepare_environment(tests=False)
    python = str(venv_program(VENV, "python"))
    environ = dict(os.environ)
    if not screen:
        environ["QT_QPA_PLATFORM"] = "offscreen"
    if not screen and not arguments:
        out = ROOT / "out"
        say(f"画面がないため、実演用の1年分を画面なしで動かし、PDF・CSV・画面の絵を {out} に作ります。")
        arguments = ["showcase", str(out)]
    return subprocess.run([python, "-P", "-m", "app", *(arguments or ["desktop"])], env=environ).returncode


def checks(quick: bool) -> list[tuple[str, list[str]]]:
    """Return every check by its name, the tests last so that their last line stays in sight."""
    python = str(venv_program(VENV, "python"))
    return [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy", "--strict", "app", "installer/bootstrap.py"]),
        ("lint-imports", [str(venv_program(VENV, "lint-imports")), "--no-logo"]),
        ("pytest", [python, "-m", "pytest", "-q", "-n", "2", *(["-m", "not slow"] if quick else [])]),
    ]


def test(quick: bool) -> int:
    """Run every check and test, each even when one before it fails; return 1 if any failed."""
    prepare_system(on_x=False, tests=True)
    prepare_environment(tests=True)
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    failed = []
    for name, command in checks(quick):
        say(f"── {name}")
        start = time.monotonic()
        status = subprocess.run(command, cwd=ROOT, env=environ).returncode
        say(f"── {name}: {'合格' if status == 0 else '不合格'}（{time.monotonic() - start:.1f}秒）")
        if status != 0:
            failed.append(name)
    say(f"不合格: {'、'.join(failed)}" if failed else "すべて合格しました。")
    return 1 if failed else 0


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="市町村DX支援デスクの実行環境を作り、動かします。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="{run,test,setup}")
    starting = commands.add_parser("run", help="起動する（画面がなければ実演用の1年分を out/ に作る）")
    starting.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="dxdesk に渡す引数")
    commands.add_parser("test", help="すべての検査とテストを行う").add_argument("--quick", action="store_true")
    commands.add_parser("setup", help="実行環境だけを作る")
    given = parser.parse_args(arguments)
    if not is_supported(tuple(sys.version_info[:2])):
        return with_another_python(arguments)
    try:
        if given.command == "run":
            return run(given.rest)
        if given.command == "test":
            return test(given.quick)
        prepare_system(needs_x_libraries(), tests=False)
        prepare_environment(tests=False)
    except SetupProblem as problem:
        say(str(problem))
        return 1
    except OSError as error:
        say(f"実行環境を作れませんでした（{error}）。ディスクの空きと書き込む権限を確かめ、もう一度実行してください。")
        return 1
    except KeyboardInterrupt:
        say("中断しました。もう一度実行すれば、途中のものは作り直します。")
        return 130
    return 0


def with_another_python(arguments: Sequence[str]) -> int:
    """Hand over to a Python that runs the program, or say which is needed."""
    for minor in range(SUPPORTED[1][1], SUPPORTED[0][1] - 1, -1):
        python = shutil.which(f"python3.{minor}")
        if python and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
            return subprocess.run([python, __file__, *arguments]).returncode
    say("Python 3.11、3.12、3.13のいずれかが必要です。Debianでは次のコマンドで入ります:\n  " + apt_command(["python3"]))
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
