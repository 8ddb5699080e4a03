"""Programs that are measured from outside: started anew each time, without a screen, answering in JSON lines."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 600
NEEDLES = ("窓", "窓口", "業務フロー")  # of one, two and five characters


class ChildFailed(RuntimeError):
    """A measured program that ended without its answer."""


def run_child(module: str, *arguments: str, key: bytes) -> dict[str, float]:
    """Start a module of this package and return what it reports.

    A report ``{"at": name}`` becomes the milliseconds since the start of the program, any other its own figures. The
    key comes on standard input, for an argument could be read by others.
    """
    command = [sys.executable, "-m", f"app.benchmark.{module}", *arguments]
    found: dict[str, float] = {}
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 (our own module)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environ()
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise ChildFailed(module)
        child.stdin.write(key.hex().encode() + b"\n")
        child.stdin.close()
        for line in child.stdout:
            reported: Mapping[str, object] = json.loads(line)
            if "at" in reported:
                found[str(reported["at"])] = (time.perf_counter() - start) * 1000
            else:
                found.update({name: float(str(value)) for name, value in reported.items()})
        child.wait(LONGEST_SECONDS)
    if child.returncode or not found:
        raise ChildFailed(f"{module} {child.returncode}")
    return found


def _environ() -> dict[str, str]:
    """Return the surroundings of a child: no screen, and bytecode as on a second start, whatever is usual here."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **usual,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": _bytecode().name,
    }


@cache
def _bytecode() -> "tempfile.TemporaryDirectory[str]":
    """Return the folder of the bytecode, which the rounds to warm up fill; it goes with this program."""
    return tempfile.TemporaryDirectory(prefix="dxdesk-bytecode-")


def given_key() -> bytes:
    """Return the key from standard input, in a child."""
    return bytes.fromhex(sys.stdin.readline().strip())


def report(**figures: object) -> None:
    """Report to the parent at once, from a child."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()
