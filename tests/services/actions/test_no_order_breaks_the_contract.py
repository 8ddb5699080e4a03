"""Whatever is done in whatever order: what was not refused never leaves the contract in violation."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from app.contract.facts import ContractFacts
from app.contract.findings import Severity
from app.domain.case import Case, CaseKind, CaseStatus, Mode
from app.domain.consultation import AnswerMethod, ConsultationAnswer
from app.domain.record import Member
from app.domain.session import Session
from app.services.actions.book import ACTIONS
from app.services.actions.situation import Situation
from app.services.judging.judging import BOOK, hindrances, judge
from tests.factories import make_case, make_decision, make_expert, make_facts
from tests.factories_support import make_consultation

SIGNED_ON = date(2026, 5, 11)
STEPS = sorted(name for name in ACTIONS if name.split(".")[0] in ("case", "session", "expert", "answer"))
DAYS = st.dates(date(2026, 5, 1), date(2027, 4, 10))
TIMES = st.sampled_from([time(0, 0), time(9, 0), time(13, 0), time(17, 0), time(17, 30), time(23, 59)])
EXPERTS = ("expert-1", "expert-2", "expert-3")
TEXTS = st.sampled_from(["", "　", "記録"])
ENTRIES = st.fixed_dictionaries(
    {
        "held_on": DAYS,
        "starts_at": TIMES,
        "ends_at": TIMES,
        "break_minutes": st.sampled_from([0, 60, 600]),
        "mode": st.sampled_from(list(Mode)),
        "online_wish": TEXTS,
        "place": TEXTS,
        "expert_ids": st.sets(st.sampled_from(EXPERTS)).map(lambda ids: tuple(Member(key) for key in sorted(ids))),
        "content": TEXTS,
        "effect": TEXTS,
        "materials": TEXTS,
        "tools": TEXTS,
        "reported_on": DAYS,
        "support_content": TEXTS,
        "consultation_id": st.sampled_from(["", "decision-1", "decision-2", "decision-9"]),
        "decided_on": DAYS,
        "survey_asked_on": DAYS,
        "explained_on": DAYS,
        "consented_on": st.one_of(st.none(), DAYS),
        "expertise": TEXTS,
        "on_site": st.booleans(),
        "status_reason": st.just("理由"),
        "answered_on": DAYS,
        "method": st.sampled_from([None, *AnswerMethod]),
        "answer_method": st.sampled_from([None, *AnswerMethod]),
        "minutes": st.sampled_from([1, 60, 90, 91]),
        "other_scheme": TEXTS,
        "scheme_decision_id": st.sampled_from(["", "decision-1", "decision-2", "decision-9"]),
        "completes_case": st.booleans(),
        "applied_on": DAYS,
    }
)
MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.integers(0, 20), ENTRIES), min_size=1, max_size=40
)


def beginning() -> ContractFacts:
    """Return a contract with two dispatches and two consultations of one office, three experts and two decisions."""
    return make_facts(
        make_case(id="case-1", status=CaseStatus.DECIDED),
        make_case(id="case-2", status=CaseStatus.RECEIVED, consultation_id="", decided_on=None),
        make_consultation(id="case-3"),
        make_consultation(id="case-4", status=CaseStatus.RECEIVED, consultation_id="", decided_on=None),
        make_expert(id="expert-1"),
        make_expert(id="expert-2", name="山﨑　誠"),
        make_expert(id="expert-3", name="𠮷田　恵", is_listed=False, consented_on=None),
        make_decision(id="decision-1"),
        make_decision(id="decision-2", decided_on=date(2026, 12, 1)),
        today=date(2026, 9, 20),
        signed_on=SIGNED_ON,
    )


def violations(facts: ContractFacts) -> list[str]:
    """Return what the guarding rules find as violated; that decision-2 is dated ahead is the beginning's own."""
    return [
        finding.code
        for booked in BOOK.rules
        if booked.guards
        for finding in booked.check(facts)
        if finding.severity == Severity.VIOLATION and finding.subject.register != "decisions"
    ]


def attempt(
    facts: ContractFacts, name: str, pick: int, entries: dict[str, object], fresh: "count[int]"
) -> ContractFacts:
    """Do one action as the desk would: nothing when it is refused."""
    action = ACTIONS[name]
    subjects = sorted(facts.tables.get(action.register, {}).values(), key=lambda record: record.id)
    if action.needs_subject and not subjects:
        return facts
    situation = Situation(
        facts=facts,
        today=facts.today,
        now=datetime(2026, 9, 20, tzinfo=UTC),
        subject=subjects[pick % len(subjects)] if action.needs_subject else None,
        new_id=lambda: f"new-{next(fresh)}",
        next_number=lambda prefix: f"{prefix}-{next(fresh)}",
    )
    if hindrances(action, situation):
        return facts
    values = {field.name: entries[field.name] for field in action.fields if field.name in entries}
    change = action.change(situation, values)
    judgement = judge(facts, change)
    return facts if judgement.refusals else judgement.facts


def test_the_beginning_breaks_nothing() -> None:
    assert violations(beginning()) == []


@settings(max_examples=150)
@given(MOVES)
def test_no_order_of_allowed_actions_breaks_a_guarding_rule(
    moves: list[tuple[str, int, int, dict[str, object]]],
) -> None:
    facts, fresh = beginning(), count(1)
    for name, pick, days_on, entries in moves:
        facts = replace(facts, today=facts.today + timedelta(days=days_on))
        facts = attempt(facts, name, pick, entries, fresh)
        assert violations(facts) == []


def test_the_way_to_a_reported_session_is_open() -> None:
    """Show that the property above is not empty: the orderly way is walked to its end."""
    entries: dict[str, object] = {
        "held_on": date(2026, 9, 21),
        "starts_at": time(13, 0),
        "ends_at": time(16, 0),
        "mode": Mode.IN_PERSON,
        "expert_ids": (Member("expert-1"),),
        "content": "記録",
        "effect": "記録",
        "materials": "記録",
        "tools": "記録",
        "reported_on": date(2026, 9, 24),
        "survey_asked_on": date(2026, 9, 24),
    }
    facts, fresh = beginning(), count(1)
    facts = attempt(facts, "session.plan", 0, entries, fresh)
    facts = replace(facts, today=date(2026, 9, 24))
    for name in ("session.hold", "session.report", "case.complete", "case.ask_survey", "case.close"):
        facts = attempt(facts, name, 0, entries, fresh)
    (session,) = facts.sessions.values()
    assert isinstance(session, Session)
    assert session.reported_on == date(2026, 9, 24)
    case = facts.cases["case-1"]
    assert isinstance(case, Case)
    assert case.status == CaseStatus.CLOSED


def test_the_way_to_a_reported_answer_and_on_to_a_dispatch_is_open() -> None:
    entries: dict[str, object] = {
        "answered_on": date(2026, 9, 20),
        "method": AnswerMethod.ONLINE,
        "minutes": 60,
        "expert_ids": (Member("expert-1"),),
        "content": "記録",
        "effect": "記録",
        "materials": "記録",
        "completes_case": True,
        "reported_on": date(2026, 9, 24),
        "applied_on": date(2026, 9, 24),
    }
    facts, fresh = attempt(beginning(), "answer.record", 2, entries, count(1)), count(9)
    facts = replace(facts, today=date(2026, 9, 24))
    for name, pick in (("answer.report", 0), ("case.close", 2), ("case.to_dispatch", 2)):
        facts = attempt(facts, name, pick, entries, fresh)
    (answer,) = facts.of(ConsultationAnswer).values()
    assert answer.reported_on == date(2026, 9, 24)
    assert facts.cases["case-3"].status == CaseStatus.CLOSED
    (dispatch,) = [case for case in facts.cases.values() if case.origin_case_id == "case-3"]
    assert (dispatch.kind, dispatch.status) == (CaseKind.DISPATCH, CaseStatus.RECEIVED)
    assert dispatch.municipality_code == facts.cases["case-3"].municipality_code
