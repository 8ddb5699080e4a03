"""Use cases of a consultation, from its application to the report, on plain facts."""

from datetime import UTC, date, datetime
from itertools import count

import pytest

from app.contract.facts import ContractFacts
from app.domain.case import Case, CaseKind, CaseStatus, ContactSkill, WishedMode
from app.domain.consultation import AnswerMethod
from app.domain.record import Member, Record
from app.services.actions.book import ACTIONS
from app.services.actions.situation import Change, Situation
from app.services.contract.overview import counts, turns
from app.services.judging.judging import judge
from tests.factories import make_decision, make_expert, make_facts
from tests.factories_support import answered, make_answer, make_consultation, make_contract, named_facts

RECORD: dict[str, object] = {
    "answered_on": date(2026, 9, 18),
    "method": AnswerMethod.ONLINE,
    "minutes": 60,
    "expert_ids": (Member("expert-1"),),
}


def situation(subject: Record, facts: ContractFacts) -> Situation:
    fresh = count(1)
    return Situation(
        facts=facts,
        today=facts.today,
        now=datetime(2026, 9, 30, tzinfo=UTC),
        subject=subject,
        new_id=lambda: f"new-{next(fresh)}",
        next_number=lambda prefix: f"{prefix}-M01-0001",
    )


def done(action: str, subject: Record, values: dict[str, object], *others: Record) -> Change:
    return ACTIONS[action].change(situation(subject, make_facts(subject, *others)), values)


@pytest.mark.parametrize(("completes", "status"), [(False, CaseStatus.SUPPORTING), (True, CaseStatus.COMPLETED)])
def test_an_answer_gets_its_number_and_brings_the_case_on(completes: bool, status: CaseStatus) -> None:
    change = done(
        "answer.record", make_consultation(status=CaseStatus.DECIDED), {**RECORD, "completes_case": completes}
    )
    (answer,), (case,) = change.added, change.saved
    assert isinstance(case, Case)
    assert (answer.number, answer.case_id) == ("答-M01-0001", "case-1")  # type: ignore[attr-defined]
    assert (case.status, case.status_since) == (status, date(2026, 9, 18))


def test_a_further_answer_leaves_the_case_as_it_is() -> None:
    assert done("answer.record", make_consultation(status=CaseStatus.SUPPORTING), RECORD).saved == ()


def test_the_form_starts_with_what_was_agreed() -> None:
    case = make_consultation(answer_method=AnswerMethod.PHONE)
    start = ACTIONS["answer.record"].initial
    assert start is not None
    assert start(situation(case, make_facts(case))) == {
        "answered_on": date(2026, 9, 30),
        "method": AnswerMethod.PHONE,
        "expert_ids": (Member("expert-1"),),
    }


def test_a_dispatch_made_from_a_consultation_knows_everything_and_its_origin() -> None:
    origin = make_consultation(
        received_number="受-12",
        department="市民課",
        contact_name="架空　太郎",
        contact_skill=ContactSkill.BEGINNER,
        fields=(Member("front-yard"),),
    )
    change = done("case.to_dispatch", origin, {"applied_on": date(2026, 9, 30), "wished_mode": WishedMode.EITHER})
    (case,) = change.added
    assert isinstance(case, Case)
    assert (case.kind, case.status, case.number) == (CaseKind.DISPATCH, CaseStatus.RECEIVED, "派-M01-0001")
    assert (case.origin_case_id, case.applied_on) == ("case-1", date(2026, 9, 30))
    assert (case.department, case.contact_name, case.contact_skill) == ("市民課", "架空　太郎", ContactSkill.BEGINNER)
    assert (case.fields, case.content, case.wished_mode) == (origin.fields, origin.content, WishedMode.EITHER)
    assert (case.received_number, case.consultation_id, case.expert_ids) == ("", "", ())


def test_a_report_taken_back_is_owed_again() -> None:
    (answer,) = done("answer.correct", make_answer(reported_on=date(2026, 9, 24)), {}).saved
    assert answer == make_answer()


def test_an_answer_before_the_decision_is_refused_beforehand() -> None:
    case = make_consultation()
    facts = make_facts(case, make_expert(), make_decision())
    change = done("answer.record", case, {**RECORD, "answered_on": date(2026, 9, 1)})
    assert [finding.code for finding in judge(facts, change).refusals] == ["consultations.answer_before_decision"]


def test_hearings_are_declared_complete_by_an_agreed_decision_alone() -> None:
    contract = make_contract()
    facts = make_facts(contract, make_decision())

    def refused(decision_id: str) -> list[str]:
        change = done("contract.declare_hearings", contract, {"hearings_declared_id": decision_id})
        return [finding.code for finding in judge(facts, change).refusals]

    assert refused("decision-1") == []
    assert refused("decision-9") == ["hearings.declared_without_decision"]


def test_consultations_are_counted_in_cases_when_answered() -> None:
    waiting = make_consultation(id="case-2", status=CaseStatus.RECEIVED)
    withdrawn = make_consultation(id="case-3", status=CaseStatus.WITHDRAWN)
    second = make_answer(id="answer-2")
    facts = named_facts(*answered(make_answer(), second), waiting, withdrawn)
    (line,) = [each for each in counts(facts) if each.label == "よろず相談"]
    assert (line.done, line.planned, line.target, line.unit) == (1, 1, 55, "件")


@pytest.mark.parametrize(
    ("status", "answers", "who", "what"),
    [
        (CaseStatus.RECEIVED, (), "受託者", "マッチングを始める"),
        (CaseStatus.MATCHING, (), "受託者", "人材と回答方法を決める"),
        (CaseStatus.CONSULTING, (), "県", "協議に答える"),
        (CaseStatus.DECIDED, (), "受託者", "相談に回答する"),
        (CaseStatus.SUPPORTING, (make_answer(),), "受託者", "よろず相談の回答（答-M01-0001）を報告する"),
        (
            CaseStatus.SUPPORTING,
            (make_answer(reported_on=date(2026, 9, 24)),),
            "受託者",
            "次の回答を記録するか支援を完了する",
        ),
        (CaseStatus.COMPLETED, (make_answer(reported_on=date(2026, 9, 24)),), "受託者", "案件を終了する"),
    ],
)
def test_each_state_of_a_consultation_has_its_turn(
    status: CaseStatus, answers: tuple[Record, ...], who: str, what: str
) -> None:
    (turn,) = turns(make_facts(make_consultation(status=status), *answers))
    assert (turn.who, turn.what) == (who, what)


def test_a_closed_consultation_is_nobodys_turn() -> None:
    assert list(turns(make_facts(make_consultation(status=CaseStatus.CLOSED)))) == []
