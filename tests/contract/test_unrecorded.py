"""What was planned and never recorded, as cases an official could read: its day passes, and somebody is told."""

from datetime import date

import pytest

from app.contract.findings import Severity
from app.contract.rules import rule_book
from app.domain.accompaniment import AccompanimentStatus
from app.domain.case import CaseStatus
from app.domain.event import EventKind, EventStatus
from app.domain.hearing import HearingStatus
from app.domain.record import Record
from app.domain.session import SessionStatus
from tests.factories import make_session, orderly
from tests.factories_support import (
    check_words,
    make_accompaniment_session,
    make_event,
    make_hearing,
    named_facts,
)


def unrecorded(*records: Record, today: date) -> list[tuple[str, str, Severity]]:
    """Return rule, code and gravity of what is found to be unrecorded on a day."""
    facts = named_facts(*records, today=today)
    found = [each for each in rule_book().findings(facts) if ".unrecorded" in each.code]
    check_words(facts, found)
    return [(each.rule, each.code.partition(".")[2], each.severity) for each in found]


PLANNED = make_session(held_on=date(2026, 9, 18), status=SessionStatus.PLANNED)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 18), []),
        (date(2026, 9, 19), [("6.6.h", "unrecorded", Severity.WARNING)]),
        (date(2026, 9, 30), [("6.6.h", "unrecorded", Severity.WARNING)]),  # the fifth open day after it
        (date(2026, 10, 1), [("6.6.h", "unrecorded_and_report_due", Severity.OVERDUE)]),
    ],
)
def test_a_planned_session_is_asked_about_from_the_next_day_and_overdue_with_its_report(
    today: date, expected: list[tuple[str, str, Severity]]
) -> None:
    assert unrecorded(*orderly(PLANNED, status=CaseStatus.DECIDED), today=today) == expected


@pytest.mark.parametrize("status", [SessionStatus.HELD, SessionStatus.REPORTED, SessionStatus.CANCELLED])
def test_a_session_that_was_recorded_or_called_off_is_not_asked_about(status: SessionStatus) -> None:
    session = make_session(held_on=date(2026, 9, 18), status=status, reported_on=date(2026, 9, 18))
    assert unrecorded(*orderly(session), today=date(2026, 10, 30)) == []


def test_the_finding_stays_the_same_from_day_to_day() -> None:
    marks = {
        next(each for each in rule_book().findings(facts) if ".unrecorded" in each.code).identity
        for facts in (
            named_facts(*orderly(PLANNED, status=CaseStatus.DECIDED), today=day)
            for day in (date(2026, 9, 19), date(2026, 9, 24), date(2026, 9, 30))
        )
    }
    assert len(marks) == 1


@pytest.mark.parametrize(("day", "is_asked"), [(date(2026, 9, 18), False), (date(2026, 9, 19), True)])
def test_a_planned_session_of_accompaniment_is_asked_about_from_the_next_day(day: date, is_asked: bool) -> None:
    session = make_accompaniment_session(held_on=date(2026, 9, 18), status=AccompanimentStatus.PLANNED)
    expected = [("6.4.b", "unrecorded", Severity.WARNING)] if is_asked else []
    assert unrecorded(session, today=day) == expected


@pytest.mark.parametrize(("day", "is_asked"), [(date(2026, 7, 1), False), (date(2026, 7, 2), True)])
def test_a_planned_hearing_is_asked_about_from_the_next_day(day: date, is_asked: bool) -> None:
    hearing = make_hearing(held_on=date(2026, 7, 1), status=HearingStatus.PLANNED)
    expected = [("6.7.a", "unrecorded", Severity.WARNING)] if is_asked else []
    assert unrecorded(hearing, today=day) == expected


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (EventKind.EXCHANGE, "6.8.b"),
        (EventKind.REPORT_MEETING, "6.4.g"),
        (EventKind.CONTEST, "6.9.a"),
        (EventKind.OTHER, "6.10"),
    ],
)
def test_a_planned_event_is_asked_about_from_the_next_day_under_its_clause(kind: EventKind, rule: str) -> None:
    event = make_event(kind=kind, held_on=date(2026, 11, 5), status=EventStatus.PLANNED)
    assert unrecorded(event, today=date(2026, 11, 5)) == []
    assert unrecorded(event, today=date(2026, 11, 6)) == [(rule, "unrecorded", Severity.WARNING)]
