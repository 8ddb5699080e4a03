"""Hearings and what was told in them, for the tests of the analysis; everything is invented."""

from datetime import date
from typing import Any

from app.domain.hearing import Hearing, HearingStatus, HearingTheme
from app.domain.municipality import Municipality
from app.domain.record import Member
from app.planning.hearing_analysis import Analysis, analysis

FIELDS = ("bpr", "ai", "telework")
OFFICES = (
    Municipality("111007", "さいたま市", "サイタマシ", "政令指定都市", "さいたま", "35.862", "139.645"),
    Municipality("112232", "蕨市", "ワラビシ", "市", "南部", "35.826", "139.679"),
    Municipality("112241", "戸田市", "トダシ", "市", "南部", "35.818", "139.678"),
    Municipality("113611", "横瀬町", "ヨコゼマチ", "町", "秩父", "35.987", "139.1"),
)
SAITAMA, WARABI, TODA, YOKOZE = (office.code for office in OFFICES)


def heard(code: str, on: date = date(2026, 6, 10), **more: Any) -> Hearing:
    """Return a hearing that was held."""
    found: dict[str, Any] = {"id": f"h-{code}", "status": HearingStatus.HELD, **more}
    return Hearing(municipality_code=code, held_on=on, **found)


def told(code: str, field: str, *issues: str, hearing: str = "", **more: Any) -> HearingTheme:
    """Return what a municipality told about a field."""
    held = hearing or f"h-{code}"
    kinds = tuple(Member(each) for each in issues)
    return HearingTheme(id=f"{held}-{field}", hearing_id=held, field=field, issue_kinds=kinds, **more)


def analysed(hearings: tuple[Hearing, ...], themes: tuple[HearingTheme, ...]) -> Analysis:
    """Return the analysis over four municipalities and three fields."""
    return analysis(OFFICES, FIELDS, hearings, themes)
