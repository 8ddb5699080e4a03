"""What is grouped, counted or remembered once is what one finds by looking at every record anew."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.counting import CAP, cap_on, overruns, used_by_municipality, uses_by_municipality, weight
from app.contract.deadlines import (
    DeadlineState,
    answer_clock,
    answer_deadlines,
    answer_dues,
    is_late,
    session_clock,
    session_deadlines,
    session_dues,
)
from app.contract.eligibility import consented_from, undecided, wants_explanation
from app.contract.facts import COUNTED, ContractFacts, held_order
from app.contract.outlook import dispatch_forecast, dispatch_outlook
from app.contract.rule_book import GRAVITY
from app.contract.rules import rule_book
from app.domain.accompaniment import AccompanimentSession
from app.domain.case import Case
from app.domain.consultation import ConsultationAnswer
from app.domain.due_date import due_after_days, due_after_months, due_after_open_days, due_fixed
from app.domain.hearing import Hearing
from app.domain.open_days import OpenDays
from app.domain.record import Member, Record
from app.domain.session import Session
from app.platform.holidays import NationalHolidays
from tests.factories import make_case
from tests.small_contracts import DAYS, Drawing

BOOK = rule_book()
SEEDS = st.integers(0, 2**32)
GROUPED: tuple[tuple[type[Record], str], ...] = (
    (Session, "held_on"), (ConsultationAnswer, "answered_on"), (AccompanimentSession, "held_on"),
    (AccompanimentSession, "municipality_code"), (Hearing, "held_on"), (Case, "kind"),
)  # fmt: skip


def contract(seed: int) -> ContractFacts:
    return Drawing(seed).contract()


@settings(max_examples=60)
@given(SEEDS)
def test_records_that_agree_in_a_field_stand_together_and_none_is_left_out(seed: int) -> None:
    facts = contract(seed)
    for kind, name in GROUPED:
        records = list(facts.of(kind).values())
        for value, found in facts.together(kind, name).items():
            assert list(found) == [each for each in records if getattr(each, name) == value]
        assert sum(map(len, facts.together(kind, name).values())) == len(records)


@settings(max_examples=60)
@given(SEEDS)
def test_the_sessions_that_count_stand_by_day_and_by_municipality_in_the_order_they_are_held(seed: int) -> None:
    facts = contract(seed)
    counted = [each for each in facts.sessions.values() if each.status in COUNTED and each.held_on]
    in_order = sorted(counted, key=held_order)
    assert [each for found in facts.sessions_by_day.values() for each in found] == in_order
    assert all(each.held_on == day for day, found in facts.sessions_by_day.items() for each in found)
    for code in {each.municipality_code for each in counted}:
        own = [each for each in in_order if each.municipality_code == code]
        assert list(facts.sessions_by_municipality[code]) == own


@settings(max_examples=100)
@given(SEEDS)
def test_only_municipalities_over_the_least_cap_are_counted_and_nobody_beyond_a_cap_is_missed(seed: int) -> None:
    facts = contract(seed)
    beyond = []
    for code, uses in uses_by_municipality(facts).items():
        ordinal = 0
        for use in uses:
            assert use.held_on is not None
            ordinal += weight(use.expert_ids, facts.terms, use.held_on)
            if ordinal > cap_on(facts, code, use.held_on):
                beyond.append((use.id, ordinal, cap_on(facts, code, use.held_on)))
        assert used_by_municipality(facts)[code] == ordinal
    assert sorted((over.record.id, over.ordinal, over.cap) for over in overruns(facts)) == sorted(beyond)
    assert all(facts.terms.least(CAP) <= facts.terms.integer(CAP, day, code) for day in DAYS[1:] for code in ("", "x"))


@settings(max_examples=60)
@given(SEEDS)
def test_who_had_consented_by_a_day_is_read_from_the_experts_as_the_day_reads_it(seed: int) -> None:
    facts = contract(seed)
    for day in DAYS[1:]:
        since = consented_from(facts, day)
        for expert in facts.experts.values():
            wanted = [expert.consented_on, *([expert.explained_on] if wants_explanation(facts.terms, day) else [])]
            assert (since[expert.id] <= day) == all(each is not None and each <= day for each in wanted)


@pytest.mark.parametrize(
    ("sent", "named", "unnamed"),
    [("a", "a", ""), ("ab", "ba", ""), ("ab", "a", "b"), ("a", "", "a"), ("", "a", ""), ("", "", "")],
)
def test_whoever_is_sent_without_being_named_is_undecided(sent: str, named: str, unnamed: str) -> None:
    case = make_case(expert_ids=tuple(Member(key) for key in named))
    assert undecided(tuple(Member(key) for key in sent), case) == tuple(Member(key) for key in unnamed)


@settings(max_examples=100)
@given(SEEDS)
def test_a_report_is_late_exactly_where_its_clock_says_so(seed: int) -> None:
    facts = contract(seed)
    late = (DeadlineState.OVERDUE, DeadlineState.DONE_LATE)
    sessions = {session.id: session_clock(session, due, facts) for session, due in session_dues(facts)}
    assert sessions == {each.subject.id: each for each in session_deadlines(facts)}
    answers = {answer.id: answer_clock(answer, due, facts) for answer, due in answer_dues(facts)}
    assert answers == {each.subject.id: each for each in answer_deadlines(facts)}
    for clock in (*sessions.values(), *answers.values()):
        assert is_late(clock.due, clock.submitted_on, facts.today) == (clock.state in late)


@settings(max_examples=60)
@given(SEEDS)
def test_the_forecast_alone_is_the_one_of_the_whole_outlook(seed: int) -> None:
    facts = contract(seed)
    assert dispatch_forecast(facts) == dispatch_outlook(facts).forecast


@settings(max_examples=60)
@given(SEEDS)
def test_findings_stand_in_the_order_of_gravity_and_mark(seed: int) -> None:
    found = BOOK.findings(contract(seed))
    assert list(found) == sorted(found, key=lambda finding: (GRAVITY[finding.severity], finding.mark))


@settings(max_examples=40)
@given(SEEDS, st.lists(st.integers(-40, 400), min_size=1, max_size=3))
def test_what_terms_and_calendar_remember_changes_no_finding(seed: int, shifts: list[int]) -> None:
    warm = contract(seed)
    for shift in shifts:
        on = warm.signed_on + timedelta(days=shift)
        fresh = replace(
            warm, today=on, terms=replace(warm.terms), calendar=OpenDays(warm.calendar.holidays, warm.calendar.closings)
        )
        assert BOOK.findings(replace(warm, today=on)) == BOOK.findings(fresh)


def test_a_calendar_with_another_closing_remembers_nothing_of_the_first() -> None:
    first, day = OpenDays(holidays=NationalHolidays()), date(2026, 9, 24)
    second = OpenDays(holidays=NationalHolidays(), closings={day: "停電"})
    basis = date(2026, 9, 18)
    assert due_after_open_days(basis, 1, first).stated_on == day
    assert due_after_open_days(basis, 1, second).stated_on == date(2026, 9, 25)
    assert day in first.open_days(basis, day)
    assert day not in second.open_days(basis, day)
    assert first.open_days(basis, day) is first.open_days(basis, day)


def test_a_calendar_tells_apart_what_is_counted_in_other_ways_from_the_same_day() -> None:
    calendar, basis = OpenDays(holidays=NationalHolidays()), date(2026, 6, 30)
    for _ in range(2):
        assert due_after_days(basis, 2, calendar).stated_on == date(2026, 7, 2)
        assert due_after_months(basis, 2, calendar).stated_on == date(2026, 8, 31)
        assert due_after_open_days(basis, 2, calendar).stated_on == date(2026, 7, 2)
        assert due_fixed(basis, calendar, "甲").rule != due_fixed(basis, calendar, "乙").rule
