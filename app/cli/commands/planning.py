"""The commands on the year: the calendar of everything with its file, and the schedule."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day, file
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.files import write
from app.cli.machine_values import plain
from app.cli.options import Parser
from app.cli.problems import UsageProblem
from app.cli.record_names import record_id
from app.cli.text_table import one_line, table

if TYPE_CHECKING:
    from app.services.calendar.views import CalendarEntry
    from app.services.plans.views import GanttPage, GanttRow

USUAL_DAYS = 27  # after the first day: four weeks in all


def _calendar_arguments(parser: Parser) -> None:
    parser.add("--from", metavar="DATE", dest="first_on")
    parser.add("--until", metavar="DATE", dest="last_on")
    parser.add("--kind", metavar="KIND", dest="entry_kinds", action="append", default=[])
    parser.add("--ics", metavar="FILE")


def calendar(call: Call) -> Answer:
    """Return what lies on the days of a span, and write it as iCalendar where a file is named."""
    asked = call.arguments
    path = file(asked.ics, "--ics") if asked.ics is not None else None
    first = day(asked.first_on, "--from") if asked.first_on is not None else None
    last = day(asked.last_on, "--until") if asked.last_on is not None else None
    desk = call.desk()
    known = dict(desk.calendar.kinds())
    for kind in asked.entry_kinds:
        if kind not in known:
            raise UsageProblem("cli.usage_entry_kind", typed=kind, known=" ".join(known))
    first = first or desk.today()
    last = last or first + timedelta(days=USUAL_DAYS)
    if path is not None:
        made = desk.calendar.ics(first, last, asked.entry_kinds)
        written = write(path, made.data)
        data = {"file": str(written), "sha256": made.sha256}
        return Answer(data, [call.word("written", path=written)])
    found = desk.calendar.entries(first, last, asked.entry_kinds).entries
    return Answer([_entry_values(entry) for entry in found], _calendar_lines(call, found))


def _entry_values(entry: "CalendarEntry") -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "kind": entry.kind,
        "starts_on": plain(entry.starts_on),
        "ends_on": plain(entry.ends_on),
        "starts_at": plain(entry.starts_at),
        "ends_at": plain(entry.ends_at),
        "title": entry.title,
        "detail": entry.detail,
        "place": entry.place,
        "state": entry.state,
        "register": entry.register,
        "id": entry.record_id,
        "safe_on": plain(entry.safe_on),
        "latest_on": plain(entry.latest_on),
    }


def _calendar_lines(call: Call, found: "tuple[CalendarEntry, ...]") -> Iterator[str]:
    heads = [call.word(f"head_{name}") for name in ("on", "times", "kind", "what")]
    rows = [
        (
            entry.starts_on.isoformat(),
            entry.times,
            entry.kind_label,
            one_line("　".join(filter(None, (entry.title, entry.place)))),
        )
        for entry in found
    ]
    yield from table(heads, rows)


def _schedule_arguments(parser: Parser) -> None:
    parser.add("--for", metavar="ID", dest="accompaniment")


def schedule(call: Call) -> Answer:
    """Return the schedule of the whole contract, or of one accompaniment: agreed, planned, as it went."""
    desk = call.desk()
    named = call.arguments.accompaniment
    page = desk.plans.gantt(record_id(desk, "accompaniments", named) if named is not None else "")
    data = {
        "title": page.title,
        "from_on": plain(page.from_on),
        "until_on": plain(page.until_on),
        "tasks": [_task_values(row) for row in page.rows],
        "lines": [{"on": plain(line.on), "label": line.label, "kind": line.kind} for line in page.lines],
    }
    return Answer(data, _schedule_lines(call, page))


def _task_values(row: "GanttRow") -> dict[str, Any]:
    days = ("starts_on", "ends_on", "baseline_starts_on", "baseline_ends_on", "began_on", "finished_on")
    return {
        "id": row.id,
        "title": row.title,
        "clause": row.clause,
        "owner": row.owner,
        **{name: plain(getattr(row, name)) for name in days},
        "progress": row.progress,
        "is_milestone": row.is_milestone,
        "deviation_open_days": row.deviation,
        "state": row.state,
    }


def _schedule_lines(call: Call, page: "GanttPage") -> Iterator[str]:
    heads = [call.word(f"head_{name}") for name in ("clause", "what", "starts_on", "ends_on", "progress", "state")]
    rows = [
        (
            row.clause,
            one_line(row.title),
            "" if row.is_milestone else row.starts_on.isoformat(),
            row.ends_on.isoformat(),
            f"{row.progress}%",
            "　".join(filter(None, (row.state_label, row.deviation_label))),
        )
        for row in page.rows
    ]
    yield from table(heads, rows)


COMMANDS = (Command("calendar", calendar, _calendar_arguments), Command("schedule", schedule, _schedule_arguments))
