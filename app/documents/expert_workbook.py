"""Deliverable 3 as Excel: the experts one per row, and the matrix of the fields of Table 1."""

from datetime import date

from app.documents.coverage_matrix import MARKS
from app.documents.expert_database import title_of
from app.documents.expert_profile import ExpertDatabaseFacts, Profile, experts_per_field, profiles
from app.documents.field_text import Names, file_text, member_texts
from app.documents.workbook import Sheet, SheetColumn, Value, workbook
from app.domain.record import Field, Kind

_WIDTHS = {Kind.LONG_TEXT: 44.0, Kind.DATE: 13.0, Kind.INTEGER: 11.0, Kind.BOOLEAN: 11.0}


def expert_workbook(facts: ExpertDatabaseFacts) -> bytes:
    """Return one edition of the expert database as .xlsx."""
    shown = profiles(facts)
    head = facts.letterhead
    return workbook(
        (_experts(shown, facts), _coverage(shown, facts)),
        title_of(facts),
        head.contractor,
        head.on or date(2026, 4, 1),
    )


def _experts(shown: tuple[Profile, ...], facts: ExpertDatabaseFacts) -> Sheet:
    names = Names(
        {field.code: field.name for field in facts.support_fields},
        lambda _register, record_id: facts.decision_numbers.get(record_id, ""),
    )
    fields = shown[0].fields if shown else ()
    columns = tuple(SheetColumn(_title(field), _width(field), wraps=True) for field in fields)
    rows = [tuple(_value(field, value, names) for field, value in profile.values) for profile in shown]
    return Sheet("専門人材", columns, rows, title_of(facts))


def _coverage(shown: tuple[Profile, ...], facts: ExpertDatabaseFacts) -> Sheet:
    columns = (
        SheetColumn("専門人材", 18.0),
        *(SheetColumn(field.name, 13.0, wraps=True, centred=True) for field in facts.support_fields),
    )
    rows: list[tuple[Value, ...]] = [
        (profile.name, *(profile.mark(field.code) for field in facts.support_fields)) for profile in shown
    ]
    rows.append(("人数", *experts_per_field(shown, facts).values()))
    return Sheet("分野対応表", columns, rows, "支援可能分野の対応表", notes=(MARKS,))


def _title(field: Field) -> str:
    return f"{field.label}（{field.unit}）" if field.unit else field.label


def _width(field: Field) -> float:
    return 44.0 if field.kind is Kind.SUPPORT_FIELD else _WIDTHS.get(field.kind, 18.0)


def _value(field: Field, value: object, names: Names) -> Value:
    if field.many:
        return "\n".join(member_texts(field, value, names))
    if isinstance(value, bool) or not isinstance(value, (int, date)):
        return file_text(field, value, names)
    return value
