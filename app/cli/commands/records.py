"""Commands that read records; they never change anything."""

from app.cli.arguments import pair, text, whole
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.machine_values import plain, record_values
from app.cli.options import Parser
from app.cli.problems import UsageProblem
from app.cli.record_names import conditions, record_id
from app.cli.text_table import one_line, pairs, table
from app.domain.japanese_date import JAPAN
from app.domain.record import Field, Register
from app.domain.registers import REGISTERS

PAGE = 500


def _list_arguments(parser: Parser) -> None:
    parser.add("register", metavar="SUBJECT", choices=tuple(REGISTERS))
    parser.add("--where", metavar="FIELD=VALUE", action="append", default=[])
    parser.add("--search", metavar="TEXT", default="")
    parser.add("--limit", metavar="N")


def list_records(call: Call) -> Answer:
    """Return the records of a register."""
    asked = call.arguments
    register = REGISTERS[asked.register]
    named = [condition(register, typed) for typed in asked.where]
    desk = call.desk()
    where = conditions(desk, named)
    ids = desk.ids(register.name, where, text(asked.search, "--search"))
    if asked.limit is not None:
        ids = ids[: whole(asked.limit, "--limit")]
    if call.as_json:
        return Answer([record_values(record) for record in desk.registers.records(register.name, ids)])
    pages = [ids[start : start + PAGE] for start in range(0, len(ids), PAGE)]
    labels = [register.field(name).label for name in register.columns]
    rows = [
        [row.cells.get(name, "") for name in register.columns]
        for page in pages
        for row in desk.rows(register.name, page)
    ]
    return Answer(None, [*table(labels, rows), call.word("record_count", count=len(rows))])


def condition(register: Register, typed: str) -> tuple[Field, str]:
    """Return the field and the value of FIELD=VALUE; the field goes by its name or its Japanese label."""
    name, value = pair(typed, "--where")
    for field in register.fields:
        if name in (field.name, field.label):
            return field, value
    known = " ".join(field.name for field in register.fields)
    raise UsageProblem("cli.usage_field", name=name, register=register.label, known=known)


def _record_arguments(parser: Parser) -> None:
    parser.add("register", metavar="SUBJECT", choices=tuple(REGISTERS))
    parser.add("record", metavar="ID")


def show(call: Call) -> Answer:
    """Return one record."""
    register = call.arguments.register
    desk = call.desk()
    key = record_id(desk, register, call.arguments.record)
    lines = pairs([(shown.field.label, shown.text) for shown in desk.shown(register, key)])
    return Answer(record_values(desk.record(register, key)), [key, *lines])


def history(call: Call) -> Answer:
    """Return who changed what in a record."""
    register = call.arguments.register
    desk = call.desk()
    key = record_id(desk, register, call.arguments.record)
    lines = desk.history(register, key)
    names = ("at", "author", "reason", "field", "before", "after")
    found = [
        {
            "at": plain(line.at),
            "author": line.author,
            "reason": line.reason,
            "field": line.field_label,
            "before": line.before,
            "after": line.after,
        }
        for line in lines
    ]
    rows = [[str(line[name]) for name in names] for line in found]
    for row, line in zip(rows, lines, strict=True):
        row[0] = line.at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
    return Answer(found, table([call.word(f"head_{name}") for name in names], rows))


def _search_arguments(parser: Parser) -> None:
    parser.add("text", metavar="TEXT")


def search(call: Call) -> Answer:
    """Return every record that matches."""
    hits = call.desk().search(text(call.arguments.text, "TEXT"))
    found = [{"subject": hit.register, "id": hit.id, "title": hit.title, "snippet": hit.snippet} for hit in hits]
    lines = [one_line(f"{hit.title}  {hit.snippet}") for hit in hits]
    return Answer(found, lines or [call.word("no_hit")])


COMMANDS = (
    Command("list", list_records, _list_arguments),
    Command("show", show, _record_arguments),
    Command("search", search, _search_arguments),
    Command("history", history, _record_arguments),
)
