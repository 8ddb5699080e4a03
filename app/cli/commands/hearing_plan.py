"""The proposal of a timetable on the command line: ``hearings plan``, and ``--take`` to write it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day, text, whole
from app.cli.call import Answer, Call
from app.cli.machine_values import plain
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED, UsageProblem
from app.cli.text_table import joined, one_line, table
from app.domain.text import shorten

if TYPE_CHECKING:
    from app.services.timetable.views import CauseText, ProposedHearing, TimetableProposal

MOST_SECONDS = 3_600


def declare(parser: Parser) -> None:
    """Declare the arguments of a proposal."""
    parser.add("--max-per-day", metavar="N")
    parser.add("--attendees", metavar="N")
    parser.add("--on-site", metavar="NAME", action="append", default=[])
    parser.add("--seconds", metavar="N")
    parser.add("--take", action="store_true")


def plan(call: Call) -> Answer:
    """Propose a timetable; status 1 when a municipality cannot be placed."""
    from app.services.timetable.views import TimetableRequest  # its package is heavy

    desk = call.desk()
    asked = call.arguments
    request = TimetableRequest(
        from_on=day(asked.from_on, "--from") if asked.from_on else None,
        until_on=day(asked.until_on, "--until") if asked.until_on else None,
        per_day=_number(asked.max_per_day, "--max-per-day"),
        attendees=_number(asked.attendees, "--attendees"),
        on_site=tuple(_office(call, each) for each in asked.on_site),
        seconds=_number(asked.seconds, "--seconds"),
    )
    found = desk.timetable.propose(request)
    taken = desk.timetable.take(found) if asked.take and found.changes else None
    warnings = taken.warnings if taken is not None else ()
    data = {
        **_values(found),
        "taken": taken is not None,
        "warnings": [warning.message for warning in warnings],
    }
    lines = [*_lines(call, found), *(f"  {joined(each.message, each.remedy)}" for each in warnings)]
    if taken is not None:
        lines.append(taken.summary)
    return Answer(data, lines, REFUSED if found.unsolved else DONE)


def _number(typed: str | None, option: str) -> int | None:
    return None if typed is None else whole(typed, option, 1, MOST_SECONDS)


def _office(call: Call, typed: str) -> str:
    """Return the code of a municipality from its name or code."""
    from app.services.surroundings import municipalities

    found = municipalities().find(text(typed, "--on-site"))
    if found is None:
        raise UsageProblem("cli.usage_municipality", name="--on-site", typed=shorten(typed))
    return found.code


def _values(found: "TimetableProposal") -> dict[str, Any]:
    return {
        "status": found.status,
        "gap": found.gap,
        "moves": found.moves,
        "trips": found.trips,
        "slots": [_slot(line) for line in found.lines],
        "unsolved": [
            {
                "municipality_code": each.municipality_code,
                "municipality": each.municipality,
                "causes": [joined(cause.message, cause.remedy) for cause in each.causes],
            }
            for each in found.unsolved
        ],
        "causes": [_cause(each) for each in found.causes],
        "problems": list(found.problems),
    }


def _slot(line: "ProposedHearing") -> dict[str, Any]:
    return {
        "municipality_code": line.municipality_code,
        "municipality": line.municipality,
        "area": line.area,
        "on": plain(line.on),
        "starts_at": plain(line.starts_at),
        "ends_at": plain(line.ends_at),
        "mode": line.mode,
        "room": line.room,
        "attendees": list(line.attendees),
        "change": line.change.value,
        "before": line.before,
        "reason": line.reason,
    }


def _cause(cause: "CauseText") -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "message": cause.message,
        "remedy": cause.remedy,
        "municipality_codes": list(cause.municipality_codes),
    }


def _lines(call: Call, found: "TimetableProposal") -> Iterator[str]:
    yield f"{found.summary}（{found.status_label}）"
    heads = [call.word(f"head_{name}") for name in ("on", "times", "municipality", "mode", "attendees", "change")]
    rows = [
        (
            line.on.isoformat(),
            line.times,
            line.municipality,
            " ".join(filter(None, (line.mode_label, line.room))),
            "、".join(line.attendees),
            " ".join(filter(None, (line.change.label, line.before))),
        )
        for line in found.lines
    ]
    yield from table(heads, rows)
    yield from (f"  {one_line(joined(cause.message, cause.remedy))}" for cause in found.causes)
    yield from (f"  {one_line(problem)}" for problem in found.problems)
