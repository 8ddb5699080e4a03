"""What ends a command before its answer, and the exit status for it."""

from app.domain.errors import AppError

DONE = 0
REFUSED = 1
USAGE = 2
CLOSED = 3
BUG = 70
INTERRUPTED = 130

# A workspace that cannot be had, whichever command asks for it.
_CLOSED_CODES = frozenset(
    {
        "platform.workspace_in_use",
        "platform.workspace_in_use_unnamed",
        "platform.lock_refused",
        "platform.key_ring",
        "platform.key_ring_entry",
        "platform.passphrase_file",
        "cli.passphrase_wanted",
    }
)


class UsageProblem(AppError):
    """A command line that means nothing."""


class WorkspaceClosed(Exception):
    """The workspace could not be opened; the cause says why."""

    def __init__(self, cause: AppError) -> None:
        """Keep the refusal."""
        super().__init__(cause.code)
        self.cause = cause


class HelpWanted(Exception):
    """The help was asked for instead of a command."""

    def __init__(self, text: str) -> None:
        """Keep the text of the help."""
        super().__init__()
        self.text = text


def status_of(error: AppError) -> int:
    """Return the exit status of an expected error."""
    if isinstance(error, UsageProblem):
        return USAGE
    return CLOSED if error.code in _CLOSED_CODES else REFUSED
