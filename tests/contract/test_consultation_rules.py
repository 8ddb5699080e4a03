"""Rules on よろず相談 as cases an official could read: facts, date, finding."""

from dataclasses import replace
from datetime import date

import pytest

from app.contract.deadlines import DeadlineState, answer_deadline, deadlines
from app.contract.findings import Severity
from app.contract.workflow import obstacles
from app.domain.case import CaseStatus
from app.domain.consultation import AnswerMethod
from app.domain.decision import DecisionResult
from app.domain.record import Member, Record
from tests.factories import make_case, make_decision, make_expert, make_facts
from tests.factories_support import answered, check_words, found, make_answer, make_consultation, named_facts

AREA = "consultations"


def violated(*records: Record, today: date = date(2026, 9, 30)) -> set[str]:
    return found(named_facts(*records, today=today), AREA)


def warned(*records: Record) -> set[str]:
    return found(named_facts(*records), AREA, Severity.WARNING)


def against(action: str, record: Record, *others: Record) -> set[str]:
    facts = make_facts(record, *others)
    refusals = obstacles(action, record, facts)
    check_words(facts, refusals)
    return {finding.code.removeprefix(f"{AREA}.") for finding in refusals}


def test_an_orderly_answer_breaks_no_rule() -> None:
    assert violated(*answered(make_answer())) == set()
    assert warned(*answered(make_answer())) == set()


def test_nothing_is_decided_without_a_consultation_with_the_prefecture() -> None:
    assert violated(make_expert(), make_consultation()) == {"decided_without_consultation"}
    pending = make_decision(result=DecisionResult.PENDING)
    assert violated(make_expert(), make_consultation(), pending) == {"consultation_not_agreed"}


def test_the_decision_may_fall_on_the_day_of_the_consultation_and_not_before() -> None:
    same_day = make_decision(decided_on=date(2026, 9, 2))
    day_after = make_decision(decided_on=date(2026, 9, 3))
    assert violated(make_expert(), make_consultation(), same_day) == set()
    assert violated(make_expert(), make_consultation(), day_after) == {"decided_before_consultation"}


def test_the_decision_falls_between_the_application_and_today() -> None:
    orderly = (make_expert(), make_decision(), make_consultation())
    assert violated(*orderly, today=date(2026, 9, 2)) == set()
    assert violated(*orderly, today=date(2026, 9, 1)) == {"decided_in_future"}
    assert violated(*answered(applied_on=date(2026, 9, 2))) == set()
    assert violated(*answered(applied_on=date(2026, 9, 3))) == {"decided_before_application"}


def test_an_answer_on_the_day_of_the_decision_is_allowed_and_the_day_before_is_not() -> None:
    assert violated(*answered(make_answer(answered_on=date(2026, 9, 2)))) == set()
    assert violated(*answered(make_answer(answered_on=date(2026, 9, 1)))) == {"answer_before_decision"}


def test_an_answer_to_a_consultation_still_being_consulted_on_is_a_violation() -> None:
    consulting = {"status": CaseStatus.CONSULTING, "decided_on": None}
    assert "answer_before_decision" in violated(*answered(make_answer(), **consulting))


def test_support_ends_on_the_performance_deadline_and_not_a_day_later() -> None:
    last = date(2027, 3, 31)
    on_the_day = make_answer(answered_on=date(2027, 3, 19))
    day_after = make_answer(answered_on=date(2027, 3, 20))
    assert violated(*answered(on_the_day), today=last) == set()
    assert violated(*answered(day_after), today=last) == {"answer_after_deadline"}


def test_an_answer_before_signing_is_a_violation() -> None:
    early = {"applied_on": date(2026, 5, 1), "decided_on": date(2026, 5, 10), "consultation_id": "decision-0"}
    agreed = make_decision(id="decision-0", decided_on=date(2026, 5, 10))
    before = make_answer(answered_on=date(2026, 5, 10))
    assert "answer_before_signing" in violated(*answered(before, **early), agreed)
    assert "answer_before_signing" not in violated(*answered(replace(before, answered_on=date(2026, 5, 11)), **early))


def test_an_answer_cannot_have_been_given_tomorrow() -> None:
    assert violated(*answered(make_answer()), today=date(2026, 9, 18)) == set()
    assert violated(*answered(make_answer()), today=date(2026, 9, 17)) == {"answer_in_future"}


def test_there_are_four_ways_of_answering_and_no_other() -> None:
    assert [method.label for method in AnswerMethod] == ["メール", "チャット", "電話", "オンライン"]
    assert violated(*answered(make_answer(method=None))) == {"answer_without_method"}


def test_another_way_than_agreed_is_warned_of() -> None:
    assert warned(*answered(make_answer(method=AnswerMethod.PHONE))) == {"method_not_agreed"}
    assert warned(*answered(make_answer(method=AnswerMethod.PHONE), answer_method=AnswerMethod.PHONE)) == set()


@pytest.mark.parametrize(("minutes", "expected"), [(60, set()), (90, set()), (91, {"answer_too_long"})])
def test_more_than_an_hour_and_a_half_is_well_over_an_hour(minutes: int, expected: set[str]) -> None:
    assert warned(*answered(make_answer(minutes=minutes))) == expected
    assert violated(*answered(make_answer(minutes=minutes))) == set()


def test_only_experts_who_were_agreed_on_answer() -> None:
    other = make_expert(id="expert-2", name="山﨑　誠")
    assert violated(*answered(make_answer(expert_ids=())), other) == {"answer_without_expert"}
    assert violated(*answered(make_answer(expert_ids=(Member("expert-2"),))), other) == {"answer_expert_not_decided"}


def test_an_expert_consents_by_the_day_of_the_answer() -> None:
    def with_consent(on: date | None) -> set[str]:
        return violated(make_expert(consented_on=on, is_listed=False), *answered(make_answer())[1:])

    assert "answer_expert_no_consent" not in with_consent(date(2026, 9, 18))
    assert "answer_expert_no_consent" in with_consent(date(2026, 9, 19))
    assert "answer_expert_no_consent" in with_consent(None)


def test_the_experts_of_a_running_consultation_are_listed_and_may_leave_after_it() -> None:
    unlisted = make_expert(is_listed=False)
    running = (unlisted, make_decision(), make_consultation(), make_answer())
    over = (unlisted, make_decision(), make_consultation(status=CaseStatus.COMPLETED), make_answer())
    assert violated(*running) == {"expert_not_in_database"}
    assert violated(*over) == set()
    assert against("expert.unlist", make_expert(), make_consultation()) == {"expert_still_answering"}
    assert against("expert.unlist", make_expert(), make_consultation(status=CaseStatus.COMPLETED)) == set()


def test_another_scheme_is_proposed_after_agreement_with_the_prefecture() -> None:
    def proposing(**changes: object) -> set[str]:
        return violated(*answered(make_answer(other_scheme="地域活性化起業人", **changes)))

    assert proposing() == {"scheme_without_consultation"}
    assert proposing(scheme_decision_id="decision-1") == set()
    assert proposing(scheme_decision_id="decision-9") == {"scheme_without_consultation"}
    too_late = make_decision(id="decision-2", decided_on=date(2026, 9, 19))
    answer = make_answer(other_scheme="地域活性化起業人", scheme_decision_id="decision-2")
    assert violated(*answered(answer), too_late) == {"scheme_without_consultation"}
    assert violated(*answered(answer), replace(too_late, decided_on=date(2026, 9, 18))) == set()


@pytest.mark.parametrize("section", ["content", "effect", "materials"])
def test_a_report_without_a_section_of_6_5_ka_is_refused(section: str) -> None:
    lacking = make_answer(**{section: "　"})
    assert against("answer.report", make_answer(), make_consultation()) == set()
    assert against("answer.report", lacking, make_consultation()) == {f"report_lacks_{section}"}
    assert violated(*answered(lacking)) == set()
    assert violated(*answered(replace(lacking, reported_on=date(2026, 9, 24)))) == {f"report_lacks_{section}"}


def test_a_report_is_dated_on_the_day_of_its_answer_or_later() -> None:
    assert violated(*answered(make_answer(reported_on=date(2026, 9, 18)))) == set()
    assert violated(*answered(make_answer(reported_on=date(2026, 9, 17)))) == {"report_before_answer"}


@pytest.mark.parametrize(
    ("today", "reported_on", "state"),
    [
        # five open days after Friday 9-18: the holidays of 9-21 to 9-23 do not count
        (date(2026, 9, 30), None, DeadlineState.DUE),
        (date(2026, 10, 1), None, DeadlineState.OVERDUE),
        (date(2026, 10, 1), date(2026, 9, 30), DeadlineState.DONE),
        (date(2026, 10, 1), date(2026, 10, 1), DeadlineState.DONE_LATE),
    ],
)
def test_each_answer_is_reported_within_five_open_days(
    today: date, reported_on: date | None, state: DeadlineState
) -> None:
    answer = make_answer(reported_on=reported_on)
    deadline = answer_deadline(answer, make_facts(today=today))
    assert deadline is not None
    assert (deadline.due.stated_on, deadline.state) == (date(2026, 9, 30), state)


def test_two_answers_of_one_consultation_have_two_clocks() -> None:
    second = make_answer(id="answer-2", answered_on=date(2026, 10, 5))
    facts = make_facts(*answered(make_answer(), second), today=date(2026, 10, 5))
    assert [item.due.stated_on for item in deadlines(facts) if item.deliverable == 4] == [
        date(2026, 9, 30),
        date(2026, 10, 13),  # 10-12 is a holiday
    ]


def test_the_consultation_with_the_prefecture_needs_the_way_of_answering() -> None:
    matching = {"status": CaseStatus.MATCHING}
    expert = make_expert()
    assert against("case.consult", make_consultation(**matching), expert) == set()
    assert against("case.consult", make_consultation(answer_method=None, **matching), expert) == {"no_answer_method"}
    unlisted = make_expert(is_listed=False)
    assert against("case.consult", make_consultation(**matching), unlisted) == {"expert_not_in_database"}


def test_a_consultation_is_complete_when_answered_and_closes_when_every_answer_is_reported() -> None:
    case, done = make_consultation(), make_consultation(status=CaseStatus.COMPLETED)
    assert against("case.complete", case) == {"nothing_answered"}
    assert against("case.complete", case, make_answer()) == set()
    assert against("case.close", done, make_answer()) == {"answer_not_reported"}
    assert against("case.close", done, make_answer(reported_on=date(2026, 9, 24))) == set()


def test_an_answered_consultation_is_neither_withdrawn_nor_matched_again() -> None:
    decided = make_consultation(status=CaseStatus.DECIDED)
    assert against("case.withdraw", make_consultation(), make_answer()) == {"answer_was_given"}
    assert against("case.withdraw", make_consultation()) == set()
    assert against("case.rematch", decided, make_answer()) == {"answer_was_given"}
    assert against("case.rematch", decided) == set()


@pytest.mark.parametrize("action", ["answer.edit", "answer.report", "answer.remove"])
def test_a_reported_answer_stays_as_it_is_until_the_report_is_taken_back(action: str) -> None:
    reported = make_answer(reported_on=date(2026, 9, 24))
    assert against(action, make_answer(), make_consultation()) == set()
    assert against(action, reported, make_consultation()) == {"answer_already_reported"}
    assert against("answer.correct", reported) == set()
    assert against("answer.correct", make_answer()) == {"answer_not_reported"}


def test_the_answers_of_a_completed_consultation_are_not_removed() -> None:
    completed = make_consultation(status=CaseStatus.COMPLETED)
    assert against("answer.remove", make_answer(), completed) == {"contract.not_in_this_state"}


def test_a_consultation_leads_to_one_dispatch_at_a_time() -> None:
    dispatch = make_case(id="case-2", number="派-M01-0002", origin_case_id="case-1")
    withdrawn = replace(dispatch, status=CaseStatus.WITHDRAWN)
    assert against("case.to_dispatch", make_consultation()) == set()
    assert against("case.to_dispatch", make_consultation(), dispatch) == {"already_dispatched"}
    assert against("case.to_dispatch", make_consultation(), withdrawn) == set()


def test_an_expert_named_anywhere_is_never_removed() -> None:
    unlisted = make_expert(is_listed=False)
    assert against("expert.remove", unlisted, make_answer()) == {"expert_has_supported"}
    matched = make_consultation(status=CaseStatus.MATCHING)
    assert against("expert.remove", unlisted, matched) == {"contract.expert_has_sessions"}
