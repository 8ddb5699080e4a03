"""The calendar, the municipalities and the fields of the contract year, read once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.contract.terms import Terms
from app.domain.entry import EntryContext
from app.domain.municipality import Municipalities
from app.domain.open_days import OpenDays

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
HOLIDAYS: Mapping[date, str] = {
    date(2026, 1, 1): "元日",
    date(2026, 1, 12): "成人の日",
    date(2026, 2, 11): "建国記念の日",
    date(2026, 2, 23): "天皇誕生日",
    date(2026, 3, 20): "春分の日",
    date(2026, 4, 29): "昭和の日",
    date(2026, 5, 3): "憲法記念日",
    date(2026, 5, 4): "みどりの日",
    date(2026, 5, 5): "こどもの日",
    date(2026, 5, 6): "振替休日",
    date(2026, 7, 20): "海の日",
    date(2026, 8, 11): "山の日",
    date(2026, 9, 21): "敬老の日",
    date(2026, 9, 22): "国民の休日",
    date(2026, 9, 23): "秋分の日",
    date(2026, 10, 12): "スポーツの日",
    date(2026, 11, 3): "文化の日",
    date(2026, 11, 23): "勤労感謝の日",
    date(2027, 1, 1): "元日",
    date(2027, 1, 11): "成人の日",
    date(2027, 2, 11): "建国記念の日",
    date(2027, 2, 23): "天皇誕生日",
    date(2027, 3, 21): "春分の日",
    date(2027, 3, 22): "振替休日",
    date(2027, 4, 29): "昭和の日",
}
EXPERTS = {"佐藤　一郎": "id-sato", "髙木　大輔": "id-takagi", "ジョン・スミス": "id-smith"}


@pytest.fixture(scope="session")
def calendar() -> OpenDays:
    return OpenDays(HOLIDAYS)


@pytest.fixture(scope="session")
def municipalities() -> Municipalities:
    return Municipalities.from_csv((RESOURCES / "municipalities.csv").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def terms() -> Terms:
    return Terms.from_toml((RESOURCES / "contract" / "saitama-r8-2.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def context(terms: Terms, municipalities: Municipalities) -> EntryContext:
    def resolve(register: str, text: str) -> str | None:
        return text if text in EXPERTS.values() else EXPERTS.get(text)

    def name_of(register: str, record_id: str) -> str:
        return next((name for name, each in EXPERTS.items() if each == record_id), record_id)

    return EntryContext(date(2026, 11, 23), municipalities, terms.support_fields, resolve, name_of)
