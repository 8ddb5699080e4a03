"""派遣の実施回: one occasion on which experts support a municipality (specification 6(6)).

回 counts sessions, 件 counts cases, 人回 counts experts per session; they are never mixed.
"""

from dataclasses import dataclass
from datetime import date, time

from app.domain.case import Mode
from app.domain.choice import Choice
from app.domain.record import (
    Audience,
    Members,
    Record,
    choice,
    clock_time,
    day,
    flag,
    integer,
    long_text,
    municipality,
    reference,
    references,
    register,
    text,
)


class SessionStatus(Choice):
    """Where one session stands."""

    PLANNED = "planned", "予定"
    HELD = "held", "実施済"
    REPORTED = "reported", "報告済"
    CANCELLED = "cancelled", "中止"


@register(
    "sessions",
    "派遣",
    table="session",
    title=("number",),
    columns=("number", "municipality_code", "held_on", "starts_at", "mode", "expert_ids", "status"),
    search=("number", "municipality_code", "place", "content", "effect"),
    order=("-held_on", "-starts_at", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Session(Record):
    """One session of a dispatch case, planned or held, with what its report needs (6(6)ク)."""

    number: str = text("派遣番号", max_length=40, fixed=True)
    case_id: str = reference("案件", "cases", required=True, fixed=True)
    municipality_code: str = municipality("団体名", fixed=True)
    held_on: date | None = day("実施日", required=True, group="period")
    starts_at: time | None = clock_time("開始", required=True, group="period")
    ends_at: time | None = clock_time("終了", required=True, group="period")
    break_minutes: int | None = integer("休憩", unit="分", maximum=600, group="period")
    mode: Mode | None = choice("実施方法", Mode, Mode.IN_PERSON, required=True, group="mode", clause="6(6)イ")
    online_wish: str = text(
        "オンライン希望の記録", group="mode", clause="6(6)イ", hint="誰が、いつ、どのように希望したか"
    )
    place: str = text("場所")
    expert_ids: Members = references("専門人材", "experts", table="session_expert", required=True, clause="6(6)ア")
    attendees: str = long_text("市町村の出席者", max_length=2_000)
    content: str = long_text("具体的な支援内容", clause="6(6)ク")
    effect: str = long_text("支援による効果", clause="6(6)ク")
    materials: str = long_text("利用した資料", max_length=4_000, clause="6(6)ク", hint="なければ「なし」")
    tools: str = long_text("利用したツール", max_length=4_000, clause="6(6)ク", hint="なければ「なし」")
    next_steps: str = long_text("今後の課題と次の予定", max_length=4_000)
    status: SessionStatus | None = choice("状態", SessionStatus, SessionStatus.PLANNED, group="status", fixed=True)
    status_reason: str = text("状態の理由", group="status", fixed=True)
    completes_case: bool = flag("この回で案件の支援が完了", hint="完了した案件は新しい回を受け付けない")
    reported_on: date | None = day("県への報告日", group="report", fixed=True, clause="6(6)ク")
    note: str = long_text("受託者メモ", audience=Audience.CONTRACTOR)


def support_minutes(starts_at: time | None, ends_at: time | None, break_minutes: int | None) -> int | None:
    """Return the support time without breaks in minutes (6(6)ウ); None while a time is missing."""
    if starts_at is None or ends_at is None:
        return None
    return (ends_at.hour - starts_at.hour) * 60 + ends_at.minute - starts_at.minute - (break_minutes or 0)
