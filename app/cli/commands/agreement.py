"""Commands about the contract itself: how it is read, what a rule said on a day, what is to be told, the closing."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from app.cli.arguments import day, file, text
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.commands.records import condition
from app.cli.files import write
from app.cli.machine_values import finding_values, plain
from app.cli.options import Parser
from app.cli.problems import DONE, REFUSED, UsageProblem
from app.cli.record_names import conditions
from app.cli.text_table import joined, one_line, pairs, table
from app.domain.registers import REGISTERS
from app.services.contract.views import ClosingPage, PendingChanges, ReadingLine, RuleOnDay


def readings(call: Call) -> Answer:
    """Return every passage that can be read in two ways, how it is read now, and what was answered."""
    found = call.desk().agreement.readings()
    return Answer([_reading_values(line) for line in found], _reading_lines(call, found))


def _reading_values(line: ReadingLine) -> dict[str, Any]:
    return {**asdict(line), "since": plain(line.since), "answers": [asdict(answer) for answer in line.answers]}


def _reading_lines(call: Call, found: tuple[ReadingLine, ...]) -> Iterator[str]:
    for line in found:
        yield one_line(f"[{line.clause}] {line.question}")
        rows = [(call.word("head_now_read"), line.now)]
        if line.answer:
            rows.append((call.word("head_answer"), f"{line.answer}（{line.decision}、{plain(line.since)}）"))
        if line.term:
            rows.append((call.word("head_term"), f"{line.term} = {' | '.join(each.value for each in line.answers)}"))
        yield from (f"    {shown}" for shown in pairs(rows))


def _rule_arguments(parser: Parser) -> None:
    parser.add("demand", metavar="ID")
    parser.add("--day", metavar="DATE")


def rule(call: Call) -> Answer:
    """Return what a demand of the contract said on a day, and what its rules find on that day."""
    asked = call.arguments
    desk = call.desk()
    on = day(asked.day, "--day") if asked.day is not None else desk.today()
    found = desk.agreement.rule_on(text(asked.demand, "ID"), on)
    data = {
        "id": found.id,
        "clause": found.clause,
        "on": plain(found.on),
        "words": found.words,
        "terms": [{**asdict(line), "on": plain(line.on), "holds_from": plain(line.holds_from)} for line in found.terms],
        "rules": list(found.rules),
        "findings": [finding_values(finding) for finding in found.findings],
    }
    return Answer(data, _rule_lines(call, found))


def _rule_lines(call: Call, found: RuleOnDay) -> Iterator[str]:
    yield one_line(f"{found.id}  [{found.clause}]  {plain(found.on)}")
    yield from (f"    {one_line(line)}" for line in found.words.split("\n") if line.strip())
    for line in found.terms:
        yield one_line(line.reason)
    for finding in found.findings:
        severity = call.word(f"severity_{finding.severity}")
        yield one_line(f"[{severity}] {finding.subject}  {joined(finding.message, finding.remedy)}")
    if not found.findings:
        yield call.word("nothing_found")


def changes(call: Call) -> Answer:
    """Return what changed in the expert database and was not told; anything to tell makes the exit status 1."""
    found = call.desk().agreement.pending_changes()
    data = None if found is None else {**asdict(found), "submitted_on": plain(found.submitted_on)}
    return Answer(data, _change_lines(call, found), REFUSED if found is not None and found.changes else DONE)


def _change_lines(call: Call, found: PendingChanges | None) -> Iterator[str]:
    if found is None or not found.changes:
        yield call.word("no_changes") if found is not None else call.word("not_handed_in")
    for change in found.changes if found is not None else ():
        yield one_line(f"[{change.kind_label}] {change.name}")
        for cell in change.cells:
            yield one_line(f"    {cell.label}: {cell.before or '―'} → {cell.after or '―'}")


def closing(call: Call) -> Answer:
    """Return what is left before the certificate of disposal; anything in its way makes the exit status 1."""
    found = call.desk().agreement.closing()
    data = {
        **asdict(found),
        "on": plain(found.on),
        "end": plain(found.end),
        "steps": [{**asdict(step), "is_done": step.is_done} for step in found.steps],
    }
    return Answer(data, _closing_lines(call, found), DONE if found.may_certify else REFUSED)


def _closing_lines(call: Call, found: ClosingPage) -> Iterator[str]:
    rows = [("○" if step.is_done else str(len(step.left)), step.clause, step.title) for step in found.steps]
    yield from table([call.word("head_left"), call.word("head_clause"), call.word("head_step")], rows)
    for step in found.steps:
        for item in step.left if step.blocks else ():
            yield one_line(f"  {item.name}  {item.note}").rstrip()
    yield call.word("may_certify") if found.may_certify else call.word("may_not_certify")


def _print_arguments(parser: Parser) -> None:
    parser.add("register", metavar="SUBJECT", choices=tuple(REGISTERS))
    parser.add("file", metavar="OUT.pdf")
    parser.add("--where", metavar="FIELD=VALUE", action="append", default=[])
    parser.add("--search", metavar="TEXT", default="")
    parser.add("--internal", action="store_true")


def print_register(call: Call) -> Answer:
    """Write the list of a register as PDF."""
    asked = call.arguments
    path = file(asked.file, "OUT.pdf")
    if path.suffix.lower() != ".pdf":
        raise UsageProblem("cli.usage_form", path=path, forms=".pdf")
    register = REGISTERS[asked.register]
    named = [condition(register, typed) for typed in asked.where]
    desk = call.desk()
    where = conditions(desk, named)
    made = desk.registers.print(register.name, where, text(asked.search, "--search"), asked.internal)
    write(path, made.data)
    return Answer({"file": str(path), "pages": made.pages, "sha256": made.sha256}, [call.word("written", path=path)])


COMMANDS = (
    Command("readings", readings),
    Command("rule", rule, _rule_arguments),
    Command("changes", changes),
    Command("closing", closing),
    Command("print", print_register, _print_arguments),
)
