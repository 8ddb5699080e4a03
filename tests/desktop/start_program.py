"""Starts the desktop as a user does and tells, at each step, what was loaded and asked: a program of its own.

Arguments: the folder of a workspace. Standard input: its key in hexadecimal digits.
"""

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

ASKED: list[str] = []


def tell(at: str) -> None:
    """Tell what stands at a step."""
    backups = Path(sys.argv[1]) / "backups"
    told = {
        "at": at,
        "modules": sorted(sys.modules),
        "asked": list(ASKED),
        "backups": sorted(path.name for path in backups.glob("*")) if backups.is_dir() else [],
    }
    print(json.dumps(told), flush=True)  # noqa: T201 (read by the test)


def note_what_is_asked() -> None:
    """Note every question to the database that is asked before SQLAlchemy is loaded."""
    from app.store import first_look

    connect = first_look.connect

    class Noted:
        def __init__(self, connection: Any) -> None:
            self._connection = connection

        def execute(self, question: str, *values: Any) -> Any:
            ASKED.append(question)
            return self._connection.execute(question, *values)

        def close(self) -> None:
            self._connection.close()

    first_look.connect = lambda path, key: Noted(connect(path, key))  # type: ignore[assignment]


def main() -> None:
    """Start; end when the backup of the day has been seen to."""
    key = bytes.fromhex(sys.stdin.readline().strip())
    from app import bootstrap
    from app.benchmark.given_key import GivenKey
    from app.benchmark.watcher import watch
    from app.cli import main as command_line
    from app.desktop import app as door

    watch("cases", tell, lambda: None)
    environment = bootstrap.Environment

    class Noted(environment):
        def unlock(self, passphrase: str | None = None) -> Any:
            note_what_is_asked()
            return super().unlock(passphrase)

    show = door.show_window

    def shown(window: Any) -> None:
        show(window)
        if type(window).__name__ == "MainWindow":
            from app.desktop import settling

            settling.BACKUP_AFTER_MS = 0
            window._bench.became_ready.connect(lambda: tell("ready"))
            settling.Settling._tell = _told  # type: ignore[method-assign]

    door.show_window = shown
    sys.exit(command_line(["--workspace", sys.argv[1]], partial(Noted, key_ring=GivenKey(key))))


def _told(_: object, problem: str) -> None:
    tell(f"safe{problem}")
    os._exit(0)


if __name__ == "__main__":
    main()
