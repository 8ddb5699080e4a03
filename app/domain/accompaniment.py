"""長期伴走支援: the municipalities supported through the year, their plans and sessions (specification 6(4))."""

from dataclasses import dataclass
from datetime import date, time

from app.domain.case import Mode
from app.domain.choice import Choice
from app.domain.record import (
    Members,
    Record,
    choice,
    clock_time,
    day,
    integer,
    long_text,
    municipality,
    reference,
    references,
    register,
    support_fields,
    text,
)


class PlanStatus(Choice):
    """How far the support plan of a municipality is (6(4)ア)."""

    HEARING = "hearing", "ヒアリング"
    DRAFT = "draft", "案を作成"
    CONSULTING = "consulting", "協議中"
    DECIDED = "decided", "決定"


@register(
    "accompaniments",
    "伴走支援",
    table="accompaniment",
    title=("municipality_code",),
    columns=("municipality_code", "theme", "status", "manager_id", "decided_on"),
    search=("municipality_code", "theme", "plan"),
    order=("municipality_code", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Accompaniment(Record):
    """One supported municipality with its plan and who manages its progress (6(4)ア, 6(4)オ)."""

    municipality_code: str = municipality("団体名", required=True)
    theme: str = text("支援テーマ", required=True, clause="6(4)ア")
    fields: Members = support_fields("関連する分野", table="accompaniment_field", clause="6(4)ア")
    manager_id: str = reference("進行管理の担当", "experts", clause="6(4)オ", hint="データベースに掲載した専門人材")
    hearing_on: date | None = day("ヒアリング実施日", clause="6(4)ア")
    plan: str = long_text("実施プラン", max_length=40_000, clause="6(4)ア")
    consultation_id: str = reference("県との協議", "decisions", clause="6(4)ア")
    municipality_agreed_on: date | None = day("市町村との協議日", clause="6(4)ア")
    decided_on: date | None = day("実施プランの決定日", clause="6(4)ア")
    status: PlanStatus | None = choice("状態", PlanStatus, PlanStatus.HEARING, required=True)
    result: str = long_text("支援結果", max_length=40_000, clause="6(4)カ")
    reported_on: date | None = day("結果の報告日", clause="6(4)カ")


class AccompanimentStatus(Choice):
    """Whether a session took place."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施済"
    CANCELLED = "cancelled", "中止"


@register(
    "accompaniment-sessions",
    "伴走支援の回",
    table="accompaniment_session",
    title=("municipality_code", "held_on"),
    columns=("municipality_code", "held_on", "starts_at", "mode", "expert_ids", "status"),
    search=("municipality_code", "content"),
    order=("-held_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class AccompanimentSession(Record):
    """One session of accompaniment; it counts neither towards the dispatches nor their cap (6(4)エ)."""

    accompaniment_id: str = reference("伴走支援", "accompaniments", required=True)
    municipality_code: str = municipality("団体名", required=True)
    held_on: date | None = day("実施日", required=True, group="period")
    starts_at: time | None = clock_time("開始", group="period")
    ends_at: time | None = clock_time("終了", group="period")
    break_minutes: int | None = integer("休憩", unit="分", maximum=600, group="period")
    mode: Mode | None = choice("実施方法", Mode, Mode.IN_PERSON, required=True, group="mode", clause="6(4)ウ")
    online_wish: str = text("オンライン希望の記録", group="mode", clause="6(4)ウ")
    expert_ids: Members = references("専門人材", "experts", table="accompaniment_session_expert", required=True)
    step: str = text("実施プランの段階", clause="6(4)イ")
    task_id: str = reference("工程", "plan-tasks", clause="6(4)イ")
    content: str = long_text("支援内容", max_length=10_000, clause="6(4)イ")
    status: AccompanimentStatus | None = choice("状態", AccompanimentStatus, AccompanimentStatus.PLANNED, required=True)
