"""Records for tests: valid by default, each test changes what it is about."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from app.contract.facts import ContractFacts
from app.domain.case import Case, CaseKind, CaseStatus, Mode
from app.domain.contract import TermAmendment
from app.domain.decision import Decision, DecisionKind, DecisionResult
from app.domain.expert import Engagement, Expert
from app.domain.open_days import OpenDays
from app.domain.record import Member, Record
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission
from app.platform.holidays import NationalHolidays
from app.services.surroundings import read_terms, terms_text

SIGNED_ON = date(2026, 5, 11)
TODAY = date(2026, 9, 30)
WARABI = "112232"
TODA = "112241"


def make_expert(**changes: Any) -> Expert:
    """Return an expert who fulfils every condition of listing."""
    expert = Expert(
        id="expert-1",
        name="髙木　さくら",
        kana="タカギ　サクラ",
        affiliation="合同会社彩の杜デザイン（架空）",
        engagement=Engagement.EMPLOYED,
        expertise="窓口改革",
        fields=(Member("front-yard", "capable"),),
        on_site=True,
        explained_on=date(2026, 5, 12),
        explained_by="事務局",
        consented_on=date(2026, 5, 13),
        consent_scope="氏名と専門性",
        consent_text_version="第1版",
        is_listed=True,
        listed_on=date(2026, 5, 14),
    )
    return replace(expert, **changes)


def make_decision(**changes: Any) -> Decision:
    """Return a consultation with the prefecture that ended in agreement."""
    decision = Decision(
        id="decision-1",
        number="協-M01-0001",
        kind=DecisionKind.CONSULTATION,
        decided_on=date(2026, 9, 1),
        subject="派遣人材の協議",
        prefecture_persons="戦略課　A主査",
        contractor_persons="B",
        content="了承を得た。",
        result=DecisionResult.AGREED,
    )
    return replace(decision, **changes)


def make_case(**changes: Any) -> Case:
    """Return a dispatch case that has been decided."""
    case = Case(
        id="case-1",
        number="派-M01-0001",
        kind=CaseKind.DISPATCH,
        municipality_code=WARABI,
        applied_on=date(2026, 8, 20),
        content="窓口の業務を見直したい。",
        expert_ids=(Member("expert-1"),),
        support_content="業務フローを聞き取り、見直しの案を示す。",
        consultation_id="decision-1",
        decided_on=date(2026, 9, 2),
        status=CaseStatus.SUPPORTING,
        status_since=date(2026, 9, 2),
    )
    return replace(case, **changes)


def make_session(**changes: Any) -> Session:
    """Return a session of three hours, held and ready to be reported."""
    session = Session(
        id="session-1",
        number="回-M01-0001",
        case_id="case-1",
        municipality_code=WARABI,
        held_on=date(2026, 9, 18),
        starts_at=time(13, 0),
        ends_at=time(16, 0),
        break_minutes=0,
        mode=Mode.IN_PERSON,
        place="市役所",
        expert_ids=(Member("expert-1"),),
        content="業務フローを確認した。",
        effect="見直し案が決まった。",
        materials="フロー図",
        tools="なし",
        status=SessionStatus.HELD,
    )
    return replace(session, **changes)


def make_submission(**changes: Any) -> Submission:
    """Return deliverable 1 handed in in time."""
    return replace(
        Submission(id="submission-1", deliverable=1, title="実施計画書", submitted_on=date(2026, 5, 15)), **changes
    )


def make_amendment(**changes: Any) -> TermAmendment:
    """Return an instruction that raises the cap of every municipality to six from October."""
    amendment = TermAmendment(
        id="amendment-1",
        term="dispatch.cap_per_municipality",
        value="6",
        holds_from=date(2026, 10, 1),
        decision_id="decision-9",
    )
    return replace(amendment, **changes)


def make_facts(
    *records: Record, today: date = TODAY, amendments: tuple[TermAmendment, ...] = (), signed_on: date = SIGNED_ON
) -> ContractFacts:
    """Return facts of the contract with these records, judged on a day."""
    return ContractFacts(
        today=today,
        signed_on=signed_on,
        terms=read_terms(terms_text()).with_amendments(amendments),
        calendar=OpenDays(holidays=NationalHolidays()),
    ).with_changes(records)


def orderly(*sessions: Session, **changes: Any) -> tuple[Record, ...]:
    """Return sessions with the expert, the decision and the case that make them orderly."""
    return (make_expert(), make_decision(), make_case(**changes), *sessions)
