"""Commands that look at the whole contract: how each clause stands, and where the counts are going."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.arguments import whole
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.options import Parser
from app.cli.text_table import one_line, table
from app.services.contract.board import plain_clauses
from app.services.contract.forecasting import plain_forecast

MOST_CANCELLED = 1_000
COUNTED = ("dispatch_sessions", "accompaniment_sessions", "consultations", "hearings")


def clauses(call: Call) -> Answer:
    """Return the standing of every demand of the contract with its evidence."""
    found = plain_clauses(call.desk().clauses())
    rows = [
        (str(line["id"]), str(line["clause"]), call.word(f"clause_{line['state']}"), one_line(str(line["demand"])))
        for line in found
    ]
    heads = [call.word(f"head_{name}") for name in ("id", "clause", "state", "demand")]
    return Answer(found, table(heads, rows))


def _forecast_arguments(parser: Parser) -> None:
    parser.add("--cancel", metavar="N", default="0")


def forecast(call: Call) -> Answer:
    """Return the counts to the end of the contract, and what is needed to reach each goal."""
    cancelled = whole(call.arguments.cancel, "--cancel", 0, MOST_CANCELLED)
    found = plain_forecast(call.desk().forecast(cancelled))
    return Answer(found, _forecast_lines(call, found))


def _forecast_lines(call: Call, found: Mapping[str, Any]) -> Iterator[str]:
    columns = ("held", "planned", "forecast", "low", "high", "needed_per_month", "last_safe_week")
    rows = [
        (
            call.word(f"count_{_count(name)}"),
            *("" if found[name][each] is None else str(found[name][each]) for each in columns),
        )
        for name in COUNTED
    ]
    yield from table([call.word("head_count"), *(call.word(f"head_{name}") for name in columns)], rows)


def _count(name: str) -> str:
    """Return the word under which the catalogue knows a count."""
    return "hearings_held" if name == "hearings" else name


COMMANDS = (Command("clauses", clauses), Command("forecast", forecast, _forecast_arguments))
