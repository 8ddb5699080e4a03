"""The months of the contract: which there are, which one is meant, what counts in one (Table 2, row 6; 3)."""

from datetime import date

import pytest

from app.services.reports.period import begun_months, ended_months, month_meant, month_named, period_of
from tests.desks import refusal
from tests.factories import make_facts, make_submission

JUNE, SEPTEMBER, MARCH = date(2026, 6, 1), date(2026, 9, 1), date(2027, 3, 1)


def handed_in(month: int) -> object:
    title = f"月例業務報告書（2026年{month}月分）"
    return make_submission(id=f"report-{month}", deliverable=6, title=title, submitted_on=date(2026, month + 1, 9))


@pytest.mark.parametrize(
    ("day", "is_in"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2026, 9, 30), True), (date(2026, 10, 1), False)],
)
def test_a_month_goes_from_its_first_to_its_last_day(day: date, is_in: bool) -> None:
    assert period_of(date(2026, 9, 15), make_facts()).has(day) is is_in


def test_support_after_the_performance_deadline_does_not_count() -> None:
    days = (date(2027, 2, 26), date(2027, 3, 1), date(2027, 3, 19), date(2027, 3, 20))
    assert period_of(MARCH, make_facts()).counts(days) == (2, 3)


def test_a_day_that_stands_twice_counts_twice() -> None:
    assert period_of(SEPTEMBER, make_facts()).counts([date(2026, 9, 1), date(2026, 9, 1), date(2026, 8, 31)]) == (2, 3)


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 5, 11), date(2026, 5, 1)),
        (date(2026, 6, 29), date(2026, 5, 1)),
        (date(2026, 6, 30), JUNE),
        (date(2027, 3, 18), date(2027, 2, 1)),
        (date(2027, 3, 19), MARCH),
        (date(2027, 4, 30), MARCH),
    ],
)
def test_a_month_has_ended_when_nothing_more_can_be_done_in_it(today: date, last: date) -> None:
    assert ended_months(make_facts(today=today))[-1] == last


def test_the_months_begin_with_the_one_of_signing() -> None:
    assert begun_months(make_facts(today=date(2026, 7, 1))) == (date(2026, 5, 1), JUNE, date(2026, 7, 1))


def test_the_month_that_is_meant_is_the_earliest_whose_report_is_not_handed_in() -> None:
    assert month_meant(make_facts(handed_in(5), handed_in(6), handed_in(8))) == date(2026, 7, 1)  # type: ignore[arg-type]


def test_when_everything_is_handed_in_the_running_month_is_meant() -> None:
    done = [handed_in(month) for month in range(5, 10)]
    assert month_meant(make_facts(*done, today=date(2026, 9, 30))) == SEPTEMBER  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2026-04", "2027-04", "2026-9", "", "7月", "2026-13"])
def test_a_month_that_the_contract_does_not_have_is_told(text: str) -> None:
    with refusal("reports.month_outside"):
        month_named(text, make_facts())
    assert month_named("2027-03", make_facts()) == MARCH
