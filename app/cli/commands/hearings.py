"""The command on the hearings: the prefecture's schedule, the board, a proposal, the month's section, the calendar."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day, file, month_of
from app.cli.call import Answer, Call
from app.cli.commands import hearing_plan
from app.cli.commands.command import Command
from app.cli.files import read_bytes, write
from app.cli.machine_values import plain
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED, UsageProblem
from app.cli.text_table import joined, one_line, table

if TYPE_CHECKING:
    from app.services.hearings.views import AreaProgress, BoardEntry, HearingBoard, ScheduleLineView, SchedulePreview

MOST_BYTES = 50 * 1024 * 1024
NOT_CHANGED = ("new", "unchanged", "kept_own", "duplicate", "unreadable")


def _arguments(parser: Parser) -> None:
    parser.add("verb", metavar="VERB", choices=tuple(VERBS))
    parser.add("hearing_file", metavar="FILE", nargs="?")
    parser.add("--dry-run", action="store_true")
    parser.add("--partial", action="store_true")
    parser.add("--from", metavar="DATE", dest="from_on")
    parser.add("--until", metavar="DATE", dest="until_on")
    parser.add("--month", metavar="YYYY-MM")
    hearing_plan.declare(parser)


def hearings(call: Call) -> Answer:
    """Do what the verb says."""
    return VERBS[call.arguments.verb](call)


def _schedule(call: Call) -> Answer:
    return take_schedule(call, _wanted(call))


def take_schedule(call: Call, name: str) -> Answer:
    """Take the prefecture's schedule over: every line or none, unless a part is asked for."""
    path = file(name, "FILE")
    desk = call.desk().hearings
    preview = desk.preview_schedule(read_bytes(path, MOST_BYTES), path.name)
    is_stopped = bool(preview.counts["unreadable"]) and not call.arguments.partial
    is_taken = not call.arguments.dry_run and not is_stopped
    warnings = desk.take_schedule(preview).warnings if is_taken else ()
    data = {
        **_counts(preview),
        "lines": [_line_values(line) for line in preview.lines],
        "remarks": list(preview.remarks),
        "warnings": [warning.message for warning in warnings],
        "taken_in": is_taken,
    }
    lines = [*_preview_lines(call, preview), *(f"  {joined(each.message, each.remedy)}" for each in warnings)]
    ending = "import_done" if is_taken else "import_dry" if call.arguments.dry_run else "import_stopped"
    return Answer(data, [*lines, call.word(ending)], REFUSED if is_stopped else DONE)


def _counts(preview: "SchedulePreview") -> dict[str, Any]:
    """Return the counts of an import, and those of each kind of line."""
    counts = preview.counts
    refused = [line for line in preview.lines if line.kind.value == "unreadable"]
    return {
        "rows": counts["lines"],
        "new": counts["new"],
        "changed": counts["lines"] - sum(counts[name] for name in NOT_CHANGED),
        "unchanged": counts["unchanged"] + counts["kept_own"],
        "duplicate": counts["duplicate"],
        "refused": [
            {"row": line.row, "field": "", "value": line.municipality, "reason": reason}
            for line in refused
            for reason in line.reasons
        ],
        "kinds": {name: count for name, count in counts.items() if name != "lines"},
    }


def _line_values(line: "ScheduleLineView") -> dict[str, Any]:
    return {
        "row": line.row,
        "kind": line.kind.value,
        "kinds": [kind.value for kind in line.kinds],
        "municipality_code": line.municipality_code,
        "municipality": line.municipality,
        "says": line.says,
        "changes": [
            {"field": each.field, "before": each.before, "after": each.after, "own": each.own, "taken": each.taken}
            for each in line.changes
        ],
        "reasons": list(line.reasons),
        "remarks": list(line.remarks),
    }


def _preview_lines(call: Call, preview: "SchedulePreview") -> Iterator[str]:
    counts = _counts(preview)
    yield call.word("import_counts", **{**counts, "refused": preview.counts["unreadable"]})
    for line in preview.lines:
        if line.kind.value == "unchanged" and not line.remarks:
            continue
        where = call.word("import_row", row=line.row, text=line.kind.label) if line.row else line.kind.label
        yield one_line(f"{where}  {line.municipality}  {line.says}")
        for change in line.changes:
            own = f"（{change.own}）" if change.own and not change.taken else ""
            yield one_line(f"    {change.label}: {change.before} → {change.after}{own}")
        yield from (f"    {one_line(text)}" for text in (*line.reasons, *line.remarks))
    yield from (one_line(remark) for remark in preview.remarks)


def _board(call: Call) -> Answer:
    """Return the board of a span, by default of the whole period."""
    desk = call.desk().hearings
    clocks = desk.clocks()
    from_on = day(call.arguments.from_on, "--from") if call.arguments.from_on else clocks.period_start
    until_on = day(call.arguments.until_on, "--until") if call.arguments.until_on else clocks.period_end
    board = desk.board(from_on, until_on)
    return Answer(_board_values(board), _board_lines(call, board))


def _board_values(board: "HearingBoard") -> dict[str, Any]:
    return {
        "from": plain(board.from_on),
        "until": plain(board.until_on),
        "progress": _progress_values(board.progress),
        "areas": [{"area": each.area, **_progress_values(each)} for each in board.areas],
        "days": [
            {
                "on": plain(each.on),
                "closed": each.closed_reason,
                "hearings": [_entry_values(entry) for entry in each.entries],
            }
            for each in board.days
            if each.entries
        ],
        "unscheduled": [
            {
                "municipality_code": each.municipality_code,
                "municipality": each.municipality,
                "area": each.area,
                "state": each.state,
                "note": each.note,
            }
            for each in board.unscheduled
        ],
    }


def _progress_values(progress: "AreaProgress") -> dict[str, int]:
    names = ("held", "planned", "arranging", "missing", "total")
    return {name: getattr(progress, name) for name in names}


def _entry_values(entry: "BoardEntry") -> dict[str, Any]:
    return {
        "id": entry.hearing_id,
        "municipality_code": entry.municipality_code,
        "municipality": entry.municipality,
        "starts_at": plain(entry.starts_at),
        "ends_at": plain(entry.ends_at),
        "mode": entry.mode,
        "room": entry.room,
        "attendees": list(entry.attendees),
        "status": entry.status,
        "clashes": [
            {"code": each.code, "clause": each.clause, "severity": each.severity, "message": each.message}
            for each in entry.clashes
        ],
    }


def _board_lines(call: Call, board: "HearingBoard") -> Iterator[str]:
    progress = board.progress
    yield call.word("hearings_progress", **_progress_values(progress))
    heads = [call.word(f"head_{name}") for name in ("on", "times", "municipality", "mode", "attendees", "state")]
    rows = [
        (
            plain_text(entry.held_on),
            entry.times,
            entry.municipality,
            " ".join(filter(None, (entry.mode_label, entry.room))),
            "、".join(entry.attendees),
            " ".join((entry.status_label, *(f"!{clash.label}" for clash in entry.clashes))),
        )
        for entry in board.entries
    ]
    yield from table(heads, rows)
    if board.unscheduled:
        yield ""
        yield call.word("hearings_unscheduled")
        for each in board.unscheduled:
            yield one_line(f"  {each.area}  {each.municipality}  {each.state}  {each.note}".rstrip())


def plain_text(on: date | None) -> str:
    """Return a day in ISO 8601; empty for none."""
    return on.isoformat() if on else ""


def _month(call: Call) -> Answer:
    """Return the section of the monthly report on the hearings of a month."""
    desk = call.desk()
    found = desk.hearings.month(_month_asked(call.arguments.month, desk.today()))
    data = {
        "month": f"{found.month:%Y-%m}",
        "held": len(found.hearings),
        "held_until_end": found.held_until_end,
        "target": found.target,
        "wishes": dict(found.wishes),
        "main_fields": dict(found.main_fields),
        "hearings": [
            {
                "id": each.hearing_id,
                "held_on": plain(each.held_on),
                "municipality": each.municipality,
                "mode": each.mode_label,
                "themes": list(each.themes),
                "needs": each.needs,
            }
            for each in found.hearings
        ],
        "text": found.text,
    }
    heads = [call.word(f"head_{name}") for name in ("on", "municipality", "mode")]
    rows = [(each.held_on.isoformat(), each.municipality, each.mode_label) for each in found.hearings]
    return Answer(data, [found.text, "", *table(heads, rows)])


def _month_asked(typed: str | None, today: date) -> date:
    """Return the first day of the month asked for, by default the month before."""
    if typed is None:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return month_of(typed, "--month")


def _calendar(call: Call) -> Answer:
    """Write the hearings as iCalendar."""
    path = file(_wanted(call), "FILE")
    made = call.desk().hearings.calendar_file()
    write(path, made.data)
    return Answer({"file": str(path), "sha256": made.sha256}, [call.word("written", path=path)])


def _wanted(call: Call) -> str:
    """Return the file that a verb needs."""
    name: str | None = call.arguments.hearing_file
    if not name:
        raise UsageProblem("cli.usage_hearing_file", verb=call.arguments.verb)
    return name


VERBS: dict[str, Callable[[Call], Answer]] = {
    "schedule": _schedule,
    "board": _board,
    "month": _month,
    "plan": hearing_plan.plan,
    "ics": _calendar,
}
COMMANDS = (Command("hearings", hearings, _arguments),)
