"""Starts the desk: ``python -m app`` or ``dxdesk``."""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; without a command it opens the window. Return the exit status of interfaces.md."""
    from app.bootstrap import run

    return run(sys.argv[1:] if argv is None else list(argv))


if __name__ == "__main__":
    sys.exit(main())
