"""One call of a command: what was asked, where it works, and what it answers."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from app.cli.desk_port import Desk, Environment, EnvironmentFactory
from app.cli.passphrase import ask, ask_new, can_ask, readable_by_others
from app.cli.problems import WorkspaceClosed
from app.cli.text_table import one_line
from app.cli.words import word
from app.domain.errors import AppError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: one JSON document, and the lines for a person."""

    data: object
    lines: Iterable[str] = ()
    status: int = 0


class Call:
    """What a command may use; what it opens is closed when the call ends."""

    def __init__(
        self, arguments: Namespace, factory: EnvironmentFactory, place: tuple[Path, date | None], language: str
    ) -> None:
        """Work in this place: a workspace and the day on which everything is judged."""
        self.arguments = arguments
        self.language = language
        self.as_json = bool(getattr(arguments, "json", False))
        self.factory = factory
        self.workspace, self.as_of = place
        self.stack = ExitStack()
        self._environment: Environment | None = None

    @property
    def environment(self) -> Environment:
        """Return the environment of the workspace asked for."""
        if self._environment is None:
            self._environment = self.factory(workspace=self.workspace, as_of=self.as_of, language=self.language)
            readable = readable_by_others()
            if readable:
                self.progress(self.word("passphrase_readable", path=readable))
        return self._environment

    def desk(self) -> Desk:
        """Open the workspace until the call ends; raise WorkspaceClosed when it cannot be opened."""
        try:
            return self.keep(self.with_passphrase(self.environment.open))
        except AppError as error:
            raise WorkspaceClosed(error) from error

    def with_passphrase(self, work: Callable[[str | None], T]) -> T:
        """Do work that may need the passphrase; a person is asked for it only then."""
        try:
            return work(None)
        except AppError as error:
            if error.code != "store.passphrase_needed" or not can_ask():
                raise
        return work(ask(self.language))

    def new_passphrase(self) -> str | None:
        """Return the passphrase of a workspace to be made; None where a key ring or a file serves."""
        return None if self.environment.has_key_ring else ask_new(self.language)

    def keep(self, desk: Desk) -> Desk:
        """Close a desk when the call ends."""
        self.stack.callback(desk.close)
        return desk

    def word(self, name: str, **values: object) -> str:
        """Return a word or sentence in the language of the call."""
        return word(name, self.language, **values)

    def progress(self, text: str) -> None:
        """Say how far the work is, on standard error."""
        print(one_line(text), file=sys.stderr, flush=True)


Run = Callable[[Call], Answer]
