"""Decides how the panel その日の規定 reads a day and tells what a demand said on it; no widgets."""

from dataclasses import dataclass
from datetime import date

from app.desktop.deadline_words import spoken_day
from app.domain.japanese_date import DateUnreadable, parse_date
from app.services.contract.board_views import TermOnDay
from app.services.contract.views import RuleOnDay


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day as typed: the day, or nothing where it cannot be read, with what to say beneath the input."""

    day: date | None
    told: str


def typed_day(text: str, today: date) -> TypedDay:
    """Read a day in any usual form; nothing typed is today."""
    if not text.strip():
        return TypedDay(today, spoken_day(today))
    try:
        day = parse_date(text, today)
    except DateUnreadable:
        return TypedDay(None, "日付として読めません（例：令和8年9月28日、R8.9.28、9/28）")
    return TypedDay(day, spoken_day(day))


def since_words(term: TermOnDay) -> str:
    """Return since when a value has held, and by what."""
    if term.holds_from is None:
        return "契約の当初から"
    return f"{term.holds_from.isoformat()}から"


def findings_words(found: RuleOnDay) -> str:
    """Return how many findings there are on the day, or that none are looked for."""
    if not found.rules:
        return "この条項は、規則では確かめません。"
    if not found.findings:
        return "この日に見つかる指摘はありません。"
    return f"この日の指摘　{len(found.findings)}件"
