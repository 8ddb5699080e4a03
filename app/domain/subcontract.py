"""再委託: applications to have a part of the work done by others, and the prefecture's approval (7(2))."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Record, attachment, day, flag, long_text, reference, register, text


@register(
    "subcontracts",
    "再委託",
    table="subcontract",
    title=("partner",),
    columns=("partner", "scope", "starts_on", "applied_on", "approval_id"),
    search=("partner", "scope", "necessity"),
    order=("starts_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Subcontract(Record):
    """One subcontract with the four items of 7(2)イ; one below another names the one above (7(2)ウ)."""

    partner: str = text("相手方の名称", required=True, clause="7(2)イ")
    partner_address: str = text("相手方の住所", clause="7(2)イ")
    relation: str = long_text("相手方との関係性", max_length=2_000, clause="7(2)イ", hint="資本関係、契約実績など")
    scope: str = long_text("再委託する業務の範囲", max_length=2_000, clause="7(2)イ")
    necessity: str = long_text("再委託の必要性", max_length=2_000, clause="7(2)イ")
    covers_everything: bool = flag("業務の全部を任せる", clause="7(2)ア")
    parent_id: str = reference("元の再委託", "subcontracts", clause="7(2)ウ", hint="再々委託のとき")
    is_joint: bool = flag("連名の申請", clause="7(2)ウ", hint="再々委託のとき、受注者と再委託受注者の連名")
    applied_on: date | None = day("申請日", clause="7(2)イ")
    file_id: str = attachment("申請書と資料")
    approval_id: str = reference("県の承認", "decisions", clause="7(2)イ")
    starts_on: date | None = day("業務の開始日", required=True)
    ends_on: date | None = day("業務の終了日")
