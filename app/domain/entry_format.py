"""How values read to people: labels, names, 2026-07-10（金）, 18団体."""

from datetime import date, datetime, time

from app.domain.entry_context import EntryContext, labelled, target_register
from app.domain.japanese_date import JAPAN, iso_with_weekday
from app.domain.record import Field, Kind, Member
from app.domain.support_field import in_table_order

_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)


def format_entry(field: Field, value: object, context: EntryContext) -> str:
    """Return a value as a person reads it: labels, names, 2026-07-10（金）, 18団体; an empty value is empty."""
    if value is None or value == "" or value == ():
        return ""
    if field.kind in _WRITTEN and isinstance(value, str):
        return value
    if field.many and isinstance(value, tuple):
        members = in_table_order(value, context.support_fields) if field.kind is Kind.SUPPORT_FIELD else value
        return "、".join(_member_text(field, member, context) for member in members)
    return one_text(field, value, context)


def _member_text(field: Field, member: Member, context: EntryContext) -> str:
    name = one_text(field, member.key, context)
    level = labelled(field.levels, member.level) if member.level else None
    return f"{name}（{level.label}）" if level else name


def one_text(field: Field, value: object, context: EntryContext) -> str:
    """Return one value, or one member of a set, as a person reads it."""
    if isinstance(value, str):
        return _named(field, str(value), context)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return f"{value.astimezone(JAPAN):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return iso_with_weekday(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int):
        return f"{value:,}{field.unit}"
    return _named(field, str(value), context)


def _named(field: Field, value: str, context: EntryContext) -> str:
    if field.kind is Kind.CHOICE:
        member = labelled(field.choices, value)
        return member.label if member else value
    if field.kind is Kind.MUNICIPALITY:
        try:
            return context.municipalities.by_code(value).name
        except KeyError:
            return value
    if field.kind is Kind.SUPPORT_FIELD:
        return context.support_names.get(value, value)
    if field.kind is Kind.TERM:
        return context.term_labels.get(value, value)
    return context.name_of(target_register(field), value) if field.kind in (Kind.REFERENCE, Kind.FILE) else value
