"""Due dates of the contract, from the specification's words."""

from datetime import date

import pytest

from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.contract.rules import rule_book
from app.domain.session import SessionStatus
from tests.factories import make_amendment, make_facts, make_session, make_submission
from tests.factories_office import make_kickoff


def of(facts: ContractFacts, deliverable: int) -> list[Deadline]:
    """Return the deadlines of one deliverable."""
    return [item for item in deadlines(facts) if item.deliverable == deliverable]


@pytest.mark.parametrize(("deliverable", "due_on"), [(1, (5, 18)), (2, (5, 18)), (3, (5, 25))])
def test_plan_chart_and_database_are_due_one_and_two_weeks_after_signing(
    deliverable: int, due_on: tuple[int, int]
) -> None:
    (found,) = of(make_facts(), deliverable)
    assert found.due.stated_on == date(2026, *due_on)


@pytest.mark.parametrize(
    ("held_on", "today", "state"),
    [
        (None, date(2026, 5, 25), DeadlineState.DUE),
        (None, date(2026, 5, 26), DeadlineState.OVERDUE),
        (date(2026, 5, 25), date(2026, 5, 24), DeadlineState.DUE),
        (date(2026, 5, 25), date(2026, 5, 26), DeadlineState.DONE),
        (date(2026, 5, 26), date(2026, 5, 26), DeadlineState.DONE_LATE),
    ],
)
def test_the_kickoff_is_due_two_weeks_after_signing(held_on: date | None, today: date, state: DeadlineState) -> None:
    held = [make_kickoff(held_on=held_on)] if held_on else []
    (found,) = (each for each in deadlines(make_facts(*held, today=today)) if each.clause == "5(2)")
    assert (found.due.stated_on, found.state) == (date(2026, 5, 25), state)


def test_a_kickoff_that_is_late_is_found_once() -> None:
    found = [each for each in rule_book().findings(make_facts()) if each.clause == "5(2)"]
    assert [each.code for each in found] == ["plans.kickoff_not_held"]


@pytest.mark.parametrize(
    ("held_on", "due_on"),
    [
        (date(2026, 9, 18), date(2026, 9, 30)),
        (date(2026, 12, 25), date(2027, 1, 7)),
        (date(2026, 6, 1), date(2026, 6, 8)),
    ],
)
def test_a_session_report_is_due_on_the_fifth_open_day(held_on: date, due_on: date) -> None:
    (found,) = of(make_facts(make_session(held_on=held_on), today=held_on), 5)
    assert found.due.stated_on == found.due.safe_on == found.due.latest_on == due_on


def test_a_planned_or_cancelled_session_owes_no_report() -> None:
    for status in (SessionStatus.PLANNED, SessionStatus.CANCELLED):
        assert of(make_facts(make_session(status=status)), 5) == []


@pytest.mark.parametrize(
    ("today", "reported_on", "state"),
    [
        (date(2026, 9, 30), None, DeadlineState.DUE),
        (date(2026, 10, 1), None, DeadlineState.OVERDUE),
        (date(2026, 10, 1), date(2026, 9, 30), DeadlineState.DONE),
        (date(2026, 10, 1), date(2026, 10, 1), DeadlineState.DONE_LATE),
    ],
)
def test_a_report_is_in_time_on_the_due_day_and_late_on_the_next(
    today: date, reported_on: date | None, state: DeadlineState
) -> None:
    (found,) = of(make_facts(make_session(reported_on=reported_on), today=today), 5)
    assert found.state == state


def test_every_month_owes_a_report_and_march_is_due_with_the_contract() -> None:
    due_days = [item.due.stated_on for item in of(make_facts(), 6)]
    assert due_days[0] == date(2026, 6, 10)
    assert due_days[-1] == date(2027, 3, 31)
    assert due_days[-2] == date(2027, 3, 10)
    assert len(due_days) == 11


def test_the_tenth_on_a_closed_day_has_a_safe_and_a_latest_date() -> None:
    by_day = {item.due.stated_on: item.due for item in of(make_facts(), 6)}
    october = by_day[date(2026, 10, 10)]
    assert (october.safe_on, october.latest_on) == (date(2026, 10, 9), date(2026, 10, 13))
    january = by_day[date(2027, 1, 10)]
    assert (january.safe_on, january.latest_on) == (date(2027, 1, 8), date(2027, 1, 12))


def test_the_survey_report_is_provisional_one_month_after_the_hearing_period() -> None:
    (found,) = of(make_facts(), 7)
    assert (found.due.stated_on, found.state) == (date(2026, 9, 30), DeadlineState.PROVISIONAL)


@pytest.mark.parametrize("deliverable", [8, 9, 10])
def test_the_last_deliverables_are_due_on_the_last_day_of_the_contract(deliverable: int) -> None:
    (found,) = of(make_facts(), deliverable)
    assert found.due.stated_on == date(2027, 3, 31)


def test_an_instruction_moves_a_due_date_and_the_old_one_stays_answerable() -> None:
    moved = make_amendment(term="completion.deadline", value="2027-03-26", holds_from=date(2026, 9, 30))
    before = make_facts(amendments=(moved,), today=date(2026, 9, 29))
    after = make_facts(amendments=(moved,), today=date(2026, 9, 30))
    assert of(before, 10)[0].due.stated_on == date(2027, 3, 31)
    assert of(after, 10)[0].due.stated_on == date(2027, 3, 26)


def test_the_first_submission_counts_and_its_day_is_kept() -> None:
    again = make_submission(id="submission-2", submitted_on=date(2026, 5, 20))
    (found,) = of(make_facts(make_submission(), again), 1)
    assert (found.state, found.submitted_on) == (DeadlineState.DONE, date(2026, 5, 15))


def test_a_plan_handed_in_on_the_eighth_day_is_late() -> None:
    (found,) = of(make_facts(make_submission(submitted_on=date(2026, 5, 19))), 1)
    assert found.state == DeadlineState.DONE_LATE


# Which month a monthly report is of


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("月例業務報告書（2026年5月分）", date(2026, 5, 1)),
        ("月例業務報告書 令和８年５月分", date(2026, 5, 1)),
        ("5月分月報", date(2026, 5, 1)),
        ("1月分", date(2027, 1, 1)),
        ("令和8年度1月分", date(2027, 1, 1)),
        ("令和9年3月分", date(2027, 3, 1)),
        ("令和9年4月分", None),
        ("2026年4月分", None),
        ("13月分", None),
        ("月例業務報告書", None),
        ("9999999年5月分", None),
    ],
)
def test_a_monthly_report_settles_the_month_that_its_title_names(title: str, month: date | None) -> None:
    submission = make_submission(deliverable=6, title=title, submitted_on=date(2027, 3, 31))
    facts = make_facts(submission, today=date(2027, 3, 31))
    handed_in = [each.title for each in of(facts, 6) if each.submitted_on is not None]
    assert handed_in == ([f"月例業務報告書（{month.year}年{month.month}月分）"] if month else [])
    codes = {each.code for each in rule_book().findings(facts)}
    assert ("contract.report_of_no_month" in codes) == (month is None)
