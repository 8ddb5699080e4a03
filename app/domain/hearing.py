"""ヒアリング: the one hearing with each municipality (specification 6(7))."""

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
    long_text,
    municipality,
    reference,
    references,
    register,
    support_fields,
)


class HearingStatus(Choice):
    """Where a hearing stands."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施済"
    CANCELLED = "cancelled", "中止"


@register(
    "hearings",
    "ヒアリング",
    table="hearing",
    title=("municipality_code", "held_on"),
    columns=("municipality_code", "held_on", "starts_at", "mode", "status"),
    search=("municipality_code", "content", "needs"),
    order=("held_on", "starts_at", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Hearing(Record):
    """One hearing arranged by the prefecture, with who of the contractor sat in (6(7)ア)."""

    municipality_code: str = municipality("団体名", required=True)
    held_on: date | None = day("実施日", required=True, group="period")
    starts_at: time | None = clock_time("開始", group="period")
    ends_at: time | None = clock_time("終了", group="period")
    mode: Mode | None = choice("実施方法", Mode, Mode.ONLINE, required=True, group="mode", clause="6(7)イ")
    consultation_id: str = reference("実地での実施の協議", "decisions", clause="6(7)イ", group="mode")
    attendee_ids: Members = references("受託者の同席者", "staff", table="hearing_attendee", clause="6(7)ア")
    municipality_persons: str = long_text("市町村の出席者", max_length=2_000)
    prefecture_persons: str = long_text("県の出席者", max_length=2_000)
    fields: Members = support_fields("話題の分野", table="hearing_field", clause="6(7)ウ")
    content: str = long_text("取組の状況と課題", max_length=40_000, clause="6(7)エ")
    needs: str = long_text("支援の希望", max_length=10_000, clause="6(7)ウ")
    status: HearingStatus | None = choice("状態", HearingStatus, HearingStatus.PLANNED, required=True)
