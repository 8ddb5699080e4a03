"""契約: the contract itself, the terms changed by decision, and extra closings of the prefectural office."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import (
    Audience,
    Record,
    contract_term,
    day,
    long_text,
    municipality,
    reference,
    register,
    text,
)


@register(
    "contracts",
    "契約",
    table="contract",
    title=("name",),
    columns=("name", "signed_on"),
    exported=False,
)
@dataclass(frozen=True, kw_only=True)
class Contract(Record):
    """The contract of this workspace; there is exactly one."""

    name: str = text("業務名", fixed=True)
    signed_on: date | None = day("契約締結日", required=True, clause="3")
    contractor: str = text("受託者名", hint="文書に印刷する会社名")
    hearings_declared_id: str = reference("全ヒアリング完了とした県の決定", "decisions", clause="6(7)オ", fixed=True)
    terms_name: str = text("契約条件", fixed=True)
    terms_text: str = long_text("契約条件の原文", max_length=200_000, fixed=True, audience=Audience.CONTRACTOR)
    demonstration: str = text("見本", fixed=True, hint="見本の年度であるときの種の番号")
    judged_on: date | None = day("見本の今日", fixed=True, hint="見本の年度を判定する日")


@register(
    "amendments",
    "契約条件の変更",
    table="term_amendment",
    title=("term",),
    columns=("term", "municipality_code", "value", "holds_from", "decision_id"),
    order=("holds_from", "id"),
)
@dataclass(frozen=True, kw_only=True)
class TermAmendment(Record):
    """One term changed by a recorded decision from a day on; the old value stays answerable."""

    term: str = contract_term("条件", required=True, hint="契約条件の名前から選ぶ。例：1市町村あたりの派遣回数の上限")
    municipality_code: str = municipality("団体名", hint="一団体だけの変更のとき")
    value: str = text("新しい値", required=True)
    holds_from: date | None = day("適用日", required=True)
    decision_id: str = reference("根拠となる指示・承認", "decisions", required=True)


@register(
    "closings",
    "臨時の閉庁日",
    table="closing_day",
    title=("closed_on", "reason"),
    columns=("closed_on", "reason"),
    order=("closed_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Closing(Record):
    """A day on which the prefectural office is closed beyond the rule."""

    closed_on: date | None = day("閉庁日", required=True)
    reason: str = text("理由", required=True)
