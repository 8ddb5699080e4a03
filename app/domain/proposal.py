"""機運醸成の提案: what is proposed to a municipality that does not ask for support (specification 6(6)ケ)."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Record, day, long_text, municipality, reference, register


@register(
    "proposals",
    "機運醸成の提案",
    table="motivation_proposal",
    title=("municipality_code", "sent_on"),
    columns=("municipality_code", "content", "consent_id", "sent_on"),
    search=("municipality_code", "content"),
    order=("municipality_code", "id"),
)
@dataclass(frozen=True, kw_only=True)
class MotivationProposal(Record):
    """One proposal to rouse a municipality for DX; it goes out after the prefecture's recorded consent."""

    municipality_code: str = municipality("団体名", required=True)
    content: str = long_text("提案の内容", required=True, clause="6(6)ケ")
    consent_id: str = reference("県の承諾", "decisions", clause="6(6)ケ", hint="提案を送る前に得た承諾")
    sent_on: date | None = day("送付日", clause="6(6)ケ")
    answer: str = long_text("市町村の反応", max_length=4_000)
