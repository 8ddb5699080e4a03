"""Commands that take files in and hand files out."""

from collections.abc import Iterator
from typing import Any

from app.cli.arguments import file
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.commands.hearings import take_schedule
from app.cli.files import write
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED, UsageProblem
from app.cli.text_table import one_line
from app.domain.registers import REGISTERS
from app.services.imports.subjects import SUBJECTS as IMPORTED

SUBJECTS = tuple(IMPORTED)
SCHEDULE = "hearings"  # the prefecture's schedule, which is read its own way
ENCODINGS = ("utf-8-sig", "cp932")
FORMS = ("csv", "xlsx")
EXPORTED = tuple(name for name, register in REGISTERS.items() if register.exported)


def _template_arguments(parser: Parser) -> None:
    parser.add("subject", metavar="SUBJECT", choices=(*SUBJECTS, SCHEDULE))
    parser.add("file", metavar="FILE")


def template(call: Call) -> Answer:
    """Write an empty form for import."""
    path = file(call.arguments.file, "FILE")
    write(path, call.desk().template(call.arguments.subject))
    return Answer({"file": str(path)}, [call.word("written", path=path)])


def _import_arguments(parser: Parser) -> None:
    parser.add("subject", metavar="SUBJECT", choices=(*SUBJECTS, SCHEDULE))
    parser.add("file", metavar="FILE")
    parser.add("--profile", metavar="P", default="")
    parser.add("--dry-run", action="store_true")
    parser.add("--partial", action="store_true")
    parser.add("--refused", metavar="FILE")


def take_in(call: Call) -> Answer:
    """Take a file in: everything or nothing, unless a part is asked for."""
    asked = call.arguments
    if asked.subject == SCHEDULE:
        for option, value in (("--profile", asked.profile), ("--refused", asked.refused)):
            if value:
                raise UsageProblem("cli.usage_not_together", name=option, other=SCHEDULE)
        return take_schedule(call, asked.file)
    desk = call.desk()
    preview = desk.import_preview(file(asked.file, "FILE"), asked.subject, asked.profile)
    is_stopped = bool(preview.refused) and (not asked.partial or len(preview.refused) == len(preview.rows))
    if preview.refused and asked.refused is not None:
        write(file(asked.refused, "--refused"), desk.refused_file(preview))
    if not asked.dry_run and not is_stopped:
        desk.import_apply(preview, partial=asked.partial)
    is_taken = not asked.dry_run and not is_stopped
    data = {
        **preview.counts,
        "refused": list(_remarks(preview.refused, "problems", "reason", call.language)),
        "notes": list(_remarks(preview.rows, "notes", "note", call.language)),
        "taken_in": is_taken,
    }
    return Answer(data, _import_lines(call, data, preview.counts), REFUSED if is_stopped else DONE)


def _remarks(rows: Any, kind: str, word: str, language: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        for remark in getattr(row, kind):
            yield {
                "row": row.number,
                "field": remark.label,
                "value": remark.value,
                word: remark.reason_in(language),
            }


def _import_lines(call: Call, data: dict[str, Any], counts: dict[str, int]) -> Iterator[str]:
    yield call.word("import_counts", **{name: counts[name] for name in counts})
    for key, word in (("refused", "reason"), ("notes", "note")):
        if data[key]:
            yield call.word(f"import_{key}")
        for item in data[key]:
            yield "  " + one_line(call.word("import_row", row=item["row"], text=item[word]))
    if data["taken_in"]:
        yield call.word("import_done")
    else:
        yield call.word("import_dry" if call.arguments.dry_run else "import_stopped")


def _export_arguments(parser: Parser) -> None:
    parser.add("register", metavar="SUBJECT", choices=EXPORTED)
    parser.add("file", metavar="FILE")
    parser.add("--encoding", choices=ENCODINGS, default=ENCODINGS[0])


def export(call: Call) -> Answer:
    """Write one register as CSV or Excel, by the ending of the file's name."""
    path = file(call.arguments.file, "FILE")
    if path.suffix.lower().removeprefix(".") not in FORMS:
        raise UsageProblem("cli.usage_form", path=path, forms=" ".join(f".{known}" for known in FORMS))
    made = call.desk().export(call.arguments.register, path, call.arguments.encoding)
    lacking = _unencodable(made.unencodable)
    lines = [call.word("exported", path=path, rows=made.rows), *_unencodable_lines(call, lacking)]
    return Answer({"file": str(path), "rows": made.rows, "unencodable": lacking}, lines)


def _unencodable(items: Any) -> list[dict[str, Any]]:
    return [{"row": item.row, "field": item.field, "character": item.character} for item in items]


def _unencodable_lines(call: Call, lacking: list[dict[str, Any]]) -> list[str]:
    told = [one_line("  " + call.word("unencodable_row", **item)) for item in lacking]
    return [call.word("unencodable"), *told] if told else []


def _bundle_arguments(parser: Parser) -> None:
    parser.add("file", metavar="OUT.zip")
    parser.add("--encoding", choices=ENCODINGS, default=ENCODINGS[0])


def bundle(call: Call) -> Answer:
    """Write the bundle for the prefecture."""
    path = file(call.arguments.file, "OUT.zip")
    made = call.desk().bundle(call.arguments.encoding)
    write(path, made.data)
    entries = [{"name": entry.name, "rows": entry.rows, "sha256": entry.sha256} for entry in made.entries]
    lacking = _unencodable(made.unencodable)
    lines = [
        call.word("written", path=path),
        *(one_line("  " + call.word("bundle_entry", file=entry["name"], rows=entry["rows"])) for entry in entries),
        *_unencodable_lines(call, lacking),
    ]
    return Answer({"file": str(path), "entries": entries, "unencodable": lacking}, lines)


COMMANDS = (
    Command("template", template, _template_arguments),
    Command("import", take_in, _import_arguments),
    Command("export", export, _export_arguments),
    Command("bundle", bundle, _bundle_arguments),
)
