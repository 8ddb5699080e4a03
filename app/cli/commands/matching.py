"""Commands about whom to send where: the candidates for a case, and how evenly the dispatches are spread."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.cli.arguments import day
from app.cli.call import Answer, Call
from app.cli.commands.command import Command
from app.cli.machine_values import plain
from app.cli.options import Parser
from app.cli.record_names import record_id
from app.cli.text_table import joined, one_line, table

if TYPE_CHECKING:
    from app.services.matching.views import Candidate, CandidateList, ChoicePlan, FairnessPage


def _match_arguments(parser: Parser) -> None:
    parser.add("case", metavar="CASE")
    parser.add("--on-day", metavar="DATE", dest="on_day")


def match(call: Call) -> Answer:
    """Return the candidates for a case in order, with their reasons."""
    asked = call.arguments
    desk = call.desk()
    on = day(asked.on_day, "--on-day") if asked.on_day is not None else None
    found = desk.matching.candidates(record_id(desk, "cases", asked.case), on)
    return Answer([_candidate(each) for each in found.candidates], _match_lines(call, found))


def _candidate(each: "Candidate") -> dict[str, Any]:
    return {
        "expert": each.name,
        "id": each.expert_id,
        "score": each.score,
        "load": each.load,
        "terms": {term.name: {"points": term.points, "most": term.most, "reason": term.words} for term in each.terms},
        "cautions": list(each.cautions),
        "excluded": each.excluded or None,
    }


def _match_lines(call: Call, found: "CandidateList") -> Iterator[str]:
    yield one_line(f"{found.number}  {found.municipality}  {'・'.join(found.fields)}")
    heads = [call.word(f"head_{name}") for name in ("expert", "score", "load")]
    heads += [term.label for term in found.suited[0].terms] if found.suited else []
    rows = [
        [each.name, f"{each.score:.1f}", str(each.load), *(f"{term.points:.1f}/{term.most}" for term in each.terms)]
        for each in found.suited
    ]
    yield from table(heads, rows)
    for each in found.candidates:
        yield from (one_line(f"{each.name}: {caution}") for caution in each.cautions)
    for each in found.candidates:
        if each.excluded:
            yield one_line(f"{each.name}: {each.excluded}")


def _fairness_arguments(parser: Parser) -> None:
    parser.add("--plan", action="store_true")
    parser.add("--take", action="store_true", dest="take_choices")


def fairness(call: Call) -> Answer:
    """Return how evenly the dispatches are spread with the proof; with ``--plan`` also the best choice for open cases.

    ``--take`` writes the choices of the cases that are being matched.
    """
    desk, asked = call.desk(), call.arguments
    page = desk.matching.fairness()
    data, lines = _fairness_values(page), list(_fairness_lines(call, page))
    if asked.plan or asked.take_choices:
        plan = desk.matching.plan()
        data["plan"] = _plan_values(plan)
        lines += _plan_lines(call, plan)
        if asked.take_choices:
            taken = desk.matching.take(plan)
            data["taken"] = list(taken.changed)
            lines += [taken.summary, *(joined(each.message, each.remedy) for each in taken.warnings)]
    return Answer(data, lines)


def _fairness_values(page: "FairnessPage") -> dict[str, Any]:
    return {
        "on": plain(page.on),
        "largest_load": page.largest,
        "smallest_attainable": page.smallest_attainable,
        "binding_fields": list(page.binding_fields),
        "binding_experts": page.binding_experts,
        "forced": page.forced,
        "moved": page.moved,
        "sentence": page.sentence,
        "proof": page.proof,
        "loads": [
            {
                "expert": line.name,
                "id": line.expert_id,
                "load": line.load,
                "held": line.held,
                "planned": line.planned,
                "fairest": line.fairest,
                "accompaniments": line.accompaniments,
                "consultations": line.consultations,
            }
            for line in page.lines
        ],
    }


def _fairness_lines(call: Call, page: "FairnessPage") -> Iterator[str]:
    yield one_line(page.sentence)
    if page.proof:
        yield one_line(page.proof)
    heads = [call.word(f"head_{name}") for name in ("expert", "held", "planned", "load", "fairest")]
    rows = [[each.name, *map(str, (each.held, each.planned, each.load, each.fairest))] for each in page.lines]
    yield from table(heads, rows)


def _plan_values(plan: "ChoicePlan") -> dict[str, Any]:
    return {
        "largest_load": plan.largest,
        "sentence": plan.sentence,
        "choices": [
            {
                "case": each.number,
                "id": each.case_id,
                "municipality": each.municipality,
                "expert": each.expert or None,
                "expert_id": each.expert_id or None,
                "score": each.score,
                "load_after": each.load_after,
                "may_take": each.may_take,
                "why_not": each.why_not or None,
            }
            for each in plan.choices
        ],
    }


def _plan_lines(call: Call, plan: "ChoicePlan") -> Iterator[str]:
    yield ""
    yield one_line(plan.sentence)
    heads = [call.word(f"head_{name}") for name in ("id", "municipality", "expert", "score", "load", "state")]
    rows = [
        [
            each.number,
            each.municipality,
            each.expert or "―",
            "" if each.score is None else f"{each.score:.1f}",
            str(each.load_after) if each.expert_id else "",
            each.why_not or each.status,
        ]
        for each in plan.choices
    ]
    yield from table(heads, rows)


COMMANDS = (
    Command("match", match, _match_arguments),
    Command("fairness", fairness, _fairness_arguments),
)
