"""The demonstration year is the same for the same seed, believable, invented, and breaks only what it is meant to."""

import re
from collections import Counter
from datetime import date

import pytest

from app.domain.case import Case, CaseKind, CaseStatus
from app.domain.expert import Expert
from app.domain.open_days import OpenDays
from app.domain.plan import PlanTask
from app.domain.session import Session
from app.platform.holidays import NationalHolidays
from app.services.demonstration import DemonstrationYear, demonstration_year
from app.services.demonstration.people import AFFILIATIONS, GIVEN_NAMES, SURNAMES
from app.services.demonstration.year import JUDGED_ON, SIGNED_ON
from app.services.desk import Desk
from app.services.surroundings import municipalities, read_terms, terms_text

INVENTED = {f"{surname}　{given}" for surname in SURNAMES for given in GIVEN_NAMES}


def year(seed: int) -> DemonstrationYear:
    return demonstration_year(seed, read_terms(terms_text()), OpenDays(holidays=NationalHolidays()), municipalities())


@pytest.fixture(scope="module")
def of_seed_1() -> DemonstrationYear:
    return year(1)


def test_the_same_seed_gives_the_same_records_id_by_id(of_seed_1: DemonstrationYear) -> None:
    assert year(1) == of_seed_1


def test_another_seed_gives_another_year_with_other_ids(of_seed_1: DemonstrationYear) -> None:
    other = year(2)
    shared = {record.id for record in other.records} & {record.id for record in of_seed_1.records}
    # The tasks that the contract itself asks for are the same ones on every desk.
    assert {
        record.id for record in of_seed_1.records if isinstance(record, PlanTask) and not record.accompaniment_id
    } == (shared)
    assert [case.content for case in other.cases] != [case.content for case in of_seed_1.cases]


@pytest.mark.parametrize("seed", [0, 1, 2, 7, 2026, 2**31])
def test_every_seed_gives_twelve_experts_61_consultations_and_74_sessions(seed: int) -> None:
    made = year(seed)
    kinds = Counter(case.kind for case in made.cases)
    assert len(made.experts) == 12
    assert len(made.sessions) == 74
    assert kinds[CaseKind.CONSULTATION] == 61
    assert len({record.id for record in made.records}) == len(made.records)


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_exactly_one_office_has_used_up_its_five_sessions(seed: int) -> None:
    used = Counter(session.municipality_code for session in year(seed).sessions)
    assert [count for count in used.values() if count >= 5] == [5]


def test_every_person_is_put_together_from_the_invented_names(of_seed_1: DemonstrationYear) -> None:
    assert {expert.name for expert in of_seed_1.experts} <= INVENTED
    assert {case.contact_name for case in of_seed_1.cases} <= INVENTED
    assert {expert.affiliation for expert in of_seed_1.experts} <= set(AFFILIATIONS)
    assert all("（架空）" in name or name == "個人" for name in AFFILIATIONS)


def test_no_address_or_number_could_reach_anybody(of_seed_1: DemonstrationYear) -> None:
    mails = [expert.mail for expert in of_seed_1.experts] + [case.contact_mail for case in of_seed_1.cases]
    phones = [expert.phone for expert in of_seed_1.experts] + [case.contact_phone for case in of_seed_1.cases]
    assert all(re.fullmatch(r"[a-z0-9]+@example\.(lg\.)?jp", mail) for mail in mails)
    assert all(re.fullmatch(r"048-000-\d{4}", phone) for phone in phones)


def test_names_with_rare_characters_are_among_the_experts(of_seed_1: DemonstrationYear) -> None:
    names = "".join(expert.name for expert in of_seed_1.experts)
    assert all(character in names for character in "髙﨑𠮷")


def test_every_state_of_a_case_is_to_be_seen(of_seed_1: DemonstrationYear) -> None:
    states = {case.status for case in of_seed_1.cases}
    assert states >= set(CaseStatus) - {CaseStatus.DECIDED}


def test_nothing_happens_before_its_cause(of_seed_1: DemonstrationYear) -> None:
    cases = {case.id: case for case in of_seed_1.cases}
    decisions = {decision.id: decision for decision in of_seed_1.decisions}
    for case in of_seed_1.cases:
        assert SIGNED_ON <= (case.applied_on or date.min) <= JUDGED_ON
        decision = decisions.get(case.consultation_id)
        if decision is not None:
            assert case.applied_on is not None
            assert decision.decided_on is not None
            assert case.decided_on is not None
            assert case.applied_on <= decision.decided_on <= case.decided_on
    for session in of_seed_1.sessions:
        case = cases[session.case_id]
        assert case.decided_on is not None
        assert session.held_on is not None
        assert case.decided_on <= session.held_on
        assert session.municipality_code == case.municipality_code
        assert session.expert_ids == case.expert_ids


def test_the_workspace_holds_the_year_and_is_judged_on_its_own_day(demonstration: Desk) -> None:
    assert demonstration.today() == JUDGED_ON
    assert len(demonstration.ids("experts")) == 12
    assert len(demonstration.ids("sessions")) == 74
    assert len(demonstration.ids("cases", {"kind": CaseKind.CONSULTATION})) == 61
    assert len(demonstration.options(Case.REGISTER.field("municipality_code"))) == 63
    assert demonstration.verify() == ()
    assert demonstration.undo_label() == ""


def test_the_planted_flaws_are_the_only_violations_found(demonstration: Desk) -> None:
    violations = {
        (finding.clause, finding.subject[-5:])
        for finding in demonstration.findings()
        if finding.severity == "violation"
    }
    assert violations == {("6(6)ア", "-0012"), ("6(6)イ", "-0029"), ("6(6)ウ", "-0017")}


def test_the_planted_delays_are_found(demonstration: Desk) -> None:
    found = [finding for finding in demonstration.findings() if finding.clause == "6(6)ク"]
    assert {finding.subject[-5:] for finding in found if finding.severity == "overdue"} == {"-0038"}
    assert {finding.subject[-5:] for finding in found if finding.severity == "warning"} == {"-0009", "-0023", "-0041"}
    late = [
        finding for finding in demonstration.findings() if finding.clause == "6(3)" and finding.severity == "warning"
    ]
    assert len(late) == 1


@pytest.mark.parametrize("seed", [2, 3, 10, 99])
def test_other_seeds_plant_the_same_flaws_and_no_others(seed: int) -> None:
    from app.contract.facts import ContractFacts
    from app.contract.findings import Severity
    from app.services.judging.judging import BOOK

    facts = ContractFacts(
        today=JUDGED_ON,
        signed_on=SIGNED_ON,
        terms=read_terms(terms_text()),
        calendar=OpenDays(holidays=NationalHolidays()),
    ).with_changes(year(seed).records)
    found = [finding for finding in BOOK.findings(facts) if finding.severity == Severity.VIOLATION]
    assert sorted(finding.clause for finding in found) == ["6(6)ア", "6(6)イ", "6(6)ウ"]


def test_the_one_office_at_its_cap_may_plan_no_more(demonstration: Desk) -> None:
    used = Counter(_session(demonstration, record_id).municipality_code for record_id in demonstration.ids("sessions"))
    (capped,) = [code for code, count in used.items() if count == 5]
    running = (CaseStatus.DECIDED, CaseStatus.SUPPORTING)
    for record_id in demonstration.ids("cases", {"municipality_code": capped, "status": running}):
        (planning,) = [each for each in demonstration.offers("cases", record_id) if each.action.name == "session.plan"]
        assert [refusal.clause for refusal in planning.refusals] == ["6(6)エ"]


def test_one_expert_has_not_consented_and_is_not_listed(demonstration: Desk) -> None:
    records = [demonstration.record("experts", record_id) for record_id in demonstration.ids("experts")]
    waiting = [each for each in records if isinstance(each, Expert) and not each.is_listed]
    assert [each.consented_on for each in waiting] == [None]
    refusals = {
        refusal.clause
        for each in demonstration.offers("experts", waiting[0].id)
        if each.action.name == "expert.list"
        for refusal in each.refusals
    }
    assert refusals == {"6(3)ウ"}


def _session(desk: Desk, record_id: str) -> Session:
    record = desk.record("sessions", record_id)
    assert isinstance(record, Session)
    return record
