"""案件: what a municipality asked for, from its application to its end (specification 6(5), 6(6))."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.choice import Choice
from app.domain.consultation import AnswerMethod
from app.domain.record import (
    Audience,
    Members,
    Record,
    choice,
    day,
    flag,
    integer,
    long_text,
    moment,
    municipality,
    reference,
    references,
    register,
    support_fields,
    text,
)


class CaseKind(Choice):
    """Which support a municipality applied for."""

    DISPATCH = "dispatch", "専門人材派遣"
    CONSULTATION = "consultation", "よろず相談"


class CaseStatus(Choice):
    """Where a case stands on its way through clause 6(5) or 6(6); both kinds take the same steps."""

    RECEIVED = "received", "受付"
    MATCHING = "matching", "マッチング"
    CONSULTING = "consulting", "県と協議中"
    DECIDED = "decided", "決定"
    SUPPORTING = "supporting", "支援中"
    COMPLETED = "completed", "支援完了"
    CLOSED = "closed", "終了"
    WITHDRAWN = "withdrawn", "取下げ"


class Mode(Choice):
    """How support is given (6(6)イ)."""

    IN_PERSON = "in_person", "対面"
    ONLINE = "online", "オンライン"


class WishedMode(Choice):
    """What the municipality wishes (6(6)イ)."""

    IN_PERSON = "in_person", "対面"
    ONLINE = "online", "オンライン"
    EITHER = "either", "どちらでも可"


class ContactSkill(Choice):
    """How familiar the person in charge is with the matter (9(2))."""

    BEGINNER = "beginner", "初心者"
    INTERMEDIATE = "intermediate", "中級"
    ADVANCED = "advanced", "上級"


@register(
    "cases",
    "案件",
    table="support_case",
    title=("number",),
    columns=("number", "kind", "municipality_code", "fields", "applied_on", "status"),
    search=("number", "received_number", "municipality_code", "department", "content", "support_content"),
    order=("-applied_on", "-number", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Case(Record):
    """One application of a municipality and what became of it."""

    number: str = text("案件番号", max_length=40, fixed=True)
    kind: CaseKind | None = choice("申請区分", CaseKind, CaseKind.DISPATCH, required=True)
    municipality_code: str = municipality("団体名", required=True)
    received_number: str = text("受付番号", max_length=100, hint="申請フォームの受付番号")
    applied_on: date | None = day("申請日", required=True)
    applied_at: datetime | None = moment("申請日時", fixed=True)
    department: str = text("所属")
    contact_name: str = text("担当者氏名", max_length=100)
    contact_mail: str = text("メールアドレス", max_length=254)
    contact_phone: str = text("電話番号", max_length=40)
    contact_skill: ContactSkill | None = choice("担当者のデジタル知識", ContactSkill, clause="9(2)")
    fields: Members = support_fields("相談分野", table="case_field")
    content: str = long_text("相談内容", required=True)
    wished_when: str = text("希望時期")
    wished_mode: WishedMode | None = choice("希望する実施方法", WishedMode, clause="6(6)イ")
    expert_ids: Members = references("派遣人材", "experts", table="case_expert", clause="6(6)ア")
    support_content: str = long_text("支援内容", clause="6(6)ア")
    answer_method: AnswerMethod | None = choice(
        "回答方法", AnswerMethod, clause="6(5)ア", hint="よろず相談のとき、県と協議する回答の方法"
    )
    consultation_id: str = reference("県との協議", "decisions", clause="6(6)ア", fixed=True)
    decided_on: date | None = day("決定日", fixed=True)
    status: CaseStatus | None = choice("状態", CaseStatus, CaseStatus.RECEIVED, group="status", fixed=True)
    status_reason: str = text("状態の理由", group="status", fixed=True)
    status_since: date | None = day("状態の開始日", group="status", fixed=True)
    survey_asked_on: date | None = day("アンケート依頼日", clause="6(6)キ", group="survey_asked", fixed=True)
    survey_answered_on: date | None = day("アンケート回答日", clause="6(6)キ", group="survey", fixed=True)
    survey_score: int | None = integer(
        "課題の解決状況", minimum=1, maximum=5, unit="段階", clause="6(6)キ", group="survey", fixed=True
    )
    survey_comment: str = long_text("アンケートの意見", clause="6(6)キ", group="survey", fixed=True)
    candidate_id: str = reference("元の候補", "case-candidates", clause="6(7)ウ", fixed=True)
    origin_case_id: str = reference("元のよろず相談", "cases", clause="6(5)エ", fixed=True)
    source: str = long_text("受け付けた原文", max_length=100_000, fixed=True, audience=Audience.CONTRACTOR)
    has_formula: bool = flag("数式の形の文字を含む", fixed=True, audience=Audience.CONTRACTOR)
    note: str = long_text("受託者メモ", audience=Audience.CONTRACTOR)
