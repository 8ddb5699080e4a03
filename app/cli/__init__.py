"""Door 3: the command line, on the same services as the window; results on standard output, words on standard error.

Nothing is imported here until it is needed: opening the window goes through this door and shall not wait for it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.cli.desk_port import EnvironmentFactory


def main(argv: Sequence[str], environment_factory: "EnvironmentFactory") -> int:
    """Run a command line and return its exit status; nothing is raised and no traceback is shown."""
    from app.cli.opening import open_window, opens_window

    if opens_window(argv):
        return open_window(argv, environment_factory)
    from app.cli.running import main as run

    return run(argv, environment_factory)
