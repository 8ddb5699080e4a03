"""Our own start, watched: the program as a user starts it, with the first painting and the first real rows reported."""

import os
import sys
from functools import partial

from app.benchmark.children import given_key, report

TABLE_TAB = "cases"


def main() -> None:
    """Start the desktop by the same way as ``dxdesk desktop`` and watch what it paints."""
    key = given_key()
    from app import bootstrap
    from app.benchmark.given_key import GivenKey
    from app.cli import main as command_line

    class Watched(bootstrap.Environment):
        """An environment whose window is watched."""

        def run_desktop(self) -> int:
            """Put a watcher into the application as soon as it is made."""
            from app.benchmark.watcher import watch

            watch(TABLE_TAB, report, partial(os._exit, 0))
            return super().run_desktop()

    sys.exit(command_line(["--workspace", sys.argv[1]], partial(Watched, key_ring=GivenKey(key))))


if __name__ == "__main__":
    main()
