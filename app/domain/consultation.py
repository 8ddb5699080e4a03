"""よろず相談の回答: how a consultation of a municipality was answered (specification 6(5))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import (
    Members,
    Record,
    choice,
    day,
    flag,
    integer,
    long_text,
    municipality,
    reference,
    references,
    register,
    text,
)


class AnswerMethod(Choice):
    """How an answer may be given (6(5)イ); no other way is allowed."""

    MAIL = "mail", "メール"
    CHAT = "chat", "チャット"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"


@register(
    "answers",
    "よろず相談の回答",
    table="consultation_answer",
    title=("number",),
    columns=("number", "municipality_code", "answered_on", "method", "minutes", "reported_on"),
    search=("number", "municipality_code", "content", "effect"),
    order=("-answered_on", "id"),
)
@dataclass(frozen=True, kw_only=True)
class ConsultationAnswer(Record):
    """One answer to a consultation with what its report needs (6(5)カ)."""

    number: str = text("回答番号", max_length=40, fixed=True)
    case_id: str = reference("案件", "cases", required=True, fixed=True)
    municipality_code: str = municipality("団体名", fixed=True)
    answered_on: date | None = day("対応日", required=True)
    method: AnswerMethod | None = choice("回答方法", AnswerMethod, AnswerMethod.ONLINE, required=True, clause="6(5)イ")
    minutes: int | None = integer("対応時間", unit="分", minimum=1, maximum=1_440, required=True, clause="6(5)イ")
    expert_ids: Members = references("専門人材", "experts", table="answer_expert", required=True, clause="6(5)ウ")
    content: str = long_text("具体的な支援内容", clause="6(5)カ")
    effect: str = long_text("支援による効果", clause="6(5)カ")
    materials: str = long_text("利用した資料", max_length=4_000, clause="6(5)カ", hint="なければ「なし」")
    other_scheme: str = text("提案した他の支援事業", clause="6(5)エ", hint="国等の支援事業を提案したとき")
    scheme_decision_id: str = reference("他の支援事業についての協議", "decisions", clause="6(5)エ")
    completes_case: bool = flag("この回答で相談が完了")
    reported_on: date | None = day("県への報告日", fixed=True, clause="6(5)カ")
