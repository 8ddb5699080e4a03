"""Rules on dispatch as cases an official could read: facts, date, finding."""

from datetime import date, time, timedelta

import pytest

from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.contract.rules import rule_book
from app.contract.workflow import obstacles
from app.domain.accompaniment import AccompanimentStatus
from app.domain.case import CaseStatus, Mode
from app.domain.decision import DecisionResult
from app.domain.expert import Engagement
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus
from tests.factories import (
    TODA,
    make_amendment,
    make_case,
    make_decision,
    make_expert,
    make_facts,
    make_session,
    orderly,
)
from tests.factories_support import make_accompaniment, make_accompaniment_session, make_answer

PLANNED = {"status": SessionStatus.PLANNED}


def found(facts: ContractFacts, *severities: Severity) -> set[str]:
    """Return the codes of the findings on sessions and cases of these severities."""
    wanted = severities or (Severity.VIOLATION,)
    return {
        finding.code.removeprefix("contract.")
        for finding in rule_book().findings(facts)
        if finding.severity in wanted and finding.subject.register in ("sessions", "cases")
    }


def six_sessions(last_day: date, **changes: object) -> list[Session]:
    """Return five sessions in early September and a sixth on a day."""
    days = [date(2026, 9, 2) + timedelta(days=number) for number in range(5)]
    return [
        make_session(id=f"session-{number}", number=f"回-{number}", held_on=day, **PLANNED, **changes)
        for number, day in enumerate([*days, last_day], start=1)
    ]


def test_an_orderly_session_breaks_no_rule() -> None:
    assert found(make_facts(*orderly(make_session()))) == set()


def test_support_on_the_performance_deadline_counts() -> None:
    facts = make_facts(*orderly(make_session(held_on=date(2027, 3, 19), **PLANNED)))
    assert "after_performance_deadline" not in found(facts)


def test_support_on_the_day_after_the_performance_deadline_is_a_violation() -> None:
    facts = make_facts(*orderly(make_session(held_on=date(2027, 3, 20), **PLANNED)))
    assert "after_performance_deadline" in found(facts)


def test_support_on_the_day_of_signing_is_allowed_and_the_day_before_is_not() -> None:
    early = {"applied_on": date(2026, 5, 1), "decided_on": date(2026, 5, 10)}
    on_the_day = make_facts(*orderly(make_session(held_on=date(2026, 5, 11), **PLANNED), **early))
    before = make_facts(*orderly(make_session(held_on=date(2026, 5, 10), **PLANNED), **early))
    assert "before_signing" not in found(on_the_day)
    assert "before_signing" in found(before)


@pytest.mark.parametrize(
    ("held_on", "expected"),
    [
        # five open days after 3-11 (Thu) end on 3-18; after 3-12 (Fri) on 3-19
        (date(2027, 3, 11), set()),
        (date(2027, 3, 12), set()),
        (date(2027, 3, 14), set()),
        (date(2027, 3, 15), {"report_after_deadline"}),
        (date(2027, 3, 19), {"report_after_deadline"}),
    ],
)
def test_a_session_warns_when_its_report_falls_after_the_performance_deadline(
    held_on: date, expected: set[str]
) -> None:
    facts = make_facts(*orderly(make_session(held_on=held_on, **PLANNED)))
    assert found(facts, Severity.WARNING) & {"report_after_deadline", "report_after_period"} == expected


def test_a_session_warns_when_an_amended_deadline_lets_its_report_fall_after_the_contract() -> None:
    later = make_amendment(term="performance.deadline", value="2027-03-31", holds_from=date(2026, 9, 1))
    in_time = make_facts(*orderly(make_session(held_on=date(2027, 3, 24), **PLANNED)), amendments=(later,))
    too_late = make_facts(*orderly(make_session(held_on=date(2027, 3, 25), **PLANNED)), amendments=(later,))
    assert "report_after_period" not in found(in_time, Severity.WARNING)
    assert "report_after_period" in found(too_late, Severity.WARNING)


def test_eight_hours_are_allowed_and_a_minute_more_is_refused() -> None:
    eight = make_facts(*orderly(make_session(starts_at=time(9, 0), ends_at=time(17, 0))))
    more = make_facts(*orderly(make_session(starts_at=time(9, 0), ends_at=time(17, 1))))
    assert found(eight) == set()
    assert found(more) == {"too_long"}


def test_breaks_do_not_count_as_support_time() -> None:
    nine_to_six = {"starts_at": time(9, 0), "ends_at": time(18, 0)}
    assert found(make_facts(*orderly(make_session(break_minutes=60, **nine_to_six)))) == set()
    assert found(make_facts(*orderly(make_session(break_minutes=59, **nine_to_six)))) == {"too_long"}


def test_a_session_across_midnight_is_refused() -> None:
    across = make_session(starts_at=time(22, 0), ends_at=time(1, 0))
    same = make_session(starts_at=time(22, 0), ends_at=time(22, 0))
    until_midnight = make_session(starts_at=time(21, 0), ends_at=time(23, 59))
    assert found(make_facts(*orderly(across))) == {"across_midnight"}
    assert found(make_facts(*orderly(same))) == {"across_midnight"}
    assert found(make_facts(*orderly(until_midnight))) == set()


def test_a_session_that_is_all_break_is_refused() -> None:
    assert found(make_facts(*orderly(make_session(break_minutes=180)))) == {"no_support_time"}
    assert found(make_facts(*orderly(make_session(break_minutes=179)))) == set()


@pytest.mark.parametrize(
    ("ends_at", "noted"),
    [(time(14, 29), True), (time(14, 30), False), (time(17, 30), False), (time(17, 31), True)],
)
def test_a_session_far_from_three_hours_is_noted(ends_at: time, noted: bool) -> None:
    facts = make_facts(*orderly(make_session(starts_at=time(13, 0), ends_at=ends_at)))
    assert ("unusual_length" in found(facts, Severity.NOTICE)) is noted


def test_the_fifth_session_of_a_municipality_is_allowed_and_the_sixth_is_refused() -> None:
    sessions = six_sessions(date(2026, 9, 29))
    assert "over_cap" not in found(make_facts(*orderly(*sessions[:5])))
    assert "over_cap" in found(make_facts(*orderly(*sessions)))


def test_a_cancelled_session_does_not_count_towards_the_cap() -> None:
    sessions = six_sessions(date(2026, 9, 29))
    sessions[0] = make_session(id="session-1", status=SessionStatus.CANCELLED)
    assert "over_cap" not in found(make_facts(*orderly(*sessions)))


def test_the_cap_counts_across_the_cases_of_a_municipality_and_not_across_municipalities() -> None:
    sessions = six_sessions(date(2026, 9, 29))
    other_case = make_case(id="case-2", municipality_code=TODA)
    moved = make_session(id="session-6", held_on=date(2026, 9, 29), case_id="case-2", municipality_code=TODA, **PLANNED)
    assert "over_cap" not in found(make_facts(*orderly(*sessions[:5], moved), other_case))


@pytest.mark.parametrize(("held_on", "refused"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_a_raised_cap_holds_from_its_day_on_the_sessions_own_day(held_on: date, refused: bool) -> None:
    facts = make_facts(*orderly(*six_sessions(held_on)), amendments=(make_amendment(),))
    assert ("over_cap" in found(facts)) is refused


def test_a_cap_raised_for_one_municipality_leaves_the_others_as_they_are() -> None:
    elsewhere = make_amendment(municipality_code=TODA)
    facts = make_facts(*orderly(*six_sessions(date(2026, 10, 5))), amendments=(elsewhere,))
    assert "over_cap" in found(facts)


def test_an_online_session_needs_the_wish_of_the_municipality() -> None:
    online = {"mode": Mode.ONLINE}
    assert found(make_facts(*orderly(make_session(**online)))) == {"online_without_wish"}
    assert found(make_facts(*orderly(make_session(online_wish="　 ", **online)))) == {"online_without_wish"}
    assert found(make_facts(*orderly(make_session(online_wish="9/1 電話で希望", **online)))) == set()


def test_a_dispatch_decided_without_consultation_is_a_violation() -> None:
    assert "decided_without_consultation" in found(make_facts(make_case(consultation_id="")))
    assert "decided_without_consultation" not in found(make_facts(make_case(), make_decision()))


@pytest.mark.parametrize("status", [CaseStatus.RECEIVED, CaseStatus.MATCHING, CaseStatus.CONSULTING])
def test_before_the_decision_no_consultation_is_needed(status: CaseStatus) -> None:
    assert found(make_facts(make_case(consultation_id="", status=status))) == set()


@pytest.mark.parametrize("result", [DecisionResult.REFUSED, DecisionResult.PENDING])
def test_a_consultation_without_agreement_decides_nothing(result: DecisionResult) -> None:
    assert "consultation_not_agreed" in found(make_facts(make_case(), make_decision(result=result)))


def test_the_decision_may_fall_on_the_day_of_the_consultation_and_not_before() -> None:
    same_day = make_facts(make_case(), make_decision(decided_on=date(2026, 9, 2)))
    day_after = make_facts(make_case(), make_decision(decided_on=date(2026, 9, 3)))
    assert "decided_before_consultation" not in found(same_day)
    assert "decided_before_consultation" in found(day_after)


def test_a_case_is_decided_between_its_application_and_today() -> None:
    def codes(decided_on: date) -> set[str]:
        decision = make_decision(decided_on=date(2026, 8, 1))
        return found(make_facts(make_case(decided_on=decided_on), decision, today=date(2026, 9, 2)))

    assert codes(date(2026, 8, 20)) == set()
    assert codes(date(2026, 8, 19)) == {"decided_before_application"}
    assert codes(date(2026, 9, 2)) == set()
    assert codes(date(2026, 9, 3)) == {"decided_in_future"}


def test_a_report_is_dated_between_its_session_and_today() -> None:
    def codes(reported_on: date) -> set[str]:
        session = make_session(status=SessionStatus.REPORTED, reported_on=reported_on)
        return found(make_facts(*orderly(session), today=date(2026, 9, 24)))

    assert codes(date(2026, 9, 18)) == set()
    assert codes(date(2026, 9, 17)) == {"report_before_session"}
    assert codes(date(2026, 9, 24)) == set()
    assert codes(date(2026, 9, 25)) == {"report_in_future"}


def test_a_session_on_the_day_of_the_decision_is_allowed_and_the_day_before_is_not() -> None:
    assert found(make_facts(*orderly(make_session(held_on=date(2026, 9, 2))))) == set()
    assert found(make_facts(*orderly(make_session(held_on=date(2026, 9, 1))))) == {"session_before_decision"}


def test_an_expert_who_was_not_decided_may_not_be_sent() -> None:
    other = make_expert(id="expert-2", name="山﨑　誠")
    session = make_session(expert_ids=(Member("expert-2"),))
    assert found(make_facts(*orderly(session), other)) == {"expert_not_decided"}


def test_an_unlisted_expert_may_not_be_planned_and_stays_on_record_once_held() -> None:
    unlisted = make_expert(is_listed=False)
    planned = make_facts(unlisted, make_decision(), make_case(), make_session(**PLANNED))
    held = make_facts(unlisted, make_decision(), make_case(), make_session())
    assert found(planned) == {"expert_not_in_database"}
    assert found(held) == set()


def test_a_session_without_an_expert_is_refused() -> None:
    assert found(make_facts(*orderly(make_session(expert_ids=())))) == {"no_expert"}


def test_a_session_cannot_have_been_held_tomorrow() -> None:
    session = make_session()
    today = make_facts(*orderly(session), today=date(2026, 9, 18))
    yesterday = make_facts(*orderly(session), today=date(2026, 9, 17))
    assert "held_in_future" not in found(today)
    assert "held_in_future" in found(yesterday)


def test_an_expert_in_two_places_at_once_is_warned_of() -> None:
    second = {"id": "session-2", "number": "回-M01-0002", "municipality_code": TODA}
    overlapping = make_session(starts_at=time(15, 59), ends_at=time(18, 0), **second)
    following = make_session(starts_at=time(16, 0), ends_at=time(18, 0), **second)
    assert "expert_in_two_places" in found(make_facts(*orderly(make_session(), overlapping)), Severity.WARNING)
    assert "expert_in_two_places" not in found(make_facts(*orderly(make_session(), following)), Severity.WARNING)


def test_an_expert_in_a_dispatch_and_in_accompaniment_at_once_is_warned_of_at_the_later_one() -> None:
    def twice(starts_at: time, **changes: object) -> list[tuple[str, str]]:
        other = make_accompaniment_session(
            held_on=date(2026, 9, 18), starts_at=starts_at, ends_at=time(18, 0), **changes
        )
        found = rule_book().findings(make_facts(*orderly(make_session()), other))
        return [(each.rule, each.subject.register) for each in found if each.code == "contract.expert_in_two_places"]

    assert twice(time(15, 59)) == [("6.4.b", "accompaniment-sessions")]
    assert twice(time(12, 0)) == [("6.6.f", "sessions")]
    assert twice(time(16, 0)) == []
    assert twice(time(15, 59), status=AccompanimentStatus.CANCELLED) == []


def test_a_completed_dispatch_without_a_survey_request_is_warned_of() -> None:
    completed = make_case(status=CaseStatus.COMPLETED)
    asked = make_case(status=CaseStatus.COMPLETED, survey_asked_on=date(2026, 9, 21))
    assert "survey_not_asked" in found(make_facts(completed, make_decision()), Severity.WARNING)
    assert "survey_not_asked" not in found(make_facts(asked, make_decision()), Severity.WARNING)


def test_a_survey_is_called_to_mind_after_fourteen_days_and_never_keeps_a_report_back() -> None:
    asked = {"status": CaseStatus.COMPLETED, "survey_asked_on": date(2026, 9, 16)}

    def noted(today: date, **changes: object) -> set[str]:
        return found(make_facts(make_case(**asked, **changes), make_decision(), today=today), Severity.NOTICE)

    assert "survey_not_answered" not in noted(date(2026, 9, 30))
    assert "survey_not_answered" in noted(date(2026, 10, 1))
    assert "survey_not_answered" not in noted(date(2026, 10, 1), survey_answered_on=date(2026, 9, 30))
    waiting = make_facts(*orderly(make_session(), **asked), today=date(2026, 12, 1))
    assert not obstacles("session.report", waiting.sessions["session-1"], waiting)


def test_an_expert_without_consent_on_the_day_may_not_be_sent() -> None:
    def with_consent(consented_on: date | None) -> ContractFacts:
        expert = make_expert(consented_on=consented_on)
        return make_facts(expert, make_decision(), make_case(), make_session(**PLANNED))

    assert "session_expert_no_consent" not in found(with_consent(date(2026, 9, 18)))
    assert "session_expert_no_consent" in found(with_consent(date(2026, 9, 19)))
    assert "session_expert_no_consent" in found(with_consent(None))


CODE = "contract.engagement_without_approval"


def warned_of_engagement(*records: Record, **changes: object) -> bool:
    facts = make_facts(make_expert(**changes), *records)
    return CODE in {each.code for each in rule_book().findings(facts) if each.severity == Severity.WARNING}


def test_an_engagement_that_may_be_subcontracting_is_warned_of_until_it_is_settled_with_the_prefecture() -> None:
    sent = (make_decision(), make_case(), make_session(), make_decision(id="refused", result=DecisionResult.REFUSED))
    assert warned_of_engagement(*sent, engagement=Engagement.PERSONAL)
    assert warned_of_engagement(*sent, engagement=Engagement.PERSONAL, approval_decision_id="decision-7")  # no record
    assert warned_of_engagement(*sent, engagement=Engagement.PERSONAL, approval_decision_id="refused")
    assert not warned_of_engagement(*sent, engagement=Engagement.PERSONAL, approval_decision_id="decision-1")
    assert not warned_of_engagement(*sent, engagement=Engagement.EMPLOYED)


NOBODY = {"expert_ids": ()}


@pytest.mark.parametrize(
    ("assigned", "free"),
    [
        (make_session(), make_session(status=SessionStatus.CANCELLED)),
        (make_answer(), make_answer(**NOBODY)),
        (make_accompaniment_session(), make_accompaniment_session(status=AccompanimentStatus.CANCELLED)),
        (make_accompaniment(), make_accompaniment(manager_id="")),
    ],
)
def test_whatever_an_expert_is_assigned_to_asks_about_the_engagement(assigned: Record, free: Record) -> None:
    assert warned_of_engagement(assigned, engagement=Engagement.CONTRACTED)
    assert not warned_of_engagement(free, engagement=Engagement.CONTRACTED)


def lowered(cap: int, on: date, *sessions: Session) -> list[tuple[str, str, dict[str, object]]]:
    """Return what a cap lowered from a day on has to say about these sessions."""
    amendment = make_amendment(value=str(cap), holds_from=on)
    facts = make_facts(*orderly(*sessions), amendments=(amendment,), today=date(2026, 9, 30))
    return [
        (each.code, each.subject.id, dict(each.values)) for each in rule_book().findings(facts) if each.rule == "6.6.d"
    ]


def test_a_cap_lowered_below_what_is_used_is_warned_of_once_and_at_what_is_used_it_is_not() -> None:
    sessions = six_sessions(date(2026, 9, 7))[:5]
    assert lowered(5, date(2026, 10, 1), *sessions) == []
    values = {"municipality": "112232", "used": 5, "cap": 4}
    assert lowered(4, date(2026, 10, 1), *sessions) == [("contract.cap_below_use", "session-5", values)]


def test_a_session_beyond_the_cap_of_its_own_day_is_told_instead() -> None:
    sessions = six_sessions(date(2026, 9, 7))[:5]
    found = lowered(4, date(2026, 9, 1), *sessions)
    assert [(code, subject) for code, subject, _ in found] == [("contract.over_cap", "session-5")]
