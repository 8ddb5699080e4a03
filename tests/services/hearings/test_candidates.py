"""From what was told to a candidate, and from a candidate to a case: linked both ways, never twice."""

from datetime import date

import pytest

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.errors import InvalidEntry
from app.domain.hearing import CandidateState, Wish
from app.domain.record import Member
from app.services.desk import Desk
from app.services.hearings.views import SheetCandidate
from app.services.judging.wording import RefusedInWords
from tests.desks import offer
from tests.services.hearings.schedules import KAWAGOE, hearing_of

FRONT = "front-yard"


@pytest.fixture
def hearing(planned: Desk) -> str:
    found = hearing_of(planned, "川越市").id
    entries = {f"{FRONT}.issues": "待ち時間", f"{FRONT}.needs": "書かない窓口の助言", f"{FRONT}.wish": "dispatch"}
    planned.hearings.save_sheet(found, entries)
    return found


def theme(desk: Desk, hearing: str, code: str = FRONT) -> str:
    (found,) = [each.theme for each in desk.hearings.sheet(hearing).themes if each.code == code and each.theme]
    return found.id


def candidate(desk: Desk, hearing: str) -> SheetCandidate:
    (found,) = desk.hearings.sheet(hearing).candidates
    return found


def made(desk: Desk, hearing: str) -> str:
    return desk.run("hearing_theme.to_candidate", theme(desk, hearing), {}).changed[0]


def case_of(desk: Desk, record_id: str) -> Case:
    record = desk.record("cases", record_id)
    assert isinstance(record, Case)
    return record


def refused(desk: Desk, action: str, on: str, **values: object) -> str:
    with pytest.raises(RefusedInWords) as raised:
        desk.run(action, on, values)
    (finding,) = raised.value.findings
    assert finding.clause == "6(7)ウ"
    assert finding.remedy
    return raised.value.code.removeprefix("hearings.")


def test_a_need_becomes_a_candidate_with_one_action_and_stays_linked_to_its_theme(planned: Desk, hearing: str) -> None:
    made(planned, hearing)
    found = candidate(planned, hearing).candidate
    assert (found.municipality_code, found.hearing_id, found.theme_id) == (KAWAGOE, hearing, theme(planned, hearing))
    assert (found.field, found.wish, found.needs) == (FRONT, Wish.DISPATCH, "書かない窓口の助言")
    assert found.state is CandidateState.OPEN
    (shown,) = [each for each in planned.hearings.sheet(hearing).themes if each.code == FRONT]
    assert [each.candidate.id for each in shown.candidates] == [found.id]


def test_a_theme_with_an_issue_alone_gives_its_issue(planned: Desk, hearing: str) -> None:
    planned.hearings.save_sheet(hearing, {"ai.issues": "手引きがない"})
    planned.run("hearing_theme.to_candidate", theme(planned, hearing, "ai"), {})
    found = candidate(planned, hearing).candidate
    assert (found.needs, found.wish) == ("手引きがない", Wish.UNDECIDED)


def test_a_theme_without_a_need_is_no_candidate(planned: Desk, hearing: str) -> None:
    planned.hearings.save_sheet(hearing, {"ai.stage": "done"})
    assert refused(planned, "hearing_theme.to_candidate", theme(planned, hearing, "ai")) == "theme_without_need"


def test_no_theme_becomes_a_candidate_twice_in_whatever_state_the_first_one_is(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    again = theme(planned, hearing)
    assert refused(planned, "hearing_theme.to_candidate", again) == "candidate_known"
    assert not offer(planned, "hearing_theme.to_candidate", again).allowed
    planned.run("case_candidate.drop", first, {"note": "市が自ら進める"})
    assert refused(planned, "hearing_theme.to_candidate", again) == "candidate_known"
    planned.run("case_candidate.reopen", first, {})
    planned.run("case_candidate.to_case", first, {})
    assert refused(planned, "hearing_theme.to_candidate", again) == "candidate_known"


def test_a_candidate_becomes_a_case_that_is_linked_both_ways(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    done = planned.run("case_candidate.to_case", first, {"department": "市民課", "applied_on": "2026-05-25"})
    case_id = next(record_id for register, record_id in done.touched if register == "cases")
    case = case_of(planned, case_id)
    assert (case.kind, case.municipality_code, case.status) == (CaseKind.DISPATCH, KAWAGOE, CaseStatus.RECEIVED)
    assert (case.fields, case.content, case.department) == ((Member(FRONT),), "書かない窓口の助言", "市民課")
    assert (case.candidate_id, case.status_since, case.applied_on) == (first, date(2026, 5, 25), date(2026, 5, 25))
    assert case.number.startswith("派-")
    shown = candidate(planned, hearing)
    assert (shown.candidate.case_id, shown.candidate.state, shown.case_number) == (
        case_id,
        CandidateState.APPLIED,
        case.number,
    )
    assert shown.state_label == "案件になった"


@pytest.mark.parametrize(
    ("wish", "kind", "prefix"),
    [
        ("dispatch", CaseKind.DISPATCH, "派-"),
        ("consultation", CaseKind.CONSULTATION, "相-"),
        ("undecided", CaseKind.CONSULTATION, "相-"),
        ("accompaniment", CaseKind.DISPATCH, "派-"),
    ],
)
def test_the_kind_of_the_case_follows_the_wish(
    planned: Desk, hearing: str, wish: str, kind: CaseKind, prefix: str
) -> None:
    planned.hearings.save_sheet(hearing, {f"{FRONT}.wish": wish})
    planned.run("case_candidate.to_case", made(planned, hearing), {})
    (case_id,) = planned.ids("cases")
    assert (case_of(planned, case_id).kind, case_of(planned, case_id).number[:2]) == (kind, prefix)


def test_a_candidate_becomes_a_case_once(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    planned.run("case_candidate.to_case", first, {})
    for action, values in (
        ("to_case", {}),
        ("drop", {"note": "x"}),
        ("reopen", {}),
        ("edit", {"needs": "x"}),
        ("remove", {}),
    ):
        assert refused(planned, f"case_candidate.{action}", first, **values) == "not_in_this_state"
    assert len(planned.ids("cases")) == 1


def test_taking_the_case_back_opens_the_candidate_again(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    planned.run("case_candidate.to_case", first, {})
    planned.undo()
    assert candidate(planned, hearing).candidate.state is CandidateState.OPEN
    assert planned.ids("cases") == []
    planned.run("case_candidate.to_case", first, {"content": "改めて"})
    (case_id,) = planned.ids("cases")
    assert case_of(planned, case_id).content == "改めて"


def test_a_candidate_is_dropped_with_its_reason_only_and_can_be_opened_again(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    with pytest.raises(InvalidEntry):
        planned.run("case_candidate.drop", first, {})
    planned.run("case_candidate.drop", first, {"note": "市が自ら進める"})
    found = candidate(planned, hearing).candidate
    assert (found.state, found.note) == (CandidateState.DROPPED, "市が自ら進める")
    planned.run("case_candidate.reopen", first, {})
    assert candidate(planned, hearing).candidate.state is CandidateState.OPEN


def test_a_need_told_beside_the_fields_is_a_candidate_of_its_hearing(planned: Desk, hearing: str) -> None:
    planned.run("hearing.add_candidate", hearing, {"field": "ai", "wish": "consultation", "needs": "研修"})
    found = candidate(planned, hearing).candidate
    assert (found.theme_id, found.hearing_id, found.municipality_code) == ("", hearing, KAWAGOE)


def test_nothing_is_removed_that_something_rests_on(planned: Desk, hearing: str) -> None:
    first = made(planned, hearing)
    for action, on in (("hearing_theme.remove", theme(planned, hearing)), ("hearing.remove", hearing)):
        with pytest.raises(RefusedInWords):
            planned.run(action, on, {})
    planned.run("case_candidate.remove", first, {})
    with pytest.raises(RefusedInWords):
        planned.run("hearing.remove", hearing, {})
    planned.run("hearing_theme.remove", theme(planned, hearing), {})
    planned.run("hearing.remove", hearing, {})
