"""実施計画: versions of the plan and the chart of the team with their approval, their sections, boxes and tasks (5)."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import Record, attachment, choice, day, flag, integer, long_text, reference, register, text


class PlanKind(Choice):
    """Which of the two papers a version is of."""

    PLAN = "plan", "実施計画書"
    CHART = "chart", "実施体制図"


@register(
    "plan-versions",
    "実施計画の版",
    table="plan_version",
    title=("kind", "version"),
    columns=("kind", "version", "made_on", "submitted_on", "approval_id"),
    search=("changes",),
    order=("kind", "-version", "id"),
)
@dataclass(frozen=True, kw_only=True)
class PlanVersion(Record):
    """One version: made, submitted, approved by the prefecture."""

    kind: PlanKind | None = choice("文書", PlanKind, PlanKind.PLAN, required=True)
    version: int | None = integer("版", minimum=1, maximum=999, required=True)
    made_on: date | None = day("作成日", required=True)
    changes: str = long_text("前の版からの修正", max_length=4_000, clause="5(6)")
    file_id: str = attachment("ファイル")
    submitted_on: date | None = day("提出日", clause="5(1)")
    approval_id: str = reference("県の承認", "decisions", clause="5(3)")
    note: str = text("備考")


@register(
    "plan-sections",
    "実施計画書の節",
    table="plan_section",
    title=("heading",),
    columns=("version_id", "position", "heading"),
    search=("heading", "body"),
    order=("version_id", "position", "id"),
)
@dataclass(frozen=True, kw_only=True)
class PlanSection(Record):
    """One section of one version of the implementation plan (5(1))."""

    version_id: str = reference("版", "plan-versions", required=True, fixed=True)
    key: str = text("節の名前", max_length=40, fixed=True)
    position: int | None = integer("順序", maximum=1_000, fixed=True)
    heading: str = text("見出し", required=True)
    body: str = long_text("本文", max_length=40_000)


class BoxSide(Choice):
    """To whom a box of the chart belongs."""

    CONTRACTOR = "contractor", "受託者"
    PREFECTURE = "prefecture", "県"
    MUNICIPALITY = "municipality", "市町村"
    PARTNER = "partner", "再委託先・協力者"


@register(
    "chart-boxes",
    "実施体制図の枠",
    table="chart_box",
    title=("title",),
    columns=("title", "side", "staff_id", "expert_id", "parent_id"),
    search=("title", "duty"),
    order=("version_id", "row", "place", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ChartBox(Record):
    """One box of one version of the chart of the team, on its row and place (5(1), 7(1)ア)."""

    version_id: str = reference("版", "plan-versions", required=True, fixed=True)
    title: str = text("役割・組織", required=True)
    side: BoxSide | None = choice("区分", BoxSide, BoxSide.CONTRACTOR, required=True)
    staff_id: str = reference("従事者", "staff")
    expert_id: str = reference("専門人材", "experts")
    duty: str = text("担当する業務", max_length=400)
    parent_id: str = reference("上位の枠", "chart-boxes")
    row: int | None = integer("段", maximum=20, group="place")
    place: int | None = integer("並び", maximum=100, group="place")


@register(
    "plan-tasks",
    "工程",
    table="plan_task",
    title=("title",),
    columns=("accompaniment_id", "title", "owner", "starts_on", "ends_on", "progress"),
    search=("title", "clause", "owner", "note"),
    order=("accompaniment_id", "position", "starts_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class PlanTask(Record):
    """One bar of the year's schedule, or one step of a support plan, as agreed, as planned now and as it went."""

    accompaniment_id: str = reference("伴走支援", "accompaniments", clause="6(4)イ", hint="業務全体の工程のときは空欄")
    position: int | None = integer("順序", maximum=10_000)
    title: str = text("工程・段階", required=True)
    clause: str = text("条項", max_length=40, hint="例：6(7)")
    owner: str = text("担当", max_length=100)
    baseline_starts_on: date | None = day("当初の開始日", group="baseline", fixed=True)
    baseline_ends_on: date | None = day("当初の終了日", group="baseline", fixed=True)
    starts_on: date | None = day("開始日", required=True, group="period")
    ends_on: date | None = day("終了日", required=True, group="period")
    began_on: date | None = day("実際の開始日", group="actual")
    finished_on: date | None = day("実際の終了日", group="actual")
    progress: int | None = integer("進み", unit="％", maximum=100)
    is_milestone: bool = flag("節目", hint="一日だけの節目として菱形で示す")
    note: str = long_text("備考", max_length=2_000)


@register(
    "indicators",
    "成果の指標",
    table="indicator",
    title=("name",),
    columns=("accompaniment_id", "name", "unit", "before", "target", "after"),
    search=("name", "note"),
    order=("accompaniment_id", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Indicator(Record):
    """One figure of a supported municipality before and after (6(4)カ)."""

    accompaniment_id: str = reference("伴走支援", "accompaniments", required=True)
    name: str = text("指標", required=True)
    unit: str = text("単位", max_length=40)
    before: str = text("支援前の値", max_length=40, group="before")
    before_on: date | None = day("支援前の測定日", group="before")
    target: str = text("目標の値", max_length=40)
    after: str = text("支援後の値", max_length=40, group="after")
    after_on: date | None = day("支援後の測定日", group="after")
    note: str = text("測り方")
