"""Days still to come, as cases an official could read: nothing is handed in, agreed or sent tomorrow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.rules import rule_book
from app.contract.rules.days_ahead import PAST
from app.domain.proposal import MotivationProposal
from app.domain.record import Record
from tests.factories import TODAY, WARABI, make_case, make_decision, make_session, make_submission, orderly
from tests.factories_office import make_kickoff, make_plan
from tests.factories_support import (
    answered,
    check_words,
    make_accompaniment,
    make_answer,
    make_sharing,
    make_study,
    named_facts,
)

TOMORROW = TODAY + timedelta(days=1)
MADE: dict[str, Record] = {
    record.REGISTER.name: record
    for record in (
        make_decision(),
        make_submission(),
        make_plan(),
        make_kickoff(),
        make_accompaniment(),
        make_answer(),
        make_case(),
        MotivationProposal(id="proposal-1", municipality_code=WARABI),
        make_study(),
        make_sharing(),
    )
}
FIELDS = [(past.kind.REGISTER.name, name, past.rule) for past in PAST for name in past.fields]


def ahead(record: Record) -> list[tuple[str, str]]:
    facts = named_facts(record)
    found = [each for each in rule_book().findings(facts) if each.code == "contract.day_ahead"]
    check_words(facts, found)
    return [(each.field_name, each.rule) for each in found]


@pytest.mark.parametrize(("register", "field", "rule"), FIELDS)
def test_a_day_may_be_today_and_not_tomorrow(register: str, field: str, rule: str) -> None:
    record = MADE[register]
    assert ahead(replace(record, **{field: TODAY})) == []
    assert (field, rule) in ahead(replace(record, **{field: TOMORROW}))


def states(deliverable: int, *records: Record, today: date) -> list[tuple[DeadlineState, date | None]]:
    facts = named_facts(*records, today=today)
    return [(each.state, each.submitted_on) for each in deadlines(facts) if each.deliverable == deliverable]


def test_a_plan_that_is_to_be_handed_in_tomorrow_is_overdue_today() -> None:
    submission = make_submission(submitted_on=date(2026, 5, 20))
    assert states(1, submission, today=date(2026, 5, 19)) == [(DeadlineState.OVERDUE, None)]
    assert states(1, submission, today=date(2026, 5, 20)) == [(DeadlineState.DONE_LATE, date(2026, 5, 20))]
    version = make_plan(submitted_on=date(2026, 5, 20))
    assert states(1, version, today=date(2026, 5, 19)) == [(DeadlineState.OVERDUE, None)]


def test_a_report_that_is_to_be_handed_in_tomorrow_is_overdue_today() -> None:
    session = make_session(reported_on=date(2026, 10, 2))
    assert states(5, *orderly(session), today=date(2026, 10, 1)) == [(DeadlineState.OVERDUE, None)]
    answer = make_answer(reported_on=date(2026, 10, 2))
    assert states(4, *answered(answer), today=date(2026, 10, 1)) == [(DeadlineState.OVERDUE, None)]
    assert states(4, *answered(answer), today=date(2026, 10, 2)) == [(DeadlineState.DONE_LATE, date(2026, 10, 2))]


def test_the_clock_of_a_report_does_not_run_before_the_session() -> None:
    session = make_session(held_on=date(2026, 9, 18))
    assert states(5, *orderly(session), today=date(2026, 9, 17)) == []
    assert states(5, *orderly(session), today=date(2026, 9, 18)) == [(DeadlineState.DUE, None)]
