"""The rule on enough experts for what is planned, as cases an official could read: week, plan, days of the experts."""

from datetime import date
from typing import Any

import pytest

from app.contract.findings import Finding
from app.contract.rules.capacity import enough_for_what_is_planned
from app.domain.accompaniment import AccompanimentStatus
from app.domain.expert import Expert
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus
from tests.factories import make_expert, make_facts, make_session
from tests.factories_support import make_accompaniment_session

MONDAY = date(2026, 10, 5)


def planned(count: int, on: date = MONDAY, **changes: Any) -> tuple[Session, ...]:
    changes = {"status": SessionStatus.PLANNED, **changes}
    return tuple(make_session(id=f"session-{on}-{number}", held_on=on, **changes) for number in range(count))


def expert(**changes: Any) -> Expert:
    return make_expert(**changes)


def found(*records: Record, today: date = date(2026, 9, 30)) -> list[Finding]:
    return list(enough_for_what_is_planned(make_facts(*records, today=today)))


@pytest.mark.parametrize(("sessions", "expected"), [(5, False), (6, True)])
def test_an_expert_has_the_open_days_of_a_week(sessions: int, expected: bool) -> None:
    assert bool(found(expert(), *planned(sessions))) is expected


@pytest.mark.parametrize(("sessions", "expected"), [(2, False), (3, True)])
def test_an_expert_has_their_own_weekdays(sessions: int, expected: bool) -> None:
    own = (Member("mon"), Member("wed"), Member("sat"))  # a Saturday is no open day
    assert bool(found(expert(days=own), *planned(sessions))) is expected


def test_the_week_the_plan_and_the_days_are_told() -> None:
    (finding,) = found(expert(), *planned(4), *planned(3, date(2026, 10, 9)))
    assert (finding.rule, finding.clause, finding.severity.value) == ("6.2.b", "6(2)イ", "warning")
    assert dict(finding.values) == {"monday": "2026-10-05", "planned": 7, "capacity": 5}


def test_holidays_and_days_gone_by_are_no_days() -> None:
    # In the week of 2026-09-21 three days are holidays.
    assert found(expert(), *planned(3, date(2026, 9, 25)), today=date(2026, 9, 1))
    assert not found(expert(), *planned(2, date(2026, 9, 25)), today=date(2026, 9, 1))
    assert found(expert(), *planned(2, date(2026, 10, 9)), today=date(2026, 10, 9))
    assert not found(expert(), *planned(1, date(2026, 10, 9)), today=date(2026, 10, 9))


def test_each_expert_of_a_session_takes_a_day() -> None:
    both = (Member("expert-1"), Member("expert-2"))
    assert found(expert(), *planned(3, expert_ids=both))
    assert not found(expert(), expert(id="expert-2"), *planned(5, expert_ids=both))


def test_accompaniment_counts_and_what_was_held_or_called_off_does_not() -> None:
    accompanied = make_accompaniment_session(held_on=MONDAY, status=AccompanimentStatus.PLANNED)
    assert found(expert(), *planned(5), accompanied)
    assert not found(expert(), *planned(6, status=SessionStatus.CANCELLED))
    assert not found(expert(), *planned(6, status=SessionStatus.HELD))


def test_who_is_not_listed_has_no_days() -> None:
    assert found(expert(is_listed=False), *planned(1))
