"""指摘の了解: a finding put to rest by a recorded decision, as long as its facts stay as they were."""

from dataclasses import dataclass

from app.domain.record import Audience, Record, long_text, reference, register, text


@register(
    "acceptances",
    "指摘の了解",
    table="acceptance",
    title=("finding",),
    columns=("rule", "finding", "decision_id"),
    search=("rule", "finding", "reason"),
    order=("rule", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Acceptance(Record):
    """That the prefecture accepted one finding; it speaks again when its facts change."""

    rule: str = text("規則", max_length=20, fixed=True)
    finding: str = text("指摘", max_length=1_000, fixed=True)
    fingerprint: str = text("指摘の同一性", max_length=64, fixed=True, audience=Audience.CONTRACTOR)
    decision_id: str = reference("根拠となる協議・承認・指示", "decisions", required=True)
    reason: str = long_text("理由", max_length=2_000, required=True)
