"""Rules on experts as cases an official could read."""

from datetime import date

import pytest

from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.contract.rules import rule_book
from app.domain.record import Member
from tests.factories import make_expert, make_facts


def codes(facts: ContractFacts, severity: Severity = Severity.VIOLATION) -> list[str]:
    """Return the codes of the findings of one severity."""
    found = rule_book().findings(facts)
    return [finding.code.removeprefix("contract.") for finding in found if finding.severity == severity]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"explained_on": None}, "expert_not_explained"),
        ({"consented_on": None}, "expert_no_consent"),
        ({"explained_on": date(2026, 5, 14)}, "consent_before_explanation"),
        ({"expertise": " \n"}, "expert_no_expertise"),
        ({"fields": ()}, "expert_no_fields"),
        ({"on_site": False}, "expert_not_on_site"),
    ],
)
def test_a_listed_expert_who_lacks_a_condition_is_a_violation(change: dict[str, object], code: str) -> None:
    assert code in codes(make_facts(make_expert(**change)))
    assert code not in codes(make_facts(make_expert(is_listed=False, **change)))
    assert code not in codes(make_facts(make_expert()))


def test_explanation_and_consent_may_fall_on_one_day() -> None:
    same_day = make_expert(explained_on=date(2026, 5, 13))
    assert "consent_before_explanation" not in codes(make_facts(same_day))


def test_nine_listed_experts_are_too_few_and_ten_are_enough() -> None:
    ten = [make_expert(id=f"expert-{number}") for number in range(10)]
    assert "too_few_experts" in codes(make_facts(*ten[:9]))
    assert "too_few_experts" not in codes(make_facts(*ten))


def test_an_unlisted_expert_does_not_count_towards_the_ten() -> None:
    ten = [make_expert(id=f"expert-{number}", is_listed=number > 0) for number in range(10)]
    assert "too_few_experts" in codes(make_facts(*ten))


def test_every_field_of_table_1_needs_a_listed_expert() -> None:
    facts = make_facts()
    every = tuple(Member(field.code) for field in facts.terms.support_fields)
    assert codes(make_facts(make_expert())).count("field_not_covered") == 14
    assert codes(make_facts(make_expert(fields=every))).count("field_not_covered") == 0
    assert codes(make_facts(make_expert(fields=every[1:]))).count("field_not_covered") == 1
    assert codes(make_facts(make_expert(fields=every, is_listed=False))).count("field_not_covered") == 15


@pytest.mark.parametrize(
    ("today", "severity"),
    [(date(2026, 5, 25), Severity.WARNING), (date(2026, 5, 26), Severity.VIOLATION)],
)
def test_a_lack_of_experts_is_a_warning_until_the_database_is_due(today: date, severity: Severity) -> None:
    assert "too_few_experts" in codes(make_facts(today=today), severity)


def test_a_secured_expert_outside_the_database_is_noted() -> None:
    assert "expert_not_listed" in codes(make_facts(make_expert(is_listed=False)), Severity.NOTICE)
    assert "expert_not_listed" not in codes(make_facts(make_expert()), Severity.NOTICE)
