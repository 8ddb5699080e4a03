"""The short way to the window: a command line that only opens it needs no grammar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.platform.paths import chosen_workspace

if TYPE_CHECKING:
    from app.cli.desk_port import EnvironmentFactory


def opens_window(argv: Sequence[str]) -> bool:
    """Tell whether a command line does nothing but open the window, of the usual workspace or of a named one."""
    if list(argv[:1]) == ["--workspace"]:
        if not "".join(argv[1:2]).strip() or argv[1].startswith("-"):
            return False
        argv = argv[2:]
    return list(argv) in ([], ["desktop"])


def open_window(argv: Sequence[str], environment_factory: "EnvironmentFactory") -> int:
    """Open the window and return the exit status."""
    named = argv[1] if argv and argv[0] == "--workspace" else None
    try:
        return environment_factory(workspace=chosen_workspace(named), as_of=None, language="ja").run_desktop()
    except BaseException as error:
        from app.cli.running import failed

        return failed(error, argv)
