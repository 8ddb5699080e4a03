"""The subject ``decisions``: consultations, approvals and instructions kept in a table so far (specification 11(1))."""

from app.domain.decision import Decision
from app.domain.record import Record
from app.services.imports.subject import Column, Subject

NUMBER_PREFIX = "協"


def _number_prefix(record: Record) -> str:
    return NUMBER_PREFIX


DECISIONS = Subject(
    name="decisions",
    label="協議・承認・指示",
    record=Decision,
    key=("decided_on", "subject"),
    lookup="subject",
    number_prefix=_number_prefix,
    columns=(
        Column("decided_on", "年月日", ("日付", "協議日", "実施日", "決定日", "承認日", "指示日")),
        Column("kind", "区分", ("種別", "協議区分")),
        Column("subject", "件名", ("議題", "題名", "協議事項", "標題")),
        Column("prefecture_persons", "県の出席者", ("県出席者", "県側出席者", "県")),
        Column("contractor_persons", "受託者の出席者", ("受託者出席者", "受託者側出席者", "受託者")),
        Column("content", "内容", ("協議内容", "議事", "概要")),
        Column("result", "結果", ("協議結果", "結論")),
        Column("evidence_note", "証拠の所在", ("証拠", "根拠", "記録の所在")),
    ),
)
