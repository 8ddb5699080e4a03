"""Records of the contractor's own office for tests: plan, meetings, staff, subcontracts, assets, commitments."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.contract.facts import ContractFacts
from app.contract.findings import Finding, Severity
from app.contract.rules import rule_book
from app.domain.asset import AssetKind, InformationAsset
from app.domain.commitment import Commitment
from app.domain.decision import Decision, DecisionKind
from app.domain.form_template import FormTemplate
from app.domain.meeting import Meeting, MeetingKind, MeetingMode, OpenQuestion, QuestionState
from app.domain.plan import PlanKind, PlanVersion
from app.domain.record import Record
from app.domain.staff import Pledge, Qualification, StaffMember, StaffRole
from app.domain.subcontract import Subcontract
from app.platform.messages import sentence
from tests.factories import SIGNED_ON, make_decision
from tests.whole_judging import new_violations


def make_approval(**changes: Any) -> Decision:
    """Return an approval that the prefecture gave on 25 May 2026."""
    approval = make_decision(
        id="approval-1", number="協-M01-0002", kind=DecisionKind.APPROVAL, decided_on=date(2026, 5, 25), subject="承認"
    )
    return replace(approval, **changes)


def make_kickoff(**changes: Any) -> Meeting:
    """Return a kickoff held in time, its mode agreed by decision-1 and its minutes sent."""
    meeting = Meeting(
        id="meeting-1",
        title="キックオフミーティング",
        kind=MeetingKind.KICKOFF,
        held_on=date(2026, 5, 22),
        mode=MeetingMode.IN_PERSON,
        mode_decision_id="decision-1",
        minutes="実施計画書のレビューを行った。",
        minutes_sent_on=date(2026, 5, 26),
    )
    return replace(meeting, **changes)


def make_plan(**changes: Any) -> PlanVersion:
    """Return the first version of the plan, submitted in time and approved by approval-1."""
    plan = PlanVersion(
        id="plan-1",
        kind=PlanKind.PLAN,
        version=1,
        made_on=date(2026, 5, 14),
        submitted_on=date(2026, 5, 15),
        approval_id="approval-1",
    )
    return replace(plan, **changes)


def make_form(**changes: Any) -> FormTemplate:
    """Return a form in use since June, agreed by decision-1."""
    form = FormTemplate(
        id="form-1",
        name="派遣結果報告書",
        deliverable=5,
        version="第1版",
        used_from=date(2026, 6, 1),
        consultation_id="decision-1",
    )
    return replace(form, **changes)


def make_leader(**changes: Any) -> StaffMember:
    """Return a qualified leader who works from the signing of the contract on."""
    leader = StaffMember(
        id="staff-1",
        name="佐藤　明",
        role=StaffRole.LEADER,
        from_on=SIGNED_ON,
        qualification=Qualification.MUNICIPALITIES,
        supported_municipalities=2,
        supported_months=24,
        speaks_japanese=True,
    )
    return replace(leader, **changes)


def make_member(**changes: Any) -> StaffMember:
    """Return a member without qualification who works from the signing of the contract on."""
    member = StaffMember(id="staff-2", name="鈴木　光", role=StaffRole.MEMBER, from_on=SIGNED_ON, speaks_japanese=True)
    return replace(member, **changes)


def make_successor(**changes: Any) -> StaffMember:
    """Return a member who takes over from staff-2 on 1 December, approved by approval-1."""
    return replace(
        make_member(
            id="staff-3",
            name="高橋　実",
            from_on=date(2026, 12, 1),
            replaces_id="staff-2",
            equivalence="同じ事業に5年従事した。",
            approval_id="approval-1",
        ),
        **changes,
    )


def make_pledge(**changes: Any) -> Pledge:
    """Return the pledge and the briefing of staff-1."""
    pledge = Pledge(
        id="pledge-1",
        person="佐藤　明",
        staff_id="staff-1",
        pledged_on=date(2026, 5, 11),
        briefed_on=date(2026, 5, 11),
        briefing="第1回",
    )
    return replace(pledge, **changes)


def make_subcontract(**changes: Any) -> Subcontract:
    """Return a subcontract whole in its four items, approved by approval-1, running since June."""
    subcontract = Subcontract(
        id="subcontract-1",
        partner="合同会社みどり分析（架空）",
        partner_address="埼玉県さいたま市（架空）",
        relation="資本関係なし。契約実績2件。",
        scope="アンケートの集計",
        necessity="集計の専門性が必要なため。",
        applied_on=date(2026, 5, 20),
        approval_id="approval-1",
        starts_on=date(2026, 6, 1),
    )
    return replace(subcontract, **changes)


def make_asset(**changes: Any) -> InformationAsset:
    """Return a list lent by the prefecture, with purpose, place and keeper."""
    asset = InformationAsset(
        id="asset-1",
        name="担当者名簿",
        kind=AssetKind.ORIGINAL,
        received_from="戦略課",
        received_on=date(2026, 5, 20),
        purpose="連絡",
        location="鍵付き書庫",
        keeper="佐藤　明",
    )
    return replace(asset, **changes)


def make_copy(**changes: Any) -> InformationAsset:
    """Return a copy of asset-1 made for a reason of the work."""
    made = make_asset(
        id="asset-2", name="名簿の写し", kind=AssetKind.COPY, origin_id="asset-1", copy_reason="訪問先で使う"
    )
    return replace(made, **changes)


def make_commitment(**changes: Any) -> Commitment:
    """Return a promise of 6(6)コ due on 30 September 2026 and not yet kept."""
    commitment = Commitment(
        id="commitment-1", clause="6(6)コ", title="活用事例集の配布", owner="佐藤　明", due_on=date(2026, 9, 30)
    )
    return replace(commitment, **changes)


def make_question(**changes: Any) -> OpenQuestion:
    """Return a question asked on 1 September 2026 and not yet answered."""
    question = OpenQuestion(
        id="question-1",
        number="疑-M01-0001",
        clause="6(2)ウ",
        question="15行か4つの区分か",
        state=QuestionState.ASKED,
        asked_on=date(2026, 9, 1),
    )
    return replace(question, **changes)


def findings(facts: ContractFacts, area: str) -> list[Finding]:
    """Return what the rules of an area find, each proven to have its sentences in both languages."""
    found = [finding for finding in rule_book().findings(facts) if finding.code.startswith(f"{area}.")]
    for finding in found:
        for language in ("ja", "en"):
            for part in ("message", "remedy"):
                assert sentence(finding.code, dict(finding.values), part, language)
        if finding.field_name:
            record = facts.tables[finding.subject.register][finding.subject.id]
            assert record.REGISTER.field(finding.field_name)
    return found


def found(facts: ContractFacts, area: str, severity: Severity | None = None) -> list[str]:
    """Return the codes that the rules of an area find, without the area."""
    return [
        finding.code.removeprefix(f"{area}.")
        for finding in findings(facts, area)
        if severity is None or finding.severity == severity
    ]


def refused(before: ContractFacts, *changed: Record) -> list[str]:
    """Return the codes for which a change would be refused."""
    return [finding.code for finding in new_violations(before, before.with_changes(changed))]
