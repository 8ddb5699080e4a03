"""Rules on the answers to enquiries as cases an official could read: facts, date, finding."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.contract.findings import Severity
from app.contract.response_times import ResponseTimes, response_times
from tests.factories import make_facts
from tests.factories_support import found, make_enquiry

AREA = "enquiries"
MONDAY = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


def waiting(received_at: datetime, today: date) -> bool:
    enquiry = make_enquiry(received_at=received_at, answered_at=None)
    return "waiting" in found(make_facts(enquiry, today=today), AREA, Severity.WARNING)


@pytest.mark.parametrize(
    ("received_at", "today", "expected"),
    [
        (MONDAY, date(2026, 9, 16), False),  # two open days
        (MONDAY, date(2026, 9, 17), True),  # three
        # Friday 9-18: 9-21 to 9-23 are holidays
        (datetime(2026, 9, 18, 1, 0, tzinfo=UTC), date(2026, 9, 25), False),
        (datetime(2026, 9, 18, 1, 0, tzinfo=UTC), date(2026, 9, 28), True),
        # Monday 23:59 and Tuesday 0:00 in Japan
        (datetime(2026, 9, 14, 14, 59, tzinfo=UTC), date(2026, 9, 17), True),
        (datetime(2026, 9, 14, 15, 0, tzinfo=UTC), date(2026, 9, 17), False),
    ],
)
def test_an_enquiry_waits_for_two_open_days_at_most(received_at: datetime, today: date, expected: bool) -> None:
    assert waiting(received_at, today) is expected


def test_an_answered_enquiry_waits_no_longer() -> None:
    facts = make_facts(make_enquiry(), today=date(2026, 12, 1))
    assert found(facts, AREA, Severity.WARNING) == set()


@pytest.mark.parametrize(
    ("answered_at", "expected"),
    [(MONDAY, set()), (datetime(2026, 9, 14, 0, 59, tzinfo=UTC), {"answered_before_received"})],
)
def test_an_answer_comes_after_its_enquiry(answered_at: datetime, expected: set[str]) -> None:
    assert found(make_facts(make_enquiry(answered_at=answered_at)), AREA) == expected


def test_an_answer_cannot_have_been_given_tomorrow() -> None:
    enquiry = make_enquiry(answered_at=datetime(2026, 9, 15, 1, 0, tzinfo=UTC))
    assert found(make_facts(enquiry, today=date(2026, 9, 15)), AREA) == set()
    assert found(make_facts(enquiry, today=date(2026, 9, 14)), AREA) == {"answered_in_future"}


def test_response_times_are_counted_in_open_days() -> None:
    same_day = make_enquiry()
    next_day = replace(same_day, id="enquiry-2", answered_at=datetime(2026, 9, 15, 1, 0, tzinfo=UTC))
    over_weekend = replace(same_day, id="enquiry-3", answered_at=datetime(2026, 9, 24, 1, 0, tzinfo=UTC))
    open_still = replace(same_day, id="enquiry-4", answered_at=None)
    calendar = make_facts().calendar
    assert response_times([same_day, next_day, over_weekend, open_still], calendar) == ResponseTimes(3, 1, 1.0, 5)
    assert response_times([same_day, next_day], calendar) == ResponseTimes(2, 0, 0.5, 1)
    assert response_times([], calendar) == ResponseTimes(0, 0, None, None)
