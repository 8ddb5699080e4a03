"""The hearings of the demonstration year have sheets that bear an analysis, and some of their needs became cases."""

from collections import Counter

import pytest

from app.domain.case import CaseKind
from app.domain.hearing import CandidateState, CaseCandidate, Hearing, HearingTheme, Stage, Wish
from app.domain.open_days import OpenDays
from app.domain.record import Member
from app.platform.holidays import NationalHolidays
from app.services.demonstration import DemonstrationYear, demonstration_year
from app.services.demonstration.hearing_words import WORDS
from app.services.surroundings import municipalities, read_terms, terms_text

TERMS = read_terms(terms_text())


@pytest.fixture(scope="module", params=[1, 7])
def year(request: pytest.FixtureRequest) -> DemonstrationYear:
    return demonstration_year(request.param, TERMS, OpenDays(holidays=NationalHolidays()), municipalities())


def of(year: DemonstrationYear, kind: type) -> list:
    return [record for record in year.records if isinstance(record, kind)]


def test_every_field_of_table_1_has_its_words() -> None:
    assert set(WORDS) == {field.code for field in TERMS.support_fields}


def test_each_of_63_hearings_has_four_to_eight_fields_each_once(year: DemonstrationYear) -> None:
    themes: list[HearingTheme] = of(year, HearingTheme)
    told = Counter(theme.hearing_id for theme in themes)
    hearings: list[Hearing] = of(year, Hearing)
    assert len(hearings) == len(told) == 63
    assert set(told.values()) <= set(range(4, 9))
    assert len({(theme.hearing_id, theme.field) for theme in themes}) == len(themes)
    for hearing in hearings:
        spoken = {Member(theme.field) for theme in themes if theme.hearing_id == hearing.id}
        assert set(hearing.fields) == spoken


def test_every_stage_and_every_wish_is_to_be_seen_and_what_is_done_has_no_issue(year: DemonstrationYear) -> None:
    themes: list[HearingTheme] = of(year, HearingTheme)
    assert {theme.stage for theme in themes} == set(Stage)
    assert {theme.wish for theme in themes} == set(Wish)
    assert all(not theme.issues and theme.wish is Wish.NONE for theme in themes if theme.stage is Stage.DONE)


def test_candidates_and_the_cases_they_became_are_linked_both_ways(year: DemonstrationYear) -> None:
    candidates: list[CaseCandidate] = of(year, CaseCandidate)
    assert {candidate.state for candidate in candidates} == set(CandidateState)
    assert len({candidate.theme_id for candidate in candidates}) == len(candidates)
    cases = {case.id: case for case in year.cases}
    linked = {case.candidate_id: case for case in cases.values() if case.candidate_id}
    applied = [candidate for candidate in candidates if candidate.state is CandidateState.APPLIED]
    assert {candidate.id for candidate in applied} == set(linked)
    hearings = {hearing.id: hearing for hearing in of(year, Hearing)}
    kinds = {Wish.DISPATCH: CaseKind.DISPATCH, Wish.CONSULTATION: CaseKind.CONSULTATION}
    for candidate in applied:
        case = linked[candidate.id]
        assert case.id == candidate.case_id
        assert case.municipality_code == candidate.municipality_code
        assert candidate.wish is not None
        assert case.kind is kinds[candidate.wish]
        assert hearings[candidate.hearing_id].held_on <= case.applied_on
        assert candidate.field in {member.key for member in case.fields}
