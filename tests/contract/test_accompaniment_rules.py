"""Rules on 長期伴走支援 as cases an official could read: facts, date, finding."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.contract.deadlines import DeadlineState, deadlines
from app.contract.findings import Severity
from app.contract.workflow import obstacles
from app.domain.accompaniment import AccompanimentStatus, PlanStatus
from app.domain.case import Mode
from app.domain.decision import DecisionResult
from app.domain.record import Member, Record
from app.services.contract.overview import counts
from tests.factories import (
    TODA,
    WARABI,
    make_decision,
    make_expert,
    make_facts,
    make_session,
    orderly,
)
from tests.factories_support import (
    NAMES,
    accompanied,
    findings,
    found,
    make_accompaniment,
    make_accompaniment_session,
    named_facts,
)

AREA = "accompaniments"
PLANNED = {"status": AccompanimentStatus.PLANNED}


def violated(*records: Record, today: date = date(2026, 9, 30)) -> set[str]:
    return found(named_facts(*records, today=today), AREA)


def warned(*records: Record, today: date = date(2026, 7, 11)) -> set[str]:
    """Return the warnings, by default on a day on which the number of municipalities is not yet remarked on."""
    return found(named_facts(*records, today=today), AREA, Severity.WARNING)


def test_an_orderly_plan_and_session_break_no_rule() -> None:
    assert violated(*accompanied(make_accompaniment_session())) == set()
    assert warned(*accompanied(make_accompaniment_session())) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decided_on": None}, "plan_without_decision_day"),
        ({"hearing_on": None}, "plan_without_hearing"),
        ({"hearing_on": date(2026, 9, 3)}, "plan_before_hearing"),
        ({"plan": "　\n"}, "plan_without_text"),
        ({"consultation_id": ""}, "plan_without_consultation"),
        ({"municipality_agreed_on": None}, "plan_without_municipality"),
        ({"municipality_agreed_on": date(2026, 9, 3)}, "plan_before_municipality"),
        ({"fields": ()}, "theme_outside_table"),
        ({"fields": (Member("front-yard"), Member("metaverse"))}, "theme_outside_table"),
    ],
)
def test_a_plan_is_decided_only_when_everything_of_6_4_a_is_there(changes: dict[str, object], code: str) -> None:
    assert violated(*accompanied(**changes)) == {code}
    assert violated(*accompanied(**{**changes, "status": PlanStatus.CONSULTING})) == set()


def test_hearing_and_agreements_may_fall_on_the_day_of_the_decision() -> None:
    day = date(2026, 9, 2)
    same_day = accompanied(hearing_on=day, municipality_agreed_on=day)
    assert violated(make_decision(decided_on=day), make_expert(), same_day[2]) == set()
    after = make_decision(decided_on=date(2026, 9, 3))
    assert violated(after, make_expert(), same_day[2]) == {"plan_without_consultation"}


@pytest.mark.parametrize("result", [DecisionResult.REFUSED, DecisionResult.PENDING])
def test_a_consultation_without_agreement_decides_no_plan(result: DecisionResult) -> None:
    assert violated(make_expert(), make_accompaniment(), make_decision(result=result)) == {"plan_without_consultation"}


def test_the_progress_manager_is_a_listed_expert_once_the_plan_is_decided() -> None:
    draft, unlisted = {"status": PlanStatus.DRAFT}, make_expert(is_listed=False)
    assert violated(unlisted, make_decision(), make_accompaniment()) == {"manager_not_listed"}
    assert violated(*accompanied(manager_id="")) == {"manager_missing"}
    assert warned(unlisted, make_accompaniment(**draft)) == {"manager_not_listed"}
    assert violated(unlisted, make_accompaniment(**draft)) == set()


def test_a_manager_may_serve_several_municipalities_and_leave_after_the_report() -> None:
    other = make_accompaniment(id="accompaniment-2", municipality_code=TODA)
    assert violated(*accompanied(), other) == set()
    reported = make_accompaniment(reported_on=date(2027, 3, 1), result="窓口の待ち時間が半分になった。")
    assert violated(make_expert(is_listed=False), make_decision(), reported) == set()


def test_an_online_session_needs_the_wish_of_the_municipality() -> None:
    online = make_accompaniment_session(mode=Mode.ONLINE)
    assert violated(*accompanied(online)) == {"online_without_wish"}
    assert violated(*accompanied(replace(online, online_wish="　"))) == {"online_without_wish"}
    assert violated(*accompanied(replace(online, online_wish="9/1 電話で希望"))) == set()


def test_support_ends_on_the_performance_deadline_and_not_a_day_later() -> None:
    on_the_day = make_accompaniment_session(held_on=date(2027, 3, 19), **PLANNED)
    assert violated(*accompanied(on_the_day)) == set()
    assert violated(*accompanied(replace(on_the_day, held_on=date(2027, 3, 20)))) == {"after_deadline"}


def test_support_starts_with_the_signing_of_the_contract() -> None:
    experts = make_expert(explained_on=date(2026, 5, 1), consented_on=date(2026, 5, 1))
    first = make_accompaniment_session(held_on=date(2026, 5, 11))
    rest = accompanied()[1:]
    assert violated(experts, *rest, first) == set()
    assert violated(experts, *rest, replace(first, held_on=date(2026, 5, 10))) == {"before_signing"}


def test_a_session_cannot_have_been_held_tomorrow() -> None:
    session = make_accompaniment_session()
    assert violated(*accompanied(session), today=date(2026, 9, 18)) == set()
    assert violated(*accompanied(session), today=date(2026, 9, 17)) == {"held_in_future"}


def test_a_session_may_last_all_day_and_not_across_midnight() -> None:
    all_day = make_accompaniment_session(starts_at=time(0, 0), ends_at=time(23, 59))
    across = make_accompaniment_session(starts_at=time(22, 0), ends_at=time(1, 0))
    all_break = make_accompaniment_session(break_minutes=180)
    assert violated(*accompanied(all_day)) == set()
    assert violated(*accompanied(across)) == {"across_midnight"}
    assert violated(*accompanied(all_break)) == {"no_support_time"}
    assert violated(*accompanied(replace(all_break, break_minutes=179))) == set()


def test_only_listed_and_consenting_experts_support() -> None:
    unlisted = make_expert(is_listed=False)
    draft = make_accompaniment(status=PlanStatus.DRAFT)
    planned = make_accompaniment_session(**PLANNED)
    assert violated(unlisted, draft, planned) == {"expert_not_listed"}
    assert violated(unlisted, draft, make_accompaniment_session()) == set()
    assert violated(*accompanied(make_accompaniment_session(expert_ids=()))) == {"no_expert"}
    on_the_day = make_expert(consented_on=date(2026, 9, 18))
    assert violated(on_the_day, draft, planned) == set()
    assert violated(replace(on_the_day, consented_on=date(2026, 9, 19)), draft, planned) == {"expert_no_consent"}


def test_a_cancelled_session_breaks_no_rule() -> None:
    cancelled = {"status": AccompanimentStatus.CANCELLED, "expert_ids": (), "held_on": date(2027, 3, 30)}
    assert violated(*accompanied(make_accompaniment_session(**cancelled))) == set()


def test_a_session_belongs_to_the_municipality_of_its_plan() -> None:
    assert violated(*accompanied(make_accompaniment_session(municipality_code=TODA))) == {"other_municipality"}


def test_a_session_before_its_plan_is_decided_is_warned_of() -> None:
    session = make_accompaniment_session(held_on=date(2026, 9, 2))
    assert warned(*accompanied(session)) == set()
    assert warned(*accompanied(replace(session, held_on=date(2026, 9, 1)))) == {"before_plan"}
    assert warned(*accompanied(session, status=PlanStatus.DRAFT)) == {"before_plan"}


def chosen(number: int, today: date) -> set[str]:
    """Return what is said of the number of municipalities."""
    codes = list(NAMES)[:number]
    plans = [make_accompaniment(id=f"plan-{code}", municipality_code=code) for code in codes]
    return warned(make_expert(), make_decision(), *plans, today=today)


@pytest.mark.parametrize(
    ("number", "expected"), [(4, {"too_few"}), (5, set()), (10, set()), (11, {"too_many"}), (0, {"too_few"})]
)
def test_five_to_ten_municipalities_are_accompanied(number: int, expected: set[str]) -> None:
    assert chosen(number, date(2026, 9, 30)) == expected


def test_the_number_is_remarked_on_when_two_months_have_passed_since_signing() -> None:
    assert chosen(4, date(2026, 7, 11)) == set()
    assert chosen(4, date(2026, 7, 12)) == {"too_few"}


def test_two_plans_of_one_municipality_are_one_municipality() -> None:
    plans = [make_accompaniment(id=f"plan-{number}", municipality_code=WARABI) for number in range(5)]
    assert warned(make_expert(), make_decision(), *plans, today=date(2026, 9, 30)) == {"too_few"}


def test_accompaniment_counts_neither_towards_the_dispatches_nor_towards_the_cap() -> None:
    days = [date(2026, 9, 2) + timedelta(days=number) for number in range(5)]
    dispatches = [make_session(id=f"session-{day}", held_on=day) for day in days]
    accompaniments = [make_accompaniment_session(id=f"support-{day}", held_on=day) for day in days]
    facts = named_facts(*orderly(*dispatches), make_accompaniment(), *accompaniments)
    assert "over_cap" not in found(facts, "contract")
    by_label = {count.label: count for count in counts(facts)}
    assert (by_label["派遣"].done, by_label["派遣"].unit, by_label["派遣"].minimum) == (5, "回", 50)
    assert (by_label["長期伴走支援"].done, by_label["長期伴走支援"].target) == (5, 100)


@pytest.mark.parametrize(
    ("today", "reported_on", "state"),
    [
        (date(2027, 3, 31), None, DeadlineState.DUE),
        (date(2027, 4, 1), None, DeadlineState.OVERDUE),
        (date(2027, 4, 1), date(2027, 3, 31), DeadlineState.DONE),
        (date(2027, 4, 1), date(2027, 4, 1), DeadlineState.DONE_LATE),
    ],
)
def test_the_result_of_each_municipality_is_reported_by_the_end_of_march(
    today: date, reported_on: date | None, state: DeadlineState
) -> None:
    facts = named_facts(make_accompaniment(reported_on=reported_on, result="結果"), today=today)
    own = [item for item in deadlines(facts) if item.subject.register == "accompaniments"]
    assert [(item.due.stated_on, item.state, item.deliverable) for item in own] == [(date(2027, 3, 31), state, 8)]
    assert "蕨市" in own[0].title
    assert len([item for item in deadlines(facts) if item.deliverable == 8]) == 2


def test_an_accompaniment_is_not_reported_without_its_result() -> None:
    assert violated(*accompanied(reported_on=date(2027, 3, 1))) == {"reported_without_result"}
    assert violated(*accompanied(reported_on=date(2027, 3, 1), result="待ち時間が半分になった。")) == set()


def test_an_accompaniment_with_sessions_is_not_removed() -> None:
    accompaniment = make_accompaniment()
    alone = make_facts(accompaniment)
    assert obstacles("accompaniment.remove", accompaniment, alone) == ()
    facts = make_facts(accompaniment, make_accompaniment_session())
    (refusal,) = obstacles("accompaniment.remove", accompaniment, facts)
    assert refusal.code == "accompaniments.still_needed"


def test_each_finding_leads_to_its_record_and_names_the_municipality() -> None:
    (finding,) = findings(named_facts(*accompanied(plan="")), AREA)
    assert (finding.rule, finding.clause, finding.field_name) == ("6.4.a", "6(4)ア", "plan")
    assert (finding.subject.register, finding.subject.id) == ("accompaniments", "accompaniment-1")
    assert finding.values["municipality"] == "蕨市"
