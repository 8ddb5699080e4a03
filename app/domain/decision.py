"""協議・承認・指示: what was agreed with the prefecture (specification 11(1))."""

from dataclasses import dataclass
from datetime import date

from app.domain.choice import Choice
from app.domain.record import (
    Record,
    attachment,
    choice,
    day,
    long_text,
    register,
    text,
)


class DecisionKind(Choice):
    """What weight a decision has."""

    CONSULTATION = "consultation", "協議"
    APPROVAL = "approval", "承認"
    INSTRUCTION = "instruction", "指示"


class DecisionResult(Choice):
    """How it ended."""

    AGREED = "agreed", "了承"
    REFUSED = "refused", "不承認"
    PENDING = "pending", "継続"


@register(
    "decisions",
    "協議・承認・指示",
    table="decision",
    title=("number", "subject"),
    columns=("number", "kind", "decided_on", "subject", "result"),
    search=("number", "subject", "content", "prefecture_persons", "contractor_persons"),
    order=("-decided_on", "-number", "id"),
)
@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """One consultation, approval or instruction with its evidence."""

    number: str = text("番号", max_length=40, fixed=True)
    kind: DecisionKind | None = choice("区分", DecisionKind, DecisionKind.CONSULTATION, required=True)
    decided_on: date | None = day("年月日", required=True)
    subject: str = text("件名", required=True)
    prefecture_persons: str = text("県の出席者", required=True, hint="所属と氏名。例：戦略課 A主査")
    contractor_persons: str = text("受託者の出席者", required=True)
    content: str = long_text("内容", required=True)
    result: DecisionResult | None = choice("結果", DecisionResult, DecisionResult.AGREED, required=True)
    evidence_id: str = attachment("証拠書類")
    evidence_note: str = text("証拠の所在", hint="メールの件名、議事録の番号など")
