"""Every clause of the contract is answered by something that exists, and docs/clauses.md says so."""

import pytest

from app.contract.clause_answer import Screen
from app.contract.clause_answers import ANSWERS
from app.contract.clause_board import ClauseDemand
from app.domain.registers import REGISTERS
from app.platform.messages import codes
from app.services.actions.book import ACTIONS
from app.services.contract.board import rules_of
from app.services.contract.clause_list import clause_list
from app.services.judging.judging import BOOK
from app.services.papers.service import KINDS
from tests.proof.clause_table import DOCUMENT, ROOT, every_test, proofs_of, table

BY_RULE = ("term", "rule", "deadline")
TABS = ROOT / "app" / "desktop" / "tabs"
DEMANDS = pytest.mark.parametrize("demand", clause_list(), ids=lambda demand: demand.id)


@DEMANDS
def test_a_demand_is_answered_or_marked_as_later(demand: ClauseDemand) -> None:
    answer = ANSWERS[demand.id]
    assert answer.later or rules_of(demand.id) or answer.actions or answer.documents or answer.tests


@DEMANDS
def test_a_term_rule_or_deadline_has_a_rule_under_its_id(demand: ClauseDemand) -> None:
    assert demand.kind not in BY_RULE or rules_of(demand.id) or ANSWERS[demand.id].later


@DEMANDS
def test_a_demand_that_is_answered_has_a_test(demand: ClauseDemand) -> None:
    answer = ANSWERS[demand.id]
    assert answer.later or proofs_of(answer)


def test_no_answer_stands_for_a_demand_that_the_contract_does_not_make() -> None:
    ids = {demand.id for demand in clause_list()}
    assert set(ANSWERS) == ids
    assert {demand_id for booked in BOOK.rules for demand_id in booked.ids} <= ids


def test_every_use_case_document_and_register_of_an_answer_exists() -> None:
    kinds = {kind.kind for kind in KINDS}
    for answer in ANSWERS.values():
        assert set(answer.actions) <= set(ACTIONS), answer.id
        assert set(answer.documents) <= kinds, answer.id
        assert {kind.REGISTER.name for kind in answer.evidence.kinds} <= set(REGISTERS), answer.id


def test_every_test_module_that_an_answer_names_has_tests() -> None:
    modules = {case.node.partition("::")[0] for case in every_test()}
    for answer in ANSWERS.values():
        assert set(answer.tests) <= modules, answer.id


def test_every_reason_for_later_is_told_in_both_languages() -> None:
    reasons = {answer.later for answer in ANSWERS.values() if answer.later}
    assert reasons <= codes("ja") & codes("en")


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_of_an_answer_is_a_tab_of_the_window(screen: Screen) -> None:
    assert (TABS / screen.value / "tab.py").is_file()


def test_the_document_is_what_the_code_says() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == table()
