"""費用: what sessions cost the contractor; for the contractor's own eyes only (11(3))."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Audience, Record, day, integer, reference, register, text

OWN = Audience.CONTRACTOR


@register(
    "costs",
    "費用",
    table="cost",
    title=("incurred_on", "purpose"),
    columns=("incurred_on", "expert_id", "session_id", "purpose", "fee_yen", "travel_yen"),
    search=("purpose",),
    order=("-incurred_on", "id"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class Cost(Record):
    """One cost; no register, document or bundle for the prefecture shows it."""

    incurred_on: date | None = day("年月日", required=True, audience=OWN)
    purpose: str = text("内容", required=True, audience=OWN)
    expert_id: str = reference("専門人材", "experts", audience=OWN)
    session_id: str = reference("派遣", "sessions", audience=OWN)
    fee_yen: int | None = integer("謝金", unit="円", audience=OWN)
    travel_yen: int | None = integer("旅費", unit="円", audience=OWN)
    other_yen: int | None = integer("その他", unit="円", audience=OWN)
