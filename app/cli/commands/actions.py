"""Commands that do use cases, as the window would."""

from collections.abc import Iterator
from typing import Any

from app.cli.arguments import file, pair
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.desk_port import Desk
from app.cli.files import read_text
from app.cli.machine_values import finding_values
from app.cli.options import Parser
from app.cli.passphrase import ask_secret
from app.cli.problems import REFUSED, UsageProblem
from app.cli.record_names import record_anywhere, record_id
from app.cli.text_table import joined, one_line
from app.domain.errors import AppError
from app.domain.record import Field, Kind
from app.services.judging.wording import RefusedInWords
from app.services.views import ActionInfo, FindingText, Offer

LONGEST_TEXT = 100_000


def _act_arguments(parser: Parser) -> None:
    parser.add("action", metavar="ACTION")
    parser.add("--on", metavar="ID")
    parser.add("--set", metavar="FIELD=VALUE", action="append", default=[], dest="entries")


def act(call: Call) -> Answer:
    """Do one use case: all of it or nothing."""
    entries = [pair(text, "--set") for text in call.arguments.entries]
    desk = call.desk()
    action = _action(desk, call.arguments.action)
    _refuse_shown_secrets(action, entries)
    on = record_id(desk, action.register, call.arguments.on) if call.arguments.on is not None else None
    kept: list[str] = []
    try:
        done = desk.run(action.name, on, {**_values(desk, action, entries, kept), **_secrets(call, action)})
    except AppError as error:
        for _ in kept:
            desk.undo()
        if isinstance(error, RefusedInWords):
            return _refused(error)
        raise
    data = {
        "changed": list(done.changed),
        "refused": [],
        "summary": done.summary,
        "warnings": [finding_values(finding) for finding in done.warnings],
    }
    return Answer(data, [done.summary, *(line for item in done.warnings for line in _finding_lines(item))])


def _refuse_shown_secrets(action: ActionInfo, entries: list[tuple[str, str]]) -> None:
    """Refuse a secret on the command line: everybody on the machine could read it there."""
    labels = {field.label: field.name for field in action.fields}
    for name, _ in entries:
        if labels.get(name, name) in action.unseen:
            raise UsageProblem("cli.usage_secret", name=name)


def _secrets(call: Call, action: ActionInfo) -> dict[str, object]:
    wanted = (field for field in action.fields if field.name in action.unseen)
    return {field.name: ask_secret(field.label, call.language) for field in wanted}


def _refused(error: RefusedInWords) -> Answer:
    data = {"changed": [], "refused": [finding_values(finding) for finding in error.findings]}
    return Answer(data, (line for item in error.findings for line in _finding_lines(item)), REFUSED)


def _finding_lines(finding: FindingText) -> Iterator[str]:
    yield f"[{finding.clause}] {one_line(finding.subject)}"
    yield f"    {joined(finding.message, finding.remedy)}"


def _action(desk: Desk, name: str) -> ActionInfo:
    for action in desk.actions():
        if name == action.name:
            return action
    raise AppError("services.no_such_action", action=name)


def _values(desk: Desk, action: ActionInfo, entries: list[tuple[str, str]], kept: list[str]) -> dict[str, object]:
    """Return the entries; ``@file`` stands for a file's text, or for the file itself where a file is wanted."""
    fields: dict[str, Field] = {}
    for field in action.fields:
        fields[field.name] = fields[field.label] = field
    values: dict[str, object] = {}
    for name, text in entries:
        wanted = fields.get(name)
        key = wanted.name if wanted is not None else name
        if key in values:
            raise AppError("cli.set_twice", field=name)
        values[key] = text
        if text.startswith("@") and wanted is not None:
            values[key] = _from_file(desk, wanted, text[1:], kept)
    return values


def _from_file(desk: Desk, field: Field, name: str, kept: list[str]) -> object:
    path = file(name, field.name)
    if field.kind is not Kind.FILE:
        return read_text(path, LONGEST_TEXT)
    kept.append(desk.attach(path))
    return kept[-1]


def _actions_arguments(parser: Parser) -> None:
    parser.add("--on", metavar="ID")


def actions(call: Call) -> Answer:
    """Return the use cases there are, or those on a record with whether they are allowed now and why not."""
    desk = call.desk()
    if call.arguments.on is not None:
        found = [_offer_values(offer) for offer in desk.offers(*record_anywhere(desk, call.arguments.on))]
    else:
        found = list(_every_action(desk))
    return Answer(found, (line for item in found for line in _action_lines(call, item)))


def _every_action(desk: Desk) -> Iterator[dict[str, Any]]:
    """Yield every action; one that needs a record is neither allowed nor refused until the record is named."""
    every = desk.actions()
    free = {
        offer.action.name: offer
        for register in dict.fromkeys(action.register for action in every)
        for offer in desk.offers(register)
    }
    for action in every:
        offer = free.get(action.name)
        yield _offer_values(offer) if offer else {**_action_values(action), "allowed": None, "why_not": []}


def _offer_values(offer: Offer) -> dict[str, Any]:
    return {
        **_action_values(offer.action),
        "allowed": offer.allowed,
        "why_not": [finding_values(finding) for finding in offer.refusals],
    }


def _action_values(action: ActionInfo) -> dict[str, Any]:
    fields = [
        {"name": field.name, "label": field.label, "kind": field.kind.name.lower(), "required": field.required}
        for field in action.fields
    ]
    return {"action": action.name, "label": action.label, "register": action.register, "fields": fields}


def _action_lines(call: Call, item: dict[str, Any]) -> Iterator[str]:
    mark = {True: "○", False: "×", None: "・"}[item["allowed"]]
    names = " ".join(f"{field['name']}{'*' if field['required'] else ''}" for field in item["fields"])
    yield one_line(f"{mark} {item['action']}  {item['label']}")
    if names:
        yield f"    {names}"
    for finding in item["why_not"]:
        yield f"    {call.word('why_not')} {joined(finding['message'], finding['remedy'])}"


COMMANDS = (
    Command("act", act, _act_arguments),
    Command("actions", actions, _actions_arguments),
)
