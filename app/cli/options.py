"""The grammar of the command line: argparse with our own words, in the language asked for."""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

from app.cli.problems import HelpWanted, UsageProblem
from app.cli.words import LANGUAGES, word

WIDTH = 100

# argparse's own sentences, as Python 3.11 to 3.13 word them, and the code of ours.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), code)
    for pattern, code in (
        (r"the following arguments are required: (?P<names>.*)", "cli.usage_required"),
        (r"unrecognized arguments: (?P<names>.*)", "cli.usage_unrecognized"),
        (r"one of the arguments (?P<names>.*) is required", "cli.usage_one_of"),
        (r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)", "cli.usage_not_together"),
        (r"argument (?P<name>.*?): expected .*", "cli.usage_expected"),
        (r"argument (?P<name>.*?): invalid choice: (?P<typed>.*) \(choose from (?P<known>.*)\)", "cli.usage_choice"),
        (r"argument (?P<name>.*?): ignored explicit argument (?P<typed>.*)", "cli.usage_no_value"),
        (r"argument (?P<name>.*?): (?P<problem>.*)", "cli.usage_value"),
    )
)


class _Usage(argparse.RawDescriptionHelpFormatter):
    """Writes the usage line under our own heading."""

    def __init__(self, prog: str, *, heading: str) -> None:
        super().__init__(prog, max_help_position=32, width=WIDTH)
        self._heading = heading

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Add the usage under our heading unless argparse asks for none."""
        super().add_usage(usage, actions, groups, self._heading if prefix is None else prefix)


class _Help(argparse.Action):
    """Shows the help in place of everything else."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        raise HelpWanted(parser.format_help())


class Parser(argparse.ArgumentParser):
    """A parser that speaks our languages and raises UsageProblem instead of ending the program."""

    def __init__(self, *, language: str, prog: str, description: str = "", epilog: str = "") -> None:
        """Parse in a language; every parser takes the global options."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
            formatter_class=partial(_Usage, heading=word("usage", language)),
        )
        self.language = language
        self.arguments = self.add_argument_group(word("arguments", language))
        self._common = self.add_argument_group(word("common_options", language))
        self._add_common()

    def add(self, *names: str, **options: Any) -> None:
        """Add an argument of the command; its help stands in the catalogue under ``arg_<name>``."""
        self.put(self.arguments, *names, **options)

    def put(self, place: Any, *names: str, **options: Any) -> None:
        """Add an argument to a group."""
        name = str(options.get("dest", names[-1])).lstrip("-").replace("-", "_")
        place.add_argument(*names, help=word(f"arg_{name}", self.language), **options)

    def error(self, message: str) -> NoReturn:
        """Raise the usage problem that argparse found, in our words."""
        raise usage_problem(message)

    def _add_common(self) -> None:
        """Add the global options; they stand before or after the command, so neither place may reset the other."""
        put = partial(self.put, self._common, default=argparse.SUPPRESS)
        put("--workspace", metavar="DIR")
        put("--as-of", metavar="YYYY-MM-DD")
        put("--json", action="store_true")
        put("--lang", choices=LANGUAGES)
        put("-h", "--help", action=_Help, nargs=0)


def usage_problem(message: str) -> UsageProblem:
    """Return argparse's sentence as our own; one that we do not know is quoted."""
    for pattern, code in _SENTENCES:
        found = pattern.fullmatch(message)
        if found is not None:
            return UsageProblem(code, **found.groupdict())
    return UsageProblem("cli.usage_other", problem=message)


def commands(parser: Parser, declared: Sequence[tuple[str, Callable[[Parser], None], object]]) -> None:
    """Add the commands (name, declaration of arguments, what runs it) to the parser."""
    children = parser.add_subparsers(
        title=word("commands", parser.language),
        dest="command",
        metavar=word("command", parser.language),
        parser_class=Parser,
    )
    for name, declare, runs in declared:
        about = word(f"help_{name}", parser.language)
        child = children.add_parser(
            name, language=parser.language, prog=f"{parser.prog} {name}", description=about, help=about
        )
        declare(child)
        child.set_defaults(runs=runs)
