"""月例報告の記述: what only a person can say of a month; all else comes from the records (Table 2, row 6)."""

from dataclasses import dataclass
from datetime import date

from app.domain.record import Record, day, long_text, register


@register(
    "monthly-notes",
    "月例報告の記述",
    table="monthly_note",
    title=("month",),
    columns=("month", "opinion", "issues", "focus"),
    search=("opinion", "issues", "focus"),
    order=("-month", "id"),
)
@dataclass(frozen=True, kw_only=True)
class MonthlyNote(Record):
    """The three texts of one month, kept under the first day of the month; there is one for each month."""

    month: date | None = day("対象月", required=True, hint="月の最初の日。例：2026-10-01")
    opinion: str = long_text("所見", hint="当月の業務を全体として見た評価")
    issues: str = long_text("課題と対応", hint="遅れや困りごと、その原因、取った手立て")
    focus: str = long_text("翌月の重点", hint="翌月に力を入れること")
