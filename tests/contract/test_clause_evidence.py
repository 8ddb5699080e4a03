"""What shows on the board that a demand is met: one record that does, and one that does not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.contract.clause_answers import ANSWERS
from app.domain.accompaniment import Accompaniment, AccompanimentSession, AccompanimentStatus, PlanStatus
from app.domain.asset import AssetKind, InformationAsset
from app.domain.case import CaseKind
from app.domain.commitment import Commitment
from app.domain.consultation import ConsultationAnswer
from app.domain.contact import Contact, Enquiry
from app.domain.cost import Cost
from app.domain.event import CaseStudy, Event, EventKind, EventStatus
from app.domain.form_template import FormTemplate
from app.domain.hearing import Hearing, HearingStatus
from app.domain.meeting import Meeting, MeetingKind
from app.domain.notification import Channel
from app.domain.plan import PlanVersion
from app.domain.proposal import MotivationProposal
from app.domain.record import Audience, Record
from app.domain.session import SessionStatus
from app.domain.staff import Pledge, Qualification, StaffMember
from app.domain.subcontract import Subcontract
from app.services.judging.fact_loading import BY_MUNICIPALITY, HANDFULS
from tests.factories import (
    make_case,
    make_decision,
    make_expert,
    make_facts,
    make_session,
    make_submission,
)

DAY = date(2026, 9, 1)
MOMENT = datetime(2026, 9, 1, 3, tzinfo=UTC)
AGREED = {"approval_id": "decision-1"}


def shown(demand_id: str, *records: Record) -> list[str]:
    """Return the ids of the records that show a demand as met."""
    return [record.id for record in ANSWERS[demand_id].evidence(make_facts(make_decision(), *records))]


def kept(clause: str, **changes: Any) -> Commitment:
    return replace(Commitment(id="x", clause=clause, title="提案", owner="B", due_on=DAY, done_on=DAY), **changes)


PROMISES = (
    ("6.4.h", "6(4)ク"),
    ("6.5.g", "6(5)キ"),
    ("6.6.j", "6(6)コ"),
    ("6.6.k", "6(6)サ"),
    ("6.8.c", "6(8)ウ"),
    ("6.10", "6(10)"),
)
MET: tuple[tuple[str, Record, dict[str, Any]], ...] = (
    ("5.1", PlanVersion(id="x", submitted_on=DAY), {"submitted_on": None}),
    ("5.2", Meeting(id="x", kind=MeetingKind.KICKOFF, held_on=DAY), {"kind": MeetingKind.REGULAR}),
    ("5.2", Meeting(id="x", kind=MeetingKind.KICKOFF, held_on=DAY), {"held_on": date(2027, 3, 31)}),
    ("5.3", PlanVersion(id="x", **AGREED), {"approval_id": "decision-9"}),
    ("5.4", Meeting(id="x", minutes="要旨"), {"minutes": ""}),
    ("5.5", Meeting(id="x", mode_decision_id="decision-1"), {"mode_decision_id": ""}),
    ("5.6", PlanVersion(id="x", version=2, **AGREED), {"version": 1}),
    ("6.1.b3", make_case(id="x"), {"status_since": None}),
    ("6.1.b4", Channel(id="x", is_enabled=True), {"is_enabled": False}),
    ("6.2.a", make_expert(id="x"), {"expertise": ""}),
    ("6.2.b", make_expert(id="x"), {"is_listed": False}),
    ("6.2.c", make_expert(id="x"), {"fields": ()}),
    ("6.2.d", make_expert(id="x"), {"on_site": False}),
    ("6.2.e", make_expert(id="x"), {"engagement": None}),
    ("6.2.f", make_expert(id="x", municipal_record="12団体を支援"), {"municipal_record": ""}),
    ("6.3.1", make_submission(id="x", deliverable=3), {"deliverable": 1}),
    ("6.3.b", make_expert(id="x"), {"is_listed": False}),
    ("6.3.c", make_expert(id="x"), {"consented_on": None}),
    ("6.4.a", Accompaniment(id="x", status=PlanStatus.DECIDED), {"status": PlanStatus.CONSULTING}),
    ("6.4.b", AccompanimentSession(id="x", step="第1段階"), {"step": ""}),
    (
        "6.4.d",
        AccompanimentSession(id="x", status=AccompanimentStatus.HELD),
        {"status": AccompanimentStatus.PLANNED},
    ),
    ("6.4.e", Accompaniment(id="x", manager_id="expert-1"), {"manager_id": ""}),
    ("6.4.f1", make_submission(id="x", deliverable=6), {"deliverable": 5}),
    ("6.4.f2", Accompaniment(id="x", reported_on=DAY), {"reported_on": None}),
    ("6.4.g", Event(id="x", kind=EventKind.REPORT_MEETING), {"status": EventStatus.CANCELLED}),
    ("6.5.a", make_case(id="x", kind=CaseKind.CONSULTATION), {"consultation_id": ""}),
    ("6.5.d", ConsultationAnswer(id="x", other_scheme="国の派遣制度"), {"other_scheme": ""}),
    ("6.5.f", ConsultationAnswer(id="x", reported_on=DAY), {"reported_on": None}),
    ("6.6.a", make_case(id="x"), {"decided_on": None}),
    ("6.6.d", make_session(id="x"), {"status": SessionStatus.CANCELLED}),
    ("6.6.e", make_session(id="x"), {"status": SessionStatus.PLANNED}),
    ("6.6.g", make_case(id="x", survey_asked_on=DAY), {"survey_asked_on": None}),
    ("6.6.h", make_session(id="x", status=SessionStatus.REPORTED), {"status": SessionStatus.HELD}),
    ("6.6.i", MotivationProposal(id="x", sent_on=DAY), {"sent_on": None}),
    ("6.7.a", Hearing(id="x", status=HearingStatus.HELD), {"status": HearingStatus.PLANNED}),
    ("6.7.c", Hearing(id="x", needs="窓口の見直し"), {"needs": ""}),
    ("6.7.e", make_submission(id="x", deliverable=7), {"submitted_on": None}),
    ("6.8.a", Event(id="x", kind=EventKind.EXCHANGE), {"kind": EventKind.OTHER}),
    ("6.8.b", Event(id="x", kind=EventKind.EXCHANGE, status=EventStatus.HELD), {"status": EventStatus.PLANNED}),
    ("6.9.a", Event(id="x", kind=EventKind.CONTEST, status=EventStatus.HELD), {"status": EventStatus.PLANNED}),
    ("6.9.b", CaseStudy(id="x", checked_on=DAY), {"checked_on": None}),
    ("7.1", StaffMember(id="x", replaces_id="staff-0", **AGREED), {"approval_id": ""}),
    ("7.1.b", StaffMember(id="x", speaks_japanese=True), {"speaks_japanese": False}),
    ("7.1.c", StaffMember(id="x", qualification=Qualification.PREFECTURE), {"qualification": Qualification.NONE}),
    ("7.2.a", Subcontract(id="x"), {"covers_everything": True}),
    ("7.2.b", Subcontract(id="x", **AGREED), {"approval_id": ""}),
    ("7.2.c", Subcontract(id="x", parent_id="other", **AGREED), {"parent_id": ""}),
    ("8.1", make_submission(id="x"), {"submitted_on": None}),
    ("9.4", FormTemplate(id="x", consultation_id="decision-1"), {"consultation_id": ""}),
    ("9.5", Enquiry(id="x", answered_at=MOMENT), {"answered_at": None}),
    ("10.1", Pledge(id="x", pledged_on=DAY), {"pledged_on": None}),
    ("10.3", InformationAsset(id="x", kind=AssetKind.COPY, copy_reason="分析"), {"copy_reason": ""}),
    ("10.4", InformationAsset(id="x", disposed_on=DAY), {"disposed_on": None}),
    ("10.5", Pledge(id="x", briefed_on=DAY), {"briefed_on": None}),
    ("11.2", kept("6(6)コ"), {"done_on": None}),
)


@pytest.mark.parametrize(
    ("demand_id", "record", "unmet"), MET, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_record_shows_that_a_demand_is_met_and_its_lack_does_not(
    demand_id: str, record: Record, unmet: dict[str, Any]
) -> None:
    assert shown(demand_id, record) == ["x"]
    assert shown(demand_id, replace(record, **unmet)) == []


@pytest.mark.parametrize(("demand_id", "clause"), PROMISES)
def test_a_promise_shows_its_own_clause_once_it_is_kept(demand_id: str, clause: str) -> None:
    assert shown(demand_id, kept(clause)) == ["x"]
    assert shown(demand_id, kept(clause, done_on=None)) == []
    assert shown(demand_id, kept("6(6)")) == []


def test_every_contact_shows_that_there_is_a_way_to_talk() -> None:
    demand_id = "6.1.a"
    assert shown(demand_id, Contact(id="x")) == ["x"]
    assert shown(demand_id) == []


def test_costs_are_for_the_contractor_alone_and_no_rule_or_board_ever_sees_them() -> None:
    demand_id = "11.3"
    seen: Iterable[type[Record]] = (*HANDFULS, *BY_MUNICIPALITY)
    assert Cost not in seen
    assert not Cost.REGISTER.exported
    assert {field.audience for field in Cost.REGISTER.fields} == {Audience.CONTRACTOR}
    assert Cost not in ANSWERS[demand_id].evidence.kinds
