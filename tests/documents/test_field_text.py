"""Values as text, for files and for paper."""

from datetime import UTC, date, datetime, time

import pytest

from app.documents.field_text import Names, file_text, print_text
from app.domain.case import Case, CaseKind
from app.domain.expert import Expert, Level, SkillType
from app.domain.record import Field, Kind, Member

NAMES = Names({"a": "組織体制の整備", "b": "ICT-BCP"}, lambda register, record_id: f"{register}/{record_id}")
FIELDS = {field.name: field for field in (*Expert.REGISTER.fields, *Case.REGISTER.fields)}
LEVELS = (Member("a", Level.LEADING), Member("b"))


@pytest.mark.parametrize(
    ("name", "value", "for_files", "on_paper"),
    [
        ("consented_on", date(2026, 5, 11), "2026-05-11", "令和8年5月11日（月）"),
        ("consented_on", None, "", ""),
        ("applied_at", datetime(2026, 10, 19, 15, 30, 5, tzinfo=UTC), "2026-10-20 00:30:05", "2026-10-20 00:30"),
        ("on_site", True, "はい", "☑　はい"),
        ("on_site", False, "いいえ", "☐　いいえ"),
        ("kind", CaseKind.DISPATCH, "専門人材派遣", "専門人材派遣"),
        ("municipal_count", 1200, "1200", "1,200団体"),
        ("municipality_code", "011002", "011002", "011002"),
        (
            "skill_types",
            (Member(SkillType.PRODUCER), Member(SkillType.ENGINEER)),
            "プロデューサー、エンジニア",
            "プロデューサー、エンジニア",
        ),
        ("approval_decision_id", "x", "decisions/x", "decisions/x"),
        ("approval_decision_id", "", "", ""),
        ("expertise", "標準化", "標準化", "標準化"),
    ],
)
def test_a_value_reads_as_it_should(name: str, value: object, for_files: str, on_paper: str) -> None:
    field = FIELDS[name]
    assert file_text(field, value, NAMES) == for_files
    assert print_text(field, value, NAMES) == on_paper


def test_levels_follow_the_names_of_the_fields_of_table_1() -> None:
    field = Expert.REGISTER.field("fields")
    assert file_text(field, LEVELS, NAMES) == "組織体制の整備（主導できる）、ICT-BCP"
    assert print_text(field, LEVELS, NAMES) == "組織体制の整備（主導できる）\nICT-BCP"


def test_a_time_is_given_to_the_minute() -> None:
    assert file_text(Field("starts_at", "開始", Kind.TIME), time(9, 5), NAMES) == "09:05"
