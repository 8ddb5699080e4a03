"""Decides what the page 月例報告 shows of the months: their lines, the one to begin with, their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.desktop.desk_port import Desk
from app.desktop.widgets.plain_table import PlainRow
from app.services.reports.views import MonthLine, MonthTexts
from app.services.reports.wording import short_day

HEADERS = ("状態", "月", "期限", "安全な期限")
TONES = {"not_started": "muted", "drafting": "accent", "submitted": "good", "overdue": "bad"}


@dataclass(frozen=True, slots=True)
class Months:
    """Every month, the one that is next to be handed in, and the texts of the one that is shown."""

    lines: tuple[MonthLine, ...]
    texts: MonthTexts


def read_months(desk: Desk, key: str) -> Months:
    """Return the months with the texts of one; without a key of the one that is next to be handed in."""
    return Months(desk.reports.months(), desk.reports.texts(key or desk.reports.month_meant()))


def month_rows(lines: Sequence[MonthLine]) -> list[PlainRow]:
    """Return the months in their order with their state in words and tone."""
    return [
        PlainRow(
            line.key,
            (
                line.state.label,
                line.label,
                short_day(line.deadline.stated_on),
                short_day(line.deadline.safe_on),
            ),
            TONES[line.state.value],
        )
        for line in lines
    ]


def texts_of(texts: MonthTexts, draft: Mapping[str, object]) -> dict[str, str]:
    """Return the texts with what was typed and is not saved yet in the place of what is stored."""
    stored = {"opinion": texts.opinion, "issues": texts.issues, "focus": texts.focus}
    return {**stored, **{name: str(entry) for name, entry in draft.items()}}
