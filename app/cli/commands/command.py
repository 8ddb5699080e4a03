"""What a command declares."""

from collections.abc import Callable
from dataclasses import dataclass

from app.cli.call import Run
from app.cli.options import Parser


def nothing(parser: Parser) -> None:
    """Declare no argument."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what runs it, and its arguments."""

    name: str
    run: Run
    declare: Callable[[Parser], None] = nothing
