"""Rules on the hearings with every municipality as cases an official could read: facts, date, finding."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.contract.deadlines import Deadline, DeadlineState, deadlines
from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.domain.case import Mode
from app.domain.decision import DecisionResult
from app.domain.hearing import HearingStatus
from app.domain.record import Record
from tests.factories import TODA, make_amendment, make_decision, make_submission
from tests.factories_support import (
    NAMES,
    findings,
    found,
    hearings_with,
    make_contract,
    make_hearing,
    named_facts,
)

AREA = "hearings"
EVERYONE = list(NAMES)
PLANNED = {"status": HearingStatus.PLANNED}


def violated(*records: Record, today: date = date(2026, 9, 30)) -> set[str]:
    return found(named_facts(*records, today=today), AREA)


def warned(*records: Record) -> set[str]:
    return found(named_facts(*records), AREA, Severity.WARNING)


def test_the_prefecture_has_63_municipalities() -> None:
    assert len(EVERYONE) == 63


def test_an_orderly_hearing_breaks_no_rule() -> None:
    assert violated(make_hearing()) == set()
    assert warned(make_hearing()) == set()


@pytest.mark.parametrize("status", [HearingStatus.PLANNED, HearingStatus.HELD])
@pytest.mark.parametrize(
    ("held_on", "refused"),
    [
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
    ],
)
def test_hearings_are_from_june_to_august(status: HearingStatus, held_on: date, refused: bool) -> None:
    assert ("outside_period" in violated(make_hearing(held_on=held_on, status=status))) is refused


def test_an_instruction_extends_the_period() -> None:
    longer = make_amendment(term="hearings.period_end", value="2026-09-30", holds_from=date(2026, 8, 20))
    hearing = make_hearing(held_on=date(2026, 9, 15))
    assert found(named_facts(hearing, amendments=(longer,)), AREA) == set()


def test_a_cancelled_hearing_breaks_no_rule() -> None:
    assert violated(make_hearing(held_on=date(2026, 9, 1), status=HearingStatus.CANCELLED)) == set()


def test_somebody_of_the_contractor_sits_in_once_it_is_held() -> None:
    assert violated(make_hearing(attendee_ids=())) == {"nobody_attended"}
    assert violated(make_hearing(attendee_ids=(), **PLANNED)) == set()


def test_a_hearing_cannot_have_been_held_tomorrow() -> None:
    assert violated(make_hearing(), today=date(2026, 6, 16)) == set()
    assert violated(make_hearing(), today=date(2026, 6, 15)) == {"held_in_future"}


def missing(*records: Record, today: date) -> list[tuple[str, Severity, object]]:
    """Return what is said of the municipalities without a hearing."""
    found_now = findings(named_facts(*records, today=today), AREA, Severity.NOTICE, Severity.OVERDUE)
    return [
        (finding.code.removeprefix("hearings."), finding.severity, finding.values["number"]) for finding in found_now
    ]


def test_the_missing_municipalities_are_one_finding_a_notice_in_the_period_and_overdue_after_it() -> None:
    some = hearings_with(EVERYONE[2:])
    assert missing(*some, today=date(2026, 8, 31)) == [("not_arranged", Severity.NOTICE, 2)]
    assert missing(*some, today=date(2026, 9, 1)) == [("not_held", Severity.OVERDUE, 2)]
    assert missing(*hearings_with(EVERYONE), today=date(2026, 9, 1)) == []


def test_the_missing_municipalities_are_named() -> None:
    facts = named_facts(*hearings_with(EVERYONE[2:]), today=date(2026, 9, 1))
    (finding,) = findings(facts, AREA, Severity.OVERDUE)
    assert finding.values["municipalities"] == "、".join(NAMES[code] for code in sorted(EVERYONE[:2]))


def test_nothing_is_said_before_the_period_begins() -> None:
    assert missing(today=date(2026, 5, 31)) == []
    assert missing(today=date(2026, 6, 1)) == [("not_arranged", Severity.NOTICE, 63)]


def test_a_planned_hearing_is_arranged_and_not_held() -> None:
    planned = [replace(hearing, **PLANNED) for hearing in hearings_with(EVERYONE)]
    assert missing(*planned, today=date(2026, 8, 31)) == []
    assert missing(*planned, today=date(2026, 9, 1)) == [("not_held", Severity.OVERDUE, 63)]


def test_a_second_hearing_of_a_municipality_is_warned_of_once() -> None:
    second = make_hearing(id="hearing-2", held_on=date(2026, 6, 17))
    facts = named_facts(make_hearing(), second)
    (finding,) = findings(facts, AREA, Severity.WARNING)
    assert (finding.code, finding.subject.id) == ("hearings.held_again", "hearing-2")
    assert warned(make_hearing(), replace(second, municipality_code=TODA)) == set()
    assert "held_again" not in warned(make_hearing(), replace(second, **PLANNED))


@pytest.mark.parametrize(("ends_at", "expected"), [(time(12, 0), set()), (time(12, 1), {"too_long"})])
def test_more_than_two_hours_are_warned_of(ends_at: time, expected: set[str]) -> None:
    assert warned(make_hearing(ends_at=ends_at)) == expected
    assert violated(make_hearing(ends_at=ends_at)) == set()


def test_a_hearing_ends_after_it_starts() -> None:
    assert violated(make_hearing(ends_at=time(10, 0))) == {"across_midnight"}
    assert violated(make_hearing(ends_at=time(10, 1))) == set()


@pytest.mark.parametrize("status", [HearingStatus.PLANNED, HearingStatus.HELD])
def test_a_hearing_on_site_needs_the_agreement_of_the_prefecture_by_its_day(status: HearingStatus) -> None:
    on_site = make_hearing(mode=Mode.IN_PERSON, consultation_id="decision-1", status=status)
    agreed = make_decision(decided_on=date(2026, 6, 16))
    assert violated(on_site, agreed) == set()
    assert violated(on_site, replace(agreed, decided_on=date(2026, 6, 17))) == {"on_site_without_consultation"}
    assert violated(on_site, replace(agreed, result=DecisionResult.PENDING)) == {"on_site_without_consultation"}
    assert violated(replace(on_site, consultation_id=""), agreed) == {"on_site_without_consultation"}


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        (date(2026, 7, 17), set()),
        (date(2026, 7, 18), {"on_closed_day"}),  # Saturday
        (date(2026, 7, 20), {"on_closed_day"}),  # 海の日
        (date(2026, 7, 21), set()),
    ],
)
def test_a_hearing_on_a_closed_day_is_warned_of(held_on: date, expected: set[str]) -> None:
    assert warned(make_hearing(held_on=held_on)) == expected


def survey_report(facts: ContractFacts) -> Deadline:
    """Return the deadline of deliverable 7."""
    (found_now,) = [item for item in deadlines(facts) if item.deliverable == 7]
    return found_now


def test_the_survey_report_counts_from_the_last_of_63_hearings() -> None:
    due = survey_report(named_facts(*hearings_with(EVERYONE, date(2026, 8, 20)), today=date(2026, 9, 20)))
    assert (due.due.basis_on, due.due.stated_on, due.state) == (date(2026, 8, 20), date(2026, 9, 20), DeadlineState.DUE)
    late = survey_report(named_facts(*hearings_with(EVERYONE, date(2026, 8, 20)), today=date(2026, 9, 21)))
    assert late.state == DeadlineState.OVERDUE


def test_with_62_hearings_the_date_is_provisional() -> None:
    due = survey_report(named_facts(*hearings_with(EVERYONE[1:]), today=date(2026, 9, 21)))
    assert (due.due.stated_on, due.state) == (date(2026, 9, 30), DeadlineState.PROVISIONAL)


def test_a_repeated_hearing_puts_the_survey_report_not_off() -> None:
    again = make_hearing(id="again", municipality_code=EVERYONE[0], held_on=date(2026, 8, 28))
    due = survey_report(named_facts(*hearings_with(EVERYONE, date(2026, 8, 20)), again))
    assert due.due.basis_on == date(2026, 8, 20)


def test_a_declaration_of_the_prefecture_starts_the_month_without_all_hearings() -> None:
    declared = make_contract(hearings_declared_id="decision-1")
    decision = make_decision(decided_on=date(2026, 9, 4))
    few = hearings_with(EVERYONE[1:])
    facts = named_facts(*few, declared, decision, today=date(2026, 9, 30))
    due = survey_report(facts)
    assert (due.due.basis_on, due.due.stated_on, due.state) == (date(2026, 9, 4), date(2026, 10, 4), DeadlineState.DUE)
    assert missing(*few, declared, decision, today=date(2026, 9, 30)) == []


def test_a_declaration_that_was_not_agreed_declares_nothing() -> None:
    declared = make_contract(hearings_declared_id="decision-1")
    pending = make_decision(result=DecisionResult.PENDING)
    assert violated(declared, pending) == {"declared_without_decision"}
    assert violated(declared, make_decision()) == set()
    assert violated(make_contract()) == set()
    assert survey_report(named_facts(declared, pending)).state == DeadlineState.PROVISIONAL


def test_a_survey_report_handed_in_is_done() -> None:
    done = make_submission(deliverable=7, submitted_on=date(2026, 9, 20))
    facts = named_facts(*hearings_with(EVERYONE, date(2026, 8, 20)), done)
    assert survey_report(facts).state == DeadlineState.DONE
