"""The way of a case through clause 6(6): what each step needs."""

from datetime import date

import pytest

from app.contract.workflow import CASE_STEPS, SESSION_STEPS, STEPS_OF_ONE_KIND, obstacles
from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.record import Record
from app.domain.session import Session, SessionStatus
from tests.factories import make_case, make_expert, make_facts, make_session


def against(action: str, record: Record, *others: Record, today: date = date(2026, 9, 30)) -> set[str]:
    """Return the codes of what stands against an action."""
    facts = make_facts(record, *others, today=today)
    return {finding.code.removeprefix("contract.") for finding in obstacles(action, record, facts)}


@pytest.mark.parametrize("action", sorted(CASE_STEPS))
def test_a_step_of_a_case_is_open_in_its_states_alone(action: str) -> None:
    for status in CaseStatus:
        case = make_case(kind=STEPS_OF_ONE_KIND.get(action, CaseKind.DISPATCH), status=status)
        refused = "not_in_this_state" in against(action, case)
        assert refused is (status not in CASE_STEPS[action].sources)


@pytest.mark.parametrize("action", sorted(SESSION_STEPS))
def test_a_step_of_a_session_is_open_in_its_states_alone(action: str) -> None:
    for status in SessionStatus:
        refused = "not_in_this_state" in against(action, make_session(status=status), make_case())
        assert refused is (status not in SESSION_STEPS[action].sources)


@pytest.mark.parametrize("action", sorted(STEPS_OF_ONE_KIND))
def test_what_belongs_to_one_kind_is_refused_on_the_other(action: str) -> None:
    own = STEPS_OF_ONE_KIND[action]
    (other,) = set(CaseKind) - {own}
    assert against(action, make_case(kind=own)) == set()
    assert against(action, make_case(kind=other)) == {f"consultations.only_for_{own}"}


@pytest.mark.parametrize("action", ["case.edit", "case.start_matching", "case.withdraw"])
@pytest.mark.parametrize("kind", list(CaseKind))
def test_both_kinds_take_the_same_first_steps(action: str, kind: CaseKind) -> None:
    assert against(action, make_case(kind=kind, status=CaseStatus.RECEIVED)) == set()


def matching(**changes: object) -> Case:
    """Return a case whose candidates are being chosen."""
    return make_case(status=CaseStatus.MATCHING, **changes)


def test_the_consultation_with_the_prefecture_needs_candidates_and_content() -> None:
    listed = make_expert()
    assert against("case.consult", matching(), listed) == set()
    assert against("case.consult", matching(expert_ids=()), listed) == {"no_candidate"}
    assert against("case.consult", matching(support_content="\n"), listed) == {"no_support_content"}


@pytest.mark.parametrize(
    ("action", "status"), [("case.consult", CaseStatus.MATCHING), ("case.decide", CaseStatus.CONSULTING)]
)
def test_only_listed_experts_are_taken_to_the_prefecture(action: str, status: CaseStatus) -> None:
    case = make_case(status=status)
    assert against(action, case, make_expert()) == set()
    assert against(action, case, make_expert(is_listed=False)) == {"expert_not_in_database"}
    assert against(action, case) == {"expert_not_in_database"}


def test_a_municipality_at_its_cap_plans_no_other_session() -> None:
    sessions: list[Session] = [make_session(id=f"session-{number}") for number in range(5)]
    assert against("session.plan", make_case(), *sessions[:4]) == set()
    assert against("session.plan", make_case(), *sessions) == {"at_cap"}


def test_a_case_is_complete_when_something_was_held_and_nothing_is_planned() -> None:
    held = make_session()
    planned = make_session(id="session-2", status=SessionStatus.PLANNED)
    cancelled = make_session(id="session-3", status=SessionStatus.CANCELLED)
    assert against("case.complete", make_case(), held, cancelled) == set()
    assert against("case.complete", make_case(), held, planned) == {"session_still_planned"}
    assert against("case.complete", make_case(), cancelled) == {"nothing_held"}


def test_a_case_closes_when_every_session_is_reported_and_the_survey_is_asked() -> None:
    asked = make_case(status=CaseStatus.COMPLETED, survey_asked_on=date(2026, 9, 21))
    reported = make_session(status=SessionStatus.REPORTED, reported_on=date(2026, 9, 25))
    assert against("case.close", asked, reported) == set()
    assert against("case.close", asked, make_session()) == {"session_not_reported"}
    assert against("case.close", make_case(status=CaseStatus.COMPLETED), reported) == {"survey_before_closing"}


def test_a_case_with_support_given_cannot_be_withdrawn() -> None:
    assert against("case.withdraw", make_case(), make_session()) == {"support_has_begun"}
    planned = make_session(status=SessionStatus.PLANNED)
    assert against("case.withdraw", make_case(), planned) == {"sessions_still_planned"}
    assert against("case.withdraw", make_case(), make_session(status=SessionStatus.CANCELLED)) == set()


def test_a_session_is_recorded_as_held_on_its_day_and_not_before() -> None:
    planned = make_session(status=SessionStatus.PLANNED)
    assert against("session.hold", planned, make_case(), today=date(2026, 9, 18)) == set()
    assert against("session.hold", planned, make_case(), today=date(2026, 9, 17)) == {"not_yet_held"}


@pytest.mark.parametrize("section", ["content", "effect", "materials", "tools"])
def test_a_report_without_a_section_of_6_6_ku_is_refused(section: str) -> None:
    assert against("session.report", make_session(), make_case()) == set()
    assert against("session.report", make_session(**{section: "　"}), make_case()) == {f"report_lacks_{section}"}


def test_listing_is_refused_until_every_condition_is_met() -> None:
    unlisted = {"is_listed": False}
    assert against("expert.list", make_expert(**unlisted)) == set()
    assert against("expert.list", make_expert()) == {"already_listed"}
    assert against("expert.list", make_expert(explained_on=None, **unlisted)) == {"expert_not_explained"}
    assert against("expert.list", make_expert(consented_on=None, **unlisted)) == {"expert_no_consent"}
    assert against("expert.list", make_expert(expertise="", **unlisted)) == {"expert_no_expertise"}
    assert against("expert.list", make_expert(fields=(), **unlisted)) == {"expert_no_fields"}
    assert against("expert.list", make_expert(on_site=False, **unlisted)) == {"expert_not_on_site"}


def test_what_is_explained_or_agreed_tomorrow_does_not_list_anybody_today() -> None:
    today = date(2026, 5, 13)
    on_the_day = make_expert(is_listed=False)
    assert against("expert.list", on_the_day, today=today) == set()
    assert against("expert.list", on_the_day, today=date(2026, 5, 12)) == {"expert_no_consent"}
    assert against("expert.list", on_the_day, today=date(2026, 5, 11)) == {"expert_not_explained", "expert_no_consent"}


def test_an_expert_in_a_plan_stays_listed() -> None:
    planned = make_session(status=SessionStatus.PLANNED)
    assert against("expert.unlist", make_expert(), planned) == {"expert_still_planned"}
    assert against("expert.unlist", make_expert(), make_session()) == set()


def test_an_expert_with_sessions_is_never_removed() -> None:
    unlisted = make_expert(is_listed=False)
    assert against("expert.remove", unlisted, make_session()) == {"expert_has_sessions"}
    assert against("expert.remove", unlisted, make_case()) == {"expert_has_sessions"}
    assert against("expert.remove", unlisted) == set()
    assert against("expert.remove", make_expert()) == {"expert_still_listed"}
