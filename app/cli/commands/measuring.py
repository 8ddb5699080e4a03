"""The command that measures this machine."""

from collections.abc import Iterator
from typing import Any

from app.cli.arguments import text, whole
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.options import Parser
from app.cli.text_table import pairs, table

LEAST_ROWS = 1_000
MOST_ROWS = 5_000_000


def _arguments(parser: Parser) -> None:
    parser.add("--rows", metavar="N")
    parser.add("--only", metavar="NAME", default="")


def benchmark(call: Call) -> Answer:
    """Measure the figures of the program beside their floors and peers."""
    asked = call.arguments
    rows = 0 if asked.rows is None else whole(asked.rows, "--rows", LEAST_ROWS, MOST_ROWS)
    measured = call.environment.benchmark(text(asked.only, "--only"), rows, lambda step: _say(call, step))
    found = [_in_words(call, figure.as_dict()) for figure in measured]
    return Answer(found, _lines(call, found))


def _say(call: Call, step: str) -> None:
    call.progress(call.word("measuring", step=step))


def _in_words(call: Call, figure: dict[str, Any]) -> dict[str, Any]:
    """Return a figure with the words for what is measured and what it is compared with."""
    return {**figure, "work": call.word(f"work_{figure['name']}"), "peer": call.word(f"peer_{figure['peer']}")}


def _lines(call: Call, found: list[dict[str, Any]]) -> Iterator[str]:
    names = ("work", "rows", "ours", "theirs", "ratio", "goal", "verdict")
    headings = [call.word(f"head_{name}") for name in names]
    yield from table(headings, [_row(call, item) for item in found])
    yield ""
    yield from pairs([(item["work"], item["peer"]) for item in found])


def _row(call: Call, item: dict[str, Any]) -> list[str]:
    unit = item["unit"]
    goal = f"≤ {item['limit']:g} ×" if item["limit_is_ratio"] else f"≤ {item['limit']:g} {unit}"
    verdict = call.word("reached") if item["reached"] else call.word("missed")
    measured = [f"{item['ours']:,.1f} {unit}", f"{item['theirs']:,.1f} {unit}", f"{item['ratio']:.2f}"]
    return [item["work"], f"{item['rows']:,}", *measured, goal, verdict]


COMMANDS = (Command("benchmark", benchmark, _arguments),)
