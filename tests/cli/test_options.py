"""The grammar of the command line, and how its mistakes are told."""

import argparse

import pytest

from app.cli.commands import COMMANDS
from app.cli.options import Parser, usage_problem
from app.cli.problems import HelpWanted, UsageProblem
from app.cli.running import grammar, spoken
from app.platform.messages import explain

PROMISED = [
    "desktop",
    "init",
    "demo",
    "status",
    "due",
    "deadlines",
    "check",
    "clauses",
    "forecast",
    "match",
    "fairness",
    "hearings",
    "calendar",
    "schedule",
    "readings",
    "rule",
    "changes",
    "closing",
    "print",
    "outbox",
    "deliver",
    "template",
    "import",
    "export",
    "list",
    "show",
    "act",
    "actions",
    "document",
    "bundle",
    "history",
    "audit",
    "backup",
    "restore",
    "verify",
    "search",
    "screenshots",
    "benchmark",
    "showcase",
]
LATER = ["sync", "portal"]


def mistake(*argv: str) -> UsageProblem:
    with pytest.raises(UsageProblem) as caught:
        grammar("ja").parse_args(list(argv))
    return caught.value


@pytest.mark.parametrize("command", PROMISED)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_explains_itself_in_both_languages(command: str, language: str) -> None:
    with pytest.raises(HelpWanted) as caught:
        grammar(language).parse_args([command, "--help"])
    text = caught.value.text
    assert f"dxdesk {command}" in text
    for english in ("positional arguments", "options:", "show this help message"):
        assert english not in text


def test_no_other_command_is_offered() -> None:
    assert set(COMMANDS) == set(PROMISED)
    for command in LATER:
        assert mistake(command).code == "cli.usage_choice"


def test_global_options_stand_before_or_after_the_command() -> None:
    before = grammar("ja").parse_args(["--workspace", "w", "--json", "--as-of", "2026-07-10", "status"])
    after = grammar("ja").parse_args(["status", "--as-of", "2026-07-10", "--json", "--workspace", "w"])
    assert (before.workspace, before.json, before.as_of) == (after.workspace, after.json, after.as_of)


def test_a_global_option_given_before_is_not_reset_by_the_command() -> None:
    assert grammar("ja").parse_args(["--json", "status"]).json is True


def test_the_later_of_two_places_wins() -> None:
    assert grammar("ja").parse_args(["--workspace", "a", "status", "--workspace", "b"]).workspace == "b"


def test_options_are_never_guessed_from_their_beginning() -> None:
    assert mistake("status", "--js").code == "cli.usage_unrecognized"


@pytest.mark.parametrize(
    ("argv", "code", "named"),
    [
        (["due"], "cli.usage_required", "--from"),
        (["due", "--from", "2026-07-10"], "cli.usage_one_of", "--open-days"),
        (["due", "--from", "2026-07-10", "--days", "1", "--months", "1"], "cli.usage_not_together", "--months"),
        (["due", "--from"], "cli.usage_expected", "--from"),
        (["status", "now"], "cli.usage_unrecognized", "now"),
        (["status", "--json=yes"], "cli.usage_no_value", "yes"),
        (["--lang", "fr", "status"], "cli.usage_choice", "fr"),
        (["list", "nothing"], "cli.usage_choice", "nothing"),
        (["show", "cases"], "cli.usage_required", "ID"),
    ],
)
def test_each_mistake_is_told_in_our_own_words(argv: list[str], code: str, named: str) -> None:
    problem = mistake(*argv)
    assert problem.code == code
    for language in ("ja", "en"):
        assert named in explain(problem, language)


def test_a_reader_of_argparse_that_refuses_is_told_in_our_own_words() -> None:
    parser = Parser(language="ja", prog="x")
    parser.arguments.add_argument("--n", type=int)
    with pytest.raises(UsageProblem) as caught:
        parser.parse_args(["--n", "many"])
    assert caught.value.code == "cli.usage_value"


def test_a_sentence_that_argparse_may_get_later_is_quoted() -> None:
    assert "something new" in explain(usage_problem("something new"))


def test_argparse_still_words_its_sentences_as_we_know_them() -> None:
    parser = argparse.ArgumentParser(prog="x", exit_on_error=False)
    parser.add_argument("--one", choices=["a"])
    with pytest.raises(argparse.ArgumentError) as caught:
        parser.parse_args(["--one", "b"])
    assert usage_problem(str(caught.value)).code == "cli.usage_choice"


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        ([], ("ja", False)),
        (["status", "--json"], ("ja", True)),
        (["--lang", "en", "nothing"], ("en", False)),
        (["--lang=en", "--json"], ("en", True)),
        (["--lang", "xx"], ("ja", False)),
        (["--lang"], ("ja", False)),
        (["search", "--", "--json"], ("ja", False)),
    ],
)
def test_language_and_form_are_known_before_anything_is_understood(argv: list[str], found: tuple[str, bool]) -> None:
    assert spoken(argv) == found
