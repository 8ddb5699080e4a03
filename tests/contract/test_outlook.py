"""The outlook of the contract: what counts, rule 6.6.i on both sides of its boundary, and the room that is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.contract.facts import ContractFacts
from app.contract.findings import Finding
from app.contract.outlook import dispatch_outlook, dispatches_held, outlooks, rooms
from app.contract.rules.outlook import minimum_in_reach, proposals_follow_consent
from app.domain.accompaniment import AccompanimentSession, AccompanimentStatus
from app.domain.case import CaseKind, CaseStatus
from app.domain.consultation import ConsultationAnswer
from app.domain.decision import DecisionResult
from app.domain.hearing import Hearing, HearingStatus
from app.domain.proposal import MotivationProposal
from app.domain.session import Session, SessionStatus
from tests.factories import TODA, WARABI, make_amendment, make_case, make_decision, make_facts, make_session

AFTER = date(2027, 3, 20)
DEADLINE = date(2027, 3, 19)


def held(count: int, last_day: date = DEADLINE) -> list[Session]:
    """Return so many sessions held on the days up to a day."""
    return [make_session(id=f"s{number}", held_on=last_day - timedelta(days=number)) for number in range(count)]


def found(facts: ContractFacts) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.code) for finding in minimum_in_reach(facts)]


def test_fifty_held_by_the_performance_deadline_are_enough() -> None:
    assert found(make_facts(*held(50), today=AFTER)) == []


def test_forty_nine_held_by_the_performance_deadline_are_a_violation_afterwards() -> None:
    assert found(make_facts(*held(49), today=AFTER)) == [("violation", "forecast.minimum_missed")]


def test_on_the_performance_deadline_itself_too_few_are_still_a_warning() -> None:
    assert found(make_facts(*held(49), today=DEADLINE)) == [("warning", "forecast.minimum_in_danger")]
    assert found(make_facts(*held(50), today=DEADLINE)) == []


def test_a_session_after_the_performance_deadline_does_not_count() -> None:
    facts = make_facts(*held(49), make_session(id="late", held_on=AFTER), today=date(2027, 3, 31))
    assert dispatches_held(facts) == 49
    assert found(facts) == [("violation", "forecast.minimum_missed")]


def test_a_raised_minimum_is_the_one_that_is_judged() -> None:
    raised = make_amendment(term="dispatch.minimum", value="51")
    assert found(make_facts(*held(50), today=AFTER, amendments=(raised,))) == [("violation", "forecast.minimum_missed")]


def test_accompaniment_is_no_dispatch() -> None:
    sessions = [
        AccompanimentSession(id=f"a{number}", held_on=date(2026, 9, 1), status=AccompanimentStatus.HELD)
        for number in range(60)
    ]
    facts = make_facts(*sessions, today=AFTER)
    assert dispatches_held(facts) == 0
    assert outlooks(facts)["accompaniment_sessions"].held == 60


def test_a_young_contract_is_not_warned_of_too_few_dispatches() -> None:
    assert found(make_facts(today=date(2026, 5, 12))) == []


def test_the_shortfall_is_told_in_steps_of_five_so_that_a_day_alone_changes_nothing() -> None:
    def lacking(today: date) -> object:
        (finding,) = minimum_in_reach(make_facts(*held(30, date(2026, 9, 1)), today=today))
        return finding.values["lacking"]

    assert lacking(date(2027, 2, 1)) == lacking(date(2027, 3, 1)) == 20


def proposal_findings(**changes: object) -> list[Finding]:
    entries = {"municipality_code": TODA, "content": "講話", "sent_on": date(2027, 1, 20), **changes}
    proposal = MotivationProposal(id="proposal-1", **entries)  # type: ignore[arg-type]
    decisions = (
        make_decision(id="on-the-day", decided_on=date(2027, 1, 20)),
        make_decision(id="next-day", decided_on=date(2027, 1, 21)),
        make_decision(id="refused", decided_on=date(2027, 1, 10), result=DecisionResult.REFUSED),
    )
    return list(proposals_follow_consent(make_facts(proposal, *decisions)))


@pytest.mark.parametrize("consent", ["", "next-day", "refused", "unknown"])
def test_a_proposal_without_agreed_consent_by_its_day_is_a_violation(consent: str) -> None:
    (finding,) = proposal_findings(consent_id=consent)
    assert (finding.rule, finding.clause, finding.severity.value) == ("6.6.i", "6(6)ケ", "violation")


def test_a_proposal_with_consent_of_the_same_day_may_go_out() -> None:
    assert proposal_findings(consent_id="on-the-day") == []


def test_a_proposal_that_is_not_sent_needs_no_consent_yet() -> None:
    assert proposal_findings(consent_id="", sent_on=None) == []


def test_a_municipality_has_room_up_to_its_own_cap_and_has_asked_when_it_ever_applied() -> None:
    sessions = [make_session(id=f"s{number}", held_on=date(2026, 9, 1 + number)) for number in range(5)]
    withdrawn = make_case(id="case-2", municipality_code=TODA, status=CaseStatus.WITHDRAWN)
    asking = make_case(id="case-3", municipality_code="111007", kind=CaseKind.CONSULTATION)
    names = {WARABI: "蕨市", TODA: "戸田市", "111007": "さいたま市"}
    facts = make_facts(make_case(), withdrawn, asking, *sessions)
    by_code = {room.municipality_code: room for room in rooms(replace_names(facts, names))}
    assert (by_code[WARABI].left, by_code[WARABI].has_asked) == (0, True)
    assert (by_code[TODA].left, by_code[TODA].has_asked) == (5, True)
    assert (by_code["111007"].left, by_code["111007"].has_asked) == (5, False)


def test_the_forecast_ends_where_every_municipality_is_at_its_cap() -> None:
    sessions = [
        make_session(id=f"s{number}", held_on=date(2026, 9, 1 + number), status=SessionStatus.HELD)
        for number in range(4)
    ]
    facts = make_facts(*sessions, today=date(2026, 9, 10))
    assert dispatch_outlook(replace_names(facts, {WARABI: "蕨市"})).high == 5
    assert dispatch_outlook(facts).high > 5


def test_a_consultation_counts_once_when_it_is_answered() -> None:
    cases = [make_case(id=f"c{number}", kind=CaseKind.CONSULTATION) for number in range(3)]
    gone = make_case(id="gone", kind=CaseKind.CONSULTATION, status=CaseStatus.WITHDRAWN)
    answers = [
        ConsultationAnswer(id=f"a{number}", case_id="c0", answered_on=date(2026, 9, 1 + number)) for number in range(2)
    ]
    outlook = outlooks(make_facts(*cases, gone, *answers))["consultations"]
    assert (outlook.held, outlook.planned) == (1, 2)


def test_a_municipality_is_heard_once_and_never_more_than_sixty_three_are_expected() -> None:
    hearings = [
        Hearing(id="h1", municipality_code=WARABI, held_on=date(2026, 6, 3), status=HearingStatus.HELD),
        Hearing(id="h2", municipality_code=WARABI, held_on=date(2026, 6, 9), status=HearingStatus.HELD),
        Hearing(id="h3", municipality_code=WARABI, held_on=date(2026, 7, 9), status=HearingStatus.PLANNED),
        Hearing(id="h4", municipality_code=TODA, held_on=date(2026, 7, 9), status=HearingStatus.PLANNED),
        Hearing(id="h5", municipality_code="111007", held_on=date(2026, 7, 9), status=HearingStatus.CANCELLED),
    ]
    outlook = outlooks(make_facts(*hearings, today=date(2026, 6, 10)))["hearings"]
    assert (outlook.held, outlook.planned) == (1, 1)
    assert outlook.high <= 63


def replace_names(facts: ContractFacts, names: dict[str, str]) -> ContractFacts:
    """Return the facts of a prefecture with these municipalities."""
    return replace(facts, municipality_names=names)
