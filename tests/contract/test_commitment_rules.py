"""Rules on commitments and questions as cases an official could read."""

from datetime import date

import pytest

from app.contract.clause_names import clauses_named
from app.contract.findings import Severity
from app.contract.rules.commitments import PROPOSAL_CLAUSES
from app.domain.meeting import QuestionState
from tests.factories import make_facts
from tests.factories_office import findings, found, make_commitment, make_question

# 11(2)


@pytest.mark.parametrize(
    ("today", "done_on", "is_overdue"),
    [
        (date(2026, 9, 30), None, False),
        (date(2026, 10, 1), None, True),
        (date(2026, 10, 1), date(2026, 10, 1), False),
        (date(2026, 10, 1), date(2026, 10, 2), True),
    ],
)
def test_a_commitment_is_overdue_the_day_after_it_was_due(today: date, done_on: date | None, is_overdue: bool) -> None:
    facts = make_facts(make_commitment(done_on=done_on), today=today)
    assert ("overdue" in found(facts, "commitments", Severity.OVERDUE)) == is_overdue


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"evidence": "　"}, True),
        ({"evidence": "配布記録"}, False),
        ({"evidence_id": "attachment-1"}, False),
        ({"done_on": None}, False),
    ],
)
def test_a_commitment_that_was_kept_wants_evidence(changes: dict[str, object], is_found: bool) -> None:
    kept = make_commitment(**{"done_on": date(2026, 9, 1), **changes})
    assert ("no_evidence" in found(make_facts(kept), "commitments", Severity.WARNING)) == is_found


def unentered(*clauses: str) -> list[str]:
    """Return the rule ids of the proposal clauses for which these commitments leave no entry."""
    records = [make_commitment(id=f"commitment-{at}", clause=clause) for at, clause in enumerate(clauses)]
    notices = [each for each in findings(make_facts(*records), "commitments") if each.severity == Severity.NOTICE]
    return [each.rule for each in notices if each.code == "commitments.none_for_clause"]


def test_each_clause_that_asks_for_a_proposal_wants_a_commitment() -> None:
    assert sorted(unentered()) == sorted(PROPOSAL_CLAUSES)
    assert unentered(*PROPOSAL_CLAUSES.values()) == []
    assert "6.6.k" in unentered("6(6)コ")
    assert "6.6.j" not in unentered("6(6)コ")


@pytest.mark.parametrize("written", ["6(6)コ", "６（６）コ", "6 (6) ｺ", "仕様書6(6)コ", "6(6)コ・サ", "6(5)キ、6(6)コ"])
def test_a_clause_is_found_however_it_is_written(written: str) -> None:
    assert "6.6.j" not in unentered(written)


@pytest.mark.parametrize("written", ["6(6)", "6(6)サ", "6(5)コ", "コ", ""])
def test_another_clause_does_not_count(written: str) -> None:
    assert "6.6.j" in unentered(written)


def test_several_clauses_in_one_entry_are_read_one_by_one() -> None:
    assert clauses_named("仕様書６（６）コ・サ") == {"6(6)コ", "6(6)サ"}
    assert clauses_named("6(1)イ(ア)") == {"6(1)イ(ア)"}
    assert "6(10)" in clauses_named("6（10）")
    assert "表2" in clauses_named("8 表２")


# 11(1)


def test_each_passage_of_the_contract_file_wants_its_question() -> None:
    facts = make_facts()
    assert found(facts, "commitments").count("question_not_entered") == len(facts.terms.questions)
    every = [make_question(id=f"question-{at}", clause=each.clause) for at, each in enumerate(facts.terms.questions)]
    assert "question_not_entered" not in found(make_facts(*every), "commitments")
    assert found(make_facts(*every[1:]), "commitments").count("question_not_entered") == 1


def test_a_question_is_found_by_its_clause_however_it_is_written() -> None:
    clauses = {each.clause for each in findings(make_facts(make_question(clause="６（２）ウ")), "commitments")}
    assert "6(2)ウ" not in clauses


@pytest.mark.parametrize(
    ("today", "changes", "is_found"),
    [
        (date(2026, 9, 15), {}, False),
        (date(2026, 9, 16), {}, True),
        (date(2026, 9, 16), {"state": QuestionState.ANSWERED}, False),
        (date(2026, 9, 16), {"state": QuestionState.OPEN, "asked_on": None}, False),
    ],
)
def test_a_question_without_answer_is_noted_after_14_days(
    today: date, changes: dict[str, object], is_found: bool
) -> None:
    facts = make_facts(make_question(**changes), today=today)
    assert ("question_unanswered" in found(facts, "commitments", Severity.NOTICE)) == is_found
