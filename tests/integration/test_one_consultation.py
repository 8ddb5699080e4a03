"""One consultation from its application to the report and on to a dispatch, through a real workspace."""

from datetime import date

import pytest

from app.domain.case import Case, CaseKind, CaseStatus
from app.services.desk import Desk
from tests.desks import ANSWER, add_case, add_decision, add_expert, answered, decided_consultation, made, reasons


def case_of(desk: Desk, case: str) -> Case:
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    return record


def test_a_consultation_goes_from_application_to_its_end(desk: Desk) -> None:
    case = decided_consultation(desk, add_expert(desk))
    answer = answered(desk, case, completes_case=True)
    assert case_of(desk, case).status == CaseStatus.COMPLETED
    (due,) = [item for item in desk.deadlines() if item.subject_id == answer]
    assert (due.deliverable, due.stated_on, due.clause) == (4, date(2026, 9, 30), "6(5)カ")
    assert due.subject.startswith("答-")
    desk.run("answer.report", answer, {"reported_on": "令和8年9月24日"})
    desk.run("case.close", case, {})
    assert case_of(desk, case).status == CaseStatus.CLOSED


def test_no_answer_comes_before_the_consultation_with_the_prefecture(desk: Desk) -> None:
    case = add_case(desk, kind="よろず相談")
    assert "6(1)イ(ウ)" in reasons(desk, "answer.record", case, ANSWER).values()
    decided = decided_consultation(desk, add_expert(desk))
    early = {**ANSWER, "answered_on": "令和8年9月1日"}
    assert list(reasons(desk, "answer.record", decided, early).values()) == ["6(5)ア"]


def test_another_scheme_needs_its_own_agreement(desk: Desk) -> None:
    case = decided_consultation(desk, add_expert(desk))
    proposing = {**ANSWER, "other_scheme": "地域活性化起業人"}
    assert list(reasons(desk, "answer.record", case, proposing).values()) == ["6(5)エ"]
    answered(desk, case, other_scheme="地域活性化起業人", scheme_decision_id=add_decision(desk))


@pytest.mark.parametrize("section", ["content", "effect", "materials"])
def test_a_report_lacking_a_section_is_refused(desk: Desk, section: str) -> None:
    case = decided_consultation(desk, add_expert(desk))
    answer = answered(desk, case, **{section: ""})
    assert list(reasons(desk, "answer.report", answer, {"reported_on": "令和8年9月24日"}).values()) == ["6(5)カ"]


def test_an_expert_stays_listed_while_the_consultation_runs(desk: Desk) -> None:
    expert = add_expert(desk)
    case = decided_consultation(desk, expert)
    assert list(reasons(desk, "expert.unlist", expert).values()) == ["6(5)ウ"]
    answered(desk, case, completes_case=True)
    desk.run("expert.unlist", expert, {})
    assert list(reasons(desk, "expert.remove", expert).values()) == ["6(3)ア"]


def test_a_dispatch_is_made_from_a_consultation_without_typing_again(desk: Desk) -> None:
    case = decided_consultation(desk, add_expert(desk), department="市民課")
    dispatch = made(desk.run("case.to_dispatch", case, {}), "cases")
    known, origin = case_of(desk, dispatch), case_of(desk, case)
    assert (known.kind, known.status, known.origin_case_id) == (CaseKind.DISPATCH, CaseStatus.RECEIVED, case)
    assert (known.municipality_code, known.department, known.content) == (
        origin.municipality_code,
        "市民課",
        origin.content,
    )
    assert list(reasons(desk, "case.to_dispatch", case).values()) == ["6(5)エ"]
    desk.undo()
    desk.run("case.to_dispatch", case, {})


def test_hearings_are_declared_complete_by_a_decision(desk: Desk) -> None:
    (contract,) = desk.ids("contracts")
    decision = add_decision(desk, on="令和8年9月4日", subject="ヒアリングの完了")
    desk.run("contract.declare_hearings", contract, {"hearings_declared_id": decision})
    (due,) = [item for item in desk.deadlines() if item.deliverable == 7]
    assert (due.basis_on, due.stated_on, due.state) == (date(2026, 9, 4), date(2026, 10, 4), "soon")


def test_a_case_study_that_names_the_office_is_not_called_checked(desk: Desk) -> None:
    case = decided_consultation(desk, add_expert(desk))
    told = {"title": "窓口の例", "case_id": case, "content": "蕨市の窓口を見直した。", "checked_on": "令和8年9月20日"}
    assert list(reasons(desk, "case_study.add", None, told).values()) == ["6(9)イ・10(1)"]
    desk.run("case_study.add", None, {**told, "content": "ある市の窓口を見直した。"})
