"""Runs one command line from its words to its exit status."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.cli import arguments as reading
from app.cli.call import Call
from app.cli.commands import COMMANDS
from app.cli.desk_port import EnvironmentFactory
from app.cli.options import Parser, commands
from app.cli.problems import (
    BUG,
    CLOSED,
    DONE,
    INTERRUPTED,
    HelpWanted,
    UsageProblem,
    WorkspaceClosed,
    status_of,
)
from app.cli.voice import Voice, speak_utf8
from app.cli.words import LANGUAGES, word
from app.domain.errors import AppError
from app.platform.logs import report_bug, start_logging
from app.platform.paths import WorkspacePaths, chosen_workspace, default_workspace

PROGRAM = "dxdesk"


def main(argv: Sequence[str], environment_factory: EnvironmentFactory) -> int:
    """Run a command line and return its exit status; nothing is raised and no traceback is shown."""
    speak_utf8()
    language, as_json = spoken(argv)
    try:
        return run(argv, environment_factory, language, Voice(language, as_json))
    except BaseException as error:
        return failed(error, argv)


def failed(error: BaseException, argv: Sequence[str]) -> int:
    """Tell what kept a command line from its answer, and return the exit status."""
    speak_utf8()
    try:
        return _told(error, argv, Voice(*spoken(argv)))
    except BrokenPipeError:
        _let_go_of_output()
        return DONE


def _told(error: BaseException, argv: Sequence[str], voice: Voice) -> int:
    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, HelpWanted):
        voice.text(error.text)
        return DONE
    if isinstance(error, WorkspaceClosed):
        voice.problem(error.cause)
        return CLOSED
    if isinstance(error, AppError):
        voice.problem(error)
        return status_of(error)
    if not isinstance(error, Exception):
        raise error
    voice.problem(_bug(error, argv))  # whatever it is, it is ours; the log holds the rest
    return BUG


def run(argv: Sequence[str], factory: EnvironmentFactory, language: str, voice: Voice) -> int:
    """Run a command line and tell its answer; raises what keeps it from being answered."""
    parser = grammar(language)
    arguments = parser.parse_args(list(argv))
    call = Call(arguments, factory, _place(arguments), language)
    runs = getattr(arguments, "runs", COMMANDS["desktop"].run)
    with call.stack:
        answer = runs(call)
        voice.answer(answer)
    return int(answer.status)


def grammar(language: str) -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        language=language,
        prog=PROGRAM,
        description=word("about", language),
        epilog=word("exit_statuses", language),
    )
    commands(parser, [(name, command.declare, command.run) for name, command in COMMANDS.items()])
    return parser


def spoken(argv: Sequence[str]) -> tuple[str, bool]:
    """Return the language and whether JSON is wanted, before anything is understood: mistakes are told so too."""
    language, as_json = LANGUAGES[0], False
    for number, argument in enumerate(argv):
        if argument == "--":
            break
        as_json = as_json or argument == "--json"
        given = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and number + 1 < len(argv):
            given = argv[number + 1]
        language = given if given in LANGUAGES else language
    return language, as_json


def _place(arguments: object) -> tuple[Path, date | None]:
    """Return the workspace and the day asked for."""
    as_of = getattr(arguments, "as_of", None)
    try:
        workspace = chosen_workspace(getattr(arguments, "workspace", None))
    except AppError as error:
        raise UsageProblem(error.code, where=error.where, **error.values) from error
    return workspace, None if as_of is None else reading.day(as_of, "--as-of")


def _bug(error: Exception, argv: Sequence[str]) -> AppError:
    """Log a bug and return its sentence with a reference; no traceback reaches the screen."""
    root = logging.getLogger()
    root.addHandler(logging.NullHandler())
    folder = WorkspacePaths(default_workspace()).logs
    with suppress(Exception):  # the bug is told even where its details cannot be kept
        workspace = chosen_workspace(_named_workspace(argv))
        folder = WorkspacePaths(workspace).logs if workspace.is_dir() else folder
        if not any(isinstance(handler, logging.FileHandler) for handler in root.handlers):
            start_logging(folder)
    return AppError("cli.bug", reference=report_bug(error), folder=folder)


def _named_workspace(argv: Sequence[str]) -> str | None:
    """Return the workspace that a command line names, understood or not."""
    reader = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    reader.add_argument("--workspace")
    return getattr(reader.parse_known_args(list(argv))[0], "workspace", None)


def _let_go_of_output() -> None:
    """Point standard output nowhere, so that its last flush cannot fail: whoever read it has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # output is no file of the operating system
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it stays until the end)
    finally:
        os.close(nowhere)
