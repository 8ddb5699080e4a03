"""Write docs/clauses.md from the code: every demand of the contract, its rules and use cases, its screen, its tests.

Usage: ``python -m tests.proof.clause_table``. A test belongs to a demand when it, or a table it uses, names one of
its rules, one of the sentences of these rules, one of its use cases, or the demand itself.
"""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.contract.clause_answer import ClauseAnswer
from app.contract.clause_answers import ANSWERS
from app.contract.clause_board import ClauseDemand
from app.contract.rule_book import Rule
from app.platform.messages import codes, sentence
from app.services.contract.board import rule_name, rules_of
from app.services.contract.clause_list import clause_list

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "clauses.md"
SHOWN_TESTS = 4
HEAD = """# Where each clause is answered

Written by `python -m tests.proof.clause_table` from the code; a test fails when it is not up to date. The demands are
those of `resources/contract/saitama-r8-2-clauses.tsv`. A rule is a function of `app/contract/rules/`; a use case is an
action of the window and of `dxdesk act`; the records are what shows on the board that a demand is met.

| id | clause | kind | rules | use cases and documents | records | screen | tests |
|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class TestCase:
    """One test as it stands in its file: where, and every name and text in it."""

    __test__ = False  # it tells of tests and is none

    node: str
    names: frozenset[str]
    texts: frozenset[str]


@cache
def every_test() -> tuple[TestCase, ...]:
    """Return every test of the project, read without running it."""
    return tuple(case for path in sorted((ROOT / "tests").rglob("test_*.py")) for case in _cases_of(path))


def _cases_of(path: Path) -> Iterator[TestCase]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    tables = dict(_tables(module))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            names = frozenset(_names(node))
            texts = {text for name in names & tables.keys() for text in tables[name]}
            yield TestCase(f"{where}::{node.name}", names, frozenset(_texts(node)) | texts)


def _tables(module: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names that a module gives to values, with the texts in them."""
    for node in module.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, frozenset(_texts(node.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, frozenset(_texts(node.value))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def sentences_of(rule: Rule) -> frozenset[str]:
    """Return the codes of the sentences that a rule utters, itself or through the functions of its module."""
    module = ast.parse(inspect.getsource(inspect.getmodule(rule)))  # type: ignore[arg-type]
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    waiting, seen = [rule.__name__], set[str]()
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions:
            continue
        seen.add(name)
        waiting.extend(_names(functions[name]))
        found.update(code for text in _texts(functions[name]) for code in _codes_meant(text))
    return frozenset(found)


def _codes_meant(text: str) -> Iterator[str]:
    """Yield the codes of the catalogue that a text of a rule is, or begins where it ends with an underscore.

    A rule may put the area before the name; a name of a single word is too common to tell.
    """
    for code in codes("ja"):
        short = code.partition(".")[2]
        if text == code or ("_" in text and (text == short or (text.endswith("_") and code.startswith(text)))):
            yield code


def proofs_of(answer: ClauseAnswer) -> tuple[str, ...]:
    """Return the tests of a demand, and the modules that the table names for it."""
    rules = [booked.check for booked in rules_of(answer.id)]
    functions = {rule.__name__ for rule in rules}
    spoken = {code for rule in rules for code in sentences_of(rule)}
    names = {code.partition(".")[2] for code in spoken}
    wanted = {answer.id, *answer.actions, *spoken, *(name for name in names if "_" in name)}
    found = [case.node for case in every_test() if case.names & functions or case.texts & wanted]
    return (*answer.tests, *found)


def row(demand: ClauseDemand) -> str:
    """Return the line of a demand."""
    answer = ANSWERS[demand.id]
    found = proofs_of(answer)
    tests = [f"`{name.removeprefix('tests/')}`" for name in found[:SHOWN_TESTS]]
    rules = [f"`{rule_name(booked)}`" for booked in rules_of(demand.id)]
    ways = [f"`{name}`" for name in answer.actions] + [f"document {kind}" for kind in answer.documents]
    records = dict.fromkeys(f"`{kind.REGISTER.name}`" for kind in answer.evidence.kinds)
    later = f"**Later.** {sentence(answer.later, {}, 'message', 'en')} " if answer.later else ""
    cells = (
        demand.id,
        demand.clause,
        demand.kind,
        "<br>".join(rules) or "–",
        "<br>".join(ways) or "–",
        "<br>".join(records),
        answer.screen.value,
        later + ("<br>".join([*tests, "…"] if len(found) > SHOWN_TESTS else tests) or "–"),
    )
    return f"| {' | '.join(cells)} |"


def table() -> str:
    """Return the whole document."""
    return HEAD + "\n".join(row(demand) for demand in clause_list()) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(table(), encoding="utf-8")
