"""The command that hands the change log out as a file that proves itself, and checks such a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import file
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED

if TYPE_CHECKING:
    from app.services.workspace.auditing import Audit

EXPORT, VERIFY = "export", "verify"


def _arguments(parser: Parser) -> None:
    parser.add("audit_verb", metavar="VERB", choices=(EXPORT, VERIFY))
    parser.add("file", metavar="FILE")


def audit(call: Call) -> Answer:
    """Write the change log into a file, or check one; without a workspace a file is checked on its own."""
    path = file(call.arguments.file, "FILE")
    if call.arguments.audit_verb == EXPORT:
        return _told(call, call.desk().audit_export(path), [call.word("written", path=path)])
    if call.environment.existing():
        return _told(call, call.desk().audit_verify(path), [])
    return _told(call, _alone(path, call.language), [call.word("audit_alone")])


def _alone(path: Path, language: str) -> "Audit":
    from app.services.workspace.auditing import verify_audit

    return verify_audit(path, language)


def _told(call: Call, found: "Audit", lines: list[str]) -> Answer:
    data = {"file": str(call.arguments.file), "entries": found.entries, "intact": not found.problems}
    words = found.problems or (call.word("audit_intact", entries=found.entries),)
    lacking = [call.word("audit_lacking", lacking=found.lacking)] if found.lacking else []
    told = {**data, "lacking": found.lacking, "problems": list(found.problems)}
    return Answer(told, [*lines, *words, *lacking], REFUSED if found.problems else DONE)


COMMANDS = (Command("audit", audit, _arguments),)
