"""The command that makes documents."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.cli.arguments import day, file, month_of
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.desk_port import Desk
from app.cli.files import made_folder, write
from app.cli.machine_values import missing_values
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED, UsageProblem
from app.cli.record_names import record_id
from app.domain.errors import AppError
from app.services.views import DocumentKind, MadeDocument

ALL, DAY, MONTH = "all", "day", "month"
Wanted = tuple[str, str, str, bool, str]  # kind, record, edition, whether a draft will do, form


def _arguments(parser: Parser) -> None:
    parser.add("kind", metavar="KIND")
    parser.add("out", metavar="OUT")
    parser.add("--for", metavar="ID", dest="for_id")
    parser.add("--month", metavar="YYYY-MM")
    parser.add("--edition", metavar="E", default="")
    parser.add("--draft", action="store_true")


def document(call: Call) -> Answer:
    """Make one document, or everything that can be made."""
    asked = call.arguments
    out = file(asked.out, "OUT")
    desk = call.desk()
    if asked.kind == ALL:
        found = list(every_document(call, desk, out, asked.draft))
        is_complete = all(item["file"] for item in found)
        return Answer(found, _lines(call, found), DONE if is_complete else REFUSED)
    kind = _kind(desk, asked.kind)
    for_id = _subject(desk, kind, asked.for_id, asked.month)
    form = _form(kind, out)
    if asked.edition and asked.edition not in kind.editions:
        raise UsageProblem("cli.usage_edition", typed=asked.edition, known=" ".join(kind.editions))
    data = _made(desk, (kind.kind, for_id, asked.edition, asked.draft, form), lambda made: out)
    return Answer(data, _lines(call, [data]), DONE if data["file"] else REFUSED)


def _kind(desk: Desk, name: str) -> DocumentKind:
    kinds = {kind.kind: kind for kind in desk.document_kinds()}
    if name not in kinds:
        raise UsageProblem("cli.usage_kind", typed=name, known=" ".join((*kinds, ALL)))
    return kinds[name]


def _subject(desk: Desk, kind: DocumentKind, named: str | None, month: str | None) -> str:
    """Return what a document is made for: the id of a record, a day in ISO 8601, a month as 2026-10, or nothing."""
    if kind.may_name == MONTH:
        typed, option = (named, "--for") if month is None else (month, "--month")
        return "" if typed is None else f"{month_of(typed, option):%Y-%m}"
    if month is not None:
        raise UsageProblem("cli.usage_no_month", kind=kind.kind)
    if kind.register:
        return record_id(desk, kind.register, _wanted(kind, named))
    if named is None or not kind.may_name:
        return ""
    return day(named, "--for").isoformat() if kind.may_name == DAY else record_id(desk, kind.may_name, named)


def _wanted(kind: DocumentKind, for_id: str | None) -> str:
    if not for_id:
        raise UsageProblem("cli.usage_for", kind=kind.kind, register=kind.register)
    return for_id


def _form(kind: DocumentKind, out: Path) -> str:
    form = out.suffix.lower().removeprefix(".")
    if form not in kind.forms:
        raise UsageProblem("cli.usage_form", path=out, forms=" ".join(f".{known}" for known in kind.forms))
    return form


def every_document(call: Call, desk: Desk, folder: Path, draft: bool) -> Iterator[dict[str, Any]]:
    """Make every document of every record; what is incomplete is listed with what it lacks, and not written."""
    made_folder(folder)
    for kind in desk.document_kinds():
        if kind.when_needed and desk.missing(kind.kind):
            continue
        records = _wanted_of(desk, kind)
        for number, for_id in enumerate(records, start=1):
            call.progress(call.word("making", title=kind.title, number=number, count=len(records)))
            for edition in kind.editions:
                for form in kind.forms:
                    wanted = (kind.kind, for_id, edition, draft, form)
                    yield _made(desk, wanted, lambda made: folder / made.file_name)


def _wanted_of(desk: Desk, kind: DocumentKind) -> list[str]:
    """Return what a document is made for: months that are over, records, or once for everything."""
    if kind.may_name == MONTH:
        return list(desk.reports.ended_months())
    return _complete_enough(desk, kind) if kind.register else [""]


def _complete_enough(desk: Desk, kind: DocumentKind) -> list[str]:
    """Return the records that a document is about: of sessions and hearings, those that were held."""
    where = {"status": ("held", "reported")} if kind.register in ("sessions", "hearings") else {}
    return desk.ids(kind.register, where)


def _made(desk: Desk, wanted: Wanted, place: Callable[[MadeDocument], Path]) -> dict[str, Any]:
    """Make a document and write it, unless it lacks something and no draft was asked for."""
    kind, for_id, edition, draft, form = wanted
    try:
        made = desk.make(kind, for_id, edition, draft, form)
    except AppError as error:
        lacking = getattr(error, "missing", None)
        if lacking is None:
            raise
        made = MadeDocument(b"", 0, "", "", tuple(lacking))
    data: dict[str, Any] = {"kind": kind, "for": for_id, "edition": edition, "form": form}
    missing = [missing_values(item) for item in made.missing]
    if made.missing and not draft:
        return {**data, "file": None, "pages": 0, "sha256": "", "missing": missing}
    path = write(place(made), made.data)
    return {**data, "file": str(path), "pages": made.pages, "sha256": made.sha256, "missing": missing}


def _lines(call: Call, found: list[dict[str, Any]]) -> Iterator[str]:
    for item in found:
        if item["file"]:
            yield call.word("written", path=item["file"])
        else:
            yield call.word("not_written", kind=item["kind"], id=item["for"])
        for missing in item["missing"]:
            yield "  " + call.word("lacking", label=missing["label"])


COMMANDS = (Command("document", document, _arguments),)
