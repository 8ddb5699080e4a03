"""All rules over a contract that grows: the steps they take grow no faster than its records."""

import sys
from types import FrameType
from typing import Any

from app.contract.clause_board import standings
from app.contract.facts import ContractFacts
from app.contract.outlook import outlooks
from app.contract.rules import rule_book
from app.services.contract.clause_list import clause_list
from tests.larger_year import year_facts


def steps(facts: ContractFacts) -> int:
    """Count the lines that all rules, the board of clauses and the forecast execute over the facts."""
    count = 0

    def visit(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return visit

    before = sys.gettrace()
    sys.settrace(visit)
    try:
        standings(clause_list(), facts, rule_book().findings(facts))
        outlooks(facts)
    finally:
        sys.settrace(before)
    return count


def test_the_steps_of_all_rules_grow_no_faster_than_the_records() -> None:
    two, eight = year_facts(2), year_facts(8)
    steps(year_facts())  # what is read once for all is not counted
    assert steps(eight) < 4.4 * steps(two)
