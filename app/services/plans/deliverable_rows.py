"""The rows of Table 2 in words: what is due, by which rule, and on which day where it is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.contract.deadlines import DeadlineState, contract_deadlines
from app.contract.facts import ContractFacts
from app.contract.terms import DeliverableTerm
from app.domain.japanese_date import era_with_weekday, format_era

SURVEY_REPORT = 7
AFTER = {
    "signing": "契約後",
    "consultation_completed": "相談窓口での相談対応完了後",
    "session_completed": "派遣による支援完了後",
    "hearings_completed": "全市町村に対するヒアリングの完了後",
}


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """One deliverable; ``due_on`` is None where it falls due again and again."""

    number: int
    name: str
    clause: str
    rule: str
    due_on: date | None
    is_provisional: bool

    @property
    def day_words(self) -> str:
        """Return the day as a person reads it."""
        if self.due_on is None:
            return "都度"
        return f"{era_with_weekday(self.due_on)}{'（見込み）' if self.is_provisional else ''}"


def deliverable_rows(facts: ContractFacts) -> tuple[DeliverableRow, ...]:
    """Return the ten deliverables with their due dates as they stand today."""
    return tuple(_rows(facts))


def _rows(facts: ContractFacts) -> Iterator[DeliverableRow]:
    once = {item.deliverable: item for item in contract_deadlines(facts)}
    for row in facts.terms.deliverables:
        due = once.get(row.number) if row.rule in ("days", "months", "fixed") else None
        yield DeliverableRow(
            row.number,
            row.name,
            row.clause,
            _rule(row),
            due.due.stated_on if due is not None else None,
            due is not None and due.state == DeadlineState.PROVISIONAL,
        )


def era_month(month: date) -> str:
    """Return a month as a person reads it: 令和9年3月."""
    return format_era(month).rpartition("月")[0] + "月"


def _rule(row: DeliverableTerm) -> str:
    if row.rule == "monthly":
        last = row.last_month
        except_last = f"（{era_month(last)}分は{format_era(row.due_on)}）" if last and row.due_on else ""
        return f"翌月{row.amount}日{except_last}"
    if row.rule == "fixed":
        return format_era(row.due_on) if row.due_on else ""
    amount = row.amount or 0
    period = f"{amount // 7}週間" if row.unit == "日" and amount % 7 == 0 else f"{amount}{row.unit}"
    return f"{AFTER.get(row.basis, '')}{period}以内"
