"""The office side of the demonstration year: team, meetings, plans, promises, contacts and what was lent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.asset import AssetKind, InformationAsset
from app.domain.commitment import Commitment
from app.domain.contact import Contact, Side
from app.domain.decision import Decision, DecisionKind
from app.domain.expert import Expert
from app.domain.form_template import FormTemplate
from app.domain.meeting import Homework, Meeting, MeetingKind, MeetingMode
from app.domain.plan import PlanKind, PlanVersion
from app.domain.record import Record
from app.domain.staff import Pledge, Qualification, StaffMember, StaffRole

PREFECTURE = "情報システム戦略課　A主査"
PROMISES = (
    ("6(2)カ", "専門人材の専門性と実績の一覧を提案書どおりに整える", date(2026, 5, 25)),
    ("6(4)ク", "伴走支援の各団体に進行管理の担当と副担当を置く", date(2026, 7, 31)),
    ("6(5)キ", "よろず相談窓口を契約後2週間で設置する", date(2026, 5, 25)),
    ("6(6)コ", "派遣の活用例を毎月のお知らせで紹介する", date(2026, 6, 30)),
    ("6(6)サ", "派遣の実施体制を契約後3週間で整える", date(2026, 6, 1)),
    ("6(8)ウ", "交流会を分野別の分科会で行う", date(2026, 11, 30)),
    ("6(10)", "県内共通の生成AI利用の手引きを作る", date(2027, 2, 26)),
)


@dataclass(frozen=True)
class Office:
    """Every record of the office side."""

    records: tuple[Record, ...]
    staff: tuple[StaffMember, ...]


def office(new_id: Callable[..., str], signed_on: date, experts: Sequence[Expert]) -> Office:
    """Return the office side of a year that began on a day."""
    kickoff = signed_on + timedelta(days=10)
    approval = Decision(
        id=new_id("decision", "plan"),
        number="協-M01-0900",
        kind=DecisionKind.APPROVAL,
        decided_on=kickoff,
        subject="実施計画書と実施体制図の承認",
        prefecture_persons=PREFECTURE,
        contractor_persons="プロジェクトリーダー　B",
        content="キックオフミーティングでレビューし、承認を受けた。開催方法はオンラインとした。",
        evidence_note="キックオフミーティング議事録",
    )
    forms = Decision(
        id=new_id("decision", "forms"),
        number="協-M01-0901",
        decided_on=kickoff,
        subject="任意様式の協議",
        prefecture_persons=PREFECTURE,
        contractor_persons="プロジェクトリーダー　B",
        content="派遣結果報告書とよろず相談対応報告書の様式を協議し、了承を得た。",
    )
    staff = _staff(new_id, signed_on)
    records: list[Record] = [approval, forms, *staff, *_pledges(new_id, signed_on, staff, experts)]
    records += _plans(new_id, signed_on, approval.id)
    records += _meetings(new_id, kickoff, approval.id)
    records += _papers(new_id, signed_on, forms.id)
    return Office(tuple(records), staff)


def _staff(new_id: Callable[..., str], signed_on: date) -> tuple[StaffMember, ...]:
    people = (
        ("石川　千尋", StaffRole.LEADER, Qualification.MUNICIPALITIES, 5, 40),
        ("前田　拓海", StaffRole.MEMBER, Qualification.NONE, None, None),
        ("村上　夏希", StaffRole.MEMBER, Qualification.NONE, None, None),
    )
    return tuple(
        StaffMember(
            id=new_id("staff", str(number)),
            name=name,
            affiliation="株式会社彩の国サポート（架空）",
            role=role,
            from_on=signed_on,
            qualification=qualification,
            supported_municipalities=municipalities,
            supported_months=months,
            experience="5市町のDX推進計画と窓口改革を通算3年4か月、主担当として支援した。" if months else "",
            speaks_japanese=True,
        )
        for number, (name, role, qualification, municipalities, months) in enumerate(people)
    )


def _pledges(
    new_id: Callable[..., str], signed_on: date, staff: Sequence[StaffMember], experts: Sequence[Expert]
) -> list[Record]:
    people = [(item.name, item.id, "") for item in staff] + [(item.name, "", item.id) for item in experts]
    return [
        Pledge(
            id=new_id("pledge", str(number)),
            person=name,
            staff_id=staff_id,
            expert_id=expert_id,
            pledged_on=signed_on,
            briefed_on=signed_on,
            briefing="情報セキュリティ研修（資料第1版）",
        )
        for number, (name, staff_id, expert_id) in enumerate(people)
    ]


def _plans(new_id: Callable[..., str], signed_on: date, approval_id: str) -> list[Record]:
    return [
        PlanVersion(
            id=new_id("plan", kind.value),
            kind=kind,
            version=1,
            made_on=signed_on + timedelta(days=4),
            submitted_on=signed_on + timedelta(days=5),
            approval_id=approval_id,
        )
        for kind in PlanKind
    ]


def _meetings(new_id: Callable[..., str], kickoff: date, decision_id: str) -> list[Record]:
    first = Meeting(
        id=new_id("meeting", "kickoff"),
        title="キックオフミーティング",
        kind=MeetingKind.KICKOFF,
        held_on=kickoff,
        mode=MeetingMode.ONLINE,
        mode_decision_id=decision_id,
        prefecture_persons=PREFECTURE,
        contractor_persons="石川　千尋、前田　拓海、村上　夏希",
        agenda="実施計画書のレビュー、業務内容と役割分担の確認",
        decided="実施計画書と実施体制図を承認する。\n定例会を毎月第3木曜日に開く。",
        minutes="受託者が実施計画書を説明し、県が工程と役割分担を確認した。",
        minutes_sent_on=kickoff + timedelta(days=1),
    )
    task = Homework(
        id=new_id("homework", "1"),
        owner="前田　拓海",
        task="LoGoチャットのトークルームを63団体分作る",
        meeting_id=first.id,
        due_on=kickoff + timedelta(days=7),
        done_on=kickoff + timedelta(days=6),
    )
    return [first, task]


def _papers(new_id: Callable[..., str], signed_on: date, forms_id: str) -> list[Record]:
    promises = [
        Commitment(
            id=new_id("commitment", str(number)),
            clause=clause,
            title=title,
            source=f"企画提案書 第{number}章",
            owner="石川　千尋",
            due_on=due_on,
            done_on=due_on if due_on < date(2027, 1, 1) else None,
            evidence="定例会で報告（議事録）" if due_on < date(2027, 1, 1) else "",
        )
        for number, (clause, title, due_on) in enumerate(PROMISES, start=2)
    ]
    templates = [
        FormTemplate(
            id=new_id("template", str(deliverable)),
            name=name,
            deliverable=deliverable,
            version="1.0",
            used_from=signed_on + timedelta(days=14),
            consultation_id=forms_id,
        )
        for deliverable, name in ((4, "DXよろず相談窓口対応報告書"), (5, "デジタル専門人材派遣結果報告書"))
    ]
    lent = InformationAsset(
        id=new_id("asset", "1"),
        name="令和7年度全市町村ヒアリング結果",
        kind=AssetKind.ORIGINAL,
        received_from="情報システム戦略課",
        received_on=signed_on + timedelta(days=3),
        purpose="課題の把握とマッチング",
        location="受託者の暗号化した共有フォルダ",
        keeper="石川　千尋",
    )
    contact = Contact(
        id=new_id("contact", "1"),
        side=Side.PREFECTURE,
        organisation="情報システム戦略課",
        person="A主査",
        room="県・受託者連絡",
    )
    return [*promises, *templates, lent, contact]
