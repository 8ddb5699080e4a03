"""Candidates and loads from plain records: which supports count where, on both sides of each state."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.expert import Expert
from app.domain.record import Member, Record
from app.domain.session import SessionStatus
from app.planning.linear_program import Watch
from app.services.matching.candidates import Around, CaseCandidates
from app.services.matching.spread import carried, fairness_page
from app.services.matching.views import Candidate, LoadLine
from app.services.surroundings import municipalities
from tests.factories import TODA, WARABI, make_case, make_expert, make_facts, make_session

DAY = date(2026, 10, 7)
ONE = (Member("expert-1"),)
FIELD = (Member("front-yard"),)


def accompanied(status: AccompanimentStatus, code: str = WARABI) -> AccompanimentSession:
    return AccompanimentSession(id="a", municipality_code=code, held_on=DAY, expert_ids=ONE, status=status)


def answered(code: str = WARABI) -> ConsultationAnswer:
    return ConsultationAnswer(id="b", case_id="other", municipality_code=code, answered_on=DAY, expert_ids=ONE)


def candidate(*records: Record, on: date | None = None, case: Case | None = None) -> Candidate:
    """Return the one expert beside a case of 蕨市."""
    asked = case or make_case(id="asked", fields=FIELD, expert_ids=(), status=CaseStatus.MATCHING)
    experts = () if any(isinstance(each, Expert) for each in records) else (make_expert(),)
    facts = replace(make_facts(asked, make_case(), *experts, *records), municipality_names={WARABI: "蕨市"})
    around = Around(facts, municipalities(), "ja")
    (found,) = CaseCandidates(around, asked, on).all()
    return found


def reason(found: Candidate, term: str) -> str:
    return next(each.words for each in found.terms if each.name == term)


@pytest.mark.parametrize(
    ("support", "counts"),
    [
        (accompanied(AccompanimentStatus.HELD), True),
        (accompanied(AccompanimentStatus.PLANNED), False),
        (accompanied(AccompanimentStatus.CANCELLED), False),
        (accompanied(AccompanimentStatus.HELD, TODA), False),
        (answered(), True),
        (answered(TODA), False),
        (make_session(held_on=DAY, status=SessionStatus.HELD), True),
        (make_session(held_on=DAY, status=SessionStatus.PLANNED), False),
        (make_session(held_on=DAY, status=SessionStatus.CANCELLED), False),
    ],
)
def test_support_that_was_given_to_the_municipality_counts(support: Record, counts: bool) -> None:
    assert (reason(candidate(support), "record") == "蕨市を1回支援しています。") is counts


@pytest.mark.parametrize(
    ("support", "is_busy"),
    [
        (accompanied(AccompanimentStatus.HELD), True),
        (accompanied(AccompanimentStatus.PLANNED), True),
        (accompanied(AccompanimentStatus.CANCELLED), False),
        (make_session(held_on=DAY, status=SessionStatus.PLANNED), True),
        (make_session(held_on=DAY, status=SessionStatus.CANCELLED), False),
    ],
)
def test_support_planned_on_the_day_is_told(support: Record, is_busy: bool) -> None:
    assert (candidate(support, on=DAY).cautions == ("同じ日に蕨市の支援があります。",)) is is_busy
    assert candidate(support).cautions == ()
    assert candidate(support, on=date(2026, 10, 8)).cautions == ()


def test_days_count_from_monday_to_friday() -> None:
    found = candidate(make_expert(days=tuple(Member(day) for day in ("mon", "fri", "sat", "sun"))))
    assert next(each.points for each in found.terms if each.name == "days") == 2.0
    assert reason(found, "days") == "月・金・土・日曜日に対応できます。"


@pytest.mark.parametrize("nothing", ["", "なし", "無し", "無", "特になし", "　なし\n"])
def test_that_there_is_nothing_to_declare_is_no_caution(nothing: str) -> None:
    assert candidate(make_expert(vendor_relations=nothing)).cautions == ()


def test_consent_that_comes_before_the_day_is_enough() -> None:
    later = make_expert(explained_on=DAY, consented_on=DAY)
    assert candidate(later).excluded.startswith("事業の説明と掲載の了承が")
    assert candidate(later, on=DAY).excluded == ""


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"status": CaseStatus.CONSULTING}, True),
        ({"status": CaseStatus.WITHDRAWN}, False),
        ({"status": CaseStatus.COMPLETED}, False),
        ({"status": CaseStatus.CLOSED}, False),
        ({"status": CaseStatus.CONSULTING, "kind": CaseKind.CONSULTATION}, False),
    ],
)
def test_a_case_ahead_counts_for_its_expert_in_the_plan(changes: dict[str, object], counts: bool) -> None:
    assert carried(make_facts(make_expert(), make_case(**changes))) == {"expert-1": int(counts)}


@pytest.mark.parametrize("status", [SessionStatus.PLANNED, SessionStatus.HELD, SessionStatus.CANCELLED])
def test_a_case_counts_once_whether_its_dispatch_is_ahead_was_held_or_was_cancelled(status: SessionStatus) -> None:
    facts = make_facts(make_expert(), make_case(fields=FIELD), make_session(held_on=DAY, status=status))
    assert carried(facts) == {"expert-1": 1}


def lines(*records: Record) -> dict[str, LoadLine]:
    page = fairness_page(make_facts(make_case(fields=FIELD), *records), "ja", Watch())
    assert page is not None
    return {line.expert_id: line for line in page.lines}


def test_what_else_was_done_stands_beside_the_dispatches() -> None:
    (line,) = lines(make_expert(), accompanied(AccompanimentStatus.HELD), answered()).values()
    assert (line.load, line.accompaniments, line.consultations) == (0, 1, 1)
    (line,) = lines(make_expert(), accompanied(AccompanimentStatus.PLANNED)).values()
    assert line.accompaniments == 0


def test_who_left_after_dispatches_stays_in_the_list_and_who_never_came_does_not() -> None:
    gone, never = make_expert(id="gone", is_listed=False), make_expert(id="never", is_listed=False)
    found = lines(make_expert(), gone, never, make_session(held_on=DAY, expert_ids=(Member("gone"),)))
    assert {key: line.is_listed for key, line in found.items()} == {"gone": False, "expert-1": True}


def test_only_mastered_fields_are_told() -> None:
    levels = (Member("ai", "leading"), Member("bpr", "assisting"), Member("security", ""))
    (line,) = lines(make_expert(fields=levels)).values()
    assert len(line.fields) == 2
    assert not [name for name in line.fields if "BPR" in name]
