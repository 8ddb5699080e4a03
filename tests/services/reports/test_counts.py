"""The counts of a month: 回, 件, 人回 and 団体 apart, each up to its end (6(4)エ, 6(5)オ, 6(6)オ, 6(7)ア)."""

from dataclasses import replace
from datetime import date

from app.domain.accompaniment import AccompanimentStatus
from app.domain.case import CaseKind, CaseStatus
from app.domain.record import Member, Record
from app.domain.session import SessionStatus
from app.services.reports.counts import MonthCount, month_counts
from app.services.reports.period import period_of
from tests.factories import make_case, make_session, orderly
from tests.factories_support import (
    accompanied,
    answered,
    make_accompaniment_session,
    make_answer,
    make_event,
    make_hearing,
    named_facts,
)

SEPTEMBER = date(2026, 9, 1)
TWO = (Member("expert-1"), Member("expert-2"))


def counts(*records: Record, month: date = SEPTEMBER, **options: object) -> dict[str, MonthCount]:
    facts = named_facts(*records, **options)
    return {each.label: each for each in month_counts(facts, period_of(month, facts))}


def figures(count: MonthCount) -> tuple[int, int]:
    return count.month, count.total


def test_sessions_persons_and_cases_are_counted_apart() -> None:
    found = counts(
        *orderly(
            make_session(id="a", held_on=date(2026, 8, 31), expert_ids=TWO),
            make_session(id="b", held_on=date(2026, 9, 1), expert_ids=TWO),
            make_session(id="c", held_on=date(2026, 9, 30)),
            make_session(id="d", held_on=date(2026, 10, 1)),
            make_session(id="e", held_on=date(2026, 9, 10), status=SessionStatus.PLANNED),
            make_session(id="f", held_on=date(2026, 9, 11), status=SessionStatus.CANCELLED),
        )
    )
    assert figures(found["専門人材派遣"]) == (2, 3)
    assert figures(found["派遣した専門人材（延べ）"]) == (3, 5)
    assert figures(found["派遣を実施した案件"]) == (0, 1)
    assert (found["専門人材派遣"].target, found["専門人材派遣"].minimum) == (85, 50)


def test_a_case_counts_in_the_month_of_its_first_session() -> None:
    other = make_case(id="case-2", number="派-M01-0002")
    found = counts(
        *orderly(make_session(id="a", held_on=date(2026, 8, 31)), make_session(id="b")),
        other,
        make_session(id="c", case_id="case-2", held_on=date(2026, 9, 2)),
    )
    assert figures(found["派遣を実施した案件"]) == (1, 2)


def test_a_consultation_counts_with_its_first_answer_and_not_when_it_was_withdrawn() -> None:
    answers = (make_answer(), make_answer(id="answer-2", answered_on=date(2026, 9, 25)))
    assert figures(counts(*answered(*answers))["よろず相談"]) == (1, 1)
    assert figures(counts(*answered(*answers, status=CaseStatus.WITHDRAWN))["よろず相談"]) == (0, 0)
    assert figures(counts(*answered(*answers), month=date(2026, 8, 1))["よろず相談"]) == (0, 0)


def test_accompaniment_is_no_dispatch() -> None:
    planned = make_accompaniment_session(id="p", status=AccompanimentStatus.PLANNED)
    found = counts(*accompanied(make_accompaniment_session(), planned))
    assert figures(found["長期伴走支援"]) == (1, 1)
    assert figures(found["専門人材派遣"]) == (0, 0)


def test_a_municipality_heard_twice_counts_once() -> None:
    found = counts(make_hearing(), make_hearing(id="again", held_on=date(2026, 9, 3)))
    assert figures(found["市町村ヒアリング"]) == (0, 1)


def test_an_exchange_counts_when_it_was_held() -> None:
    assert figures(counts(make_event())["職員交流会"]) == (1, 1)


def test_dispatches_after_the_performance_deadline_do_not_count() -> None:
    late = [make_session(id=str(day), held_on=date(2027, 3, day)) for day in (19, 20)]
    found = counts(*orderly(*late), month=date(2027, 3, 1), today=date(2027, 3, 31))
    assert figures(found["専門人材派遣"]) == (1, 1)
    assert figures(found["派遣した専門人材（延べ）"]) == (1, 1)


def test_a_consultation_is_no_dispatch_case() -> None:
    records = orderly(replace(make_session(), case_id="case-9"))
    found = counts(*records, make_case(id="case-9", kind=CaseKind.CONSULTATION))
    assert figures(found["よろず相談"]) == (0, 0)
