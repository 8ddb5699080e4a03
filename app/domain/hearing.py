"""ヒアリング: the one hearing with each municipality (specification 6(7))."""

from dataclasses import dataclass
from datetime import date, time

from app.domain.case import Mode
from app.domain.choice import Choice
from app.domain.record import (
    Members,
    Record,
    choice,
    choice_set,
    clock_time,
    day,
    flag,
    long_text,
    municipality,
    reference,
    references,
    register,
    support_field,
    support_fields,
    text,
)


class HearingStatus(Choice):
    """Where a hearing stands."""

    PLANNED = "planned", "予定"
    ARRANGING = "arranging", "県が調整中"
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
    held_on: date | None = day("実施日", group="period", hint="県が調整中のときは空欄")
    starts_at: time | None = clock_time("開始", group="period")
    ends_at: time | None = clock_time("終了", group="period")
    mode: Mode | None = choice("実施方法", Mode, Mode.ONLINE, required=True, group="mode", clause="6(7)イ")
    consultation_id: str = reference("実地での実施の協議", "decisions", clause="6(7)イ", group="mode")
    room: str = text("会場・会議室", group="mode", hint="実地の会場、または会議のURLを知らせる部屋の名前")
    is_fixed: bool = flag("日程を動かさない", hint="日程案を作るとき、この日時を変えない")
    attendee_ids: Members = references("受託者の同席者", "staff", table="hearing_attendee", clause="6(7)ア")
    municipality_persons: str = long_text("市町村の出席者", max_length=2_000)
    prefecture_persons: str = long_text("県の出席者", max_length=2_000)
    fields: Members = support_fields("話題の分野", table="hearing_field", clause="6(7)ウ")
    content: str = long_text("取組の状況と課題", max_length=40_000, clause="6(7)エ")
    needs: str = long_text("支援の希望", max_length=10_000, clause="6(7)ウ")
    status: HearingStatus | None = choice("状態", HearingStatus, HearingStatus.PLANNED, required=True)


class Stage(Choice):
    """How far a municipality is in one field of Table 1."""

    NOT_STARTED = "not_started", "未着手"
    STUDYING = "studying", "検討中"
    PLANNED = "planned", "計画済"
    RUNNING = "running", "実施中"
    DONE = "done", "定着"


class IssueKind(Choice):
    """What a municipality lacks in one field."""

    PEOPLE = "people", "人材・体制"
    SKILL = "skill", "知識・技能"
    MONEY = "money", "予算"
    PROCESS = "process", "業務の見直し"
    SYSTEM = "system", "システム・機器"
    AGREEMENT = "agreement", "庁内の合意"
    OTHER = "other", "その他"


class Wish(Choice):
    """Which support a municipality wishes for in one field."""

    NONE = "none", "希望なし"
    UNDECIDED = "undecided", "検討中"
    CONSULTATION = "consultation", "よろず相談"
    DISPATCH = "dispatch", "専門人材派遣"
    ACCOMPANIMENT = "accompaniment", "長期伴走支援"


@register(
    "hearing-themes",
    "ヒアリングの話題",
    table="hearing_theme",
    title=("field",),
    columns=("hearing_id", "field", "stage", "wish", "needs"),
    search=("issues", "needs", "quote"),
    order=("hearing_id", "id"),
)
@dataclass(frozen=True, kw_only=True)
class HearingTheme(Record):
    """What one municipality told about one field of Table 1 (6(7)ウ)."""

    hearing_id: str = reference("ヒアリング", "hearings", required=True)
    field: str = support_field("分野", required=True, clause="6(7)ウ")
    stage: Stage | None = choice("取組の段階", Stage)
    issues: str = long_text("課題", max_length=10_000, clause="6(7)ウ")
    issue_kinds: Members = choice_set("課題の種類", IssueKind, table="hearing_theme_issue")
    needs: str = long_text("支援の希望", max_length=10_000, clause="6(7)ウ")
    wish: Wish | None = choice("希望する支援", Wish)
    quote: str = long_text("発言", max_length=4_000, hint="言葉のまま")
    said_by: str = text("発言した人", max_length=100)


class CandidateState(Choice):
    """What became of a need that was found in a hearing."""

    OPEN = "open", "候補"
    APPLIED = "applied", "案件になった"
    DROPPED = "dropped", "見送り"


@register(
    "case-candidates",
    "案件の候補",
    table="case_candidate",
    title=("municipality_code", "field"),
    columns=("municipality_code", "field", "wish", "needs", "state"),
    search=("municipality_code", "needs", "note"),
    order=("municipality_code", "id"),
)
@dataclass(frozen=True, kw_only=True)
class CaseCandidate(Record):
    """One need found in a hearing that may become a case (6(7)ウ)."""

    municipality_code: str = municipality("団体名", required=True)
    hearing_id: str = reference("ヒアリング", "hearings", required=True, fixed=True)
    theme_id: str = reference("ヒアリングの話題", "hearing-themes", fixed=True)
    field: str = support_field("分野", required=True)
    wish: Wish | None = choice("希望する支援", Wish)
    needs: str = long_text("支援の希望", max_length=10_000, required=True)
    state: CandidateState | None = choice("状態", CandidateState, CandidateState.OPEN, fixed=True)
    case_id: str = reference("案件", "cases", fixed=True)
    note: str = text("備考", max_length=1_000)


class LineState(Choice):
    """What the prefecture's schedule says of one municipality."""

    SET = "set", "日時あり"
    ARRANGING = "arranging", "調整中"
    CANCELLED = "cancelled", "中止"
    GONE = "gone", "記載なし"


@register(
    "schedule-lines",
    "県の日程表",
    table="schedule_line",
    title=("municipality_code",),
    columns=("municipality_code", "held_on", "starts_at", "mode", "state", "file_name"),
    search=("municipality_code", "as_written", "file_name"),
    order=("held_on", "starts_at", "municipality_code", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ScheduleLine(Record):
    """What the newest schedule of the prefecture says of one municipality; only taking a schedule over writes it."""

    municipality_code: str = municipality("団体名", required=True, fixed=True)
    held_on: date | None = day("実施日", fixed=True, group="period")
    starts_at: time | None = clock_time("開始", fixed=True, group="period")
    ends_at: time | None = clock_time("終了", fixed=True, group="period")
    mode: Mode | None = choice("実施方法", Mode, fixed=True, group="period")
    place: str = text("会場", max_length=400, fixed=True, group="period")
    state: LineState | None = choice("状態", LineState, LineState.SET, fixed=True, group="period")
    as_written: str = long_text("県の日程表の記載", max_length=4_000, fixed=True, group="period")
    note: str = long_text("県の備考", max_length=4_000, fixed=True, group="period")
    file_name: str = text("ファイル", max_length=255, fixed=True, group="period")
    taken_on: date | None = day("取り込んだ日", fixed=True, group="period")
    hearing_id: str = reference("ヒアリング", "hearings", fixed=True)


class Availability(Choice):
    """Whether somebody can or cannot be there."""

    FREE = "free", "可能"
    BUSY = "busy", "不可"


@register(
    "availabilities",
    "日程の都合",
    table="availability",
    title=("municipality_code", "from_on"),
    columns=("municipality_code", "staff_id", "from_on", "until_on", "starts_at", "ends_at", "kind"),
    search=("municipality_code", "note"),
    order=("from_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class AvailabilityPeriod(Record):
    """When a municipality or one of our people can, or cannot, sit in a hearing; whole days without times."""

    municipality_code: str = municipality("団体名", hint="市町村の都合のとき")
    staff_id: str = reference("従事者", "staff", hint="受託者の都合のとき")
    from_on: date | None = day("最初の日", required=True, group="period")
    until_on: date | None = day("最後の日", group="period", hint="一日だけのときは空欄")
    starts_at: time | None = clock_time("開始", group="period", hint="終日のときは空欄")
    ends_at: time | None = clock_time("終了", group="period")
    kind: Availability | None = choice("都合", Availability, Availability.BUSY, required=True)
    note: str = text("備考")
