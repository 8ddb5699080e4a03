"""Commands that judge the contract: counts, due dates, rules. They never change anything."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.arguments import day, whole
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.machine_values import deadline_values, finding_values, plain
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED
from app.cli.text_table import joined, one_line, pairs, table

LONGEST_PERIOD = 2_000
PERIODS = ("open_days", "days", "months")


def status(call: Call) -> Answer:
    """Return the counts against their targets and what is due next."""
    found = call.desk().status()
    return Answer(found, _status_lines(call, found))


def _status_lines(call: Call, found: Mapping[str, Any]) -> Iterator[str]:
    targets = found["targets"]
    rows = [
        (call.word(f"count_{name}"), str(count), str(targets[name]) if name in targets else "")
        for name, count in found["counts"].items()
    ]
    yield from table([call.word("head_count"), call.word("head_now"), call.word("head_target")], rows)
    yield ""
    yield call.word("next_due")
    yield from _deadline_lines(call, found["due"], ("stated_on", "open_days_left", "state", "clause", "title"))


def _due_arguments(parser: Parser) -> None:
    parser.add("--from", dest="basis", metavar="DATE", required=True)
    periods = parser.arguments.add_mutually_exclusive_group(required=True)
    for period in PERIODS:
        parser.put(periods, f"--{period.replace('_', '-')}", metavar="N")


def due(call: Call) -> Answer:
    """Compute one due date and explain it day by day."""
    basis = day(call.arguments.basis, "--from")
    given = {name: getattr(call.arguments, name) for name in PERIODS if getattr(call.arguments, name) is not None}
    period = {name: whole(text, f"--{name.replace('_', '-')}", 1, LONGEST_PERIOD) for name, text in given.items()}
    found = call.desk().due(basis, **period)
    steps = [{"on": plain(step.on), "counted": step.counted, "reason": step.reason} for step in found.steps]
    days = {name: plain(getattr(found, name)) for name in ("basis_on", "stated_on", "safe_on", "latest_on")}
    lines = [
        *pairs([(call.word(f"head_{name}"), str(value)) for name, value in days.items()]),
        found.rule,
        "",
        *table(
            [call.word("head_on"), call.word("head_counted"), call.word("head_reason")],
            [(str(step["on"]), str(step["counted"] or ""), str(step["reason"])) for step in steps],
        ),
    ]
    return Answer({**days, "rule": found.rule, "steps": steps}, lines)


def deadlines(call: Call) -> Answer:
    """Return all due dates of the contract."""
    found = [deadline_values(deadline) for deadline in call.desk().deadlines()]
    names = ("stated_on", "safe_on", "latest_on", "state", "clause", "label", "subject")
    return Answer(found, _deadline_lines(call, found, names))


def _deadline_lines(call: Call, found: list[dict[str, Any]], names: tuple[str, ...]) -> Iterator[str]:
    rows = [["" if item[name] is None else str(item[name]) for name in names] for item in found]
    for row, item in zip(rows, found, strict=True):
        row[names.index("state")] = call.word(f"state_{item['state']}")
    yield from table([call.word(f"head_{name}") for name in names], rows)


def check(call: Call) -> Answer:
    """Apply all rules; violations make the exit status 1."""
    found = call.desk().open_findings()
    is_violated = any(finding.severity == "violation" for finding in found)
    lines = [
        line
        for finding in found
        for line in (
            f"[{call.word(f'severity_{finding.severity}')}] {finding.clause}  {one_line(finding.subject)}",
            f"    {joined(finding.message, finding.remedy)}",
        )
    ]
    data = [finding_values(finding) for finding in found]
    return Answer(data, lines or [call.word("nothing_found")], REFUSED if is_violated else DONE)


COMMANDS = (
    Command("status", status),
    Command("due", due, _due_arguments),
    Command("deadlines", deadlines),
    Command("check", check),
)
