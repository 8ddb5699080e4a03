"""Entries that cannot be taken and records that are not there are refused at once, and nothing is written."""

import pytest

from app.domain.errors import InvalidEntry
from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from tests.desk_fixtures import Ready
from tests.desks import (
    add_case,
    log_size,
    plan,
    refused,
)


def planning(**changes: object) -> dict[str, object]:
    return {"held_on": "9月18日", "starts_at": "9:00", "ends_at": "12:00", "place": "市役所", **changes}


def test_every_problem_of_a_form_is_told_at_once(desk: Desk) -> None:
    error = refused(
        desk,
        "case.add",
        None,
        {"municipality_code": "さきたま市", "applied_on": "9月31日", "content": "　", "fields": "占い"},
    )
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == ["municipality_code", "applied_on", "fields", "content"]


def test_an_entry_for_a_field_that_the_form_does_not_have_is_refused_not_dropped(desk: Desk) -> None:
    case = add_case(desk)
    error = refused(desk, "case.edit", case, {"status": "終了"})
    assert error.code == "services.no_such_field"


@pytest.mark.parametrize(
    ("action", "on", "code"),
    [
        ("case.fly", None, "services.no_such_action"),
        ("case.close", None, "services.action_needs_record"),
        ("case.close", "", "services.action_needs_record"),
        ("case.close", "no-such-record", "store.record_missing"),
    ],
)
def test_an_unknown_action_or_record_is_refused_with_a_sentence(
    desk: Desk, action: str, on: str | None, code: str
) -> None:
    assert refused(desk, action, on, {}).code == code


def test_an_action_on_a_record_of_another_register_is_refused(desk: Desk) -> None:
    assert refused(desk, "session.hold", add_case(desk), {}).code == "store.record_missing"


def test_a_refusal_names_the_clause_where_it_stands_and_every_reason(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    entries = planning(held_on="令和9年3月22日", mode="オンライン", starts_at="9:00", ends_at="20:00")
    error = refused(desk, "session.plan", case, entries)
    assert isinstance(error, RefusedInWords)
    assert [finding.clause for finding in error.findings] == ["3", "6(6)ウ", "6(6)イ"]
    assert error.where == "3"


def test_the_reason_of_a_step_back_is_asked_for(desk: Desk) -> None:
    case = add_case(desk)
    error = refused(desk, "case.withdraw", case, {})
    assert isinstance(error, InvalidEntry)
    assert [problem.field for problem in error.problems] == ["status_reason"]


def test_a_refused_plan_uses_up_no_number(ready: Ready) -> None:
    desk, case = ready.desk, ready.case
    refused(desk, "session.plan", case, planning(held_on="令和9年3月22日"))
    assert desk.shown("sessions", plan(desk, case))[0].text.endswith("-0001")


def test_saving_what_is_already_there_writes_nothing(desk: Desk) -> None:
    case = add_case(desk)
    before = log_size(desk)
    outcome = desk.run("case.edit", case, {"content": "窓口の業務を見直したい。"})
    assert log_size(desk) == before
    assert outcome.changed == ()
