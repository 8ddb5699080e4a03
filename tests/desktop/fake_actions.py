"""A few use cases of the desk in memory: their forms, what they make, why they are refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.desktop.desk_port import (
    ActionInfo,
    FindingText,
)
from app.domain.acceptance import Acceptance
from app.domain.case import Case, CaseStatus
from app.domain.contract import Closing
from app.domain.cost import Cost
from app.domain.decision import Decision
from app.domain.expert import Expert
from app.domain.meeting import Meeting
from app.domain.record import Field, Record
from app.domain.registers import REGISTERS
from app.domain.session import Session, SessionStatus
from app.domain.submission import Submission


def pick(record: type[Record], *names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    return tuple(
        replace(field, fixed=False, required=field.required or name in required)
        for name in names
        for field in (record.REGISTER.field(name),)
    )


def entered(record: type[Record]) -> tuple[Field, ...]:
    return tuple(field for field in record.REGISTER.fields if not field.fixed)


CASE_FORM = tuple(field for field in entered(Case) if field.name not in ("expert_ids", "support_content"))
PLAN = ("held_on", "starts_at", "ends_at", "break_minutes", "mode", "online_wish", "place", "expert_ids")
RECORD = (*PLAN, "attendees", "content", "effect", "materials", "tools", "completes_case")
ACTIONS = {
    action.name: action
    for action in (
        ActionInfo("case.add", "案件を登録", "cases", CASE_FORM, True),
        ActionInfo("case.edit", "申請内容を編集", "cases", CASE_FORM),
        ActionInfo("case.start_matching", "マッチングを始める", "cases", (), True),
        ActionInfo(
            "case.decide", "派遣を決定", "cases", pick(Case, "consultation_id", required=("consultation_id",)), True
        ),
        ActionInfo("session.plan", "派遣を予定", "cases", pick(Session, *PLAN), True),
        ActionInfo("session.hold", "実施を記録", "sessions", pick(Session, *RECORD), True),
        ActionInfo("session.report", "県へ報告した", "sessions", pick(Session, "reported_on"), True),
        ActionInfo("expert.add", "専門人材を登録", "experts", entered(Expert), True),
        ActionInfo("expert.edit", "専門人材を編集", "experts", entered(Expert)),
        ActionInfo("decision.add", "協議・承認・指示を登録", "decisions", entered(Decision), True),
        ActionInfo("submission.add", "提出簿を登録", "submissions", entered(Submission), True),
        ActionInfo("closing_day.add", "臨時の閉庁日を登録", "closings", entered(Closing), True),
        ActionInfo("meeting.add", "会議を登録", "meetings", entered(Meeting), True),
        ActionInfo("cost.add", "費用を登録", "costs", entered(Cost), True),
        ActionInfo(
            "finding.accept",
            "指摘を了解済みにする",
            "acceptances",
            (
                *pick(Acceptance, "rule", "fingerprint", "reason", required=("rule",)),
                Acceptance.REGISTER.field("decision_id"),
            ),
            True,
        ),
        ActionInfo("closing_day.remove", "臨時の閉庁日を削除", "closings"),
    )
}
MAKES = {"case.add", "expert.add", "decision.add", "submission.add", "closing_day.add", "meeting.add", "cost.add"} | {
    "finding.accept"
}


def changed(
    records: dict[str, dict[str, Record]], info: ActionInfo, on: str | None, parsed: Mapping[str, Any]
) -> Record:
    """Write what an action makes of its entries into the records."""
    made: Any
    if info.name == "session.plan":
        case = records["cases"][on or ""]
        made = Session(
            id=f"session-new-{len(records['sessions'])}",
            number=f"回-N{len(records['sessions']):03}",
            case_id=case.id,
            municipality_code=getattr(case, "municipality_code", ""),
            **parsed,
        )
    elif on is None:
        record = REGISTERS[info.register].record
        made = replace(record(id=f"new-{len(records[info.register])}"), **parsed)
        if hasattr(made, "number"):
            made = replace(made, number=f"新-{len(records[info.register]):04}")
    else:
        made = replace(records[info.register][on], **parsed)
        if info.name == "case.start_matching":
            made = replace(made, status=CaseStatus.MATCHING)
        if info.name == "session.hold":
            made = replace(made, status=SessionStatus.HELD)
        if info.name == "session.report":
            made = replace(made, status=SessionStatus.REPORTED)
        if info.name == "closing_day.remove":
            return records[info.register].pop(on)
    record_made: Record = made
    records[record_made.REGISTER.name][record_made.id] = record_made
    return record_made


def refusals(action: ActionInfo, record: Record | None) -> tuple[FindingText, ...]:
    """Return why an action is not possible on a record."""
    if isinstance(record, Case) and action.name == "case.start_matching" and record.status != CaseStatus.RECEIVED:
        return (_refusal(record, "6(1)イ(ウ)", "いまの状態ではマッチングを始められません。"),)
    if isinstance(record, Case) and action.name == "case.decide" and record.status != CaseStatus.CONSULTING:
        return (_refusal(record, "6(6)ア", "県との協議が記録されていません。"),)
    if isinstance(record, Session) and action.name == "session.hold" and record.status != SessionStatus.PLANNED:
        return (_refusal(record, "6(1)イ(ウ)", "この派遣は予定ではありません。"),)
    if isinstance(record, Session) and action.name == "session.report" and record.status != SessionStatus.HELD:
        return (_refusal(record, "6(6)ク", "実施が記録されていません。"),)
    return ()


def _refusal(record: Record, clause: str, message: str) -> FindingText:
    name = record.REGISTER.name
    return FindingText(
        "6.1.b3", clause, "violation", name, record.id, record.id, message, "先の手順を済ませてください。"
    )
