"""The catalogue holds the words that the command line uses, and no others."""

import re
from pathlib import Path

from app.cli.commands import COMMANDS
from app.cli.running import grammar
from app.contract.clause_board import Standing
from app.contract.deadlines import DeadlineState
from app.contract.findings import Severity
from app.platform.messages import codes
from app.services.notices.delivering import SENT_BY_DESK

CLI = Path(__file__).resolve().parents[2] / "app" / "cli"
WORD = re.compile(r"\bword\(\s*['\"]([a-z_0-9]+)['\"]")
CODE = re.compile(r"\"cli\.([a-z_0-9]+)\"")
FAMILIES = (
    "help_",
    "arg_",
    "head_",
    "count_",
    "clause_",
    "state_",
    "severity_",
    "outbox_",
    "means_",
    "theme_",
    "import_",
    "work_",
    "peer_",
)


def source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(CLI.rglob("*.py")))


def known() -> set[str]:
    return {code.removeprefix("cli.") for code in codes("ja") if code.startswith("cli.")}


def test_every_word_of_the_command_line_stands_in_the_catalogue() -> None:
    used = set(WORD.findall(source())) | set(CODE.findall(source()))
    assert used - known() == set()


def test_the_catalogue_holds_no_word_that_is_used_nowhere() -> None:
    used = set(WORD.findall(source())) | set(CODE.findall(source()))
    assert {name for name in known() - used if not name.startswith(FAMILIES)} == set()


def test_every_command_and_argument_has_its_help() -> None:
    for language in ("ja", "en"):
        grammar(language)  # a missing help is a KeyError
    assert {name for name in known() if name.startswith("help_")} == {f"help_{name}" for name in COMMANDS}


def test_every_state_and_severity_has_its_word() -> None:
    states = {f"state_{state.value}" for state in DeadlineState} | {"state_soon"}
    assert states | {f"severity_{severity.value}" for severity in Severity} <= known()


def test_every_standing_of_a_clause_has_its_word_and_no_other() -> None:
    assert {name for name in known() if name.startswith("clause_")} == {f"clause_{each.value}" for each in Standing}


def test_every_way_by_which_the_desk_sends_has_its_word_and_no_other() -> None:
    assert {name for name in known() if name.startswith("means_")} == {f"means_{means}" for means in SENT_BY_DESK}
