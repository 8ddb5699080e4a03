"""How even the dispatches are, and the plan for open cases, on a real workspace: figures, refusals, undo, papers."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.case import Case, CaseStatus
from app.domain.record import Member
from app.domain.session import Session, SessionStatus
from app.planning.linear_program import Watch
from app.services.desk import Desk
from app.services.judging.wording import RefusedInWords
from app.services.matching.spread import fairness_page
from tests.desk_fixtures import Ready
from tests.desks import add_case, add_expert, add_instruction, consulted_case, hold, log_size, plan, refusal
from tests.documents.reading import text_of
from tests.factories import make_case, make_expert, make_facts, make_session

FRONT_YARD = "自治体フロントヤード改革の推進（主導できる）"
DAYS = ("9月3日", "9月4日", "9月7日", "9月8日", "9月9日")


def matching_case(desk: Desk, municipality: str = "戸田市") -> str:
    case = add_case(desk, municipality)
    desk.run("case.start_matching", case, {})
    return case


def consented_only(desk: Desk, name: str) -> str:
    """Enter an expert into the database whose consent is on record, and no explanation."""
    expert = add_expert(desk, name, listed=False, fields=FRONT_YARD)
    consent = {"consented_on": "令和8年5月13日", "consent_scope": "氏名と専門性", "consent_text_version": "第1版"}
    desk.run("expert.record_consent", expert, consent)
    desk.run("expert.list", expert, {})
    return expert


def chosen(desk: Desk, case: str) -> tuple[Member, ...]:
    record = desk.record("cases", case)
    assert isinstance(record, Case)
    return record.expert_ids


# The loads


def test_loads_are_counted_in_persons_and_sessions(ready: Ready) -> None:
    desk = ready.desk
    add_expert(desk, "もう一人", fields=FRONT_YARD)
    for day in DAYS[:4]:
        plan(desk, ready.case, held_on=day)
    hold(desk, desk.ids("sessions")[0])
    page = desk.matching.fairness()
    assert [(line.name, line.held, line.planned, line.load, line.fairest) for line in page.lines] == [
        ("髙木　さくら", 1, 3, 4, 2),
        ("もう一人", 0, 0, 0, 2),
    ]
    assert (page.largest, page.smallest_attainable, page.moved, page.is_even) == (4, 2, 2, False)
    assert page.sentence.startswith("最も多い人の派遣は4回分です。2回分をほかの担える人が受け持てば")
    assert page.proof == "派遣は全部で4回分、担える人は2人なので、最も多い人は2回分を下回れません。"


def test_a_field_of_one_expert_alone_is_named_as_what_binds(ready: Ready) -> None:
    add_expert(ready.desk, "もう一人", fields="セキュリティ対策の徹底（主導できる）")
    for day in DAYS[:3]:
        plan(ready.desk, ready.case, held_on=day)
    page = ready.desk.matching.fairness()
    assert page.is_even
    assert page.sentence == "最も多い人の派遣は3回分で、同じ派遣をこれより公平に配ることはできません。"
    assert (page.binding_fields, page.binding_experts) == (("自治体フロントヤード改革の推進",), 1)


def test_dispatches_of_cases_without_fields_are_proven_without_naming_any() -> None:
    # The second consented after three of the four dispatches.
    early, late = date(2026, 6, 1), date(2026, 9, 1)
    records = [make_expert(id="早い"), make_expert(id="遅い", explained_on=late, consented_on=late)]
    sessions = [
        make_session(id=f"{number}", held_on=day, expert_ids=(Member("早い"),))
        for number, day in enumerate((early, early, early, late))
    ]
    page = fairness_page(make_facts(make_case(fields=()), *records, *sessions), "ja", Watch())
    assert page is not None
    assert (page.largest, page.smallest_attainable, page.forced, page.binding_fields) == (4, 3, 3, ())
    assert page.proof == "派遣のうち3回分は1人しか担えないので、最も多い人は3回分を下回れません。"


def test_without_a_dispatch_nothing_is_uneven(desk: Desk) -> None:
    page = desk.matching.fairness()
    assert (page.largest, page.lines, page.sentence, page.proof) == (0, (), "派遣はまだありません。", "")


def test_the_page_of_the_year_counts_what_its_sessions_say(demonstration: Desk) -> None:
    page = demonstration.matching.fairness()
    expected: dict[str, list[int]] = {}
    for key in demonstration.ids("sessions"):
        session = demonstration.record("sessions", key)
        assert isinstance(session, Session)
        if session.status is not SessionStatus.CANCELLED:
            for member in session.expert_ids:
                expected.setdefault(member.key, [0, 0])[session.status is SessionStatus.PLANNED] += 1
    assert {line.expert_id: [line.held, line.planned] for line in page.lines if line.load} == expected
    assert sum(line.fairest for line in page.lines) == sum(line.load for line in page.lines)
    assert max(line.fairest for line in page.lines) == page.smallest_attainable <= page.largest


def test_a_gap_is_found_by_the_rules_and_leads_to_the_expert(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "もう一人", fields=FRONT_YARD)
    for day in DAYS[:3]:
        plan(desk, ready.case, held_on=day)
    assert not [each for each in desk.findings() if each.rule == "6.6.l"]
    plan(desk, ready.case, held_on=DAYS[3])
    (found,) = [each for each in desk.findings() if each.rule == "6.6.l"]
    assert (found.severity, found.subject_register, found.subject_id) == ("warning", "experts", other)
    assert "もう一人さんの派遣は0回分ですが、髙木　さくらさんの4回分の中には" in found.message


# The plan


def test_open_cases_go_to_those_with_the_fewest(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "もう一人", fields=FRONT_YARD)
    plan(desk, ready.case)
    cases = {matching_case(desk), matching_case(desk, "川口市"), matching_case(desk, "和光市")}
    found = desk.matching.plan()
    assert {each.case_id for each in found.choices} == cases
    # One is carried already: two for the other, one for her.
    assert sorted(each.expert_id == other for each in found.choices) == [False, True, True]
    assert found.largest == 2


def test_a_case_whose_dispatch_was_cancelled_still_waits_for_its_expert(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "もう一人", fields=FRONT_YARD)
    session = plan(desk, ready.case)
    desk.run("session.cancel", session, {"status_reason": "都合"})
    matching_case(desk)
    assert [each.expert_id for each in desk.matching.plan().choices] == [other]


def test_the_plan_tells_the_points_that_the_list_of_candidates_tells(ready: Ready) -> None:
    desk = ready.desk
    add_expert(desk, "補助の人", fields="自治体フロントヤード改革の推進（補助できる）", expertise="行政手続の見直し")
    add_expert(desk, "もう一人", fields=FRONT_YARD, expertise="行政手続のオンライン化")
    plan(desk, ready.case)
    case = matching_case(desk)
    (choice,) = desk.matching.plan().choices
    listed = {each.expert_id: each.score for each in desk.matching.candidates(case).suited}
    assert len(listed) == 3
    assert choice.score == listed[choice.expert_id]


def test_an_expert_chosen_for_a_case_counts_before_anything_is_planned(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "もう一人", fields=FRONT_YARD)
    matching_case(desk)
    assert [each.expert_id for each in desk.matching.plan().choices] == [other]
    consulted_case(desk, other, "川口市")
    consulted_case(desk, other, "和光市")
    assert [each.expert_id for each in desk.matching.plan().choices] == [ready.expert]


def test_only_cases_that_are_being_matched_are_written_and_one_undo_takes_it_back(ready: Ready) -> None:
    desk = ready.desk
    waiting, first, second = add_case(desk, "和光市"), matching_case(desk), matching_case(desk, "川口市")
    found = desk.matching.plan()
    assert {each.case_id for each in found.takable} == {first, second}
    assert [each.why_not for each in found.choices if each.case_id == waiting] == ["マッチングを始めていません。"]
    outcome = desk.matching.take(found)
    assert set(outcome.changed) == {first, second}
    assert [chosen(desk, case) for case in (first, second)] == [(Member(ready.expert),)] * 2
    assert chosen(desk, waiting) == ()
    desk.undo()
    assert [chosen(desk, case) for case in (first, second)] == [(), ()]


def test_a_plan_of_former_facts_is_refused_and_writes_nothing(ready: Ready) -> None:
    desk = ready.desk
    case = matching_case(desk)
    found = desk.matching.plan()
    plan(desk, ready.case)
    before = log_size(desk)
    with refusal("matching.outdated"):
        desk.matching.take(found)
    assert log_size(desk) == before
    assert chosen(desk, case) == ()


def read_explanation_as(desk: Desk, value: str) -> None:
    decision = add_instruction(desk, "9月30日")
    values = {"term": "reading.explanation", "value": value, "holds_from": "9月30日", "decision_id": decision}
    desk.run("term_amendment.add", None, values)


def leaves(desk: Desk, expert: str, case: str) -> None:
    desk.run("expert.unlist", expert, {})


def is_called_off(desk: Desk, expert: str, case: str) -> None:
    desk.run("case.withdraw", case, {"status_reason": "団体の都合"})


def loses_the_consent(desk: Desk, expert: str, case: str) -> None:
    read_explanation_as(desk, "説明と了承の両方の日")


AGAINST: dict[Callable[[Desk, str, str], None], str] = {
    leaves: "6(6)ア・6(3)",
    is_called_off: "6(1)イ(ウ)",
    loses_the_consent: "6(3)ウ",
}


@pytest.mark.parametrize("happens", AGAINST, ids=lambda happens: happens.__name__)
def test_the_contract_refuses_a_plan_that_it_no_longer_allows_with_the_clause_and_nothing_of_it_is_written(
    ready: Ready, happens: Callable[[Desk, str, str], None]
) -> None:
    desk = ready.desk
    read_explanation_as(desk, "了承の日だけ（了承は説明を受けたしるし）")
    other = consented_only(desk, "もう一人")
    plan(desk, ready.case)
    first, second = matching_case(desk), matching_case(desk, "川口市")
    found = desk.matching.plan()
    case = next(each.case_id for each in found.takable if each.expert_id == other)
    assert {each.case_id for each in found.takable} == {first, second}
    happens(desk, other, case)
    before = log_size(desk)
    with pytest.raises(RefusedInWords) as raised:
        desk.matching.take(found)
    assert {each.clause for each in raised.value.findings} == {AGAINST[happens]}
    assert all(each.message and each.remedy for each in raised.value.findings)
    assert log_size(desk) == before
    assert (chosen(desk, first), chosen(desk, second)) == ((), ())


def test_a_municipality_that_reached_its_cap_meanwhile_makes_a_plan_outdated(ready: Ready) -> None:
    desk = ready.desk
    case = matching_case(desk, "蕨市")
    found = desk.matching.plan()
    for day in DAYS:
        plan(desk, ready.case, held_on=day)
    with refusal("matching.outdated"):
        desk.matching.take(found)
    assert chosen(desk, case) == ()


def test_a_plan_whose_case_or_expert_is_gone_is_refused(ready: Ready) -> None:
    desk = ready.desk
    other = add_expert(desk, "もう一人", fields=FRONT_YARD)
    plan(desk, ready.case)
    matching_case(desk)
    found = desk.matching.plan()
    desk.undo()
    desk.undo()
    with refusal("matching.outdated"):
        desk.matching.take(found)
    matching_case(desk)
    found = desk.matching.plan()
    desk.run("expert.unlist", other, {})
    desk.run("expert.remove", other, {})
    with refusal("contract.expert_not_in_database"):
        desk.matching.take(found)


def test_nothing_to_take_is_said(ready: Ready) -> None:
    add_case(ready.desk, "戸田市")
    found = ready.desk.matching.plan()
    with refusal("matching.nothing_to_take"):
        ready.desk.matching.take(found)


def test_a_case_that_nobody_can_do_stays_open_with_the_reason(ready: Ready) -> None:
    case = add_case(ready.desk, "戸田市", fields="セキュリティ対策の徹底")
    ready.desk.run("case.start_matching", case, {})
    found = ready.desk.matching.plan()
    (choice,) = found.choices
    assert (choice.expert_id, choice.may_take, choice.why_not) == ("", False, "担える専門人材がいません。")
    assert found.sentence == "担える専門人材のいない案件が1件あります。"
    matching_case(ready.desk, "川口市")
    assert ready.desk.matching.plan().sentence.splitlines()[1:] == ["担える専門人材のいない案件が1件あります。"]


@pytest.mark.parametrize("status", [CaseStatus.WITHDRAWN, CaseStatus.CONSULTING])
def test_ended_and_consulted_cases_are_not_planned(ready: Ready, status: CaseStatus) -> None:
    case = add_case(ready.desk, "戸田市")
    if status is CaseStatus.WITHDRAWN:
        ready.desk.run("case.withdraw", case, {"status_reason": "取下げ"})
    else:
        consulted_case(ready.desk, ready.expert, "川口市")
        ready.desk.run("case.withdraw", case, {"status_reason": "取下げ"})
    assert ready.desk.matching.plan().choices == ()


def test_a_calculation_that_was_given_up_says_so(demonstration: Desk) -> None:
    with refusal("matching.cancelled"):
        demonstration.matching.fairness(cancelled=lambda: True)


# The papers


def test_the_papers_are_made_and_always_the_same(ready: Ready) -> None:
    desk = ready.desk
    plan(desk, ready.case)
    for kind, for_id in (("fairness", ""), ("candidates", ready.case)):
        made = desk.make(kind, for_id)
        assert made.data.startswith(b"%PDF")
        assert made.missing == ()
        assert desk.make(kind, for_id).data == made.data


def test_the_evidence_lacks_something_as_long_as_nobody_was_sent(desk: Desk) -> None:
    assert [each.label for each in desk.missing("fairness")] == ["派遣の実施又は予定"]


def test_who_is_not_in_the_database_is_not_named_to_the_prefecture(ready: Ready) -> None:
    desk = ready.desk
    add_expert(desk, "未了承花子", listed=False)
    add_expert(desk, "別分野太郎", fields="セキュリティ対策の徹底（主導できる）")
    plan(desk, ready.case)
    text = text_of(desk.make("candidates", ready.case).data)
    assert "別分野太郎" in text
    assert "未了承" not in text
    assert "未了承" not in text_of(desk.make("fairness").data)
    assert [each.excluded for each in desk.matching.candidates(ready.case).candidates if each.name == "未了承花子"] == [
        "データベースに掲載されていません（6(6)ア）。"
    ]


def test_what_is_for_the_contractor_alone_stands_in_no_paper(ready: Ready) -> None:
    desk = ready.desk
    desk.run("expert.edit", ready.expert, {"note": "単価は秘密", "mail": "secret@example.invalid"})
    desk.run("case.edit", ready.case, {"note": "社内のメモ"})
    plan(desk, ready.case)
    for kind, for_id in (("fairness", ""), ("candidates", ready.case)):
        text = text_of(desk.make(kind, for_id).data)
        assert "髙木" in text
        assert not [word for word in ("秘密", "secret", "社内のメモ") if word in text]
