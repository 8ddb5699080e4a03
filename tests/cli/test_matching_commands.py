"""The candidates for a case and the even spread of the dispatches, for people and for machines."""

from typing import Any

import pytest

from tests.cli.lines import Line

TERMS = {"fields", "words", "record", "travel", "days", "balance"}


def waiting(year: Line) -> str:
    """Return the number of a case of the year that nobody was chosen for."""
    found = year.done("fairness", "--plan")["plan"]["choices"]
    assert found
    return str(found[0]["case"])


def test_candidates_come_in_order_with_their_terms_and_the_excluded_last(year: Line) -> None:
    found: list[dict[str, Any]] = year.done("match", waiting(year))
    assert all({"expert", "score", "terms", "excluded"} <= set(each) for each in found)
    suited = [each for each in found if each["excluded"] is None]
    assert suited
    assert found[: len(suited)] == suited
    assert [each["score"] for each in suited] == sorted((each["score"] for each in suited), reverse=True)
    assert all(set(each["terms"]) == TERMS for each in suited)
    assert all(each["score"] is None and not each["terms"] for each in found[len(suited) :])


def test_people_read_the_candidates_as_a_table(year: Line) -> None:
    number = waiting(year)
    told = year("match", number).out
    assert number in told
    assert "公平" in told
    assert "データベースに掲載されていません" in told


def test_a_day_may_be_given_in_any_way_of_writing(year: Line) -> None:
    number = waiting(year)
    assert year.done("match", number, "--on-day", "令和9年2月3日") == year.done(
        "match", number, "--on-day", "2027-02-03"
    )


@pytest.mark.parametrize("arguments", [("match", "ない"), ("match", "")])
def test_a_case_that_is_none_is_refused(year: Line, arguments: tuple[str, ...]) -> None:
    assert year(*arguments).status == 1


def test_a_day_that_is_none_is_wrong_usage(year: Line) -> None:
    assert year("match", waiting(year), "--on-day", "いつか").status == 2


def test_fairness_tells_what_others_rely_on(year: Line) -> None:
    found = year.done("fairness")
    assert {"largest_load", "smallest_attainable", "binding_fields", "sentence", "loads"} <= set(found)
    assert found["largest_load"] == max(each["load"] for each in found["loads"])
    assert found["smallest_attainable"] == max(each["fairest"] for each in found["loads"])
    assert found["smallest_attainable"] <= found["largest_load"]
    assert -(-found["forced"] // found["binding_experts"]) == found["smallest_attainable"]
    assert "plan" not in found


def test_people_read_the_loads_and_the_plan(year: Line) -> None:
    told = year("fairness", "--plan").out
    assert "最も公平な配分" in told
    assert waiting(year) in told


def test_taking_a_plan_of_cases_that_wait_is_refused_and_changes_nothing(year: Line) -> None:
    before = year.done("fairness", "--plan")
    assert not any(each["may_take"] for each in before["plan"]["choices"])
    assert year("fairness", "--take").status == 1
    assert year.done("fairness", "--plan") == before
