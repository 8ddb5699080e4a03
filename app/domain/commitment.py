"""提案事項: what was promised in the proposal and is part of the contract (11(2) and every 企画提案 clause)."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Record, attachment, day, long_text, reference, register, text


@register(
    "commitments",
    "提案事項",
    table="commitment",
    title=("title",),
    columns=("clause", "title", "owner", "due_on", "done_on"),
    search=("clause", "title", "content", "owner"),
    order=("due_on", "clause", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Commitment(Record):
    """One promise with who keeps it, until when, and the evidence that it was kept."""

    clause: str = text("条項", max_length=40, required=True, hint="例：6(6)コ")
    title: str = text("提案事項", required=True)
    content: str = long_text("内容", max_length=4_000)
    source: str = text("提案書の箇所", hint="章・ページ、または質疑応答の番号")
    owner: str = text("担当者", required=True)
    due_on: date | None = day("期日", required=True)
    done_on: date | None = day("実施日")
    evidence: str = text("実施の証拠")
    evidence_id: str = attachment("証拠書類")
    change_id: str = reference("変更の協議", "decisions", clause="11(2)")
