"""実施計画: versions of the implementation plan and the chart of the team, with approval (5(1), 5(3), 5(6))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import Record, attachment, choice, day, integer, long_text, reference, register, text


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
